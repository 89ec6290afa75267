import type { UndoVerb } from "../cases/undo.ts";
import { amount } from "./amount.ts";

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

/** Slack takes 300 characters in the question before a press: three of the longest names and a long alias fit. */
const NAMED = 3;
export const LONGEST_NAMED = 64;

/** What a press will do, for the question before it: on whom and where. Names are at most `LONGEST_NAMED` long. */
export function undoEffect(verb: UndoVerb, accounts: readonly string[], where: string): string {
  const who = namesIn(accounts);
  switch (verb) {
    case "unmute":
      return `${who}: can write in ${where} again at once.`;
    case "unban":
      return `${who}: may come back to ${where}; nobody is added.`;
    case "add":
      return `${who}: back into ${where}.`;
    case "kick":
      return `${who}: removed from ${where}.`;
    case "unlock":
      return `Everybody can write in ${where} again at once.`;
    case "lock":
      return `Nobody but the owner and admins can write in ${where} then.`;
    default:
      return verb satisfies never;
  }
}

/** `jared, tommy, peter and 2 more` */
function namesIn(accounts: readonly string[]): string {
  const names = accounts.slice(0, NAMED).join(", ");
  const more = accounts.length - NAMED;
  return more > 0 ? `${names} and ${amount(more)} more` : names;
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
