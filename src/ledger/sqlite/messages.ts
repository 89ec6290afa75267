import type { LedgerProblem } from "../problem.ts";

/** What goes between the program and the thread that holds the database. */

export interface ThreadSetting {
  readonly folder: string;
}

export interface Statement {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type FromThread =
  | { readonly kind: "open" }
  | { readonly kind: "problem"; readonly problem: LedgerProblem }
  | {
      readonly kind: "rows";
      readonly id: number;
      readonly rows: readonly unknown[];
      /** Rows written, for statements that return none. */
      readonly changes: number | null;
    }
  | { readonly kind: "failure"; readonly id: number; readonly message: string; readonly code: string };
