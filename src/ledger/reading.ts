import type { Reading } from "./engine.ts";
import type { LedgerProblem } from "./problem.ts";

/** A database that was opened for reading only. */
export interface OpenForReading {
  readonly reading: Reading;
  /** What an error of it means to a person; null: a mistake of ours. */
  readonly problemOf: (error: unknown) => LedgerProblem | null;
}
