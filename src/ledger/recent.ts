import { sql } from "kysely";
import type { Reading } from "./engine.ts";
import { readEntries } from "./entries.ts";
import type { CaseDraft, Entry } from "./port.ts";

/** Cases that are open at one time, as many as are looked through. */
const MOST_OPEN = 1_000;

/** Numbers of the open cases that somebody asked for, newest first. */
export async function openCasesOf(
  { db }: Reading,
  { team, person }: CaseDraft["actor"],
  limit: number,
): Promise<readonly number[]> {
  // All that are open are few; a person's cases may be as many as there are, and their index would be chosen.
  const open = await db
    .selectFrom("moderation_case")
    .select(["number", "team", "person", "lifts"])
    .where("settled_at", "is", null)
    .orderBy("number", "desc")
    .limit(MOST_OPEN)
    .execute();
  const theirs = open.filter((row) => row.team === team && row.person === person && row.lifts === null);
  return theirs.slice(0, limit).map(({ number }) => number);
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
