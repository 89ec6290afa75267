import assert from "node:assert/strict";
import type { End, Verb } from "../../src/cases/words.ts";
import type { Result } from "../../src/result.ts";
import {
  advice,
  type Act,
  type Group,
  type GroupState,
  type VendorDriver,
  type VendorFailure,
} from "../../src/vendors/port.ts";
import type { MovableClock } from "./movable-clock.ts";

/**
 * What every vendor driver promises, as cases that run against any vendor's stand-in. Each case makes its own
 * preconditions and looks at the truth behind the API, never only at what the driver says.
 */
export interface Harness {
  readonly driver: VendorDriver;
  readonly clock: MovableClock;
  readonly group: Group;
  /** A group id that does not exist. */
  readonly missing: Group;
  readonly owner: string;
  /** In the group, plain and not muted; at least five. */
  readonly members: readonly string[];
  /** Existing accounts outside the group; at least three. */
  readonly outsiders: readonly string[];
  /** No account of the vendor. */
  readonly stranger: string;
  /** What must appear in no receipt. */
  readonly secrets: readonly string[];
  readonly isMember: (account: string) => boolean;
  readonly muteEnd: (account: string) => End | null;
  readonly mute: (account: string, until: End) => void;
  /** How many accounts were changed by requests so far. */
  changes(): number;
  /** How many requests have arrived so far. */
  requests(): number;
  /** Makes the vendor misbehave in its own way for the next request that changes something. */
  provoke(
    trouble: "too_often" | "failed_inside" | "reset_before" | "reset_after" | "too_many" | "signature",
  ): void;
}

export interface ConformanceCase {
  readonly name: string;
  /** Runs only where the kind of group takes this verb; null: everywhere. */
  readonly verb: Verb | null;
  readonly run: (harness: Harness) => Promise<void>;
}

const MINUTE_MS = 60_000;
/** Vendors count whole seconds, and round as they like. */
const ROUNDING_MS = 1_000;

function good<T>(result: Result<T, VendorFailure>): T {
  assert.ok(result.ok, result.ok ? "" : `${result.failure.kind}: ${result.failure.detail}`);
  return result.value;
}

function bad<T>(result: Result<T, VendorFailure>): VendorFailure {
  assert.ok(!result.ok, "this should have been refused");
  return result.failure;
}

async function describeGroup({ driver, group }: Harness): Promise<GroupState> {
  return good(await driver.describe(group));
}

async function act(harness: Harness, change: Act): Promise<Awaited<ReturnType<VendorDriver["act"]>>> {
  return harness.driver.act(await describeGroup(harness), change);
}

async function stateOf(harness: Harness, account: string) {
  const [state] = good(await harness.driver.states(await describeGroup(harness), [account]));
  assert.ok(state);
  return state;
}

function pick(accounts: readonly string[], count: number): [string, ...string[]] {
  const [first, ...rest] = accounts.slice(0, count);
  assert.ok(first !== undefined && rest.length === count - 1, `the harness needs ${count} accounts`);
  return [first, ...rest];
}

function assertEnds(actual: End | null, expected: End): void {
  if (expected === "permanent" || actual === "permanent" || actual === null) {
    assert.equal(actual, expected);
    return;
  }
  const offMs = Math.abs(actual - expected);
  assert.ok(offMs <= ROUNDING_MS, `the mute ends ${offMs} ms off`);
}

const kick = (accounts: readonly string[]): Act => ({ verb: "kick", accounts, silent: false, reason: null });
const add = (accounts: readonly string[]): Act => ({ verb: "add", accounts, silent: false });
const mute = (accounts: readonly string[], until: End): Act => ({ verb: "mute", accounts, until });
const unmute = (accounts: readonly string[]): Act => ({ verb: "unmute", accounts });

/** Some change this kind of group takes, and how to see whether it was made. */
function anyChange(harness: Harness, state: GroupState): { change: Act; isMade: () => boolean } {
  const [member] = pick(harness.members, 1);
  if (state.supports.kick.supported) {
    return { change: kick([member]), isMade: () => !harness.isMember(member) };
  }
  const until = harness.clock.now() + 10 * MINUTE_MS;
  return { change: mute([member], until), isMade: () => harness.muteEnd(member) !== null };
}

