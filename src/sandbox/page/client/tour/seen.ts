import type { PageGroup, PageVendorName } from "../../told.ts";
import { groupsAt, messagesIn, seenBy } from "../world/sandbox.ts";

/** What the steps of the tour look for, read from the live state. */

export function group(vendor: PageVendorName, alias: string): PageGroup | undefined {
  return groupsAt(vendor).groups.find((one) => one.alias === alias);
}

export function isMuted(account: string): boolean {
  return group("tencent", "lobby")?.muted.some((mute) => mute.account === account) ?? false;
}

export function isMember(account: string): boolean {
  return group("tencent", "lobby")?.members.some((member) => member.account === account) ?? true;
}

/** Whether a message with these words stands in the channel that came after `since`. */
export function wasPosted(channel: string, words: RegExp, since: number): boolean {
  return messagesIn(channel).some((message) => Number(message.ts) > since && words.test(message.text));
}

/** Whether the person alone was told something with these words after `since`. */
export function wasTold(person: string, words: RegExp, since: number): boolean {
  const { ephemeral, direct } = seenBy(person);
  return [...ephemeral, ...direct].some((message) => Number(message.ts) > since && words.test(message.text));
}
