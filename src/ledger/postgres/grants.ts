import { Kysely, sql } from "kysely";
import type { Result } from "../../result.ts";
import { migrate } from "../migrations.ts";
import type { LedgerProblem } from "../problem.ts";
import type { Schema } from "../schema.ts";
import { createPool, postgresEngine, StorablePostgresDialect } from "./connect.ts";

/** The record is added to and read; of bodies, what was redacted is deleted, which a trigger watches over. */
const RECORD: Readonly<Record<string, string>> = {
  entry: "select, insert",
  redaction: "select, insert",
  checkpoint: "select, insert",
  entry_body: "select, insert, delete",
};
/** Any number that nothing else in this database locks by. */
const GRANTS_LOCK = 7_216_001;
const WORK = "select, insert, update, delete";

/**
 * Brings the tables to the form this program knows as their owner, and lets `role` do with them what serving takes.
 * The role that serves then cannot change the record, nor take the triggers away that refuse it.
 */
export async function prepareAsOwner(ownerUrl: string, role: string): Promise<Result<null, LedgerProblem>> {
  const db = new Kysely<Schema>({ dialect: new StorablePostgresDialect({ pool: createPool(ownerUrl) }) });
  try {
    const migrated = await migrate(db, postgresEngine);
    if (migrated.ok) await grant(db, role);
    return migrated;
  } finally {
    await db.destroy();
  }
}

async function grant(db: Kysely<Schema>, role: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema()`.execute(db);
  await db.transaction().execute(async (tx) => {
    // One after the other: replicas that start at once would change the same rows of the catalogue, which
    // PostgreSQL refuses ("tuple concurrently updated", XX000).
    await sql`select pg_advisory_xact_lock(${GRANTS_LOCK})`.execute(tx);
    for (const { name } of rows) {
      const rights = RECORD[name] ?? WORK;
      await sql`revoke all on ${sql.table(name)} from ${sql.id(role)}`.execute(tx);
      await sql`grant ${sql.raw(rights)} on ${sql.table(name)} to ${sql.id(role)}`.execute(tx);
    }
  });
}
