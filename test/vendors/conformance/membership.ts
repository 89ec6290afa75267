import assert from "node:assert/strict";
import type { ConformanceCase } from "./harness.ts";
import { act, add, bad, good, kick } from "./steps.ts";

export const membershipCases: readonly ConformanceCase[] = [
  {
    name: "a kick removes those named and nobody else, and kicking them again is no failure",
    verb: "kick",
    async run(harness) {
      const [first, second, other] = harness.members;
      good(await act(harness, kick([first, second])));
      assert.deepEqual([first, second, other].map(harness.isMember), [false, false, true]);
      good(await act(harness, kick([first, second])));
    },
  },
  {
    name: "the owner cannot be kicked, and the refusal says who it is",
    verb: "kick",
    async run(harness) {
      const failure = bad(await act(harness, kick([harness.owner])));
      assert.equal(failure.kind, "not_permitted");
      assert.ok(failure.detail.includes(harness.owner));
      assert.ok(harness.isMember(harness.owner));
    },
  },
  {
    name: "an add tells of each account whether it came in or was there already",
    verb: "add",
    async run(harness) {
      const newcomer = harness.outsider;
      const [member] = harness.members;
      const { rows } = good(await act(harness, add([newcomer, member])));
      assert.deepEqual(rows, [
        { account: newcomer, outcome: "done", detail: null },
        { account: member, outcome: "already", detail: null },
      ]);
      assert.ok(harness.isMember(newcomer));
    },
  },
  {
    name: "an account that does not exist cannot be added",
    verb: "add",
    async run(harness) {
      const answered = await act(harness, add([harness.stranger]));
      const said = answered.ok ? answered.value.rows?.[0]?.outcome : answered.failure.kind;
      assert.ok(said === "refused" || said === "no_account", `it said ${said}`);
      assert.ok(!harness.isMember(harness.stranger));
    },
  },
];
