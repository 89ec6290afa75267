import type { Instant } from "../../clock.ts";
import type { Frontier } from "../../audit/tree.ts";

/** A signed word of how long the log was, and what stood in it. */
export interface StoredCheckpoint {
  /** Gap-free, from 1. */
  readonly number: number;
  readonly at: Instant;
  /** From which the tree grows on; its size is the number of entries that are covered. */
  readonly frontier: Frontier;
  /** The key of the first signature, in the text form in which it is given to whoever checks. */
  readonly verifier: string;
  /** The checkpoint as it is posted. */
  readonly note: string;
}

/** Where the chain ends. */
export interface LogHead {
  /** Number of the last entry; 0 where there is none. */
  readonly seq: number;
  readonly hash: string;
}
