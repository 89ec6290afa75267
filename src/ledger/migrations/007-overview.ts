import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What the Home tab asks for: mutes and bans that have not ended, and acts that wait; and what a summary counts. */
export const overview: Migration = {
  async up(db) {
    await sql`create index case_ends on moderation_case (ends_at) where ends_at is not null`.execute(db);
    await sql`create index case_permanent on moderation_case (number) where permanent = 1`.execute(db);
    await sql`create index entry_verified on entry (seq) where kind = 'verified'`.execute(db);
    await sql`create index hold_open on hold (created_at) where case_number is null`.execute(db);
  },
};
