import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Acts that wait for people, and how often somebody acted. */
export const holds: Migration = {
  async up(db) {
    await db.schema.alterTable("moderation_case").addColumn("hold", "text").execute();
    await sql`create index case_actor on moderation_case (team, person, opened_at)`.execute(db);
    await db.schema
      .createTable("hold")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("version", "bigint", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("case_number", "bigint")
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .execute();
  },
};
