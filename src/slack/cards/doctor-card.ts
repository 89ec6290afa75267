import type { Notice } from "../../cases/notice.ts";
import type { Finding, Level } from "../../doctor/finding.ts";
import { countsOf, LEVELS, WHERE_AND_MEND } from "../../texts/doctor.ts";
import { clean, escape } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";

/** What is to be mended comes first, because a long card is cut at its end. */
const ORDER = ["trouble", "warning", "unchecked", "ok"] as const satisfies readonly Level[];

export function doctorCard({ findings }: Notice & { kind: "doctor" }): Card {
  const lines = ORDER.flatMap((level) => findings.filter((finding) => finding.level === level).map(lineOf));
  return cardOf([countsOf(findings), ...lines]);
}

function lineOf(finding: Finding): string {
  const line = `*${LEVELS[finding.level]}* ${said(finding.what)}: ${said(finding.says)}`;
  return "where" in finding ? `${line}\n${WHERE_AND_MEND(said(finding.where), said(finding.mend))}` : line;
}

/** Names and messages of others stand in these sentences. */
function said(text: string): string {
  return escape(clean(text));
}
