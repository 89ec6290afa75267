import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Alerts that people on call take care of, when each source was heard last, and cases that came of an alert. */
export const alerts: Migration = {
  async up(db) {
    await db.schema
      .createTable("alert")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("number", "bigint", (column) => column.notNull().unique())
      .addColumn("version", "bigint", (column) => column.notNull())
      .addColumn("source", "text", (column) => column.notNull())
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("episode", "bigint", (column) => column.notNull())
      .addColumn("is_open", "integer", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addUniqueConstraint("alert_once", ["source", "key", "episode"])
      .execute();
    await sql`create index alert_open on alert (number) where is_open = 1`.execute(db);
    await sql`insert into head (name, number, hash) values ('alert', 0, '')`.execute(db);
    await db.schema
      .createTable("alert_source")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("heard_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema.alterTable("moderation_case").addColumn("alert", "text").execute();
    await sql`create index case_alert on moderation_case (alert, number) where alert is not null`.execute(db);
  },
};