export const driverCases: readonly ConformanceCase[] = [
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
    name: "a verb the kind does not take is refused with what serves instead, and nothing is sent",
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      const changes = [kick, add, unmute, (accounts: readonly string[]) => mute(accounts, "permanent")];
      for (const change of changes.map((make) => make(pick(harness.members, 1)))) {
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
    name: "a mute lasts until its instant, for those named and nobody else",
    verb: "mute",
    async run(harness) {
      const [first, second, other] = pick(harness.members, 3);
      assert.ok(second !== undefined && other !== undefined);
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
      const [account] = pick(harness.members, 1);
      good(await act(harness, mute([account], "permanent")));
      assert.equal(harness.muteEnd(account), "permanent");
      assert.equal((await stateOf(harness, account)).mutedUntil, "permanent");
    },
  },
  {
    name: "a mute sent again later ends when it ended before",
    verb: "mute",
    async run(harness) {
      const [account] = pick(harness.members, 1);
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
      const [account] = pick(harness.members, 1);
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
      const [account] = pick(harness.members, 1);
      harness.mute(account, "permanent");
      assert.equal(bad(await act(harness, mute([account], harness.clock.now()))).kind, "lapsed");
      assert.equal(harness.muteEnd(account), "permanent");
    },
  },
  {
    name: "half a second of mute is still a mute",
    verb: "mute",
    async run(harness) {
      const [account] = pick(harness.members, 1);
      good(await act(harness, mute([account], harness.clock.now() + 500)));
      assert.notEqual(harness.muteEnd(account), null);
    },
  },
  {
    name: "an unmute lifts the mute, and lifting it again is no failure",
    verb: "unmute",
    async run(harness) {
      const [account, other] = pick(harness.members, 2);
      assert.ok(other !== undefined);
      harness.mute(account, "permanent");
      harness.mute(other, "permanent");
      good(await act(harness, unmute([account])));
      assert.equal(harness.muteEnd(account), null);
      assert.equal(harness.muteEnd(other), "permanent");
      good(await act(harness, unmute([account])));
    },
  },
  {
    name: "everybody muted is listed, and nobody else",
    verb: "mute",
    async run(harness) {
      const [first, second] = pick(harness.members, 2);
      assert.ok(second !== undefined);
      const state = await describeGroup(harness);
      assert.deepEqual(good(await harness.driver.muted(state)), []);
      const until = harness.clock.now() + 10 * MINUTE_MS;
      harness.mute(first, until);
      harness.mute(second, "permanent");
      assert.deepEqual(
        good(await harness.driver.muted(state)).toSorted((one, other) =>
          one.account.localeCompare(other.account),
        ),
        [
          { account: first, until },
          { account: second, until: "permanent" as const },
        ].toSorted((one, other) => one.account.localeCompare(other.account)),
      );
    },
  },
  {
    name: "a kick removes those named and nobody else, and kicking them again is no failure",
    verb: "kick",
    async run(harness) {
      const [first, second, other] = pick(harness.members, 3);
      assert.ok(second !== undefined && other !== undefined);
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
      const [newcomer] = pick(harness.outsiders, 1);
      const [member] = pick(harness.members, 1);
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
      if (answered.ok)
        assert.deepEqual(
          answered.value.rows?.map(({ outcome }) => outcome),
          ["refused"],
        );
      else assert.equal(answered.failure.kind, "no_account");
      assert.ok(!harness.isMember(harness.stranger));
    },
  },
  {
    name: "states come one per account, in the order asked, with roles where the kind has them",
    verb: null,
    async run(harness) {
      const state = await describeGroup(harness);
      const [member] = pick(harness.members, 1);
      const [outsider] = pick(harness.outsiders, 1);
      const asked = [outsider, harness.stranger, member, harness.owner];
      const states = good(await harness.driver.states(state, asked));
      assert.deepEqual(
        states.map(({ account }) => account),
        asked,
      );
      const isListed = state.supports.kick.supported;
      const plain = isListed ? (["absent", "absent", "member", "owner"] as const) : null;
      const expected = plain ?? (["unlisted", "unlisted", "unlisted", "owner"] as const);
      assert.deepEqual(
        states.map(({ standing }) => standing),
        expected,
      );
      assert.equal(states[0]?.exists, true);
      assert.equal(states[1]?.exists, false);
    },
  },
  {
    name: "a state shows the mute, also of somebody who has left",
    verb: "mute",
    async run(harness) {
      const [member] = pick(harness.members, 1);
      const [outsider] = pick(harness.outsiders, 1);
      const until = harness.clock.now() + 10 * MINUTE_MS;
      harness.mute(member, until);
      harness.mute(outsider, until);
      assert.equal((await stateOf(harness, member)).mutedUntil, until);
      assert.equal((await stateOf(harness, outsider)).mutedUntil, until);
      assert.equal((await stateOf(harness, harness.owner)).mutedUntil, null);
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
      const [account] = pick(change.accounts, 1);
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
      const accounts = pick(harness.members, 4);
      harness.provoke("too_many");
      const failure = bad(await harness.driver.act(state, { ...change, accounts }));
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
