import type { Instant } from "../../clock.ts";
import type { GroupState } from "./world.ts";

export type MuteEnd = Instant | "permanent";

/** Mutes that have not run out, the newest last. Those that have are dropped for good. */
export function mutedNow(
  group: GroupState,
  now: Instant,
): readonly { readonly account: string; readonly until: MuteEnd }[] {
  for (const [account, until] of group.mutes) {
    if (until !== "permanent" && until <= now) group.mutes.delete(account);
  }
  return [...group.mutes].map(([account, until]) => ({ account, until }));
}

/** Sets the end of a mute; null ends it. True when that changed anything. */
export function setMute(group: GroupState, account: string, until: MuteEnd | null, now: Instant): boolean {
  const before = mutedNow(group, now).find((mute) => mute.account === account)?.until ?? null;
  if (before === until) return false;
  if (until === null) group.mutes.delete(account);
  else group.mutes.set(account, until);
  return true;
}
