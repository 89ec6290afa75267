import type { BadEntry, EntryFault, ListProblem } from "../grammar/list-problem.ts";
import { amount } from "./amount.ts";

/** What a person reads about lists of accounts. */

const NOTHING = "Nothing was done.";

export const NO_LIST = "Paste the accounts here, or upload a file with them.";

export const TWO_LISTS =
  "There are accounts here and in the file. Leave one of the two empty, so that it is clear which list is meant.";

/** What is wrong with a list, that nothing was done, and what to do. Foreign parts are shown as code, not escaped. */
export function listProblemText(problem: ListProblem): string {
  switch (problem.kind) {
    case "empty":
      return `The list has no account in it. ${NOTHING} Write at least one.`;
    case "too_large":
      return `The list is too long: ${amount(problem.bytes)} bytes, and ${amount(problem.most)} are the most. ${NOTHING} Split it into several lists.`;
    case "too_many":
      return `The list has ${amount(problem.accounts)} accounts, and ${amount(problem.most)} are the most. ${NOTHING} Split it into several lists.`;
    case "bad_character":
      return `Line ${problem.line} has ${characterText(problem.character)}, so this is not plain text. ${NOTHING} Save the list as plain text or CSV in UTF-8.`;
    case "no_column":
      return `The file has several columns, and none is named as accounts are. ${NOTHING} Name the column of accounts \`account\` in the first line. There stands: ${problem.columns.map(shown).join(", ")}.`;
    case "two_columns":
      return `The column ${shown(problem.column)} is there twice, so it is not clear which holds the accounts. ${NOTHING} Rename or remove one.`;
    case "uneven":
      return `Line ${problem.line} has more or fewer columns than the first line. ${NOTHING} Put fields that contain a comma into double quotes.`;
    case "table_quote":
      return `The double quotes on line ${problem.line} do not enclose a whole field. ${NOTHING} Put quotes around the whole field, with quotes inside it doubled, or take them away.`;
    case "bad_entries":
      return badEntriesText(problem.count, problem.first);
    default:
      return problem satisfies never;
  }
}

/** Why the uploaded file could not be read, that nothing was done, and what to do. */
export function downloadFailureText(
  failure:
    | { readonly kind: "foreign_address" | "login_page" }
    | { readonly kind: "too_large"; readonly most: number }
    | { readonly kind: "refused"; readonly code: string }
    | { readonly kind: "throttled" }
    | { readonly kind: "uncertain"; readonly detail: string },
): string {
  switch (failure.kind) {
    case "too_large":
      return `The file is too large: ${amount(failure.most)} bytes are the most. ${NOTHING} Split it into several files.`;
    case "login_page":
      return `Slack did not let Bailiff read the file. ${NOTHING} Paste the list as text, and tell whoever runs Bailiff that the app needs the scope \`files:read\` and has to be installed again after it was added.`;
    case "foreign_address":
      return `The file is not kept by Slack itself. ${NOTHING} Upload it to Slack, or paste the list as text.`;
    case "refused":
      return `Slack did not give Bailiff the file (it said \`${failure.code}\`). ${NOTHING} Upload it again, or paste the list as text.`;
    case "throttled":
      return `Slack asks Bailiff to slow down. ${NOTHING} Try again in a minute.`;
    case "uncertain":
      return `The file could not be fetched from Slack: ${failure.detail}. ${NOTHING} Try again.`;
    default:
      return failure satisfies never;
  }
}

function badEntriesText(count: number, first: readonly BadEntry[]): string {
  const opening = count === 1 ? "One entry is not an account:" : `${amount(count)} entries are not accounts:`;
  const lines = first.map(({ line, token, why }) => `• Line ${line}: ${entryText(token, why)}`);
  const missing = count - first.length;
  if (missing > 0) lines.push(`• and ${amount(missing)} more`);
  const closing = `${NOTHING} Correct or remove ${count === 1 ? "it" : "them"} and send the list again.`;
  return [opening, ...lines, closing].join("\n");
}

const QUOTE_IT = "An account of that very name is written in double quotes.";

function entryText(token: string, why: EntryFault): string {
  switch (why.kind) {
    case "several_people":
      return `${shown(token)} stands for many people at once. Name each account.`;
    case "group":
      return token.startsWith("#")
        ? `${shown(token)} begins with \`#\`. Remarks have no place in the list. ${QUOTE_IT}`
        : `${shown(token)} is a group. The group is chosen in its own field. ${QUOTE_IT}`;
    case "time":
      return `${shown(token)} is a time. The time has its own field. ${QUOTE_IT}`;
    case "dash":
      return `${shown(token)} begins with a dash. ${QUOTE_IT}`;
    case "link":
      return `${shown(token)} is a link.`;
    case "comma":
      return `${shown(token)} has a comma with nothing before it.`;
    case "joined":
      return `${shown(token)} is two things without anything between them. Put a comma or a blank there.`;
    case "length":
      return `${shown(token)}: an account has 1 to 64 characters, and no blank at its ends.`;
    case "character":
      return `${shown(token)} contains the character ${why.character}. An account has only letters and signs of plain ASCII, and no quotes or angle brackets; look-alike letters are not replaced.`;
    case "unclosed_quote":
      return `The quote that begins at ${shown(token)} does not end on the same line.`;
    case "empty_field":
      return "The account is missing, but the line has other fields.";
    case "several_in_field":
      return `${shown(token)} is more than one thing in one field. Give each account a line of its own. ${QUOTE_IT}`;
    default:
      return why satisfies never;
  }
}

function characterText(character: string): string {
  if (character === "U+0000") return "the character NUL (U+0000)";
  if (character === "U+FFFD") return "bytes that are not UTF-8 (U+FFFD)";
  return `the control character ${character}`;
}

const LONGEST_SHOWN = 60;

/** A foreign part as code: cut when long, and with what cannot be seen shown as its code point. */
function shown(token: string): string {
  const characters = Array.from(token.slice(0, 2 * LONGEST_SHOWN));
  const isCut = characters.length > LONGEST_SHOWN;
  const kept = isCut ? [...characters.slice(0, LONGEST_SHOWN), "…"] : characters;
  return `\`${kept.map(visible).join("")}\``;
}

function visible(character: string): string {
  if (character === "`") return "'";
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
}
