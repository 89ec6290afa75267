import type { Comparison } from "../../audit/compare.ts";
import { describeComparison } from "../../texts/comparison.ts";
import { escape } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";

/** What the daily comparison of channel and database has shown. */
export function comparisonCard(comparison: Comparison): Card {
  const [first = "", ...rest] = describeComparison(comparison).map(escape);
  const sign = comparison.count === 0 ? ":white_check_mark:" : ":rotating_light:";
  return cardOf([`${sign} *${first}*`, ...rest]);
}
