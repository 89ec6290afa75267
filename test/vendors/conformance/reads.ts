import assert from "node:assert/strict";
import type { End } from "../../../src/words.ts";
import type { ConformanceCase } from "./harness.ts";
import { bad, describeGroup, good, MINUTE_MS, stateOf } from "./steps.ts";

export const readCases: readonly ConformanceCase[] = [
  {
    name: "describe tells the owner, and something about each verb",
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      assert.deepEqual(state.group, harness.group);
      assert.equal(state.owner, harness.owner);
      assert.deepEqual(Object.keys(state.supports).toSorted(), ["add", "kick", "mute", "unmute"]);
    },
  },
  {
    name: "a group that does not exist is no_group",
    verb: null,
    async run({ driver, missing }) {
      assert.equal(bad(await driver.describe(missing)).kind, "no_group");
    },
  },
  {
    name: "everybody muted is listed, and nobody else",
    verb: "mute",
    async run(harness) {
      const [first, second] = harness.members;
      const state = await describeGroup(harness);
      assert.deepEqual(good(await harness.driver.muted(state)), []);
      const until = harness.clock.now() + 10 * MINUTE_MS;
      harness.mute(first, until);
      harness.mute(second, "permanent");
      const muted = good(await harness.driver.muted(state));
      assert.equal(muted.length, 2);
      assert.deepEqual(
        new Map(muted.map((row) => [row.account, row.until])),
        new Map<string, End>([
          [first, until],
          [second, "permanent"],
        ]),
      );
    },
  },
  {
    name: "states come one per account, in the order asked, with roles where the kind has them",
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      const [member] = harness.members;
      const asked = [harness.outsider, harness.stranger, member, harness.owner];
      const states = good(await harness.driver.states(state, asked));
      const seen = states.map(({ account, standing }) => ({ account, standing }));
      const isListed = state.supports.kick.supported;
      assert.deepEqual(seen, [
        { account: harness.outsider, standing: isListed ? "absent" : "unlisted" },
        { account: harness.stranger, standing: isListed ? "absent" : "unlisted" },
        { account: member, standing: isListed ? "member" : "unlisted" },
        { account: harness.owner, standing: "owner" },
      ]);
      assert.equal(states[0]?.exists, true);
      assert.equal(states[1]?.exists, false);
    },
  },
  {
    name: "a state shows the mute, also of somebody who has left",
    verb: "mute",
    async run(harness) {
      const [member] = harness.members;
      const { outsider } = harness;
      const until = harness.clock.now() + 10 * MINUTE_MS;
      harness.mute(member, until);
      harness.mute(outsider, until);
      assert.equal((await stateOf(harness, member)).mutedUntil, until);
      assert.equal((await stateOf(harness, outsider)).mutedUntil, until);
      assert.equal((await stateOf(harness, harness.owner)).mutedUntil, null);
    },
  },
];
