import { sql } from "kysely";
import type { Reading } from "./engine.ts";
import { readEntries } from "./entries.ts";
import type { CaseDraft, Entry } from "./port.ts";

/** Numbers of the open cases that somebody asked for, newest first. */
export async function openCasesOf(
  { db }: Reading,
  { team, person }: CaseDraft["actor"],
  limit: number,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom("moderation_case")
    .select("number")
    .where("settled_at", "is", null)
    .where("team", "=", team)
    .where("person", "=", person)
    .where("lifts", "is", null)
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ number }) => number);
}

export async function whyUnshown({ db }: Reading): Promise<string | null> {
  const job = await db
    .selectFrom("job")
    .select("why")
    .where("kind", "=", "log")
    .where("ended_at", "is", null)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  return job?.why ?? null;
}

export async function lastVerified(reading: Reading): Promise<Entry | null> {
  const newest = await reading.db
    .selectFrom("entry")
    .select("seq")
    // As in the condition of its index: such entries are few.
    .where("kind", "=", sql.lit("verified" as const))
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!newest) return null;
  const [entry = null] = await readEntries(reading, newest.seq, 1);
  return entry;
}
