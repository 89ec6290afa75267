import type { Instant } from "../clock.ts";
import type { Ledger, Standing } from "../ledger/port.ts";
import type { AccountState, Group, GroupState, VendorDriver } from "../vendors/port.ts";
import type { End, Verb } from "../words.ts";
import type { Casework } from "./casework.ts";
import { CLOCK_OFFSET_MS } from "./judge.ts";
import { readRow, type SeenRow } from "./seen/row.ts";

/**
 * Drift: a mute or a ban that the books hold, and that the chat service does not show any more although Bailiff has not
 * ended it. Only what is not there at all counts; another end than ours is not looked at.
 */
export interface Drifted {
  readonly account: string;
  readonly verb: "mute" | "ban";
  /** The case that set it. */
  readonly number: number;
  readonly until: End;
}

/** What was set only just now, or is about to end, may be under way. In milliseconds. */
const FRESH_MS = 60_000;
const ENDING_MS = 2 * CLOCK_OFFSET_MS;
/** Accounts of one group that are compared at one time. */
const MOST_ACCOUNTS = 2_000;
/**
 * So many of the newest things that a chat service told of these accounts are looked through: a ban for good may have
 * been lifted long ago, and told then, and much has been told of others since.
 */
const MOST_SEEN = 2_000;

/** Verbs of Bailiff's own after which such an act is not expected to stand as it did. */
const ENDED_BY: Readonly<Record<Drifted["verb"], readonly Verb[]>> = {
  mute: ["mute", "unmute"],
  ban: ["ban", "unban", "add"],
};

interface Expected extends Drifted {
  readonly openedAt: Instant;
}

/**
 * Compares the mutes and bans of one group that stand in the books with what its chat service says: a read for each
 * list, and a second one where something is missing. Null: it could not be read, so nothing can be said.
 */
export async function driftIn(
  work: Pick<Casework, "ledger" | "clock" | "drivers">,
  group: Group,
  standing: readonly Standing[],
): Promise<readonly Drifted[] | null> {
  const { ledger, clock, drivers } = work;
  const expected = await expectedIn(ledger, group, standing, clock.now());
  if (expected.length === 0) return [];
  const driver = drivers.get(group.connection);
  const described = await driver?.describe(group);
  if (!driver || !described?.ok) return null;
  const missing = await missingAmong(driver, described.value, expected, false);
  if (missing === null || missing.length === 0) return missing;
  // Between the books and the list something may have been under way: both are read again before anybody is called.
  const surely = await missingAmong(driver, described.value, missing, true);
  if (surely === null || surely.length === 0) return surely;
  const still = new Set((await expectedIn(ledger, group, standing, clock.now())).map(nameOf));
  const accounts = [...new Set(surely.map(({ account }) => account))];
  const told = (await ledger.seenIn(group, accounts, MOST_SEEN)).map(readRow);
  return surely.filter((one) => still.has(nameOf(one)) && !isTold(one, told)).map(drifted);
}

/** What the books hold for certain, and nothing newer is about to change. */
async function expectedIn(
  ledger: Pick<Ledger, "caseByNumber" | "latestOn">,
  group: Group,
  standing: readonly Standing[],
  now: Instant,
): Promise<readonly Expected[]> {
  const found: Expected[] = [];
  for (const { number, verb, until } of standing) {
    if (found.length >= MOST_ACCOUNTS) break;
    if (until !== "permanent" && until < now + ENDING_MS) continue;
    const kase = await ledger.caseByNumber(number);
    if (!kase || kase.state !== "settled" || (kase.settledAt ?? now) > now - FRESH_MS) continue;
    const accounts = kase.targets
      .filter(({ outcome }) => outcome === "done" || outcome === "already")
      .map(({ account }) => account)
      .slice(0, MOST_ACCOUNTS - found.length);
    const latest = await ledger.latestOn(group, ENDED_BY[verb], accounts, [
      "done",
      "already",
      "unknown",
      null,
    ]);
    const own = latest.filter((one) => one.number === number);
    const { openedAt } = kase;
    found.push(...own.map(({ account }) => ({ account, verb, number, until, openedAt })));
  }
  return found;
}

/** Each list by itself: an app without bans refuses that one alone. */
async function missingAmong(
  driver: VendorDriver,
  group: GroupState,
  expected: readonly Expected[],
  isSecond: boolean,
): Promise<readonly Expected[] | null> {
  const missing: Expected[] = [];
  for (const verb of ["mute", "ban"] as const) {
    const ours = expected.filter((one) => one.verb === verb);
    if (ours.length === 0) continue;
    const facets = isSecond && verb === "mute" ? ([verb, "standing"] as const) : [verb];
    const accounts = ours.map(({ account }) => account);
    const states = await driver.states(group, accounts, facets, "patient");
    if (!states.ok) return null;
    const byAccount = new Map(states.value.map((state) => [state.account, state]));
    missing.push(...ours.filter(({ account }) => isMissing(verb, byAccount.get(account))));
  }
  return missing;
}

/** A service may forget the mute of somebody who has left; nobody is to be called for that. */
function isMissing(verb: Drifted["verb"], state: AccountState | undefined): boolean {
  if (state === undefined) return false;
  return verb === "ban"
    ? state.bannedUntil === null
    : state.mutedUntil === null && state.standing !== "absent";
}

/** What a callback has told is somebody's act, and was told in the group's channel. */
function isTold({ account, verb, openedAt }: Expected, told: readonly SeenRow[]): boolean {
  return told.some(
    ({ what, accounts, at, watch }) =>
      accounts.includes(account) &&
      at > openedAt - CLOCK_OFFSET_MS &&
      (what === (verb === "mute" ? "unmuted" : "unbanned") || (what === "joined" && watch?.verb === verb)),
  );
}

function drifted({ account, verb, number, until }: Expected): Drifted {
  return { account, verb, number, until };
}

function nameOf({ account, verb, number }: Drifted): string {
  return `${verb} ${number} ${account}`;
}
