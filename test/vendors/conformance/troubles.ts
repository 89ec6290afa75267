import assert from "node:assert/strict";
import { advice } from "../../../src/vendors/port.ts";
import type { ConformanceCase } from "./harness.ts";
import { add, anyChange, bad, describeGroup, good, kick, mute, stateOf, unmute } from "./steps.ts";

export const troubleCases: readonly ConformanceCase[] = [
  {
    name: "a verb the kind does not take is refused with what serves instead, and nothing is sent",
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      const changes = [kick, add, unmute, (accounts: readonly string[]) => mute(accounts, "permanent")];
      for (const change of changes.map((make) => make([harness.members[0]]))) {
        const support = state.supports[change.verb];
        if (support.supported) continue;
        const before = harness.requests();
        const failure = bad(await harness.driver.act(state, change));
        assert.deepEqual(failure, { kind: "unsupported", detail: support.why, instead: support.instead });
        assert.equal(harness.requests(), before);
      }
    },
  },
  {
    name: "one act is one request, and its receipt shows what was sent, without credentials",
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      const { change, isMade } = anyChange(harness, state);
      const before = harness.requests();
      const { request } = good(await harness.driver.act(state, change));
      assert.equal(harness.requests(), before + 1);
      assert.ok(isMade());
      assert.ok(change.accounts.every((account) => request.body.includes(JSON.stringify(account))));
      for (const secret of harness.secrets) assert.ok(!`${request.path}${request.body}`.includes(secret));
    },
  },
  ...(["too_often", "failed_inside", "reset_before"] as const).map((trouble): ConformanceCase => ({
    name: `after ${trouble} nothing was changed, and the advice is to ${trouble === "too_often" ? "try again" : "read"}`,
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      const { change, isMade } = anyChange(harness, state);
      harness.provoke(trouble);
      const failure = bad(await harness.driver.act(state, change));
      assert.equal(advice(failure), trouble === "too_often" ? "retry" : "settle");
      assert.ok(!isMade());
    },
  })),
  {
    name: "a connection cut after the change is uncertain, the change is made once, and a read shows it",
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      const { change, isMade } = anyChange(harness, state);
      const [account] = harness.members;
      harness.provoke("reset_after");
      assert.equal(bad(await harness.driver.act(state, change)).kind, "uncertain");
      assert.ok(isMade());
      assert.equal(harness.changes(), 1);
      const seen = await stateOf(harness, account);
      assert.ok(change.verb === "kick" ? seen.standing === "absent" : seen.mutedUntil !== null);
    },
  },
  {
    name: "too many accounts are told with a smaller number, which is remembered, and nothing is changed",
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      const { change } = anyChange(harness, state);
      harness.provoke("too_many");
      const failure = bad(await harness.driver.act(state, { ...change, accounts: harness.members }));
      assert.ok(failure.kind === "too_many" && failure.batch >= 1 && failure.batch < 4);
      assert.equal(harness.changes(), 0);
      const support = (await describeGroup(harness)).supports[change.verb];
      assert.equal(support.supported && support.batch, failure.batch);
    },
  },
  {
    name: "an expired signature is renewed without anybody noticing",
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      const { change, isMade } = anyChange(harness, state);
      harness.provoke("signature");
      good(await harness.driver.act(state, change));
      assert.ok(isMade());
      assert.equal(harness.changes(), 1);
    },
  },
];
