import type { SinceWord } from "../grammar/request.ts";
import type { FoundCase, RelatedCase } from "../ledger/port.ts";
import type { Verb } from "../words.ts";
import { amount, amountOf } from "./amount.ts";
import { describeBooks } from "./books.ts";

/** What people read of cases: the list of them, the whole story of one, and what was added to it. */

/** How something was asked for, after who and where. What an old entry says may be a word of an old version. */
export function describeSurface(surface: string): string {
  return SURFACES.get(surface) ?? "in another way";
}

/** `moderator, by the user group S0123`: a role and where it came from, as the entry of the case has them. */
export function describeRole(role: string): string {
  const [, name, kind, of] = /^(\w+) \((\w+):(\w+)\)$/.exec(role) ?? [];
  if (name === undefined || kind === undefined) return role;
  switch (kind) {
    case "usergroup":
      return `${name}, by the user group ${of}`;
    case "workspace":
      return `${name}, as ${of} of the workspace`;
    case "org":
      return `${name}, as ${of} of the organisation`;
    case "person":
      return `${name}, by name`;
    default:
      return role;
  }
}

const SURFACES: ReadonlyMap<string, string> = new Map([
  ["slash", "typed"],
  ["button", "by a button"],
  ["modal", "by the form"],
  ["shortcut", "by the shortcut"],
  ["alert", "from an alert"],
  ["timer", "by the clock"],
]);

const OPPOSITE: Readonly<Record<Verb, Verb>> = {
  mute: "unmute",
  unmute: "mute",
  kick: "add",
  add: "kick",
  ban: "unban",
  unban: "ban",
  lock: "unlock",
  unlock: "lock",
};

/** How a case hangs together with one that came later, or earlier. */
export function describeRelated(
  verb: Verb,
  { number, verb: theirs, accounts }: RelatedCase,
  side: "later" | "earlier",
): string {
  const isOpposite = OPPOSITE[verb] === theirs;
  const of = ` for ${amountOf(accounts, "account")}`;
  if (side === "later")
    return `${isOpposite ? "Taken back" : "Changed again"} by #${number} (${theirs})${of}.`;
  return `${isOpposite ? "Takes back" : "Changes"} what #${number} (${theirs}) had done${of}.`;
}

export const REDACTED_NOTE = "What it said was redacted.";

/** Lines about accounts that a message has no room for. */
export function moreRows(lines: number, hasTable: boolean): string {
  const where = hasTable ? "; the table in the thread of the result names everybody" : "";
  return `… and ${amountOf(lines, "more line", "more lines")} about accounts${where}.`;
}

/** Entries in the middle that a message has no room for. */
export function entriesLeftOut(number: number, first: number, last: number, left: number): string {
  return `… ${amountOf(left, "entry", "entries")} left out here, from ${amount(first)} to ${amount(last)}; \`bailiff audit export --case ${number}\` has them all.`;
}

export function earlierNotes(count: number): string {
  return `… and ${amountOf(count, "earlier note")}, among the entries below.`;
}

export function addNote(number: number): string {
  return `\`/mod note ${number} …\` adds a remark`;
}

export const WHERE_TABLE = "The table of all accounts is in the thread of the result.";

/** What a message of a case is, by the beginnings of the jobs that made it or changed it. */
export function describePosts(ids: readonly string[]): string {
  const [, what] = POSTS.find(([beginning]) => ids.some((id) => id.startsWith(beginning))) ?? [];
  return what ?? "a message";
}

const POSTS = [
  ["result:late:", "late news"],
  ["result:", "the result"],
  ["hold:", "the approvers' card"],
  ["hold-card:", "the approvers' card"],
  ["progress:", "the card of the batch"],
] as const;

/** What became of a case, in a list: its books, or how far it is. */
export function describeState({ state, requested, books, stoppedBy }: FoundCase): string {
  const told = Object.values(books).reduce((sum, count) => sum + count, 0);
  const stopped = stoppedBy === null ? "" : ", stopped";
  if (state === "settled") return `${describeBooks(books)}${stopped}`;
  const left = requested - told;
  return `open: ${told === 0 ? "" : `${describeBooks(books)}, `}${amount(left)} to go${stopped}`;
}

export const NO_CASES = "No case was found.";

export function searchedSince(since: SinceWord): string {
  return since.kind === "span" ? `in the last ${since.typed}` : `since ${since.typed}`;
}

/** A search in a person's whole history ended early, so that it does not take long. */
export function cutShort(next: number): string {
  return `So many cases were looked through that this page ends at #${next}; older ones may be there.`;
}

export function noteHead(number: number, dryRun: boolean): string {
  return dryRun
    ? `Preview: nothing was written. Without \`--dry-run\`, this would be added to *#${number}*:`
    : `added to *#${number}*:`;
}

export function noteFoot(number: number): string {
  return `\`/mod case ${number}\` shows the whole case`;
}
