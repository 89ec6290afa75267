import type { Instant } from "../../clock.ts";
import type { Json } from "./entry.ts";

/** The units of work that the journal keeps: it is the queue too. */

/**
 * What a job is for: a request to work on, a case to carry out, a message to post, a moment at which something
 * is to be asked for, what a source of alerts has sent, entries to show in the log channel,
 * what a chat service told of its own accord.
 */
export type JobKind = "request" | "case" | "post" | "timer" | "alert" | "log" | "callback";

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  /** The case it belongs to, if any. */
  readonly case: number | null;
  /** Canonical JSON; what it means depends on the kind. */
  readonly payload: string;
  /** Grows by one with each claim; proves who holds the job. */
  readonly fence: number;
  /** How often it was claimed before: 0 the first time. */
  readonly attempts: number;
  readonly createdAt: Instant;
}

/** A job to be created. `id` is the key under which it exists at most once, ever. */
export interface NewJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly payload: string;
  /** Posts to one lane are made one after the other, in order of creation. */
  readonly lane: string | null;
  readonly runAt: Instant;
  /** True: the creating process holds the lease at once and works on it without claiming. */
  readonly held: boolean;
}

/** What is to happen besides a write, in the same transaction. */
export interface Besides {
  readonly posts?: readonly NewJob[];
}

export type Written = "written" | "stale";

/** What is known of a job. */
export interface JobRecord {
  readonly state: JobState;
  readonly payload: string;
  readonly note: Json | null;
}

export type JobState = "ready" | "leased" | "settled" | "dead";

/** A job that was given up. Nobody works on it any more; what was to be done by it may not have been. */
export interface DeadLetter {
  readonly id: string;
  readonly kind: JobKind;
  readonly case: number | null;
  readonly why: string;
  readonly at: Instant;
}

export interface LedgerCounts {
  readonly jobs: Readonly<Record<JobKind, Readonly<Record<JobState, number>>>>;
  readonly openCases: number;
  readonly entries: number;
  /** Entries that the log channel does not show yet. */
  readonly unshown: number;
}
