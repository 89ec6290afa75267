import type { Group } from "../vendors/port.ts";
import { readAsk, type Ask } from "./ask.ts";
import type { Casework } from "./casework.ts";
import { CASE_LIFE_MS, stillWaiting, type Considering } from "./considering.ts";
import { resolveGroup, resolveTargets } from "./resolve.ts";

/** How soon a request that an earlier one holds up is looked at again, in milliseconds. */
const LOOK_AGAIN_MS = 100;
/** A request that is held up this long says so, in milliseconds. */
const TOLD_AFTER_MS = 1_000;

/**
 * Gives the request back for a moment while one that came before it, about the same account, has not been decided:
 * mute, then unmute, has to end unmuted, although the mute had to wait for the vendor. `accounts` null: whom it is
 * about is not known yet, so it may be anybody.
 */
export async function isHeldUp(
  at: Considering,
  group: Group,
  accounts: readonly string[] | null,
): Promise<boolean> {
  const { work, job, ask } = at;
  const earlier = await work.ledger.earlierRequests(job);
  const mine = accounts === null ? null : new Set(accounts);
  if (!earlier.some((payload) => isAboutOneOf(work, readAsk(payload), group, mine))) return false;
  const now = work.clock.now();
  const why = "it waits for an earlier command about the same account";
  const told = now > ask.askedAt + TOLD_AFTER_MS ? [stillWaiting(at, why, ask.askedAt + CASE_LIFE_MS)] : [];
  await work.ledger.postpone(job, now + LOOK_AGAIN_MS, why, { posts: told });
  return true;
}

function isAboutOneOf(
  work: Casework,
  { request, channel, list }: Ask,
  group: Group,
  accounts: ReadonlySet<string> | null,
): boolean {
  if (request.kind !== "act") return false;
  const theirs = resolveGroup(work.register, request.group, channel);
  if (!theirs.ok || theirs.value.connection !== group.connection || theirs.value.id !== group.id)
    return false;
  // Whom a file names is not known before it has been read.
  if (list !== null || accounts === null) return true;
  const named = resolveTargets(work, request, group);
  return named.ok && named.value.some((account) => accounts.has(account));
}
