import { ok, type Result } from "../../result.ts";
import type { End } from "../../words.ts";
import type { AccountState, Facet, GroupState, Standing, Urgency } from "../port.ts";
import type { MemberRow } from "./answers.ts";
import type { Space } from "./contract.ts";
import type { Trouble } from "./errors.ts";
import type { Groups } from "./groups.ts";
import type { Lists } from "./lists.ts";
import type { Members } from "./members.ts";
import { foldName, isPossibleName } from "./names.ts";

/** Whether an account exists is a request each, so only so many are asked at a time. */
const MOST_LOOKUPS = 20;

export interface Reading {
  readonly groups: Groups;
  readonly members: Members;
  readonly lists: Lists;
}

export interface Asked {
  readonly group: GroupState;
  readonly space: Space;
  readonly urgency: Urgency;
}

/** Reads what is asked about accounts, in the order asked. */
export async function readStates(
  reading: Reading,
  asked: Asked,
  accounts: readonly string[],
  facets: readonly Facet[],
): Promise<Result<readonly AccountState[], Trouble>> {
  const { space, urgency } = asked;
  const { id } = asked.group.group;
  const possible = [...new Set(accounts.filter(isPossibleName).map(foldName))];
  const wants = (facet: Facet): boolean => facets.includes(facet) && possible.length > 0;

  const [standings, muted, blocked] = await Promise.all([
    wants("standing") ? readStandings(reading, asked, possible) : null,
    wants("mute") ? reading.lists.muted(space, id, urgency) : null,
    wants("ban") ? reading.lists.blocked(space, id, urgency) : null,
  ]);
  for (const read of [standings, muted, blocked]) if (read !== null && !read.ok) return read;

  const mutedUntil = new Map(
    muted?.ok ? muted.value.map((row): [string, End] => [row.account, row.until]) : [],
  );
  const banned = new Set(blocked?.ok ? blocked.value : []);
  const standingOf = standings?.ok ? standings.value : new Map<string, Standing>();
  const exists = wants("existence") ? await lookUp(reading, asked, standingOf) : new Map<string, boolean>();

  return ok(
    accounts.map((account): AccountState => {
      const name = foldName(account);
      const isPossible = isPossibleName(account);
      return {
        account,
        standing: facets.includes("standing") ? (standingOf.get(name) ?? "absent") : "unlisted",
        mutedUntil: mutedUntil.get(name) ?? null,
        bannedUntil: banned.has(name) ? "permanent" : null,
        exists: facets.includes("existence") ? (isPossible ? (exists.get(name) ?? null) : false) : null,
      };
    }),
  );
}

/** Members exist. Not knowing about the others is no reason to fail a read that has all the rest. */
async function lookUp(
  { lists }: Reading,
  { urgency }: Asked,
  standings: ReadonlyMap<string, Standing>,
): Promise<ReadonlyMap<string, boolean>> {
  const exists = new Map<string, boolean>();
  const outside: string[] = [];
  for (const [account, standing] of standings) {
    if (standing === "absent") outside.push(account);
    else exists.set(account, true);
  }
  await Promise.all(
    outside.slice(0, MOST_LOOKUPS).map(async (account) => {
      const found = await lists.exists(account, urgency);
      if (found.ok) exists.set(account, found.value);
    }),
  );
  return exists;
}

async function readStandings(
  reading: Reading,
  asked: Asked,
  accounts: readonly string[],
): Promise<Result<ReadonlyMap<string, Standing>, Trouble>> {
  const { group, space, urgency } = asked;
  const [rows, admins] = await Promise.all([
    readMembership(reading, asked, accounts),
    reading.lists.admins(space, group.group.id, urgency),
  ]);
  if (!rows.ok) return rows;
  if (!admins.ok) return admins;
  const inside = new Map(rows.value.map((row) => [row.account, row]));
  return ok(
    new Map(
      accounts.map((account) => {
        const row = inside.get(account);
        return [account, row === undefined ? "absent" : standingIn(row, admins.value)];
      }),
    ),
  );
}

export function standingIn({ account, isOwner }: MemberRow, admins: ReadonlySet<string>): Standing {
  if (isOwner) return "owner";
  return admins.has(account) ? "admin" : "member";
}

/** At least the rows of those asked who are inside: one request each where that is fewer than there are pages. */
export async function readMembership(
  reading: Reading,
  asked: Asked,
  accounts: readonly string[],
): Promise<Result<readonly MemberRow[], Trouble>> {
  const { group, space } = asked;
  const pages = Math.ceil((group.members ?? 0) / reading.members.pageSize(space));
  if (space === "chatgroup" && accounts.length < pages) {
    const rows = await askEach(reading, asked, accounts);
    // An older service may lack the question; the list it surely has.
    if (rows.ok || rows.failure.failure.kind !== "rejected") return rows;
  }
  return readList(reading, asked, accounts);
}

/** How often a list is read at most for somebody who is not in it. */
const MOST_LISTINGS = 3;

/**
 * Reads the list of members. Its pages shift while others leave, so somebody at the edge of one can be passed over:
 * whoever is not found in a list of several pages is looked for again, until looking again finds nobody new.
 */
async function readList(
  { members }: Reading,
  { group, space, urgency }: Asked,
  accounts: readonly string[],
): Promise<Result<readonly MemberRow[], Trouble>> {
  const found = new Map<string, MemberRow>();
  const missing = (): number => accounts.filter((account) => !found.has(account)).length;
  for (let listing = 1; ; listing += 1) {
    const before = missing();
    const read = await members.all(space, group.group.id, group.members, urgency);
    if (!read.ok) return read;
    for (const row of read.value.rows) found.set(row.account, row);
    const isSettled = read.value.pages <= 1 || (listing > 1 && missing() === before);
    if (missing() === 0 || isSettled || listing === MOST_LISTINGS) return ok([...found.values()]);
  }
}

async function askEach(
  { lists }: Reading,
  { group, urgency }: Asked,
  accounts: readonly string[],
): Promise<Result<readonly MemberRow[], Trouble>> {
  const rows: MemberRow[] = [];
  const answers = await Promise.all(
    accounts.map(async (account) => ({
      account,
      joined: await lists.isJoined(group.group.id, account, urgency),
    })),
  );
  for (const { account, joined } of answers) {
    if (!joined.ok && joined.failure.refusal?.means !== "no_account") return joined;
    if (joined.ok && joined.value) rows.push({ account, isOwner: account === group.owner });
  }
  return ok(rows);
}
