import type { Notice } from "../../cases/notice.ts";
import { describeChange, describeRow, DRY_RUN, NO_LINKS, notLinkedAnywhere } from "../../texts/register.ts";
import { code, mention } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { markup } from "./said.ts";

/** What was changed, to the asker; to the readers of the log also by whom. */
export function changedCard(
  { by, subject, before, after, reason, dryRun }: Notice & { kind: "changed" },
  place: "channel" | "log" | "asker",
): Card {
  const line = markup(describeChange(subject, before, after));
  const why = reason === null ? "" : ` Reason: ${code(reason)}`;
  if (dryRun) return cardOf([DRY_RUN, `${line}${why}`]);
  return cardOf([place === "asker" ? `${line}${why}` : `${mention(by)}: ${line}${why}`]);
}

export function linksCard({ person, rows }: Notice & { kind: "links" }): Card {
  if (rows.length === 0) return cardOf([person === null ? NO_LINKS : notLinkedAnywhere(mention(person))]);
  return cardOf(rows.map((row) => markup(describeRow(row))));
}
