import type { NewEntry } from "./entry.ts";
import type { NewJob } from "./job.ts";

/** Acts that wait for people. */

/** An act that waits for people. What `body` means is the business of whoever opened it. */
export interface HoldRecord {
  readonly id: string;
  /** Grows by one with each change. */
  readonly version: number;
  readonly body: string;
  /** The case it has become. */
  readonly case: number | null;
}

export interface NewHold {
  /** It exists at most once, ever. */
  readonly id: string;
  readonly body: string;
  readonly entries: readonly NewEntry[];
  readonly jobs: readonly NewJob[];
}

export interface HoldChange extends NewHold {
  /** The version that was read. */
  readonly version: number;
  /** True: the request that changes it is settled with it. */
  readonly settle: boolean;
}
