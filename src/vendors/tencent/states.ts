import { ok, type Result } from "../../result.ts";
import type { AccountState, GroupState, Standing } from "../port.ts";
import { UNLISTED_KINDS } from "./contract.ts";
import type { Trouble } from "./errors.ts";
import type { Members } from "./members.ts";

/** Reads where accounts stand in a group and until when they are muted, in the order asked. */
export async function readStates(
  members: Members,
  group: GroupState,
  accounts: readonly string[],
): Promise<Result<readonly AccountState[], Trouble>> {
  const [standings, muted] = await Promise.all([
    readStandings(members, group, accounts),
    members.muted(group.group.id, group.kind),
  ]);
  if (!standings.ok) return standings;
  if (!muted.ok) return muted;

  const mutedUntil = new Map(muted.value.map(({ account, until }) => [account, until]));
  const unseen = accounts.filter((account) => !isListed(standings.value.get(account)));
  // Whether an unseen account exists is good to know, but no reason to fail a read that has all the rest.
  const exist = unseen.length > 0 ? await members.exist(unseen) : null;

  return ok(
    accounts.map((account) => ({
      account,
      standing: standings.value.get(account) ?? "unlisted",
      mutedUntil: mutedUntil.get(account) ?? null,
      exists: exist?.ok ? (exist.value.get(account) ?? null) : null,
    })),
  );
}

async function readStandings(
  members: Members,
  group: GroupState,
  accounts: readonly string[],
): Promise<Result<ReadonlyMap<string, Standing>, Trouble>> {
  if (!UNLISTED_KINDS.has(group.kind)) return members.roles(group.group.id, accounts);
  return ok(new Map(group.owner === null ? [] : [[group.owner, "owner"]]));
}

function isListed(standing: Standing | undefined): boolean {
  return standing === "owner" || standing === "admin" || standing === "member";
}
