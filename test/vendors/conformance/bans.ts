import assert from "node:assert/strict";
import type { ConformanceCase } from "./harness.ts";
import {
  MINUTE_MS,
  act,
  add,
  assertEnds,
  assertForbidden,
  assertTold,
  bad,
  ban,
  describeGroup,
  good,
  keptEnd,
  requestsOf,
  stateOf,
  unban,
} from "./steps.ts";

export const banCases: readonly ConformanceCase[] = [
  {
    name: "a ban takes out those named and nobody else, and keeps them out until its end",
    needs: ["ban"],
    async run(harness) {
      const [first, second, other] = harness.members;
      const until = harness.clock.now() + 10 * MINUTE_MS;
      const receipt = good(await act(harness, ban([first, second], until)));
      for (const account of [first, second]) {
        assertTold(receipt, account, "done");
        assertEnds(harness.banEnd(account), keptEnd(harness, "ban", until));
      }
      assert.deepEqual([first, second, other].map(harness.isMember), [false, false, true]);
      assert.equal(harness.banEnd(other), null);
      assert.equal(harness.changes(), 2);
      await harness.clock.advance(10 * MINUTE_MS + 1_000);
      assert.equal(harness.banEnd(first), harness.hasTimer.ban ? null : "permanent");
      assert.ok(!harness.isMember(first));
    },
  },
  {
    name: "somebody banned cannot be added",
    needs: ["ban", "add"],
    async run(harness) {
      const [account] = harness.members;
      good(await act(harness, ban([account], "permanent")));
      const answered = await act(harness, add([account]));
      const said = answered.ok ? answered.value.rows?.[0]?.outcome : answered.failure.kind;
      assert.ok(said === "refused" || said === "not_permitted", `it said ${said}`);
      assert.ok(!harness.isMember(account));
    },
  },
  {
    name: "once the ban is over they can be added",
    needs: ["ban", "add"],
    async run(harness) {
      if (!harness.hasTimer.ban) return;
      const [account] = harness.members;
      good(await act(harness, ban([account], harness.clock.now() + MINUTE_MS)));
      await harness.clock.advance(MINUTE_MS + 1_000);
      good(await act(harness, add([account])));
      assert.ok(harness.isMember(account));
    },
  },
  {
    name: "a ban for ever is for ever, and is read as that and not as a date",
    needs: ["ban"],
    async run(harness) {
      const [account] = harness.members;
      good(await act(harness, ban([account], "permanent")));
      assert.equal(harness.banEnd(account), "permanent");
      assert.equal((await stateOf(harness, account)).bannedUntil, "permanent");
      const list = good(await harness.driver.banned(await describeGroup(harness)));
      assert.deepEqual(list, [{ account, until: "permanent" }]);
    },
  },
  {
    name: "a ban sent again later ends when it ended before",
    needs: ["ban"],
    async run(harness) {
      const [account] = harness.members;
      const until = harness.clock.now() + 10 * MINUTE_MS;
      good(await act(harness, ban([account], until)));
      await harness.clock.advance(4 * MINUTE_MS);
      good(await act(harness, ban([account], until)));
      assertEnds(harness.banEnd(account), keptEnd(harness, "ban", until));
    },
  },
  {
    name: "a shorter ban replaces a longer one",
    needs: ["ban"],
    async run(harness) {
      const [account] = harness.members;
      harness.ban(account, "permanent");
      const until = harness.clock.now() + MINUTE_MS;
      assertTold(good(await act(harness, ban([account], until))), account, "done", "already");
      assertEnds(harness.banEnd(account), keptEnd(harness, "ban", until));
    },
  },
  {
    name: "a ban whose end has passed is not sent",
    needs: ["ban"],
    async run(harness) {
      const [account] = harness.members;
      const state = await describeGroup(harness);
      const sent = await requestsOf(harness, async () => {
        const answered = await harness.driver.act(state, ban([account], harness.clock.now()));
        assert.equal(bad(answered).kind, "lapsed");
      });
      assert.equal(sent, 0);
      assert.ok(harness.isMember(account));
    },
  },
  {
    name: "the owner cannot be banned, and the refusal says who it is",
    needs: ["ban"],
    async run(harness) {
      assertForbidden(await act(harness, ban([harness.owner], "permanent")), harness.owner);
      assert.ok(harness.isMember(harness.owner));
      assert.equal(harness.banEnd(harness.owner), null);
    },
  },
  {
    name: "an unban ends the ban and nothing else: it puts nobody back, and unbanning again is no failure",
    needs: ["unban"],
    async run(harness) {
      const [account, other] = harness.members;
      harness.mute(account, "permanent");
      harness.ban(account, "permanent");
      harness.ban(other, "permanent");
      assertTold(good(await act(harness, unban([account]))), account, "done");
      assert.equal(harness.banEnd(account), null);
      assert.equal(harness.muteEnd(account), "permanent");
      assert.equal(harness.banEnd(other), "permanent");
      assert.ok(!harness.isMember(account));
      assert.equal(harness.changes(), 1);
      assertTold(good(await act(harness, unban([account]))), account, "done", "already", "absent");
    },
  },
  {
    name: "somebody unbanned can be added",
    needs: ["unban", "add"],
    async run(harness) {
      const [account] = harness.members;
      harness.ban(account, "permanent");
      good(await act(harness, unban([account])));
      assertTold(good(await act(harness, add([account]))), account, "done");
      assert.ok(harness.isMember(account));
    },
  },
];
