import type { Instant } from "../../clock.ts";
import type { Ledger, SeenIn } from "../../ledger/port.ts";
import type { GroupHappening } from "../../vendors/port.ts";
import { EVERYBODY, type Verb } from "../../words.ts";
import { CLOCK_OFFSET_MS } from "../judge.ts";

/**
 * Whether what a chat service tells is what Bailiff itself did, so that nothing is told twice. What decides is in the
 * journal, where every request is written down before it is sent:
 *
 * - it is about the same account of the same group, and has the effect of the request's verb;
 * - it happened, by the vendor's clock, between the begin of the request and its end (its deadline while nobody has
 *   written down an end), give or take how far the two clocks may be apart;
 * - the request was begun before the callback came;
 * - the service does not say that a person did it with the app in hand.
 *
 * A request explains every telling about its accounts: services tell some acts twice, in an older and a newer style.
 * So what somebody else does to the same account with the same effect within that time is taken for Bailiff's.
 */
const DONE_BY: Readonly<Record<GroupHappening["what"], readonly Verb[]>> = {
  joined: ["add"],
  removed: ["kick", "ban"],
  left: [],
  muted: ["mute"],
  unmuted: ["unmute"],
  banned: ["ban"],
  unbanned: ["unban"],
  locked: ["lock"],
  unlocked: ["unlock"],
  group_full: [],
  destroyed: [],
};

/** How far the clocks of two replicas may be apart: one receives what the other did. */
const REPLICA_OFFSET_MS = 5_000;

/** What comes to its end by itself at the moment that a case has set. */
const ENDS: Readonly<Partial<Record<GroupHappening["what"], Verb>>> = { unmuted: "mute", unbanned: "ban" };

/** Those of the accounts (`*` for the whole group) about whom it tells nothing but what Bailiff did. */
export async function explained(
  ledger: Pick<Ledger, "attemptsBetween" | "latestOn">,
  group: SeenIn & { readonly alias: string },
  happening: GroupHappening,
  accounts: readonly string[],
  cameAt: Instant,
): Promise<ReadonlySet<string>> {
  const { what, at, by } = happening;
  const ended = await endedByThemselves(ledger, group, happening, accounts);
  if (by.through === "app") return ended;
  const attempts = await ledger.attemptsBetween(
    group,
    DONE_BY[what],
    accounts,
    at - CLOCK_OFFSET_MS,
    Math.min(at + CLOCK_OFFSET_MS, cameAt + REPLICA_OFFSET_MS),
  );
  const ours = new Set(attempts.flatMap((attempt) => attempt.accounts));
  return new Set(accounts.filter((account) => ours.has(account) || ended.has(account)));
}

async function endedByThemselves(
  ledger: Pick<Ledger, "latestOn">,
  group: SeenIn & { readonly alias: string },
  { what, at }: GroupHappening,
  accounts: readonly string[],
): Promise<ReadonlySet<string>> {
  const verb = ENDS[what];
  if (verb === undefined || accounts.includes(EVERYBODY)) return new Set();
  const set = await ledger.latestOn(group, [verb], accounts, ["done", "already", "unknown"]);
  const isOver = (until: unknown): boolean =>
    typeof until === "number" && Math.abs(until - at) <= CLOCK_OFFSET_MS;
  return new Set(set.filter(({ until }) => isOver(until)).map(({ account }) => account));
}
