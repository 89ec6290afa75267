import assert from "node:assert/strict";
import type { Result } from "../../../src/result.ts";
import { advice, type GroupState, type VendorFailure } from "../../../src/vendors/port.ts";
import type { ConformanceCase, Harness, Trouble } from "./harness.ts";
import { ALL_FACETS, describeGroup, good, MINUTE_MS, requestsOf } from "./steps.ts";

type Read = (harness: Harness, state: GroupState) => Promise<Result<unknown, VendorFailure>>;

/** Every read about a group. Each answer can be compared, whatever the order of the vendor's rows. */
const READS: readonly Read[] = [
  async (harness, state) => {
    const states = await harness.driver.states(state, harness.members, ALL_FACETS);
    // Whether somebody unseen exists may be left open when only that could not be read.
    return states.ok ? { ok: true, value: states.value.map((each) => ({ ...each, exists: null })) } : states;
  },
  async (harness, state) => sorted(await harness.driver.muted(state)),
  async (harness, state) => sorted(await harness.driver.banned(state)),
  async (harness, state) => {
    const page = await harness.driver.members(state, 0, 20);
    return page.ok ? { ok: true, value: page.value.rows } : page;
  },
  (harness, state) => harness.driver.locked(state),
];

function sorted<T extends { readonly account: string }>(
  list: Result<readonly T[], VendorFailure>,
): Result<readonly T[], VendorFailure> {
  if (!list.ok) return list;
  return { ok: true, value: list.value.toSorted((one, other) => (one.account < other.account ? -1 : 1)) };
}

function furnish(harness: Harness): void {
  const [muted, banned] = harness.members;
  harness.mute(muted, harness.clock.now() + 10 * MINUTE_MS);
  harness.ban(banned, "permanent");
  harness.setLocked(true);
}

/** Reads that work here and ask the vendor something: some kinds have no such list, or none to be asked for. */
async function readsHere(harness: Harness, state: GroupState) {
  const reads: { readonly read: Read; readonly truth: unknown }[] = [];
  for (const read of READS) {
    let truth: Result<unknown, VendorFailure> | null = null;
    const sent = await requestsOf(harness, async () => (truth = await read(harness, state)));
    const answered = truth as Result<unknown, VendorFailure> | null;
    if (sent > 0 && answered?.ok) reads.push({ read, truth: answered.value });
  }
  return reads;
}

const PASSING = [
  "too_often",
  "failed_inside",
  "reset_before",
  "reset_after",
  "truncated",
] as const satisfies readonly Trouble[];

export const readTroubleCases: readonly ConformanceCase[] = [
  ...PASSING.map((trouble): ConformanceCase => ({
    name: `a read during ${trouble} is not done or right, can be done again, and changes nothing`,
    needs: [],
    async run(harness) {
      furnish(harness);
      const state = await describeGroup(harness);
      const reads = await readsHere(harness, state);
      assert.ok(reads.length > 0);
      for (const { read, truth } of reads) {
        harness.provoke(trouble);
        const disturbed = await read(harness, state);
        if (disturbed.ok) assert.deepEqual(disturbed.value, truth);
        else assert.equal(advice(disturbed.failure), "retry");
        assert.deepEqual(good(await read(harness, state)), truth);
      }
      assert.equal(harness.changes(), 0);
    },
  })),
  {
    name: "a description that could not be had is not remembered",
    needs: [],
    async run(harness) {
      harness.provoke("reset_before");
      const disturbed = await harness.driver.describe(harness.group);
      if (!disturbed.ok) assert.equal(advice(disturbed.failure), "retry");
      assert.equal((await describeGroup(harness)).owner, harness.owner);
    },
  },
  {
    name: "a read with an expired credential succeeds",
    needs: [],
    async run(harness) {
      furnish(harness);
      const state = await describeGroup(harness);
      for (const { read, truth } of await readsHere(harness, state)) {
        harness.provoke("signature");
        assert.deepEqual(good(await read(harness, state)), truth);
      }
    },
  },
];
