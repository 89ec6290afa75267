import assert from "node:assert/strict";
import type { ConformanceCase } from "./harness.ts";
import { act, add, assertForbidden, assertTold, good, kick } from "./steps.ts";

export const membershipCases: readonly ConformanceCase[] = [
  {
    name: "a kick removes those named and nobody else, and kicking them again is no failure",
    needs: ["kick"],
    async run(harness) {
      const [first, second, other] = harness.members;
      const receipt = good(await act(harness, kick([first, second])));
      for (const account of [first, second]) assertTold(receipt, account, "done");
      assert.deepEqual([first, second, other].map(harness.isMember), [false, false, true]);
      const again = good(await act(harness, kick([first, second])));
      for (const account of [first, second]) assertTold(again, account, "absent");
    },
  },
  {
    name: "a kick of somebody who is outside holds up nobody",
    needs: ["kick"],
    async run(harness) {
      const [member] = harness.members;
      const receipt = good(await act(harness, kick([harness.outsider, member])));
      assertTold(receipt, member, "done");
      assertTold(receipt, harness.outsider, "absent");
      assert.ok(!harness.isMember(member));
    },
  },
  {
    name: "the owner cannot be kicked, and the refusal says who it is",
    needs: ["kick"],
    async run(harness) {
      assertForbidden(await act(harness, kick([harness.owner])), harness.owner);
      assert.ok(harness.isMember(harness.owner));
    },
  },
  {
    name: "an add tells of each account whether it came in or was there already",
    needs: ["add"],
    async run(harness) {
      const newcomer = harness.outsider;
      const [member] = harness.members;
      const { rows } = good(await act(harness, add([newcomer, member])));
      const outcomes = new Map(rows?.map(({ account, outcome }) => [account, outcome]));
      assert.equal(outcomes.get(newcomer), "done");
      assert.ok(outcomes.get(member) === "already" || !harness.addTellsMembersApart);
      assert.notEqual(outcomes.get(member), "refused");
      assert.ok(harness.isMember(newcomer) && harness.isMember(member));
    },
  },
  {
    name: "an add of members only is no failure",
    needs: ["add"],
    async run(harness) {
      const [first, second] = harness.members;
      const receipt = good(await act(harness, add([first, second])));
      for (const account of [first, second]) {
        assertTold(receipt, account, "already", ...(harness.addTellsMembersApart ? [] : ["done" as const]));
      }
    },
  },
  {
    name: "an account that does not exist cannot be added",
    needs: ["add"],
    async run(harness) {
      const answered = await act(harness, add([harness.stranger]));
      const said = answered.ok ? answered.value.rows?.[0]?.outcome : answered.failure.kind;
      assert.ok(said === "refused" || said === "no_account", `it said ${said}`);
      assert.ok(!harness.isMember(harness.stranger));
    },
  },
];
