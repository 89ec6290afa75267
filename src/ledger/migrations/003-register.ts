import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What was set in the register at run time. */
export const register: Migration = {
  async up(db) {
    await db.schema
      .createTable("register_value")
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("value", "text")
      .addColumn("person", "text", (column) => column.notNull())
      .addColumn("changed_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("register_value_once", ["kind", "key"])
      .execute();
    await sql`insert into head (name, number, hash) values ('register', 0, '')`.execute(db);
  },
};
