import { sql } from "kysely";
import type { Outcome } from "../words.ts";
import { caseColumn, caseOfJob } from "./attempts.ts";
import type { Writing } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { addJobs, endJob, holds, postponeJob } from "./jobs.ts";
import { inSlices } from "./slices.ts";
import { booksOf, type Job, type NewRecord, type Settlement, type Written } from "./port.ts";

/** What became of targets, with everything that says so, in one step. A chained unit if it adds entries or lanes. */
export async function record(writing: Writing, job: Job, what: NewRecord): Promise<Written> {
  const caseNumber = caseOfJob(job);
  const held = await holds(writing, job);
  if (!held) return "stale";
  await endAttempts(writing, caseNumber, what.attempts);
  await unmarkAttempted(writing, caseNumber, what.untouched ?? []);
  await settleTargets(writing, caseNumber, what.settlements);
  await appendEntries(writing, what.entries);
  await addJobs(writing, what.posts, caseNumber);
  if (what.settle) {
    await settleCase(writing, caseNumber);
    const { again, dead } = what.settle;
    if (dead !== undefined) await endJob(writing, job, held, { why: dead });
    else if (again === null) await endJob(writing, job, held, { note: null });
    else await postponeJob(writing, job, again, null);
  }
  return "written";
}

async function endAttempts(
  { db, now }: Writing,
  caseNumber: number,
  attempts: readonly number[],
): Promise<void> {
  if (attempts.length === 0) return;
  await db
    .updateTable("attempt")
    .set({ ended_at: now() })
    .where("case_number", "=", caseNumber)
    .where("id", "in", attempts)
    .where("ended_at", "is", null)
    .execute();
}

/** What certainly did not reach the vendor counts as never attempted: a later effect is then somebody else's. */
async function unmarkAttempted(
  { db }: Writing,
  caseNumber: number,
  untouched: readonly string[],
): Promise<void> {
  for (const accounts of inSlices(untouched))
    await db
      .updateTable("target")
      .set({ attempted: 0 })
      .where("case_number", "=", caseNumber)
      .where("account", "in", accounts)
      .execute();
}

/** A known outcome stays: only targets without one, or with `unknown`, take a new one. */
async function settleTargets(
  writing: Writing,
  caseNumber: number,
  settlements: readonly Settlement[],
): Promise<void> {
  for (const slice of inSlices(settlements)) await settleSlice(writing, caseNumber, slice);
}

async function settleSlice(
  { db, engine }: Writing,
  caseNumber: number,
  settlements: readonly Settlement[],
): Promise<void> {
  const rows = settlements.map(
    ({ account, outcome, detail, before }) =>
      sql`(${account}, ${caseColumn(caseNumber)}, ${outcome}, ${detail}, ${before === undefined ? null : JSON.stringify(before)})`,
  );
  const told = sql<{
    column1: string;
    column2: number;
    column3: Outcome;
    column4: string | null;
    column5: string | null;
  }>`(values ${sql.join(rows)})`;
  await db
    .updateTable("target")
    .from(told.as<"told">(sql.ref("told")))
    .set((eb) => ({
      outcome: eb.ref("told.column3"),
      detail: eb.ref("told.column4"),
      state_before: eb.fn.coalesce("target.state_before", "told.column5"),
    }))
    .whereRef("target.account", "=", "told.column1")
    .where("target.case_number", "=", engine.caseIn(sql.ref("told.column2"), caseNumber))
    .where((eb) => eb.or([eb("target.outcome", "is", null), eb("target.outcome", "=", "unknown")]))
    .execute();
}

/** The result of a case may be told only when its books balance. */
async function settleCase({ db, now }: Writing, caseNumber: number): Promise<void> {
  const targets = await db
    .selectFrom("target")
    .select("outcome")
    .where("case_number", "=", caseNumber)
    .execute();
  const books = booksOf(targets);
  const told = books.done + books.already + books.absent + books.refused + books.unknown;
  if (told !== targets.length) {
    throw new Error(
      `the books of case ${caseNumber} do not balance: ${targets.length} requested, ${told} with an outcome`,
    );
  }
  await db
    .updateTable("moderation_case")
    .set({ state: "settled", settled_at: now() })
    .where("number", "=", caseNumber)
    .where("settled_at", "is", null)
    .execute();
}
