import assert from "node:assert/strict";
import type { AccountState, Facet } from "../../../src/vendors/port.ts";
import type { ConformanceCase } from "./harness.ts";
import {
  ALL_FACETS,
  assertEnds,
  describeGroup,
  good,
  keptEnd,
  MINUTE_MS,
  requestsOf,
  stateOf,
} from "./steps.ts";

export const stateCases: readonly ConformanceCase[] = [
  {
    name: "states come one per account, in the order asked, with roles where the kind has them",
    needs: [],
    async run(harness) {
      const state = await describeGroup(harness);
      const [member] = harness.members;
      const outside = harness.isListed ? "absent" : "unlisted";
      const asked = [harness.outsider, harness.stranger, member, harness.owner];
      const states = good(await harness.driver.states(state, asked, ALL_FACETS));
      const seen = states.map(({ account, standing }) => ({ account, standing }));
      assert.deepEqual(seen, [
        { account: harness.outsider, standing: outside },
        { account: harness.stranger, standing: outside },
        { account: member, standing: harness.isListed ? "member" : "unlisted" },
        { account: harness.owner, standing: "owner" },
      ]);
      assert.equal(states[0]?.exists, true);
      assert.equal(states[1]?.exists, false);
    },
  },
  {
    name: "an admin of the group is seen as one",
    needs: [],
    async run(harness) {
      if (harness.admin === null || !harness.isListed) return;
      assert.equal((await stateOf(harness, harness.admin)).standing, "admin");
    },
  },
  {
    name: "a state shows the mute, also of somebody who has left",
    needs: ["mute"],
    async run(harness) {
      const [member] = harness.members;
      const { outsider } = harness;
      const until = harness.clock.now() + 10 * MINUTE_MS;
      harness.mute(member, until);
      harness.mute(outsider, until);
      assert.equal((await stateOf(harness, member)).mutedUntil, keptEnd(harness, "mute", until));
      assert.equal((await stateOf(harness, outsider)).mutedUntil, keptEnd(harness, "mute", until));
      assert.equal((await stateOf(harness, harness.owner)).mutedUntil, null);
    },
  },
  {
    name: "a state shows the ban, and that the banned are outside",
    needs: ["ban"],
    async run(harness) {
      const [member, other] = harness.members;
      const until = harness.clock.now() + 10 * MINUTE_MS;
      harness.ban(member, until);
      harness.ban(harness.outsider, "permanent");
      const seen = await stateOf(harness, member);
      assertEnds(seen.bannedUntil, keptEnd(harness, "ban", until));
      assert.equal(seen.standing, harness.isListed ? "absent" : "unlisted");
      assert.equal((await stateOf(harness, harness.outsider)).bannedUntil, "permanent");
      assert.equal((await stateOf(harness, other)).bannedUntil, null);
    },
  },
  {
    name: "a state tells only what was asked for",
    needs: [],
    async run(harness) {
      const { supports } = await describeGroup(harness);
      const { outsider } = harness;
      harness.ban(outsider, "permanent");
      harness.mute(outsider, "permanent");
      const nothing: AccountState = {
        account: outsider,
        standing: "unlisted",
        mutedUntil: null,
        bannedUntil: null,
        exists: null,
      };
      assert.deepEqual(await stateOf(harness, outsider, []), nothing);
      const standing = harness.isListed ? "absent" : "unlisted";
      assert.deepEqual(await stateOf(harness, outsider, ["standing", "existence"]), {
        ...nothing,
        standing,
        exists: true,
      });
      const mutedUntil = supports.mute.supported ? "permanent" : null;
      assert.deepEqual(await stateOf(harness, outsider, ["mute"]), { ...nothing, mutedUntil });
      const bannedUntil = supports.ban.supported ? "permanent" : null;
      assert.deepEqual(await stateOf(harness, outsider, ["ban"]), { ...nothing, bannedUntil });
    },
  },
  {
    name: "what is not asked for costs no request",
    needs: [],
    async run(harness) {
      const state = await describeGroup(harness);
      // Only about somebody outside is there to ask whether they exist.
      const accounts = [...harness.members, harness.outsider];
      const cost = (facets: readonly Facet[]): Promise<number> =>
        requestsOf(harness, () => harness.driver.states(state, accounts, facets));
      const whole = await cost(ALL_FACETS);
      assert.equal(await cost([]), 0);
      for (const facet of ALL_FACETS) {
        // Where there are no mutes or bans, there is nothing to ask.
        if ((facet === "mute" || facet === "ban") && !state.supports[facet].supported) continue;
        // Where nobody can be seen inside, standing costs nothing by itself.
        if (facet === "standing" && !harness.isListed) continue;
        const rest = ALL_FACETS.filter((each) => each !== facet);
        assert.ok((await cost(rest)) < whole, `${facet} is read though nobody asked`);
      }
    },
  },
];
