import type { Summary, SummaryRow } from "../../cases/summary.ts";
import { amount, amountOf } from "../../texts/amount.ts";
import * as texts from "../../texts/summary.ts";
import { clean, code, escape } from "../markup.ts";
import { cardOf, sectionsOf, type Card } from "./card.ts";
import { markup } from "./said.ts";

/** Rows of a table; the others are counted in one. */
const MOST_ROWS = 12;
/** Longest name in a table, in characters. */
const LONGEST_NAME = 24;
const ROOM = 8_000;

const TABLES = ["groups", "verbs", "people"] as const;

/**
 * What was done, in sentences and beside them in tables. The text has all of it in sentences, which is what phones and
 * screen readers get; the tables are of equal-width letters, which every client draws.
 */
export function summaryCard(summary: Summary): Card {
  const outcomes = texts.outcomesOf(summary);
  const head = [
    markup(texts.headOf(summary)),
    texts.totalOf(summary),
    ...(summary.now.cases > 0 && outcomes !== null ? [outcomes] : []),
  ];
  if (summary.now.cases === 0) return cardOf(head);
  const { text } = cardOf([...head, ...TABLES.flatMap((table) => sentences(summary, table))]);
  const tables = TABLES.map((table) => pre(tableOf(summary, table)));
  return { text, blocks: [...cardOf(head).blocks, ...tables.flatMap((table) => sectionsOf([table], ROOM))] };
}

function split(rows: readonly SummaryRow[]): readonly [readonly SummaryRow[], readonly SummaryRow[]] {
  // One row more says as much as a row that counts it.
  const shown = rows.length > MOST_ROWS + 1 ? MOST_ROWS : rows.length;
  return [rows.slice(0, shown), rows.slice(shown)];
}

/** `Group: lobby 8 cases (2 more) about 40 accounts, live 1 case (as many) about 1 account.` */
function sentences(summary: Summary, table: (typeof TABLES)[number]): readonly string[] {
  const [shown, rest] = split(summary[table]);
  const parts = shown.map(
    (row) =>
      `${code(texts.rowName(row), 60)} ${amountOf(row.cases, "case")}${texts.differenceBehind(summary, row.cases, row.before)} about ${amountOf(row.accounts, "account")}`,
  );
  return [
    `${texts.TABLES[table]}: ${parts.join(", ")}${rest.length > 0 ? `, ${texts.moreRows(rest)}` : ""}.`,
  ];
}

function tableOf(summary: Summary, table: (typeof TABLES)[number]): readonly string[] {
  const [shown, rest] = split(summary[table]);
  const { cases, accounts, before } = texts.COLUMNS;
  const hasBefore = texts.hasBefore(summary);
  const cells = [
    [texts.TABLES[table], cases, accounts, ...(hasBefore ? [before] : [])],
    ...shown.map((row) => [
      shortened(texts.rowName(row)),
      amount(row.cases),
      amount(row.accounts),
      ...(hasBefore ? [texts.difference(row.cases, row.before)] : []),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => lengthOf(row[column] ?? ""))));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const space = " ".repeat((widths[column] ?? 0) - lengthOf(cell));
        return column === 0 ? `${cell}${space}` : `${space}${cell}`;
      })
      .join("  ")
      .trimEnd(),
  );
  return rest.length > 0 ? [...lines, texts.moreRows(rest)] : lines;
}

/** Foreign text in a block of code: on one line, and without what would end the block. */
function shortened(name: string): string {
  const letters = lettersOf(clean(name).replaceAll("`", "'"));
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join("")}…` : letters.join("");
}

const LETTERS = new Intl.Segmenter("en");

/** As people count them: an emoji of several parts is one. */
function lettersOf(text: string): readonly string[] {
  return Array.from(LETTERS.segment(text), ({ segment }) => segment);
}

function lengthOf(text: string): number {
  return lettersOf(text).length;
}

function pre(lines: readonly string[]): string {
  return `\`\`\`${escape(lines.join("\n"))}\`\`\``;
}
