import assert from "node:assert/strict";
import { EVERYBODY, type End, type Verb } from "../../../src/words.ts";
import type { Result } from "../../../src/result.ts";
import type {
  AccountState,
  Act,
  Facet,
  GroupState,
  Receipt,
  Support,
  Urgency,
  VendorFailure,
} from "../../../src/vendors/port.ts";
import type { Harness } from "./harness.ts";

export const MINUTE_MS = 60_000;
/** Vendors count whole seconds, and round as they like. */
const ROUNDING_MS = 1_000;
export const ALL_FACETS = ["standing", "existence", "mute", "ban"] as const satisfies readonly Facet[];

type Row = NonNullable<Receipt["rows"]>[number];

export function good<T>(result: Result<T, VendorFailure>): T {
  assert.ok(result.ok, result.ok ? "" : `${result.failure.kind}: ${result.failure.detail}`);
  return result.value;
}

export function bad<T>(result: Result<T, VendorFailure>): VendorFailure {
  assert.ok(!result.ok, "this should have been refused");
  return result.failure;
}

export async function describeGroup({ driver, group }: Harness): Promise<GroupState> {
  return good(await driver.describe(group));
}

export function supportOf(state: GroupState, verb: Verb): Extract<Support, { supported: true }> {
  const support = state.supports[verb];
  assert.ok(support.supported, `${verb} should be supported here`);
  return support;
}

/** Carries out a change. Whatever it is, a receipt speaks of those named only, of each at most once. */
export async function act(
  harness: Harness,
  change: Act,
  urgency?: Urgency,
): Promise<Result<Receipt, VendorFailure>> {
  const state = await describeGroup(harness);
  const answered = await harness.driver.act(state, change, urgency);
  if (answered.ok) assertRows(change, answered.value, supportOf(state, change.verb).perAccount);
  return answered;
}

function assertRows({ accounts }: Act, { rows }: Receipt, perAccount: boolean): void {
  assert.ok(!perAccount || rows !== null, "each account's outcome was promised");
  const told = rows?.map(({ account }) => account) ?? [];
  assert.equal(new Set(told).size, told.length, "somebody is told of twice");
  const asked: ReadonlySet<string> = new Set(accounts);
  assert.ok(
    told.every((account) => asked.has(account)),
    "somebody is told of who was not named",
  );
}

/** What the vendor told about one account; it may tell nothing about single accounts. */
export function assertTold({ rows }: Receipt, account: string, ...outcomes: readonly Row["outcome"][]): void {
  const row = rows?.find((each) => each.account === account);
  assert.ok(row === undefined || outcomes.includes(row.outcome), `${account} was told to be ${row?.outcome}`);
}

/** Not done to this account, for good, and a person can read to whom and why: in its row, or for the whole. */
export function assertForbidden(answered: Result<Receipt, VendorFailure>, account: string): void {
  if (!answered.ok) {
    assert.equal(answered.failure.kind, "not_permitted");
    assert.ok(answered.failure.detail.includes(account));
    return;
  }
  const row = answered.value.rows?.find((each) => each.account === account);
  assert.equal(row?.outcome, "refused");
  assert.ok(row.detail !== null && row.detail !== "");
}

export async function stateOf(
  harness: Harness,
  account: string,
  facets: readonly Facet[] = ALL_FACETS,
): Promise<AccountState> {
  const state = await describeGroup(harness);
  const [first] = good(await harness.driver.states(state, [account], facets));
  assert.ok(first);
  return first;
}

export function assertEnds(actual: End | null, expected: End): void {
  if (expected === "permanent" || actual === "permanent" || actual === null) {
    assert.equal(actual, expected);
    return;
  }
  const offMs = Math.abs(actual - expected);
  assert.ok(offMs <= ROUNDING_MS, `it ends ${offMs} ms off`);
}

/** The end as this vendor can keep it. */
export function keptEnd({ hasTimer }: Harness, what: "mute" | "ban", until: End): End {
  return hasTimer[what] ? until : "permanent";
}

/** How many requests something takes. */
export async function requestsOf(harness: Harness, doIt: () => Promise<unknown>): Promise<number> {
  const before = harness.requests();
  await doIt();
  return harness.requests() - before;
}

export const kick = (accounts: readonly string[]): Act => ({
  verb: "kick",
  accounts,
  silent: false,
  reason: null,
});
export const add = (accounts: readonly string[]): Act => ({ verb: "add", accounts, silent: false });
export const mute = (accounts: readonly string[], until: End): Act => ({ verb: "mute", accounts, until });
export const unmute = (accounts: readonly string[]): Act => ({ verb: "unmute", accounts });
export const ban = (accounts: readonly string[], until: End): Act => ({
  verb: "ban",
  accounts,
  until,
  reason: null,
});
export const unban = (accounts: readonly string[]): Act => ({ verb: "unban", accounts });
export const lock: Act = { verb: "lock", accounts: [EVERYBODY] };
export const unlock: Act = { verb: "unlock", accounts: [EVERYBODY] };

/** A change with this verb, as plain as it can be. */
export const plainAct: Readonly<Record<Verb, (accounts: readonly string[]) => Act>> = {
  mute: (accounts) => mute(accounts, "permanent"),
  unmute,
  kick,
  add,
  ban: (accounts) => ban(accounts, "permanent"),
  unban,
  lock: () => lock,
  unlock: () => unlock,
};

/** Some change to the first member that this kind of group takes, and how to see whether it was made. */
export function anyChange(
  harness: Harness,
  state: GroupState,
  accounts: readonly string[] = [harness.members[0]],
): { readonly change: Act; readonly isMade: () => boolean } {
  const [member] = harness.members;
  if (state.supports.kick.supported) {
    return { change: kick(accounts), isMade: () => !harness.isMember(member) };
  }
  const until = harness.clock.now() + 10 * MINUTE_MS;
  return { change: mute(accounts, until), isMade: () => harness.muteEnd(member) !== null };
}
