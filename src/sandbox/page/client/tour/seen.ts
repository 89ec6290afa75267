import type { PageGroup } from "../../told.ts";
import { groupsAt, messagesIn, now, seenBy, world } from "../world/sandbox.ts";

/** What the steps of the tour look for in the live state. */

function lobby(): PageGroup | undefined {
  return groupsAt("tencent").groups.find(({ alias }) => alias === "lobby");
}

export function isMuted(account: string): boolean {
  return lobby()?.muted.some((mute) => mute.account === account) ?? false;
}

export function isMember(account: string): boolean {
  return lobby()?.members.some((member) => member.account === account) ?? true;
}

/** The first of these who can still be acted on: there, and not muted. */
export function firstFree(accounts: readonly [string, ...string[]]): string {
  return accounts.find((account) => isMember(account) && !isMuted(account)) ?? accounts[0];
}

/** Whose mute ends first, if it does so within these milliseconds; "": nobody's. */
export function mutedUpTo(withinMs: number): string {
  const ending = (lobby()?.muted ?? []).flatMap(({ account, until }) =>
    until !== "permanent" && until <= now.peek() + withinMs ? [{ account, until }] : [],
  );
  return ending.toSorted((one, other) => one.until - other.until)[0]?.account ?? "";
}

/** Whether a message with these words stands in the channel that came after `since`. */
export function wasPosted(channel: string, words: RegExp, since: number): boolean {
  return messagesIn(channel).some(({ ts, text }) => Number(ts) > since && words.test(text));
}

/** Whether somebody alone was told something with these words after `since`. */
export function wasTold(words: RegExp, since: number): boolean {
  return (world.value?.people ?? []).some(({ name }) => {
    const { ephemeral, direct } = seenBy(name);
    return [...ephemeral, ...direct].some(({ ts, text }) => Number(ts) > since && words.test(text));
  });
}
