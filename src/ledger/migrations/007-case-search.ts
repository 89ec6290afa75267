import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Finding cases without reading all of them, and the entries and messages that belong to one. */
export const caseSearch: Migration = {
  async up(db) {
    await sql`create index case_opened on moderation_case (opened_at)`.execute(db);
    await sql`create index case_group_verb on moderation_case (connection, group_id, verb, number)`.execute(
      db,
    );
    await sql`create index case_verb on moderation_case (verb, number)`.execute(db);
    await sql`create index case_person_verb on moderation_case (team, person, verb, number)`.execute(db);
    await sql`create index case_group_person on moderation_case (connection, group_id, team, person, number)`.execute(
      db,
    );
    await sql`create index job_post on job (case_number) where kind = 'post' and case_number is not null`.execute(
      db,
    );
    // What was said of an act before it became a case stands in entries that name no case.
    await db.schema
      .createTable("hold_entry")
      .addColumn("hold", "text", (column) => column.notNull())
      .addColumn("seq", "bigint", (column) => column.notNull().references("entry.seq"))
      .addPrimaryKeyConstraint("hold_entry_once", ["hold", "seq"])
      .execute();
  },
};
