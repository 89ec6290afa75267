import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine.ts";

/** Entries of the form that was used before the first release hold no commitment, and no key has ever signed them. */
export class EntriesOfOldForm extends Error {}

/**
 * What happened stands beside the entry it belongs to, so that it can be redacted while the chain stays whole, and
 * signed checkpoints are kept. Nothing of it is ever changed, and only what was redacted is ever deleted.
 */
export function audit(engine: Engine["name"]): Migration {
  return {
    async up(db) {
      const { rows } = await sql`select seq from entry limit 1`.execute(db);
      if (rows.length > 0) throw new EntriesOfOldForm("the journal holds entries without a commitment");
      await createTables(db);
      await (engine === "sqlite" ? refuseChangesOnSqlite(db) : refuseChangesOnPostgres(db));
    },
  };
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("entry_body")
    .addColumn("seq", "bigint", (column) => column.primaryKey().references("entry.seq"))
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("salt", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("redaction")
    .addColumn("seq", "bigint", (column) => column.primaryKey().references("entry.seq"))
    .addColumn("by_seq", "bigint", (column) => column.notNull().references("entry.seq"))
    .execute();
  await db.schema
    .createTable("checkpoint")
    .addColumn("number", "bigint", (column) => column.primaryKey())
    .addColumn("size", "bigint", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("frontier", "text", (column) => column.notNull())
    .addColumn("verifier", "text", (column) => column.notNull())
    .addColumn("note", "text", (column) => column.notNull())
    .execute();
}

const KEPT = ["entry_body", "redaction", "checkpoint"] as const;
const REDACTED = "exists (select 1 from redaction where redaction.seq = old.seq)";

async function refuseChangesOnSqlite(db: Kysely<unknown>): Promise<void> {
  for (const table of KEPT) {
    for (const change of ["update", "delete"]) {
      const unless = table === "entry_body" && change === "delete" ? `when not ${REDACTED}` : "";
      await sql`create trigger ${sql.id(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.id(table)}
        ${sql.raw(unless)} begin select raise(abort, 'the record is never changed'); end`.execute(db);
    }
  }
}

async function refuseChangesOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function entry_body_refuse_delete() returns trigger language plpgsql as
    $$ begin
      if not ${sql.raw(REDACTED)} then raise exception 'only what was redacted is deleted'; end if;
      return old;
    end $$`.execute(db);
  await sql`create trigger entry_body_no_delete before delete on entry_body
    for each row execute function entry_body_refuse_delete()`.execute(db);
  for (const table of KEPT) {
    const changes = table === "entry_body" ? "update or truncate" : "update or delete or truncate";
    await sql`create trigger ${sql.id(`${table}_no_change`)} before ${sql.raw(changes)} on ${sql.id(table)}
      for each statement execute function entry_refuse_change()`.execute(db);
  }
}
