import { sql } from "kysely";
import { caseHead } from "./case-rows.ts";
import type { Reading } from "./engine.ts";
import { readEntries } from "./entries.ts";
import { booksOf, type CaseDraft, type Entry, type LogJob, type Progress } from "./port.ts";

/** Cases with a number below `before` (null: all), newest first, with their books and without their targets. */
export async function recentCases(
  { db }: Reading,
  before: number | null,
  limit: number,
): Promise<readonly Progress[]> {
  let chosen = db.selectFrom("moderation_case").selectAll();
  if (before !== null) chosen = chosen.where("number", "<", before);
  const rows = await chosen.orderBy("number", "desc").limit(limit).execute();
  if (rows.length === 0) return [];
  const numbers = rows.map(({ number }) => number);
  const counts = await db
    .selectFrom("target")
    .select((eb) => ["case_number", "outcome", eb.fn.countAll<number>().as("count")])
    .where("case_number", "in", numbers)
    .groupBy(["case_number", "outcome"])
    .execute();
  const byCase = Map.groupBy(counts, ({ case_number }) => case_number);
  return rows.map((row) => {
    const mine = byCase.get(row.number) ?? [];
    const books = { ...booksOf([]) };
    for (const { outcome, count } of mine) if (outcome) books[outcome] = count;
    const requested = mine.reduce((sum, { count }) => sum + count, 0);
    return { ...caseHead(row), requested, books, waits: null };
  });
}

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

export async function logJob({ db }: Reading): Promise<LogJob | null> {
  const job = await db
    .selectFrom("job")
    .select(["payload", "why"])
    .where("kind", "=", "log")
    .where("ended_at", "is", null)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  return job ?? null;
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
