import type { Instant } from "../clock.ts";
import type { KeptNote, OpenedCheckpoint } from "./checkpoint-book.ts";
import type { Fault } from "./faults.ts";
import type { Walk, Walked } from "./walk.ts";

/**
 * What was found out about a copy of the log, in two parts that must not be mixed up. Integrity: is what is there as
 * it was written? Completeness: is all there that was written?
 */
export interface Report {
  readonly copy: "database" | "export" | "channel";
  /** How deep the copy lets one look: what happened too, only the chain, or only numbers and the beginnings of hashes. */
  readonly depth: "bodies" | "chain" | "numbers";
  readonly entries: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly redacted: number;
  readonly integrity: {
    readonly count: number;
    /** The first ones, by number. */
    readonly faults: readonly Fault[];
    /** Signed checkpoints prove everything up to here. */
    readonly provenUpTo: number;
  };
  readonly completeness: {
    readonly shortfalls: readonly Shortfall[];
    readonly remarks: readonly Remark[];
    /** A signed manifest says with which entry the copy ends, so no checkpoint has to. */
    readonly isEndStated: boolean;
  };
  readonly checkpoints: {
    readonly total: number;
    readonly fitting: number;
    /** Those of a known key that fit, or of any key where none was given. */
    readonly coveredUpTo: number;
    /** When that one was signed. */
    readonly coveredAt: Instant | null;
    readonly newest: OpenedCheckpoint | null;
    /** The newest of those that were kept apart from the copy. */
    readonly elsewhere: OpenedCheckpoint | null;
    readonly trust: "vouched" | "nobody" | "none";
  };
}

/** What keeps the copy from being complete, or from being shown to be. */
export type Shortfall =
  | { readonly kind: "begins_late"; readonly first: number }
  | { readonly kind: "missing"; readonly from: number; readonly to: number }
  /** Something names an entry after the last one that is there. */
  | { readonly kind: "cut"; readonly last: number; readonly known: number; readonly by: Witness }
  /** The numbers of the checkpoints themselves have a gap before this one. */
  | { readonly kind: "checkpoints_missing"; readonly before: number }
  /** A checkpoint that was kept elsewhere is not in the database, which keeps all. */
  | { readonly kind: "checkpoint_dropped"; readonly size: number }
  /** Keys were given, and these checkpoints are by other ones. */
  | { readonly kind: "unvouched"; readonly count: number; readonly size: number; readonly by: string }
  | { readonly kind: "unsigned"; readonly what: "copy" | "manifest" }
  /** It is signed, and no key was given to tell by whom. `by`: what the keys call themselves, where it is known. */
  | { readonly kind: "no_key"; readonly by: string | null }
  /** A given key signed checkpoints, and the copy has none of the entries that they cover. */
  | { readonly kind: "none_covered" };

export type Witness = KeptNote["from"] | "database" | "manifest";

/** What an auditor wants to know, though nothing is wrong with it. */
export type Remark =
  /** Entries after the newest checkpoint that fits. */
  | { readonly kind: "uncovered"; readonly from: number; readonly to: number }
  | { readonly kind: "selection" }
  /** Times without a checkpoint that are longer than an hour. */
  | { readonly kind: "silences"; readonly count: number; readonly from: Instant; readonly to: Instant }
  /** An entry says that another key signs from there on. */
  | { readonly kind: "key_taken"; readonly seq: number; readonly verifier: string };

/**
 * 0: nothing was altered, and all is there up to the last checkpoint by a given key; entries may stand after it, as in
 * every copy of a log that goes on. 1: something was altered. 3: something is missing, or nothing shows that it is not:
 * always without a key. (2: bad use.)
 */
export function exitCodeOf({ integrity, completeness }: Report): 0 | 1 | 3 {
  if (integrity.count > 0) return 1;
  return completeness.shortfalls.length > 0 ? 3 : 0;
}

export interface Findings {
  readonly copy: Report["copy"];
  readonly depth: Report["depth"];
  readonly walk: Walk;
  readonly opened: readonly OpenedCheckpoint[];
  /** Whether whoever checks named keys. */
  readonly hasKeys: boolean;
  /** Where the copy is allowed to begin. */
  readonly statedFirst: number;
  /** Where the copy may end although checkpoints go on, as an export of a period does. */
  readonly statedLast?: number;
  readonly isSelection?: boolean;
  readonly shortfalls?: readonly Shortfall[];
}

