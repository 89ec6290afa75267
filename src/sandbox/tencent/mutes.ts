import type { Instant } from "../../clock.ts";
import { PERMANENT_SECONDS } from "./contract.ts";
import type { GroupState } from "./world.ts";

/** The vendor counts in whole seconds, so a mute can end up to a second earlier than the milliseconds say. */
export function secondsOf(instant: Instant): number {
  return Math.floor(instant / 1000);
}

/** Sets the end of a mute; a mute already running is replaced, never added to. */
export function muteFor(
  group: GroupState,
  account: string,
  durationSeconds: number,
  nowSeconds: number,
): void {
  group.mutes.set(
    account,
    durationSeconds === PERMANENT_SECONDS ? PERMANENT_SECONDS : nowSeconds + durationSeconds,
  );
}

/** True when the account was muted until now. */
export function unmute(group: GroupState, account: string, nowSeconds: number): boolean {
  const wasMuted = mutedUntil(group, account, nowSeconds) > 0;
  group.mutes.delete(account);
  return wasMuted;
}

/** End in seconds since 1970, 0 when not muted, 4294967295 when muted for ever: as the vendor reports it. */
export function mutedUntil(group: GroupState, account: string, nowSeconds: number): number {
  const end = group.mutes.get(account) ?? 0;
  return end === PERMANENT_SECONDS || end > nowSeconds ? end : 0;
}

/** Everybody muted now. Mutes that have run out leave the list by themselves, with no event. */
export function mutedNow(
  group: GroupState,
  nowSeconds: number,
): readonly { readonly account: string; readonly until: number }[] {
  return [...group.mutes.keys()]
    .map((account) => ({ account, until: mutedUntil(group, account, nowSeconds) }))
    .filter(({ until }) => until > 0);
}
