import { amountOf } from "./amount.ts";

/** Why a result comes to one person only, in small print below it. */
export const NOT_IN_CHANNEL =
  "Only you see this: Bailiff cannot post in this channel. Invite it to have results posted for everybody here.";

export const SHARED = "Only you see this: the channel is shared with another organisation now.";

/** Below a card from which something had to be left out. */
export function leftOut(lines: number): string {
  return `… and ${amountOf(lines, "more line", "more lines")} that a Slack message has no room for.`;
}
