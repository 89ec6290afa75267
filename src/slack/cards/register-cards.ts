import type { Notice } from "../../cases/notice.ts";
import { describeChange, describeRow, DRY_RUN, NO_LINKS, notLinkedAnywhere } from "../../texts/register.ts";
import { code, mention } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { markup } from "./said.ts";

/** What was changed, to whoever asked for it. */
export function changedCard({ subject, before, after, reason, dryRun }: Notice & { kind: "changed" }): Card {
  const line = markup(describeChange(subject, before, after));
  const why = reason === null ? "" : ` Reason: ${code(reason)}`;
  return cardOf([...(dryRun ? [DRY_RUN] : []), `${line}${why}`]);
}

export function linksCard({ person, rows }: Notice & { kind: "links" }): Card {
  if (rows.length === 0) return cardOf([person === null ? NO_LINKS : notLinkedAnywhere(mention(person))]);
  return cardOf(rows.map((row) => markup(describeRow(row))));
}
