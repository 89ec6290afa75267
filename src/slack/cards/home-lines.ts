import type { OpenHome, StandingList } from "../../cases/home.ts";
import type { FoundCase, Standing } from "../../ledger/port.ts";
import { amount, amountOf } from "../../texts/amount.ts";
import { describeBooks, participle } from "../../texts/books.ts";
import * as texts from "../../texts/home.ts";
import { formatSpan } from "../../texts/span.ts";
import { clean, code, escape, moment } from "../markup.ts";
import { caseLine } from "./cases-card.ts";
import { toldOf } from "./progress-card.ts";
import { sentence } from "./said.ts";

/** Lines of the Home tab, a case each. */

export function openLines({ cases, count }: OpenHome["open"]): readonly string[] {
  const more = count - cases.length;
  return [
    ...cases.map((progress) => {
      const { number, verb, group, requested, books, waits } = progress;
      const told = toldOf(progress);
      const soFar = told > 0 ? `; so far ${describeBooks(books)}` : "";
      const why = waits === null ? "" : `. Waiting: ${escape(clean(sentence(waits)))}`;
      return `*#${number}* ${verb} in *${escape(group.alias)}*: *${amount(told)} of ${amountOf(requested, "account")}*${soFar}${why}`;
    }),
    ...(more > 0 ? [texts.moreOpen(more)] : []),
  ];
}

export function standingLines(
  { acts, accounts, readable, isCut }: StandingList,
  now: number,
): readonly string[] {
  if (acts.length === 0) return [texts.NOBODY_STANDS];
  const counts = readable.map((verb) => `*${amount(accounts[verb])}* ${participle(verb)}`).join(", ");
  return [
    `${counts}, in ${amountOf(acts.length, "case")}. ${texts.BY_THE_BOOKS}`,
    ...(isCut ? [texts.STANDING_CUT] : []),
    ...acts.map((act) => standingLine(act, now)),
  ];
}

function standingLine(
  { number, verb, group, until, accounts, sample, unknown }: Standing,
  now: number,
): string {
  const others = accounts > 1 ? ` and ${amount(accounts - 1)} more` : "";
  const end =
    until === "permanent" ? "until it is lifted" : `until ${moment(until)}, ${formatSpan(until - now)} left`;
  const perhaps = unknown === 0 ? "" : unknown === accounts ? " (perhaps)" : ` (${amount(unknown)} perhaps)`;
  return `*#${number}* ${code(sample, 100)}${others} ${participle(verb)} in *${escape(group.alias)}* ${end}${perhaps}`;
}

export function recentLines(cases: readonly FoundCase[]): readonly string[] {
  return cases.length === 0 ? [texts.NO_CASES] : cases.map(caseLine);
}
