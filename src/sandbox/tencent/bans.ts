import { PERMANENT_SECONDS } from "./contract.ts";
import type { Undocumented } from "./options.ts";
import type { GroupState } from "./world.ts";

/** Takes somebody out and keeps them out. A ban already running is replaced, never added to. */
export function banFor(
  group: GroupState,
  account: string,
  durationSeconds: number,
  nowSeconds: number,
  { longestBan }: Undocumented,
): void {
  const neverEnds = durationSeconds === PERMANENT_SECONDS && longestBan === "never-ends";
  group.bans.set(account, neverEnds ? PERMANENT_SECONDS : nowSeconds + durationSeconds);
  group.members.delete(account);
}

/** True when the account was banned until now. Whoever is unbanned is not a member by that. */
export function unban(group: GroupState, account: string, nowSeconds: number): boolean {
  const wasBanned = bannedUntil(group, account, nowSeconds) > 0;
  group.bans.delete(account);
  return wasBanned;
}

/** End in seconds since 1970; 0 when not banned. */
export function bannedUntil(group: GroupState, account: string, nowSeconds: number): number {
  const end = group.bans.get(account) ?? 0;
  return end === PERMANENT_SECONDS || end > nowSeconds ? end : 0;
}

/** Everybody banned now. Bans that have run out leave the list by themselves. */
export function bannedNow(
  group: GroupState,
  nowSeconds: number,
): readonly { readonly account: string; readonly until: number }[] {
  return [...group.bans.keys()]
    .map((account) => ({ account, until: bannedUntil(group, account, nowSeconds) }))
    .filter(({ until }) => until > 0);
}

/** Whether an end is the vendor's word for never, or what counting the longest duration comes to. */
export function isForEver(untilSeconds: number, nowSeconds: number): boolean {
  return untilSeconds === PERMANENT_SECONDS || untilSeconds - nowSeconds > 100 * 365.25 * 86_400;
}
