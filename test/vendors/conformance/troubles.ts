import assert from "node:assert/strict";
import { VERBS } from "../../../src/words.ts";
import { advice } from "../../../src/vendors/port.ts";
import type { ConformanceCase, Trouble } from "./harness.ts";
import { anyChange, bad, describeGroup, good, plainAct, requestsOf, stateOf, supportOf } from "./steps.ts";

/** Troubles in which nothing is applied, and what to do about them. */
const NOT_APPLIED = {
  too_often: "retry",
  failed_inside: "settle",
  reset_before: "settle",
  hang: "settle",
} as const satisfies Partial<Record<Trouble, "retry" | "settle">>;

/** Troubles in which the change is made, and nobody is told. */
const APPLIED = ["reset_after", "truncated"] as const satisfies readonly Trouble[];

export const troubleCases: readonly ConformanceCase[] = [
  {
    name: "a verb the kind does not take is refused with what serves instead, and nothing is sent",
    needs: [],
    async run(harness) {
      const state = await describeGroup(harness);
      for (const verb of VERBS) {
        const support = state.supports[verb];
        if (support.supported) continue;
        const sent = await requestsOf(harness, async () => {
          const failure = bad(await harness.driver.act(state, plainAct[verb]([harness.members[0]])));
          assert.deepEqual(failure, { kind: "unsupported", detail: support.why, instead: support.instead });
        });
        assert.equal(sent, 0);
      }
    },
  },
  {
    name: "one act is one request, and its receipt shows what was sent, without credentials",
    needs: [],
    async run(harness) {
      const state = await describeGroup(harness);
      const { change, isMade } = anyChange(harness, state);
      const before = harness.requests();
      const { request } = good(await harness.driver.act(state, change));
      assert.equal(harness.requests(), before + 1);
      assert.ok(isMade());
      const shown = `${request.method} ${request.path} ${request.body}`;
      for (const account of change.accounts) assert.ok(shown.includes(account));
      for (const secret of harness.secrets) assert.ok(!shown.includes(secret));
    },
  },
  ...(Object.keys(NOT_APPLIED) as (keyof typeof NOT_APPLIED)[]).map((trouble): ConformanceCase => ({
    name: `after ${trouble} nothing was changed, and the advice is to ${NOT_APPLIED[trouble]}`,
    needs: [],
    async run(harness) {
      const state = await describeGroup(harness);
      const { change, isMade } = anyChange(harness, state);
      harness.provoke(trouble);
      const sent = await requestsOf(harness, async () => {
        assert.equal(advice(bad(await harness.driver.act(state, change))), NOT_APPLIED[trouble]);
      });
      assert.equal(sent, 1);
      assert.ok(!isMade());
    },
  })),
  ...APPLIED.map((trouble): ConformanceCase => ({
    name: `after ${trouble} it is uncertain, the change was made once, and a read shows it`,
    needs: [],
    async run(harness) {
      const state = await describeGroup(harness);
      const { change, isMade } = anyChange(harness, state);
      const [account] = harness.members;
      harness.provoke(trouble);
      assert.equal(bad(await harness.driver.act(state, change)).kind, "uncertain");
      assert.ok(isMade());
      assert.equal(harness.changes(), 1);
      const seen = await stateOf(harness, account);
      assert.ok(change.verb === "kick" ? seen.standing === "absent" : seen.mutedUntil !== null);
    },
  })),
  {
    name: "too many accounts are told with a smaller number, which is remembered, and nothing is changed",
    needs: [],
    async run(harness) {
      const state = await describeGroup(harness);
      const { change } = anyChange(harness, state, harness.members);
      harness.provoke("too_many");
      const failure = bad(await harness.driver.act(state, change));
      assert.ok(failure.kind === "too_many" && failure.batch >= 1 && failure.batch < 4);
      assert.equal(harness.changes(), 0);
      const { batch, isLearned } = supportOf(await describeGroup(harness), change.verb);
      assert.equal(batch, failure.batch);
      assert.ok(isLearned);
    },
  },
  {
    name: "an expired credential is renewed without anybody noticing",
    needs: [],
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
