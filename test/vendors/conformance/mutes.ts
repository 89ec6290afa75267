import assert from "node:assert/strict";
import type { ConformanceCase } from "./harness.ts";
import {
  MINUTE_MS,
  act,
  assertEnds,
  assertTold,
  bad,
  good,
  keptEnd,
  mute,
  requestsOf,
  stateOf,
  unmute,
} from "./steps.ts";

export const muteCases: readonly ConformanceCase[] = [
  {
    name: "a mute lasts until its instant, for those named and nobody else",
    needs: ["mute"],
    async run(harness) {
      const [first, second, other] = harness.members;
      const until = harness.clock.now() + 10 * MINUTE_MS;
      const receipt = good(await act(harness, mute([first, second], until)));
      for (const account of [first, second]) {
        assertTold(receipt, account, "done");
        assertEnds(harness.muteEnd(account), keptEnd(harness, "mute", until));
        assert.ok(harness.isMember(account));
      }
      assert.equal(harness.muteEnd(other), null);
      assert.equal(harness.banEnd(first), null);
      await harness.clock.advance(10 * MINUTE_MS + 1_000);
      assert.equal(harness.muteEnd(first), harness.hasTimer.mute ? null : "permanent");
    },
  },
  {
    name: "a mute for ever is for ever, and is read as that and not as a date",
    needs: ["mute"],
    async run(harness) {
      const [account] = harness.members;
      good(await act(harness, mute([account], "permanent")));
      assert.equal(harness.muteEnd(account), "permanent");
      assert.equal((await stateOf(harness, account)).mutedUntil, "permanent");
    },
  },
  {
    name: "a mute sent again later ends when it ended before",
    needs: ["mute"],
    async run(harness) {
      const [account] = harness.members;
      const until = harness.clock.now() + 10 * MINUTE_MS;
      good(await act(harness, mute([account], until)));
      await harness.clock.advance(4 * MINUTE_MS);
      good(await act(harness, mute([account], until)));
      assertEnds(harness.muteEnd(account), keptEnd(harness, "mute", until));
    },
  },
  {
    name: "a shorter mute replaces a longer one",
    needs: ["mute"],
    async run(harness) {
      const [account] = harness.members;
      harness.mute(account, "permanent");
      const until = harness.clock.now() + MINUTE_MS;
      good(await act(harness, mute([account], until)));
      assertEnds(harness.muteEnd(account), keptEnd(harness, "mute", until));
    },
  },
  {
    name: "a mute whose end has passed is not sent, and lifts nothing",
    needs: ["mute"],
    async run(harness) {
      const [account] = harness.members;
      harness.mute(account, "permanent");
      const state = good(await harness.driver.describe(harness.group));
      const sent = await requestsOf(harness, async () => {
        const answered = await harness.driver.act(state, mute([account], harness.clock.now()));
        assert.equal(bad(answered).kind, "lapsed");
      });
      assert.equal(sent, 0);
      assert.equal(harness.muteEnd(account), "permanent");
    },
  },
  {
    name: "half a second of mute is still a mute",
    needs: ["mute"],
    async run(harness) {
      const [account] = harness.members;
      good(await act(harness, mute([account], harness.clock.now() + 500)));
      assert.notEqual(harness.muteEnd(account), null);
    },
  },
  {
    name: "an unmute lifts the mute, and lifting it again is no failure",
    needs: ["unmute"],
    async run(harness) {
      const [account, other] = harness.members;
      harness.mute(account, "permanent");
      harness.mute(other, "permanent");
      assertTold(good(await act(harness, unmute([account]))), account, "done");
      assert.equal(harness.muteEnd(account), null);
      assert.equal(harness.muteEnd(other), "permanent");
      assertTold(good(await act(harness, unmute([account]))), account, "done", "already");
    },
  },
];
