import type { NewEntry } from "./entry.ts";
import type { NewJob } from "./job.ts";

/** Alerts that people on call take care of. */

/** One alert group, this time. What `body` means is the business of whoever opened it. */
export interface AlertRecord {
  readonly id: string;
  /** Gap-free; shown to people. */
  readonly number: number;
  /** Grows by one with each change. */
  readonly version: number;
  readonly source: string;
  /** What the source tells its alert groups apart by. */
  readonly key: string;
  /** Counts the alerts of one key, from 1. */
  readonly episode: number;
  readonly body: string;
}

/** What is written of an alert, with all that comes of it, in one transaction. */
export interface AlertWriting {
  readonly body: string;
  /** False: nothing is left to do about it. */
  readonly isOpen: boolean;
  /** The number of the alert is added to their bodies, as `number`. */
  readonly entries: readonly NewEntry[];
  readonly jobs: readonly NewJob[];
  /** True: the job that changes it is settled with it. */
  readonly settle: boolean;
}

export interface NewAlert extends AlertWriting, Pick<AlertRecord, "id" | "source" | "key" | "episode"> {}

export interface AlertChange extends AlertWriting {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
}
