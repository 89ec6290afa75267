import { sql, type Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { fail, ok, type Result } from "../result.ts";
import type { Engine } from "./engine.ts";
import { ledger } from "./migrations/001-ledger.ts";
import { liftsAndStops } from "./migrations/002-lifts-and-stops.ts";
import { register } from "./migrations/003-register.ts";
import { holds } from "./migrations/004-holds.ts";
import { alerts } from "./migrations/006-alerts.ts";
import { caseSearch } from "./migrations/007-case-search.ts";
import { overview } from "./migrations/007-overview.ts";
import { audit, EntriesOfOldForm } from "./migrations/005-audit.ts";
import { seen } from "./migrations/008-seen.ts";
import type { LedgerProblem } from "./problem.ts";
import type { Schema } from "./schema.ts";

const MIGRATION_TABLE = "ledger_migration";

/** Brings the tables to the form this program knows. Several processes may start at once. */
export async function migrate(db: Kysely<Schema>, engine: Engine): Promise<Result<null, LedgerProblem>> {
  const known = migrationsFor(engine.name);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => known },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: `${MIGRATION_TABLE}_lock`,
  });
  const strangers = (await appliedMigrations(db)).filter((name) => !Object.hasOwn(known, name));
  if (strangers.length > 0) return fail({ kind: "newer_schema", migrations: strangers });
  // Whoever may only serve from the tables need not be able to change them.
  if ((await migrationState(db, engine)).pending.length === 0) return ok(null);
  const { error } = await migrator.migrateToLatest();
  if (error instanceof EntriesOfOldForm) return fail({ kind: "old_entries" });
  if (error !== undefined)
    throw error instanceof Error ? error : new Error("a migration failed", { cause: error });
  return ok(null);
}

/** How the tables stand to this program, without changing them. `strangers` are changes of a newer program. */
export async function migrationState(
  db: Kysely<Schema>,
  engine: Engine,
): Promise<Readonly<Record<"applied" | "pending" | "strangers", readonly string[]>>> {
  const known = Object.keys(migrationsFor(engine.name));
  const applied = await appliedMigrations(db);
  return {
    applied,
    pending: known.filter((name) => !applied.includes(name)),
    strangers: applied.filter((name) => !known.includes(name)),
  };
}

async function appliedMigrations(db: Kysely<Schema>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return [];
  const applied = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(db);
  return applied.rows.map(({ name }) => name);
}

/** In the order of their names. One that has run anywhere is never changed; another one follows it. */
function migrationsFor(engine: Engine["name"]): Record<string, Migration> {
  return {
    "001_ledger": ledger(engine),
    "002_lifts_and_stops": liftsAndStops,
    "003_register": register,
    "004_holds": holds,
    "005_audit": audit(engine),
    "006_alerts": alerts,
    "007_case_search": caseSearch,
    "007_overview": overview,
    "008_seen": seen(engine),
  };
}
