import type { Judgement } from "../../cases/judge.ts";
import type { Preview } from "../../cases/notice.ts";
import type { PlanRow } from "../../cases/plan.ts";
import { amount, amountOf } from "../../texts/amount.ts";
import { alreadySo, participle } from "../../texts/books.ts";
import { MUTED_FOR_LESS, WOULD_ASK } from "../../texts/holds.ts";
import { describeWhy } from "../../texts/outcomes.ts";
import { describeOthers } from "../../texts/overlap.ts";
import { formatSpan } from "../../texts/span.ts";
import { isGroupVerb, type End, type Verb } from "../../words.ts";
import { code, escape, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { firstNames } from "./names.ts";
import { markup } from "./said.ts";

/** Accounts of a preview that has a line for each; with more, those alike share a line. */
const MOST_LINES = 20;
/** Accounts to name of those alike. */
const NAMED = 20;

/** What a command would do, to whom, and to whom not: first in numbers, then by name. */
export function previewCard(preview: Preview, now: number): Card {
  const asks = WOULD_ASK[preview.asks];
  return cardOf(
    [
      `Preview: ${preview.verb} in *${escape(preview.group)}*. Nothing was done.`,
      ...(asks === null ? [] : [asks]),
      ...planLines(preview, now),
    ],
    smallPrint(preview),
  );
}

/** The plan itself: its end, its numbers, its accounts. */
export function planLines(preview: Preview, now: number): readonly string[] {
  const { rows } = preview;
  const sorted = rows.toSorted(changesFirst);
  return [
    ...endLine(preview, now),
    ...otherLines(preview),
    ...(rows.length > 1 ? [summary(preview)] : []),
    ...(rows.length > MOST_LINES ? alikeLines(preview, sorted) : sorted.map((row) => planLine(preview, row))),
  ];
}

/** What others did shortly before to those it is about. */
export function otherLines({ others = [] }: Pick<Preview, "others">): readonly string[] {
  return describeOthers(others).map((said) => markup(said));
}

/** When it would end, for what has an end. */
export function endLine({ until }: Pick<Preview, "until">, now: number): readonly string[] {
  if (until === null) return [];
  if (until === "permanent") return ["Until it is lifted (permanent)"];
  const left = until > now ? `${formatSpan(until - now)} from now` : "which has passed";
  return [`Until ${moment(until)} (${left})`];
}

/** `Of 2,005 accounts: 2,000 would be removed, 4 need nothing, 1 is refused.` */
export function summary({ verb, rows }: Preview): string {
  const count = (is: (judgement: Judgement) => boolean): number =>
    rows.filter(({ judgement }) => is(judgement)).length;
  const change = count(({ step }) => step === "change");
  const refused = count((judgement) => judgement.step === "settled" && judgement.outcome === "refused");
  const nothing = rows.length - change - refused;
  const parts = [
    `*${amount(change)}* would be ${participle(verb)}`,
    ...(nothing > 0 ? [`${amount(nothing)} ${nothing === 1 ? "needs" : "need"} nothing`] : []),
    ...(refused > 0 ? [`${amount(refused)} ${refused === 1 ? "is" : "are"} refused`] : []),
  ];
  return `Of ${amountOf(rows.length, "account")}: ${parts.join(", ")}`;
}

/** Accounts with the same lot in one line, whatever their present ends. */
function alikeLines({ verb }: Preview, rows: readonly PlanRow[]): readonly string[] {
  const lots = Map.groupBy(
    rows,
    ({ before, judgement }) => `${wouldBe(verb, judgement)}${inBrackets(before)}`,
  );
  return [...lots].map(([lot, alike]) => {
    const names = firstNames(
      alike.map(({ account }) => account),
      NAMED,
    );
    return `${capital(lot)}: ${names}`;
  });
}

/** What would happen stands above what would not. */
function changesFirst(one: PlanRow, other: PlanRow): number {
  return Number(other.judgement.step === "change") - Number(one.judgement.step === "change");
}

function planLine({ verb, until }: Preview, { account, before, judgement }: PlanRow): string {
  const who = isGroupVerb(verb) ? "The group" : `${code(account)}${standingOf(before)}`;
  const isShortened = verb === "mute" && judgement.step === "change" && isSooner(until, before.mutedUntil);
  return `${who}: ${wouldBe(verb, judgement)}${isShortened ? MUTED_FOR_LESS : ""}`;
}

function isSooner(end: End | null, other: End | null): boolean {
  if (end === null || other === null || end === "permanent") return false;
  return other === "permanent" || end < other;
}

/** How an account stands now, after its name. */
export function standingOf(before: PlanRow["before"]): string {
  const muted = lasting("muted", before.mutedUntil, "permanently");
  const banned = lasting("banned", before.bannedUntil, "until it is lifted");
  return `${stands(before)}${muted}${banned}`;
}

function stands({ standing }: PlanRow["before"]): string {
  return standing === "unlisted" ? "" : `, ${STANDS[standing]}`;
}

function inBrackets({ standing }: PlanRow["before"]): string {
  return standing === "unlisted" ? "" : ` (${STANDS[standing]})`;
}

const STANDS = { owner: "owner", admin: "admin", member: "member", absent: "not in the group" } as const;

function lasting(what: string, until: End | null, forEver: string): string {
  if (until === null) return "";
  return `, ${what} ${until === "permanent" ? forEver : `until ${moment(until)}`}`;
}

export function wouldBe(verb: Verb, judgement: Judgement): string {
  if (judgement.step === "change") return `would ${verb}`;
  if (judgement.why !== null)
    return `${judgement.outcome === "refused" ? "refused: " : "nothing to do: "}${describeWhy(judgement.why)}`;
  return judgement.outcome === "already" ? `nothing to do: ${alreadySo(verb)}` : "nothing to do";
}

export function smallPrint({
  verb,
  words,
  rows,
  requests,
  takesMs,
  until,
  support,
  hash,
}: Preview): readonly string[] {
  const { batch, endedBy } = support;
  const each = batch === 1 ? "one account each" : `at most ${amount(batch)} accounts each`;
  const isLifted = until !== null && until !== "permanent" && endedBy === "bailiff";
  const sent = `${amountOf(requests, "request")} to the chat service${isGroupVerb(verb) ? "" : `, of ${each}`}`;
  return [
    // One account is one request: nothing to reckon with.
    ...(requests === 0 ? ["nothing would be sent"] : rows.length === 1 ? [] : [sent]),
    ...(takesMs > 1_000 ? [`at least ${formatSpan(takesMs)}`] : []),
    ...(isLifted ? ["the chat service keeps it for ever; Bailiff lifts it at its end"] : []),
    `plan \`${hash.slice(0, 12)}\``,
    `understood as ${code(words)}`,
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
