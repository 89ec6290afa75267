import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine.ts";

/** What chat services tell of their own accord, until people have heard of it. */
export function seen(engine: Engine["name"]): Migration {
  return {
    async up(db) {
      await db.schema
        .createTable("seen")
        .addColumn("seq", engine === "sqlite" ? "integer" : "bigint", (column) =>
          engine === "sqlite"
            ? column.primaryKey().autoIncrement()
            : column.generatedAlwaysAsIdentity().primaryKey(),
        )
        .addColumn("key", "text", (column) => column.notNull().unique())
        .addColumn("connection", "text", (column) => column.notNull())
        .addColumn("group_id", "text", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addColumn("told_at", "bigint")
        .execute();
      await sql`create index seen_group on seen (connection, group_id, seq)`.execute(db);
      await sql`create index seen_untold on seen (connection, group_id, seq) where told_at is null`.execute(
        db,
      );
      // Requests around a moment: what is told is compared with what Bailiff itself did.
      await sql`create index attempt_started on attempt (started_at)`.execute(db);
    },
  };
}