export function conclude(findings: Findings): Report {
  const { copy, depth, walk, opened } = findings;
  const walked = walk.end();
  const counted = opened.filter(({ counts }) => counts);
  const borneOut = counted.filter((one) => walked.fitting.has(one));
  const last = walked.last?.seq ?? null;
  return {
    copy,
    depth,
    entries: walked.entries,
    first: walked.first,
    last,
    redacted: walked.redacted,
    integrity: { count: walk.faults.count, faults: walk.faults.first(), provenUpTo: walked.provenUpTo },
    completeness: {
      shortfalls: shortfallsOf(findings, walked, borneOut),
      remarks: remarksOf(findings, walked, borneOut),
      isEndStated: findings.statedLast !== undefined,
    },
    checkpoints: {
      total: opened.length,
      fitting: walked.fitting.size,
      coveredUpTo: borneOut.at(-1)?.checkpoint.size ?? 0,
      coveredAt: borneOut.at(-1)?.checkpoint.at ?? null,
      newest: counted.at(-1) ?? null,
      elsewhere: counted.findLast(({ from }) => from === "elsewhere") ?? null,
      trust: opened.length === 0 ? "none" : findings.hasKeys ? "vouched" : "nobody",
    },
  };
}

function shortfallsOf(
  findings: Findings,
  { first, last, gaps }: Walked,
  borneOut: readonly OpenedCheckpoint[],
): readonly Shortfall[] {
  const found: Shortfall[] = [...(findings.shortfalls ?? [])];
  const isAll = !findings.isSelection;
  if (isAll && first !== null && first > findings.statedFirst) found.push({ kind: "begins_late", first });
  for (const { from, to, isLate } of gaps) if (!isLate) found.push({ kind: "missing", from, to });
  const end = last?.seq ?? 0;
  const beyond = findings.opened.findLast(({ counts, checkpoint }) => counts && checkpoint.size > end);
  if (isAll && beyond && end < (findings.statedLast ?? Infinity))
    found.push({ kind: "cut", last: end, known: beyond.checkpoint.size, by: beyond.from });
  const strange = findings.opened.filter(({ counts }) => !counts);
  const newest = strange.at(-1);
  if (newest)
    found.push({
      kind: "unvouched",
      count: strange.length,
      size: newest.checkpoint.size,
      by: newest.by.join(", "),
    });
  const isSigned = findings.opened.length > 0 || findings.statedLast !== undefined;
  if (!isSigned) found.push({ kind: "unsigned", what: "copy" });
  else if (!findings.hasKeys)
    found.push({ kind: "no_key", by: findings.opened.at(-1)?.by.join(", ") ?? null });
  else if (isNothingCovered(findings, borneOut) && found.length === 0) found.push({ kind: "none_covered" });
  return found;
}

/** A manifest by a given key vouches for its file without checkpoints; what was altered is told elsewhere. */
function isNothingCovered(
  { statedLast, isSelection, walk }: Findings,
  borneOut: readonly OpenedCheckpoint[],
): boolean {
  return borneOut.length === 0 && statedLast === undefined && !isSelection && walk.faults.count === 0;
}

function remarksOf(
  { opened, isSelection }: Findings,
  { last, newKey }: Walked,
  borneOut: readonly OpenedCheckpoint[],
): readonly Remark[] {
  const remarks: Remark[] = isSelection ? [{ kind: "selection" }] : [];
  const covered = borneOut.at(-1)?.checkpoint.size;
  if (covered !== undefined && last !== null && last.seq > covered)
    remarks.push({ kind: "uncovered", from: covered + 1, to: last.seq });
  if (newKey && opened.some(({ counts }) => !counts)) remarks.push({ kind: "key_taken", ...newKey });
  const silences = silencesIn(opened);
  const longest = silences.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (longest) remarks.push({ kind: "silences", count: silences.length, ...longest });
  return remarks;
}

/** Checkpoints are due every hour; one may be late by the time a start takes. */
const LONGEST_PAUSE_MS = 65 * 60_000;

function silencesIn(opened: readonly OpenedCheckpoint[]): readonly { from: Instant; to: Instant }[] {
  const times = opened.map(({ checkpoint }) => checkpoint.at).toSorted((a, b) => a - b);
  return times.flatMap((to, index) => {
    const from = times[index - 1] ?? to;
    return to - from > LONGEST_PAUSE_MS ? [{ from, to }] : [];
  });
}
