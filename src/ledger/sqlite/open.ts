import Database from "better-sqlite3";
import { Kysely, sql } from "kysely";
import type { Clock } from "../../clock.ts";
import { ok, type Result } from "../../result.ts";
import type { Engine, LedgerOwner } from "../engine.ts";
import { localHints } from "../hints.ts";
import { createLedger } from "../ledger.ts";
import { migrate } from "../migrations.ts";
import type { Ledger } from "../port.ts";
import type { LedgerProblem } from "../problem.ts";
import type { Schema } from "../schema.ts";
import { StorableSqliteDialect } from "./dialect.ts";
import { openFolder } from "./folder.ts";

/** Opens the ledger in `folder`, which is made if need be and belongs to this process until `close`. */
export async function openSqliteLedger(
  folder: string,
  owner: LedgerOwner,
): Promise<Result<{ readonly ledger: Ledger; readonly reserve: null }, LedgerProblem>> {
  const { clock } = owner;
  const opened = openFolder(folder);
  if (!opened.ok) return opened;
  const { database, lock } = opened.value;
  const db = new Kysely<Schema>({ dialect: new StorableSqliteDialect(database) });
  const engine = sqliteEngine(clock);
  const migrated = await migrate(db, engine);
  if (!migrated.ok) return migrated;
  await releaseLeases(db, clock);
  const ledger = createLedger({ db, engine, ...owner, hints: localHints() });
  const close = async (): Promise<void> => {
    await ledger.close();
    lock.close();
  };
  return ok({ ledger: { ...ledger, close }, reserve: null });
}

/** The lock on the folder proves that no other process lives, so every lease was left by a dead one. */
async function releaseLeases(db: Kysely<Schema>, clock: Clock): Promise<void> {
  const now = clock.now();
  await db
    .updateTable("job")
    .set({ state: "ready", lease_owner: null, lease_until: null, run_at: sql<number>`min(run_at, ${now})` })
    .where("ended_at", "is", null)
    .where("state", "=", "leased")
    .execute();
}

export function sqliteEngine(clock: Clock): Engine {
  return {
    name: "sqlite",
    groups: 1,
    leaseNow: () => sql<number>`${clock.now()}`,
    forUpdate: (query) => query,
    forUpdateSkipLocked: (query) => query,
    // With the case in the list, SQLite reads all targets of all cases for a request of a few hundred accounts.
    caseIn: (_, caseNumber) => sql<number>`${caseNumber}`,
    isTransient: (error) => error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY"),
    isRefusal: (error) =>
      error instanceof Database.SqliteError || error instanceof TypeError || error instanceof RangeError,
  };
}
