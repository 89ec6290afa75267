import type { Instant } from "../../clock.ts";
import type { Reserve } from "../pace.ts";
import type { JobKind, Ledger } from "../port.ts";
import type { LedgerProblem } from "../problem.ts";

/** What goes between the program and the thread that keeps the ledger. */

export type LedgerPlace =
  /** A folder that one process holds. */
  | { readonly kind: "sqlite"; readonly folder: string }
  /** A PostgreSQL database that any number of processes share. */
  | {
      readonly kind: "postgres";
      readonly url: string;
      /** The address of whoever owns the tables, where that is not who serves. Used at the start only. */
      readonly ownerUrl?: string;
    };

export interface KeeperSetting {
  readonly place: LedgerPlace;
  readonly owner: string;
  readonly heldLeaseMs: number;
  /** The program's clock at the start. */
  readonly now: Instant;
}

/** Everything that can be asked of the thread. */
export type Kept = Omit<Ledger, "onDue" | "close"> & { readonly reserve: Reserve };
export type Method = keyof Kept;

export interface Call {
  readonly id: number;
  readonly method: Method;
  readonly args: readonly unknown[];
}

export interface ToKeeper {
  /** The program's clock, which is the one that counts. */
  readonly now: Instant;
  readonly calls: readonly Call[];
  /** True: answer what was asked, then close the database and end. */
  readonly close: boolean;
}

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly name: string; readonly message: string };

export type FromKeeper =
  | { readonly kind: "open"; readonly isShared: boolean }
  | { readonly kind: "problem"; readonly problem: LedgerProblem }
  | { readonly kind: "answers"; readonly answers: readonly Answer[] }
  | { readonly kind: "due"; readonly jobs: JobKind };
