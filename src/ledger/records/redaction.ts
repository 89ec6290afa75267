import type { NewEntry } from "./entry.ts";
import type { NewJob } from "./job.ts";

/** What an entry told is removed, for good. */
export interface NewRedaction {
  /** Number of the entry. */
  readonly seq: number;
  /** The entry that says so. */
  readonly entry: NewEntry;
  readonly posts: readonly NewJob[];
}

/**
 * `gone`: there is nothing left to remove, or never was. `open`: the case that it is about is still being worked on, from
 * what stands there.
 */
export type Redacted = "redacted" | "gone" | "open" | "stale";
