import type { PlanRow } from "../../cases/plan.ts";
import { amountOf } from "../../texts/amount.ts";
import { MOVED_ELSEWHERE } from "../../texts/holds.ts";
import { isGroupVerb, type Verb } from "../../words.ts";
import { code } from "../markup.ts";
import { standingOf, wouldBe } from "./preview-card.ts";

/** Accounts whose change is told one by one. */
const MOST_LINES = 20;

/** What stands differently since a plan was shown: account by account, as it was and as it is now. */
export function planDifference(
  verb: Verb,
  before: readonly PlanRow[],
  now: readonly PlanRow[],
): readonly string[] {
  const was = new Map(before.map((row) => [row.account, lotOf(verb, row)]));
  const is = new Map(now.map((row) => [row.account, lotOf(verb, row)]));
  const moved = [...new Set([...is.keys(), ...was.keys()])].filter(
    (account) => was.get(account) !== is.get(account),
  );
  if (moved.length === 0) return [MOVED_ELSEWHERE];
  const lines = moved.slice(0, MOST_LINES).map((account) => {
    const who = isGroupVerb(verb) ? "The group" : code(account);
    return `${who} was: ${was.get(account) ?? "not in the plan"}. Now: ${is.get(account) ?? "not in the plan"}.`;
  });
  const left = moved.length - lines.length;
  return left > 0
    ? [...lines, `${amountOf(left, "more account stands", "more accounts stand")} differently.`]
    : lines;
}

function lotOf(verb: Verb, { before, judgement }: PlanRow): string {
  const standing = isGroupVerb(verb) ? "" : standingOf(before);
  return `${standing}, ${wouldBe(verb, judgement)}`.replace(/^, /, "");
}
