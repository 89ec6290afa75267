import type { Migration } from "kysely/migration";

/** Cases that carry out the end of another, and who asked that nothing more be sent. */
export const liftsAndStops: Migration = {
  async up(db) {
    await db.schema.alterTable("moderation_case").addColumn("lifts", "bigint").execute();
    await db.schema.alterTable("moderation_case").addColumn("stopped_by", "text").execute();
  },
};
