import assert from "node:assert/strict";
import type { ConformanceCase } from "./harness.ts";
import { MINUTE_MS, act, assertEnds, bad, good, mute, stateOf, unmute } from "./steps.ts";

export const muteCases: readonly ConformanceCase[] = [
  {
    name: "a mute lasts until its instant, for those named and nobody else",
    verb: "mute",
    async run(harness) {
      const [first, second, other] = harness.members;
      const until = harness.clock.now() + 10 * MINUTE_MS;
      good(await act(harness, mute([first, second], until)));
      assertEnds(harness.muteEnd(first), until);
      assertEnds(harness.muteEnd(second), until);
      assert.equal(harness.muteEnd(other), null);
    },
  },
  {
    name: "a mute for ever is for ever, and is read as that and not as a date",
    verb: "mute",
    async run(harness) {
      const [account] = harness.members;
      good(await act(harness, mute([account], "permanent")));
      assert.equal(harness.muteEnd(account), "permanent");
      assert.equal((await stateOf(harness, account)).mutedUntil, "permanent");
    },
  },
  {
    name: "a mute sent again later ends when it ended before",
    verb: "mute",
    async run(harness) {
      const [account] = harness.members;
      const until = harness.clock.now() + 10 * MINUTE_MS;
      good(await act(harness, mute([account], until)));
      await harness.clock.advance(4 * MINUTE_MS);
      good(await act(harness, mute([account], until)));
      assertEnds(harness.muteEnd(account), until);
    },
  },
  {
    name: "a shorter mute replaces a longer one",
    verb: "mute",
    async run(harness) {
      const [account] = harness.members;
      harness.mute(account, "permanent");
      const until = harness.clock.now() + MINUTE_MS;
      good(await act(harness, mute([account], until)));
      assertEnds(harness.muteEnd(account), until);
    },
  },
  {
    name: "a mute whose end has passed is not sent, and lifts nothing",
    verb: "mute",
    async run(harness) {
      const [account] = harness.members;
      harness.mute(account, "permanent");
      assert.equal(bad(await act(harness, mute([account], harness.clock.now()))).kind, "lapsed");
      assert.equal(harness.muteEnd(account), "permanent");
    },
  },
  {
    name: "half a second of mute is still a mute",
    verb: "mute",
    async run(harness) {
      const [account] = harness.members;
      good(await act(harness, mute([account], harness.clock.now() + 500)));
      assert.notEqual(harness.muteEnd(account), null);
    },
  },
  {
    name: "an unmute lifts the mute, and lifting it again is no failure",
    verb: "unmute",
    async run(harness) {
      const [account, other] = harness.members;
      harness.mute(account, "permanent");
      harness.mute(other, "permanent");
      good(await act(harness, unmute([account])));
      assert.equal(harness.muteEnd(account), null);
      assert.equal(harness.muteEnd(other), "permanent");
      good(await act(harness, unmute([account])));
    },
  },
];
