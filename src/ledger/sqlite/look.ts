import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { Kysely } from "kysely";
import type { Clock } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { OpenForReading } from "../reading.ts";
import type { LedgerProblem } from "../problem.ts";
import type { Schema } from "../schema.ts";
import { StorableSqliteDialect } from "./dialect.ts";
import { folderProblem } from "./folder.ts";
import { sqliteEngine } from "./open.ts";

const BUSY_TIMEOUT_MS = 2_000;

/**
 * Opens the database of a folder for reading only, beside whoever holds the folder: with a write-ahead log readers
 * and the writer do not wait for each other. The folder's lock is not asked for, or a Bailiff that starts at this
 * moment would be turned away. Null: the folder has no database yet.
 */
export function lookIntoFolder(folder: string, clock: Clock): Result<OpenForReading | null, LedgerProblem> {
  return lookIntoFile(join(folder, "ledger.db"), clock);
}

/** The same for a database under any name, such as one out of a backup. */
export function lookIntoFile(path: string, clock: Clock): Result<OpenForReading | null, LedgerProblem> {
  if (!existsSync(path)) return ok(null);
  const problemOf = (error: unknown): LedgerProblem | null =>
    folderProblem(dirname(path), error) ?? schemaProblem(dirname(path), error);
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    const db = new Kysely<Schema>({ dialect: new StorableSqliteDialect(database) });
    return ok({ reading: { db, engine: sqliteEngine(clock), clock }, problemOf });
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    return fail(problem);
  }
}

/**
 * A single wrong byte in what the file says of its tables renames one of them, or a column, and SQLite calls that no
 * damage.
 */
function schemaProblem(folder: string, error: unknown): LedgerProblem | null {
  const isDamage = error instanceof Database.SqliteError && error.message.startsWith("no such ");
  return isDamage ? { kind: "damaged", folder, code: error.code } : null;
}
