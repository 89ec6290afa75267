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
  return isWeekly ? "the week before" : `the ${spanOf(period.until - period.from)} before`;
}

/** Whole days as people count them: `7 days`, `1d12h`. */
function spanOf(ms: number): string {
  return ms > DAY_MS && ms % DAY_MS === 0 ? amountOf(ms / DAY_MS, "day") : formatSpan(ms);
}

const DAY_MS = 86_400_000;

/** Whether there is anything to compare with; where nothing was before, every number would be said to be more. */
export function hasBefore({ before }: Pick<Summary, "before">): boolean {
  return before.cases > 0;
}

/** ` (3 more)`, behind a number; empty where nothing was before. */
export function differenceBehind(summary: Pick<Summary, "before">, now: number, before: number): string {
  return hasBefore(summary) ? ` (${difference(now, before)})` : "";
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
  const cases = `*${amountOf(now.cases, "case")}*`;
  const accounts = `about *${amountOf(now.accounts, "account")}*`;
  if (!hasBefore(summary)) return `${cases} ${accounts}; nothing was done in ${span}.`;
  const more = differenceBehind(summary, now.accounts, before.accounts);
  return `${cases}, ${compared(now.cases, before.cases, span)}, ${accounts}${more}.`;
}

function were({ cases, accounts }: Counts): string {
  return `${cases === 1 ? "was" : "were"} ${amountOf(cases, "case")} about ${amountOf(accounts, "account")}`;
}

/** `Outcomes: 40 done (5 more), 12 already (as many).` Null where there is none. */
export function outcomesOf(summary: Summary): string | null {
  const { now, before } = summary;
  const parts = OUTCOMES.filter((outcome) => now.books[outcome] + before.books[outcome] > 0).map(
    (outcome) =>
      `${amount(now.books[outcome])} ${outcome}${differenceBehind(summary, now.books[outcome], before.books[outcome])}`,
  );
  if (now.open > 0) parts.push(`${amount(now.open)} still open`);
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
