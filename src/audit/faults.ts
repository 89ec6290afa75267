import type { ChainFault } from "./chain.ts";

/** What is not as it was written. */
export interface Fault {
  /** The first number that it touches; null: a checkpoint as such. */
  readonly seq: number | null;
  /** The last one. */
  readonly upTo: number | null;
  readonly what: FaultKind;
}

export type FaultKind =
  | ChainFault
  /** The hash fits the entry, but the next one follows another; those before it may have been rewritten with it. */
  | "relinked"
  /** All hashes fit each other, and a signed checkpoint says that they were others. */
  | "rewritten"
  /** What happened is not what was committed to. */
  | "body"
  /** What happened was removed, and no later entry says so. */
  | "body_gone"
  /** A line, a row or a message that has no form of ours. */
  | "unreadable"
  /** The database's own note of its newest entry names another hash, or an older entry. */
  | "unaccounted"
  /** What people read in the channel is not what the message holds for machines. */
  | "visible"
  /** Slack marks the message as edited; Bailiff never edits there. */
  | "retouched"
  /** A message of the log by another author than the others. */
  | "stranger"
  /** A signature that is false, or a checkpoint that is none or contradicts what is kept beside it. */
  | "checkpoint"
  /** Two signed checkpoints that cannot both be true. */
  | "forked"
  /** The file is not the one that its manifest describes. */
  | "manifest";

/** Faults that were found, of which the first ones are kept and all are counted. */
export interface Faults {
  add(what: FaultKind, seq: number | null, upTo?: number | null): void;
  /** Whether one is known that touches a number from `from` to `to`. */
  isKnown(from: number, to: number): boolean;
  readonly count: number;
  /** By their numbers; those of checkpoints last. */
  first(): readonly Fault[];
}

const KEPT = 200;

export function collectFaults(): Faults {
  const kept: Fault[] = [];
  let count = 0;
  return {
    add(what, seq, upTo = seq) {
      count += 1;
      if (kept.length < KEPT) kept.push({ seq, upTo, what });
    },
    isKnown: (from, to) => kept.some(({ seq, upTo }) => seq !== null && seq <= to && (upTo ?? seq) >= from),
    get count() {
      return count;
    },
    first: () => kept.toSorted((one, other) => (one.seq ?? Infinity) - (other.seq ?? Infinity)),
  };
}
