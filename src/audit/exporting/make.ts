import type { Entry } from "../../ledger/port.ts";
import { CHAIN_START, type ChainHead } from "../chain.ts";
import { exportLine } from "../export-form.ts";
import { EMPTY_FRONTIER, grow, rootOf, type Frontier } from "../tree.ts";
import { csvHeader, csvLine } from "./csv.ts";
import { factsOf, type EntryFacts } from "./facts.ts";
import { ocsfLine, type OcsfSetting } from "./ocsf.ts";
import { entryPages } from "./pages.ts";
import type { CaseFacts, ExportSource } from "./port.ts";
import { createDraw } from "./sample.ts";
import { inWords, isWanted, type Selection } from "./selection.ts";

export const FORMATS = ["jsonl", "csv", "ocsf"] as const;
export type Format = (typeof FORMATS)[number];

/** What a file of entries holds. */
export interface Exported {
  readonly selection: Selection;
  /** Lines, one for each entry; a header is not counted. */
  readonly count: number;
  /** Entries there are between the two numbers, and how many of them are wanted, sampled or not. */
  readonly among: number;
  readonly wanted: number;
  /** Numbers of the first and the last entry in the file; null: there is none. */
  readonly held: { readonly first: number; readonly last: number } | null;
  /** Every number between the first and the last of the selection is in the file. */
  readonly isGapFree: boolean;
  /** The first number that is not in the database though later ones are; null: none. */
  readonly missing: number | null;
  /** The entry before the first, and the last of the selection. */
  readonly before: ChainHead;
  readonly end: ChainHead;
  /** The tree up to the entry before the first, and its root up to the last; null where entries are missing. */
  readonly frontier: Frontier;
  readonly root: string | null;
  /** Numbers in the file whose bodies were removed. */
  readonly redacted: number;
}

/**
 * Writes the entries of a selection as lines, page by page. What it holds at a time does not grow with the log: a page,
 * and for a sample twice the numbers that are drawn.
 */
export async function exportEntries(
  source: ExportSource,
  selection: Selection,
  how: OcsfSetting & { readonly format: Format },
  write: (lines: string) => Promise<void>,
): Promise<Exported> {
  const { first, last, sample } = selection;
  const isWhole = inWords(selection) === null;
  const drawn = sample ? await drawFrom(source, selection) : null;
  const { before, frontier } = await beginning(source, first);
  if (how.format === "csv") await write(csvHeader());
  let tree = frontier;
  let [count, among, wanted, redacted] = [0, 0, 0, 0];
  const numbers: number[] = [];
  let missing: number | null = null;
  let end: ChainHead = before;
  for await (const page of entryPages(source, first, last)) {
    const cases = isWhole && how.format === "jsonl" ? null : await casesOf(source, page);
    let lines = "";
    for (const entry of page) {
      if (entry.seq !== end.seq + 1) missing ??= end.seq + 1;
      end = entry;
      tree = grow(tree, entry.hash);
      among += 1;
      const facts = cases && factsOf(entry, caseOf(cases, entry));
      if (facts && !isWanted(selection.filter, facts)) continue;
      wanted += 1;
      if (drawn && !drawn.has(entry.seq)) continue;
      lines += lineOf(entry, facts, how);
      count += 1;
      if (entry.body === null) redacted += 1;
      numbers[numbers.length === 0 ? 0 : 1] = entry.seq;
    }
    if (lines !== "") await write(lines);
  }
  if (end.seq !== last) missing ??= end.seq + 1;
  return {
    selection,
    count,
    among,
    wanted,
    held: heldIn(numbers),
    isGapFree: missing === null && count === last - first + 1,
    missing,
    before,
    end: { seq: end.seq, hash: end.hash },
    frontier,
    root: missing === null && frontier.size === first - 1 ? rootOf(tree) : null,
    redacted,
  };
}

/** The first, and the last where there are several. */
function heldIn([first, last]: readonly number[]): Exported["held"] {
  return first === undefined ? null : { first, last: last ?? first };
}

function lineOf(
  entry: Entry,
  facts: EntryFacts | null,
  how: OcsfSetting & { readonly format: Format },
): string {
  if (how.format === "jsonl" || facts === null) return `${exportLine(entry)}\n`;
  return how.format === "csv" ? csvLine(facts) : `${ocsfLine(entry, facts, how)}\n`;
}

async function drawFrom(source: ExportSource, selection: Selection): Promise<ReadonlySet<number>> {
  const { first, last, filter, sample } = selection;
  if (!sample) throw new Error("there is no sample to draw");
  const draw = createDraw(sample);
  for await (const page of entryPages(source, first, last)) {
    const cases = await casesOf(source, page);
    for (const entry of page)
      if (isWanted(filter, factsOf(entry, caseOf(cases, entry)))) draw.offer(entry.seq);
  }
  return draw.drawn();
}

async function casesOf(
  source: Pick<ExportSource, "cases">,
  page: readonly Entry[],
): Promise<ReadonlyMap<number, CaseFacts>> {
  const numbers = new Set(page.flatMap((entry) => entry.case ?? []));
  if (numbers.size === 0) return new Map();
  return new Map((await source.cases([...numbers])).map((facts) => [facts.number, facts]));
}

function caseOf(cases: ReadonlyMap<number, CaseFacts>, entry: Entry): CaseFacts | null {
  return entry.case === null ? null : (cases.get(entry.case) ?? null);
}

const HASHES = 10_000;

/** What stands before the first entry: from the last checkpoint before it, hashes alone are enough. */
async function beginning(
  source: ExportSource,
  first: number,
): Promise<{ readonly before: ChainHead; readonly frontier: Frontier }> {
  if (first === 1) return { before: CHAIN_START, frontier: EMPTY_FRONTIER };
  const size = first - 1;
  let tree = (await source.treeUpTo(size)) ?? EMPTY_FRONTIER;
  let before: ChainHead = { seq: size, hash: (await source.hashes(size, 1))[0]?.hash ?? CHAIN_START.hash };
  while (tree.size < size) {
    const page = await source.hashes(tree.size + 1, Math.min(HASHES, size - tree.size));
    if (page.length === 0) break;
    for (const { seq, hash } of page) {
      // Where one is missing, no tree can be made of what is left.
      if (seq !== tree.size + 1) return { before, frontier: tree };
      tree = grow(tree, hash);
      if (seq === size) before = { seq, hash };
    }
  }
  return { before, frontier: tree };
}
