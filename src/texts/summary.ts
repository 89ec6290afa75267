import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";
import type { Counts, Summary, SummaryRow } from "../cases/summary.ts";
import { OUTCOMES } from "../words.ts";
import { amount, amountOf } from "./amount.ts";
import type { Said } from "./said.ts";
import { formatSpan } from "./span.ts";

/** What was done in a week, or since somebody's moment, beside the time before. */

export const sinceFaults = {
  noZone: "Your time zone is not known, so a day is not; write `since 24h`.",
  toCome: "That time is still to come: write one that has passed, such as `since 7d`.",
  tooLong: "A summary is of at most 92 days. For more, export the record (`bailiff audit export`).",
} as const;

/** Why a weekly summary was not posted; stands among the dead letters. */
export const NOT_FOR_OUTSIDERS =
  "the channel of the summary is shared with another organisation; name another one, or allow it under channels";

/** The head: of which time it is. */
export function headOf({ isWeekly, zone, period, among }: Summary): Said {
  const groups: Said = among === null ? [] : [", of ", { foreign: among.join(", ") || "no group" }];
  if (!isWeekly) return ["*What was done since* ", { at: period.from }, ...groups];
  const day = (moment: number): string => format(new TZDate(moment, zone), "EEEE d MMMM yyyy");
  return [`*What was done from ${day(period.from)} to ${day(period.until - 1)}* (${zone})`, ...groups];
}

/** `the week before`, or `the 3d before`. */
function spanBefore({ isWeekly, period }: Pick<Summary, "isWeekly" | "period">): string {
  return isWeekly ? "the week before" : `the ${formatSpan(period.until - period.from)} before`;
}

/** `3 more`, `2 fewer`, `as many`. */
export function difference(now: number, before: number): string {
  if (now === before) return "as many";
  return now > before ? `${amount(now - before)} more` : `${amount(before - now)} fewer`;
}

function compared(now: number, before: number, span: string): string {
  return `${difference(now, before)} ${now === before ? "as in" : "than in"} ${span}`;
}

/** The whole in numbers. */
export function totalOf(summary: Summary): string {
  const { now, before, isWeekly } = summary;
  const span = spanBefore(summary);
  if (now.cases === 0) {
    const then = before.cases === 0 ? `nor in ${span}` : `in ${span} there ${were(before)}`;
    return `No case was opened in this ${isWeekly ? "week" : "time"}, ${then}.`;
  }
  const accounts = `about *${amountOf(now.accounts, "account")}* (${difference(now.accounts, before.accounts)})`;
  return `*${amountOf(now.cases, "case")}*, ${compared(now.cases, before.cases, span)}, ${accounts}.`;
}

function were({ cases, accounts }: Counts): string {
  return `${cases === 1 ? "was" : "were"} ${amountOf(cases, "case")} about ${amountOf(accounts, "account")}`;
}

/** `Outcomes: 40 done (5 more), 12 already (as many).` Null where there is none. */
export function outcomesOf({ now, before }: Summary): string | null {
  const parts = OUTCOMES.filter((outcome) => now.books[outcome] + before.books[outcome] > 0).map(
    (outcome) =>
      `${amount(now.books[outcome])} ${outcome} (${difference(now.books[outcome], before.books[outcome])})`,
  );
  const open = now.accounts - OUTCOMES.reduce((sum, outcome) => sum + now.books[outcome], 0);
  if (open > 0) parts.push(`${amount(open)} still open`);
  return parts.length === 0 ? null : `Outcomes: ${parts.join(", ")}.`;
}

export const TABLES = { groups: "Group", verbs: "Verb", people: "Person" } as const;

/** Heads of the columns; `before` is how many cases more or fewer. */
export const COLUMNS = { cases: "Cases", accounts: "Accounts", before: "Than before" } as const;

/** Who did what nobody asked for. */
export const BY_ITSELF = "Bailiff (ends of bans)";

export function rowName({ name }: SummaryRow): string {
  return name ?? BY_ITSELF;
}

export const moreRows = (rows: readonly SummaryRow[]): string =>
  `… and ${amount(rows.length)} more, with ${amountOf(
    rows.reduce((sum, { cases }) => sum + cases, 0),
    "case",
  )} together`;
