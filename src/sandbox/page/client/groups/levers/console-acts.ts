import type { PageVendorName } from "../../../told.ts";

/** What can be done behind Bailiff's back, in words, in the order in which it is offered. */
export const CONSOLE_ACTS = {
  unmute: "lift a mute",
  mute: "mute",
  remove: "remove from the group",
  add: "put into the group",
  join: "join, as the account itself",
  leave: "leave, as the account itself",
  ban: "ban",
  unban: "lift a ban",
  lock: "lock: nobody may speak",
  unlock: "unlock",
  dissolve: "dissolve the group",
} as const;

/** What was done, behind the account's name or, where an act is about none, for itself. */
const DONE: Readonly<Record<ConsoleActName, string>> = {
  unmute: "was unmuted",
  mute: "was muted",
  remove: "was removed",
  add: "was put in",
  join: "joined",
  leave: "left",
  ban: "was banned",
  unban: "was unbanned",
  lock: "was locked",
  unlock: "was unlocked",
  dissolve: "was dissolved",
};

/** In a sentence, what was done in a group: `in lobby, tommy was muted`. `account`: null where the act is about none. */
export function doneWords(act: ConsoleActName, group: string, account: string | null): string {
  return account === null ? `${group} ${DONE[act]}` : `in ${group}, ${account} ${DONE[act]}`;
}

export type ConsoleActName = keyof typeof CONSOLE_ACTS;
export const CONSOLE_ACT_NAMES = Object.keys(CONSOLE_ACTS) as readonly ConsoleActName[];

/** Which further fields an act takes. */
export interface Takes {
  readonly account: boolean;
  /** An account that does it in the app; without it, it is done in the service's console. */
  readonly by: boolean;
  readonly length: boolean;
}

export function takenBy(act: ConsoleActName, vendor: PageVendorName): Takes {
  const isTencent = vendor === "tencent";
  switch (act) {
    case "join":
    case "leave":
    case "add":
      return { account: true, by: false, length: false };
    case "remove":
      return { account: true, by: true, length: false };
    case "mute":
      return { account: true, by: !isTencent, length: true };
    case "ban":
      // Easemob and Agora keep bans without an end.
      return { account: true, by: !isTencent, length: isTencent };
    case "unmute":
    case "unban":
      return { account: true, by: !isTencent, length: false };
    case "lock":
    case "unlock":
      return { account: false, by: !isTencent, length: false };
    case "dissolve":
      return { account: false, by: false, length: false };
    default:
      return act satisfies never;
  }
}
