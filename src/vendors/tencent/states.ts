import { ok, type Result } from "../../result.ts";
import type { End } from "../../words.ts";
import type { AccountState, Facet, GroupState, Listed, Standing } from "../port.ts";
import type { Bans } from "./bans.ts";
import { NO_PERMISSION, type Trouble } from "./errors.ts";
import { UNLISTED_KINDS } from "./kinds.ts";
import type { Members } from "./members.ts";

export interface Reading {
  readonly members: Members;
  readonly bans: Bans;
}

/** Reads what is asked about accounts in a group, and nothing else, in the order asked. */
export async function readStates(
  { members, bans }: Reading,
  group: GroupState,
  accounts: readonly string[],
  facets: readonly Facet[],
): Promise<Result<readonly AccountState[], Trouble>> {
  const [places, muted, banned] = await Promise.all([
    facets.includes("standing")
      ? readPlaces(members, group, accounts, facets.includes("existence"))
      : ok(null),
    facets.includes("mute") ? members.muted(group.group.id, group.kind) : ok([]),
    facets.includes("ban") ? readBans(bans, group, facets) : ok([]),
  ]);
  if (!places.ok) return places;
  if (!muted.ok) return muted;
  if (!banned.ok) return banned;

  const mutedUntil = endsOf(muted.value);
  const bannedUntil = endsOf(banned.value);
  return ok(
    accounts.map((account) => ({
      account,
      standing: places.value?.standings.get(account) ?? "unlisted",
      mutedUntil: mutedUntil.get(account) ?? null,
      bannedUntil: bannedUntil.get(account) ?? null,
      exists: places.value?.exist.get(account) ?? null,
    })),
  );
}

interface Places {
  readonly standings: ReadonlyMap<string, Standing>;
  /** Only of those who were not seen in the group. */
  readonly exist: ReadonlyMap<string, boolean>;
}

async function readPlaces(
  members: Members,
  group: GroupState,
  accounts: readonly string[],
  withExistence: boolean,
): Promise<Result<Places, Trouble>> {
  const read = await readStandings(members, group, accounts);
  if (!read.ok) return read;
  const standings = read.value;
  const unseen = accounts.filter((account) => !isListed(standings.get(account)));
  // Whether an unseen account exists is good to know, but no reason to fail a read that has all the rest.
  const exist = withExistence && unseen.length > 0 ? await members.exist(unseen) : null;
  return ok({ standings, exist: exist?.ok ? exist.value : new Map() });
}

async function readStandings(
  members: Members,
  group: GroupState,
  accounts: readonly string[],
): Promise<Result<ReadonlyMap<string, Standing>, Trouble>> {
  if (!UNLISTED_KINDS.has(group.kind)) return members.roles(group.group.id, accounts);
  return ok(new Map(group.owner === null ? [] : [[group.owner, "owner"]]));
}

/**
 * Most apps have no bans at all, and are told so with 10007: beside other questions that means "not banned", so
 * that whoever asks about somebody is told the rest.
 */
async function readBans(
  bans: Bans,
  group: GroupState,
  facets: readonly Facet[],
): Promise<Result<readonly Listed[], Trouble>> {
  const banned = await bans.banned(group.group.id, group.kind);
  const isAside = facets.some((facet) => facet !== "ban");
  return !banned.ok && banned.failure.code === NO_PERMISSION && isAside ? ok([]) : banned;
}

function endsOf(list: readonly Listed[]): ReadonlyMap<string, End> {
  return new Map(list.map(({ account, until }) => [account, until]));
}

function isListed(standing: Standing | undefined): boolean {
  return standing === "owner" || standing === "admin" || standing === "member";
}
