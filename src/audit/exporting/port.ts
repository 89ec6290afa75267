import type { Instant } from "../../clock.ts";
import type { Entry } from "../../ledger/port.ts";
import type { Frontier } from "../tree.ts";

/** What entries are read from while they are exported: a database, also beside the process that writes it. */
export interface ExportSource {
  /** Where the log ends. */
  head(): Promise<{ readonly seq: number; readonly hash: string }>;
  /** The first number at or after a moment; null: none. */
  firstFrom(at: Instant): Promise<number | null>;
  /** The last number before a moment; null: none. */
  lastBefore(at: Instant): Promise<number | null>;
  /** In order, from a number on. */
  entries(fromSeq: number, limit: number): Promise<readonly Entry[]>;
  /** Numbers and hashes alone, in order, from a number on. */
  hashes(fromSeq: number, limit: number): Promise<readonly Pick<Entry, "seq" | "hash">[]>;
  /** What stands in the books of these cases; those that do not exist are left out. */
  cases(numbers: readonly number[]): Promise<readonly CaseFacts[]>;
  /** Entries between two numbers that were redacted, and the numbers of the entries that say so. */
  redactions(first: number, last: number): Promise<readonly Redacted[]>;
  /** The newest tree of at most so many entries that a checkpoint was made of; null: none. */
  treeUpTo(size: number): Promise<Frontier | null>;
  /** Checkpoints of which a copy of the entries from `first` to `last` needs to know: around them, and between. */
  checkpoints(first: number, last: number): Promise<readonly KeptCheckpoint[]>;
}

/** Of a case, what every entry about it has in common. */
export interface CaseFacts {
  readonly number: number;
  readonly team: string;
  readonly person: string;
  readonly verb: string;
  readonly group: string;
  readonly rule: string;
  readonly channel: string;
}

export interface Redacted {
  readonly entry: number;
  readonly by: number;
}

export interface KeptCheckpoint {
  readonly note: string;
  readonly verifier: string;
}
