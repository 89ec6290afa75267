import { sql, type ColumnDefinitionBuilder, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { CHAIN_START } from "../../audit/chain.ts";
import type { Engine } from "../engine.ts";

/** Jobs, cases with their targets and attempts, entries, and the rates that replicas share. */
export function ledger(engine: Engine["name"]): Migration {
  return {
    async up(db) {
      await createJobs(db, engine);
      await createCases(db);
      await createAttempts(db, engine);
      await createEntries(db);
      await (engine === "sqlite" ? refuseChangesOnSqlite(db) : refuseChangesOnPostgres(db));
      await createRates(db);
    },
  };
}

async function createJobs(db: Kysely<unknown>, engine: Engine["name"]): Promise<void> {
  await db.schema
    .createTable("job")
    .addColumn("seq", engine === "sqlite" ? "integer" : "bigint", countingKey(engine))
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("case_number", "bigint")
    .addColumn("lane", "text")
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("run_at", "bigint", (column) => column.notNull())
    .addColumn("lease_owner", "text")
    .addColumn("lease_until", "bigint")
    .addColumn("fence", "bigint", (column) => column.notNull())
    .addColumn("why", "text")
    .addColumn("note", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint")
    .execute();
  await sql`create index job_open on job (kind, run_at, seq) where ended_at is null`.execute(db);
  await sql`create index job_lane on job (lane, seq) where ended_at is null and lane is not null`.execute(db);
  await sql`create index job_begun on job (seq) where ended_at is null and kind = 'request' and fence > 0`.execute(
    db,
  );
  await sql`create index job_ended on job (kind, state) where ended_at is not null`.execute(db);
}

async function createCases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("moderation_case")
    .addColumn("number", "bigint", (column) => column.primaryKey())
    .addColumn("origin", "text", (column) => column.notNull().unique())
    .addColumn("verb", "text", (column) => column.notNull())
    .addColumn("alias", "text", (column) => column.notNull())
    .addColumn("connection", "text", (column) => column.notNull())
    .addColumn("group_id", "text", (column) => column.notNull())
    .addColumn("ends_at", "bigint")
    .addColumn("permanent", "integer", (column) => column.notNull())
    .addColumn("reason", "text")
    .addColumn("silent", "integer", (column) => column.notNull())
    .addColumn("team", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("command", "text", (column) => column.notNull())
    .addColumn("rule", "text", (column) => column.notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .addColumn("plan_hash", "text", (column) => column.notNull())
    .addColumn("asked_at", "bigint", (column) => column.notNull())
    .addColumn("not_after", "bigint", (column) => column.notNull())
    .addColumn("opened_at", "bigint", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("settled_at", "bigint")
    .execute();
  await sql`create index case_fingerprint on moderation_case (fingerprint, asked_at)`.execute(db);
  await sql`create index case_group on moderation_case (connection, group_id, number)`.execute(db);
  await sql`create index case_open on moderation_case (number) where settled_at is null`.execute(db);

  await db.schema
    .createTable("target")
    .addColumn("case_number", "bigint", (column) => column.notNull().references("moderation_case.number"))
    .addColumn("ordinal", "integer", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("outcome", "text")
    .addColumn("detail", "text")
    .addColumn("state_before", "text")
    .addColumn("attempted", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("target_place", ["case_number", "ordinal"])
    .addUniqueConstraint("target_once", ["account", "case_number"])
    .execute();
}

async function createAttempts(db: Kysely<unknown>, engine: Engine["name"]): Promise<void> {
  await db.schema
    .createTable("attempt")
    .addColumn("id", engine === "sqlite" ? "integer" : "bigint", countingKey(engine))
    .addColumn("case_number", "bigint", (column) => column.notNull().references("moderation_case.number"))
    .addColumn("job_id", "text", (column) => column.notNull())
    .addColumn("fence", "bigint", (column) => column.notNull())
    .addColumn("accounts", "text", (column) => column.notNull())
    .addColumn("states_before", "text", (column) => column.notNull())
    .addColumn("started_at", "bigint", (column) => column.notNull())
    .addColumn("deadline", "bigint", (column) => column.notNull())
    .addColumn("ended_at", "bigint")
    .execute();
  await sql`create index attempt_open on attempt (case_number) where ended_at is null`.execute(db);
}

async function createEntries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("entry")
    .addColumn("seq", "bigint", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("case_number", "bigint")
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("prev", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await sql`create index entry_case on entry (case_number, seq) where case_number is not null`.execute(db);
  await db.schema
    .createTable("head")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("number", "bigint", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await sql`insert into head (name, number, hash)
    values ('case', 0, ''), ('entry', ${CHAIN_START.seq}, ${CHAIN_START.hash})`.execute(db);
}

async function createRates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("rate")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("tat_us", "bigint", (column) => column.notNull())
    .execute();
}

async function refuseChangesOnSqlite(db: Kysely<unknown>): Promise<void> {
  for (const change of ["update", "delete"]) {
    await sql`create trigger ${sql.id(`entry_no_${change}`)} before ${sql.raw(change)} on entry
      begin select raise(abort, 'entries are never changed'); end`.execute(db);
  }
}

async function refuseChangesOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function entry_refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'entries are never changed'; end $$`.execute(db);
  await sql`create trigger entry_no_change before update or delete or truncate on entry
    for each statement execute function entry_refuse_change()`.execute(db);
}

/** A key that counts up: in SQLite only `integer` columns can. */
function countingKey(engine: Engine["name"]) {
  return (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    engine === "sqlite"
      ? column.primaryKey().autoIncrement()
      : column.generatedAlwaysAsIdentity().primaryKey();
}
