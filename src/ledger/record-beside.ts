import { join } from "node:path";
import Database from "better-sqlite3";
import { Kysely } from "kysely";
import { newSalt } from "../audit/salt.ts";
import type { Clock } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import type { LedgerSetting } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { localHints } from "./hints.ts";
import type { LedgerPlace } from "./keeper/messages.ts";
import type { Entry, NewEntry } from "./port.ts";
import { createPool, openingProblem, postgresEngine, StorablePostgresDialect } from "./postgres/connect.ts";
import { postgresHints } from "./postgres/notify.ts";
import type { LedgerProblem } from "./problem.ts";
import type { Schema } from "./schema.ts";
import { StorableSqliteDialect } from "./sqlite/dialect.ts";
import { folderProblem } from "./sqlite/folder.ts";
import { sqliteEngine } from "./sqlite/open.ts";
import { createTransactor } from "./transact.ts";

/** Names the process in notifications. */
const OWNER = "record-beside";
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Appends one entry beside a Bailiff that goes on, in one transaction. On PostgreSQL that is what every replica does. On
 * SQLite it is sound too, though the folder belongs to one process: that rule guards leases, of which nothing is touched
 * here; the order of entries is kept by the write lock that each transaction takes at its beginning, and the end of the
 * chain is read inside. The other process learns of it with its next entry, or when it next looks, an hour later at
 * most. The tables must have the form that this program knows.
 */
export async function recordBeside(
  place: LedgerPlace,
  clock: Clock,
  entry: NewEntry,
): Promise<Result<Entry, LedgerProblem>> {
  try {
    const setting =
      place.kind === "sqlite" ? besideFolder(place.folder, clock) : besidePostgres(place.url, clock);
    const { transactChained, close } = createTransactor(setting);
    try {
      const [appended] = await transactChained((writing) => appendEntries(writing, [entry]));
      if (!appended) throw new Error("an entry was to be appended, and there is none");
      return ok(appended);
    } finally {
      await close();
      await setting.hints.close();
      await setting.db.destroy();
    }
  } catch (error) {
    const problem = problemOf(place, error);
    if (!problem) throw error;
    return fail(problem);
  }
}

/** Whatever the database says no with, or a writer that does not let go of it. Null: a mistake of ours. */
function problemOf(place: LedgerPlace, error: unknown): LedgerProblem | null {
  if (place.kind === "postgres") return openingProblem(place.url, error);
  const { folder } = place;
  const problem = folderProblem(folder, error);
  if (problem || !(error instanceof Database.SqliteError)) return problem;
  return { kind: "not_writable", folder, code: error.code };
}

function besideFolder(folder: string, clock: Clock): LedgerSetting {
  const database = new Database(join(folder, "ledger.db"), { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  // As whoever holds the folder writes, or a power cut could take the entry back (src/ledger/sqlite/folder.ts).
  for (const pragma of ["synchronous = full", "fullfsync = on", "foreign_keys = on"]) database.pragma(pragma);
  const db = new Kysely<Schema>({ dialect: new StorableSqliteDialect(database) });
  return {
    db,
    engine: sqliteEngine(clock),
    clock,
    owner: OWNER,
    heldLeaseMs: 0,
    newSalt,
    hints: localHints(),
  };
}

function besidePostgres(url: string, clock: Clock): LedgerSetting {
  const pool = createPool(url);
  const db = new Kysely<Schema>({ dialect: new StorablePostgresDialect({ pool }) });
  const hints = postgresHints({ url, pool, clock, owner: OWNER });
  return { db, engine: postgresEngine, clock, owner: OWNER, heldLeaseMs: 0, newSalt, hints };
}
