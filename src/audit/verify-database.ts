import type { Entry } from "../ledger/port.ts";
import { CHAIN_START, type ChainHead } from "./chain.ts";
import { openCheckpoints, type KeptNote, type OpenedCheckpoint } from "./checkpoint-book.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { collectFaults, type Faults } from "./faults.ts";
import { openNote, readVerifier, type Verifier } from "./note.ts";
import { conclude, type Report, type Shortfall } from "./report.ts";
import { EMPTY_FRONTIER, isFrontier, rootOf } from "./tree.ts";
import { walkLog } from "./walk.ts";
import { witness } from "./witness.ts";

/** A signed checkpoint as the database keeps it: what is needed to go on, and the note. */
export interface CheckpointRow {
  readonly number: number;
  readonly size: number;
  readonly at: number;
  readonly frontier: string;
  readonly verifier: string;
  readonly note: string;
}

/** A database, or a copy of one. */
export interface DatabaseCopy {
  /** By number. */
  checkpoints(): Promise<readonly CheckpointRow[]>;
  /** What the database notes as its newest entry. It may move on while entries are read. */
  head(): Promise<ChainHead | null>;
  /** By number, in pages. */
  entries(): AsyncIterable<readonly Entry[]>;
}

/** What whoever checks knows apart from the copy. */
export interface Known {
  readonly keys: readonly Verifier[];
  /** Signed checkpoints that were kept elsewhere. */
  readonly notes: readonly string[];
}

export async function verifyDatabase(copy: DatabaseCopy, known: Known): Promise<Report> {
  const rows = await copy.checkpoints();
  const early = await copy.head();
  const faults = collectFaults();
  const keys = { vouched: known.keys, claimed: keysOf(rows.map(({ verifier }) => verifier)) };
  const opened = openCheckpoints(notesOf(rows, known), keys, faults);
  for (const row of rows) if (!isAsSigned(row, known)) faults.add("checkpoint", null);
  const walk = walkLog({ head: CHAIN_START, frontier: EMPTY_FRONTIER }, opened, faults);
  let last = CHAIN_START;
  for await (const page of copy.entries()) {
    for (const entry of page) walk.take(witness(entry));
    last = page.at(-1) ?? last;
  }
  const late = await copy.head();
  lookAtHeads(faults, last, [early, late]);
  return conclude({
    copy: "database",
    depth: "bodies",
    walk,
    opened,
    hasKeys: known.keys.length > 0,
    statedFirst: 1,
    shortfalls: [...missingCheckpoints(rows, opened), ...cutBy(early, last)],
  });
}

export function* notesOf(
  rows: readonly { readonly note: string }[],
  { notes }: Pick<Known, "notes">,
): Iterable<KeptNote> {
  for (const { note } of rows) yield { note, from: "here" };
  for (const note of notes) yield { note, from: "elsewhere" };
}

/** Keys by their texts; what is no key is left out. A checkpoint of every hour names its own, which are mostly one. */
export function keysOf(texts: readonly string[]): readonly Verifier[] {
  return [...new Set(texts)].flatMap((text) => {
    const read = readVerifier(text);
    return read.ok ? [read.value] : [];
  });
}

/** What stands beside a note says what the note says, and its key has signed it. */
function isAsSigned({ size, at, frontier, verifier, note }: CheckpointRow, { keys }: Known): boolean {
  const known = keys.filter(({ text }) => text === verifier);
  const opened = openNote(note, known.length > 0 ? known : keysOf([verifier]));
  const read = opened.ok ? readCheckpoint(opened.value.text) : opened;
  if (!read.ok) return false;
  const tree = { size, roots: parsed(frontier) };
  const isTree =
    isFrontier(tree) && JSON.stringify(tree.roots) === frontier && rootOf(tree) === read.value.root;
  return isTree && read.value.size === size && read.value.at === at;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function missingCheckpoints(
  rows: readonly CheckpointRow[],
  opened: readonly OpenedCheckpoint[],
): readonly Shortfall[] {
  const after = rows.find(({ number }, index) => number !== index + 1);
  const gap: Shortfall[] = after ? [{ kind: "checkpoints_missing", before: after.number }] : [];
  const here = new Set(opened.filter(({ from }) => from === "here").map(keyOf));
  const dropped = opened.find((one) => one.counts && !here.has(keyOf(one)));
  return dropped ? [...gap, { kind: "checkpoint_dropped", size: dropped.checkpoint.size }] : gap;
}

function keyOf({ checkpoint: { size, root, at } }: OpenedCheckpoint): string {
  return `${size} ${root} ${at}`;
}

/** The head is written with each entry, so it is the last one's, unless entries came while they were read. */
function lookAtHeads(faults: Faults, last: ChainHead, heads: readonly (ChainHead | null)[]): void {
  const isHeadOfLast = heads.some((head) => head?.seq === last.seq && head.hash === last.hash);
  const isBetween = (heads[0]?.seq ?? Infinity) < last.seq && last.seq < (heads[1]?.seq ?? 0);
  const isCut = last.seq < (heads[0]?.seq ?? 0);
  if (!isHeadOfLast && !isBetween && !isCut) faults.add("unaccounted", last.seq);
}

function cutBy(head: ChainHead | null, last: ChainHead): readonly Shortfall[] {
  return head && head.seq > last.seq
    ? [{ kind: "cut", last: last.seq, known: head.seq, by: "database" }]
    : [];
}
