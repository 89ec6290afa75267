import type { Instant } from "../../clock.ts";
import type { Verb } from "../../words.ts";
import type { NewEntry } from "./entry.ts";
import type { NewJob } from "./job.ts";

/** What a chat service told of its own accord and people are to hear of, gathered until they do. */

export interface NewSeen {
  /** It is kept at most once, ever. */
  readonly key: string;
  /** What it means is the business of whoever keeps it. */
  readonly body: string;
}

export interface Seen extends NewSeen {
  /** Counts up over all groups. */
  readonly seq: number;
  readonly connection: string;
  readonly group: string;
}

/** A group at a vendor, by its own id. */
export interface SeenIn {
  readonly connection: string;
  readonly id: string;
}

/** The job that tells what has gathered. It exists at most once for what has gathered since the last telling. */
export interface Telling {
  readonly payload: string;
  /** Not before, for what came first. */
  readonly soon: Instant;
  /** Least time in milliseconds between two tellings about a group. */
  readonly gapMs: number;
}

/** What is told now: everything up to a row. */
export interface ToldSeen {
  readonly upTo: number;
  readonly entries: readonly NewEntry[];
  readonly posts: readonly NewJob[];
  /** For what has come meanwhile. */
  readonly next: Telling;
}

/** A request to a vendor that was begun, with the time in which the vendor may have applied it. */
export interface TriedAttempt {
  readonly case: number;
  readonly verb: Verb;
  /** Those that were asked about. */
  readonly accounts: readonly string[];
  readonly startedAt: Instant;
  /** When its end was written down, or otherwise when the vendor can no longer apply it. */
  readonly until: Instant;
}
