import type { Instant } from "../../clock.ts";
import type { AccountState } from "../../vendors/port.ts";
import type { Outcome } from "../../words.ts";
import type { NewEntry } from "./entry.ts";
import type { NewJob } from "./job.ts";

/** What is tried for a case, and what becomes of its targets. */

export interface Settlement {
  readonly account: string;
  readonly outcome: Outcome;
  readonly detail: string | null;
  /** What was read before, where nothing had to be sent; otherwise the attempt has brought it. */
  readonly before?: AccountState;
}

/** One request to a vendor that is about to be sent for a case. */
export interface NewAttempt {
  readonly accounts: readonly string[];
  readonly before: readonly AccountState[];
  readonly startedAt: Instant;
  /** When the vendor can no longer apply it. */
  readonly deadline: Instant;
}

export interface OpenAttempt extends NewAttempt {
  readonly id: number;
}

/** What became of targets and attempts of a case. */
export interface NewRecord {
  readonly attempts: readonly number[];
  /** Accounts that the ended attempts certainly did not touch: they count as not attempted again. */
  readonly untouched?: readonly string[];
  readonly settlements: readonly Settlement[];
  readonly entries: readonly NewEntry[];
  readonly posts: readonly NewJob[];
  /** `dead`: why the job goes to the dead letters, for good; then `again` does not count. */
  readonly settle: { readonly again: Instant | null; readonly dead?: string } | null;
}
