import type { Expression, SelectQueryBuilder, Transaction, Kysely } from "kysely";
import type { Clock, Instant } from "../clock.ts";
import type { Hints } from "./hints.ts";
import type { JobKind } from "./port.ts";
import type { Schema } from "./schema.ts";

/** What only one of the two databases has. Everything else is one set of queries. */
export interface Engine {
  readonly name: "sqlite" | "postgres";
  /** How many group transactions may run at a time. */
  readonly groups: number;
  /**
   * Now, for leases. PostgreSQL's own clock, since the processes that share it may disagree about the time;
   * the Clock port on SQLite, where there is one process.
   */
  leaseNow(): Expression<number>;
  /** Locks the rows until the transaction ends. SQLite has one writer and needs no locks. */
  forUpdate<T extends keyof Schema, O>(
    query: SelectQueryBuilder<Schema, T, O>,
  ): SelectQueryBuilder<Schema, T, O>;
  /** The same, but passes over rows which another transaction holds. */
  forUpdateSkipLocked<T extends keyof Schema, O>(
    query: SelectQueryBuilder<Schema, T, O>,
  ): SelectQueryBuilder<Schema, T, O>;
  /**
   * What `case_number` is compared with where targets are joined with a list: the case in the list or the number
   * itself, whichever makes the database look each target up instead of reading all of them.
   */
  caseIn(list: Expression<number>, caseNumber: number): Expression<number>;
  /** True for a failure that may go away when the transaction is run again: a deadlock was cut. */
  isTransient(error: unknown): boolean;
  /** True when the database itself refused the statement, so that nothing of it was written. */
  isRefusal(error: unknown): boolean;
}

/** What reading the ledger takes. */
export interface Reading {
  readonly db: Kysely<Schema>;
  readonly engine: Engine;
  readonly clock: Clock;
}

/** The process that opens a ledger. */
export interface LedgerOwner {
  readonly clock: Clock;
  /** Names this process in leases. */
  readonly owner: string;
  /** Lease in milliseconds of a job that is held from its creation; `renew` lengthens it. */
  readonly heldLeaseMs: number;
  /** Hex of 16 bytes that nobody can guess, others each time. */
  readonly newSalt: () => string;
}

/** What a ledger is made of. */
export interface LedgerSetting extends Reading, LedgerOwner {
  readonly hints: Hints;
}

/** What writing takes: one transaction, which may carry the writes of several callers. */
export interface Writing extends Pick<LedgerOwner, "owner" | "heldLeaseMs" | "newSalt"> {
  readonly db: Transaction<Schema>;
  readonly engine: Engine;
  readonly now: () => Instant;
  /** Jobs of this kind may have become due; said aloud after the commit. */
  readonly due: (kind: JobKind) => void;
  /** Entries were added after number `from`, up to `to`; what follows from it happens once, before the commit. */
  readonly added: (from: number, to: number) => void;
}
