import { ok, fail, type Result } from "../result.ts";
import { migrationState } from "./migrations.ts";
import type { LedgerProblem } from "./problem.ts";
import type { OpenForReading } from "./reading.ts";

/** A database that was opened for reading, with how its tables stand to this program. */
export interface ReadDatabase extends OpenForReading, Awaited<ReturnType<typeof migrationState>> {
  readonly close: () => Promise<void>;
}

/**
 * What `use` makes of a database that was opened for reading. It stays open for what was made, which has to close it;
 * where there is nothing to be made of it, or that fails, it is closed. Null: there is no database, or nothing was made.
 */
export async function readFrom<T>(
  opened: Result<OpenForReading | null, LedgerProblem>,
  use: (database: ReadDatabase) => Result<T | null, LedgerProblem>,
): Promise<Result<T | null, LedgerProblem>> {
  if (!opened.ok) return opened;
  if (opened.value === null) return ok(null);
  const { reading, problemOf } = opened.value;
  const close = (): Promise<void> => reading.db.destroy();
  try {
    const state = await migrationState(reading.db, reading.engine);
    const used = use({ reading, problemOf, close, ...state });
    if (!used.ok || used.value === null) await close();
    return used;
  } catch (error) {
    await close();
    const problem = problemOf(error);
    if (!problem) throw error;
    return fail(problem);
  }
}
