import { amount, amountOf } from "./amount.ts";

/** What is said about entries that are handed out in Slack. */

export interface ExportTold {
  readonly first: number;
  readonly last: number;
  readonly group: string | null;
  readonly count: number;
  readonly sha256: string;
}

function what({ first, last, count }: Pick<ExportTold, "first" | "last" | "count">): string {
  return `${amountOf(count, "entry", "entries")} of the log, numbers ${amount(first)} to ${amount(last)}`;
}

export function exportedLine(told: ExportTold): string {
  return `${what(told)}: the file comes as a direct message. It is on record that you have it.`;
}

export function exportName({ first, last }: Pick<ExportTold, "first" | "last">): string {
  return `bailiff-audit-${first}-${last}.jsonl`;
}

/** Above the files, in the direct message. */
export function exportHead(told: ExportTold): readonly string[] {
  return [
    `${what(told)}, as JSONL; its manifest follows. SHA-256 of the file: \`${told.sha256}\``,
    `Check both away from Slack, in one folder: \`npm run -s bailiff -- audit verify ${exportName(told)} --key &lt;key&gt;\`.`,
  ];
}

export const EXPORT_CHANGED =
  "What these entries told was changed by a redaction since you asked, so this file is not sent. Ask again.";

export function tooManyEntries(
  { first, last, group }: Pick<ExportTold, "first" | "last" | "group">,
  { count, most }: { readonly count: number; readonly most: number },
): string {
  const only = group === null ? "" : ` --group ${group}`;
  return (
    `These are ${amount(count)} entries; ${amount(most)} are the most that go by Slack. Ask for less, as in \`/mod export since 7d\`, or let whoever runs Bailiff run ` +
    `\`bailiff audit export --from ${first} --to ${last}${only}\`.`
  );
}
