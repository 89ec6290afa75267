import type { UndoVerb } from "../cases/undo.ts";
import { amountOf } from "./amount.ts";

/** What stands on the buttons below a result, and what a press is answered with. */

/** Slack shows about 30 characters of a button. */
export const UNDO_LABEL: Readonly<Record<UndoVerb, string>> = {
  unmute: "Unmute",
  unban: "Unban",
  add: "Add back",
  kick: "Remove again",
  unlock: "Unlock",
  lock: "Lock again",
};

const EFFECT: Readonly<Record<UndoVerb, string>> = {
  unmute: "can write again at once",
  unban: "may come back; nobody is added",
  add: "put back into the group",
  kick: "removed from the group",
  unlock: "Everybody can write again at once.",
  lock: "Nobody but the owner and admins can write then.",
};

/** What a press will do, for the question before it. */
export function undoEffect(verb: UndoVerb, accounts: number): string {
  const isWhole = verb === "lock" || verb === "unlock";
  return isWhole ? EFFECT[verb] : `${amountOf(accounts, "account")}: ${EFFECT[verb]}.`;
}

export const GO_BACK = "Leave it";
export const EXTEND = "Extend";
export const WHO_IS = "Who is";

/** Below a result that is too long for buttons. */
export const BY_LIST =
  "more than 50 accounts have no button: to undo or extend it, give `/mod batch` a list of them";

export const STILL_OPEN = (number: number): string =>
  `Nothing was done: #${number} is still being worked on. Press again when its result is there.`;

export const NOTHING_LEFT = (number: number): string =>
  `Nothing was done: #${number} changed nothing that could be taken back. \`/mod case ${number}\` shows what became of it.`;

export const DECIDED_SINCE =
  "Nothing was done: a newer case decides about it now. `/mod whois` shows the cases of an account; type the command if you mean to change what it is.";

/** `names` is markup already. */
export const LEFT_ALONE = (names: string): string =>
  `Left alone, because newer cases decide about them now: ${names}.`;

export const GROUP_GONE = (alias: string): string =>
  `Nothing was done: ${alias} is not the same group any more in Bailiff's configuration. Type the command, and name the group.`;

export const TOO_LONG_A_LIST = (number: number): string =>
  `Nothing was done: #${number} is about too many accounts for a button. \`/mod batch\` takes a list of them.`;

export const PRESS_AGAIN =
  "Nothing was done: Slack did not open the form. Press again; it has to be opened within three seconds.";
