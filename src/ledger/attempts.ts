import { sql, type RawBuilder } from "kysely";
import type { AccountState } from "../vendors/port.ts";
import type { Reading, Writing } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { addJobs, holds } from "./jobs.ts";
import type { Job, NewAttempt, NewEntry, NewJob, OpenAttempt } from "./port.ts";

/** A chained unit. */
export async function beginAttempt(
  writing: Writing,
  job: Job,
  attempt: NewAttempt,
  entry: NewEntry,
  timers: readonly NewJob[],
): Promise<{ readonly kind: "begun"; readonly attempt: number } | { readonly kind: "stale" }> {
  const { db } = writing;
  const caseNumber = caseOfJob(job);
  if (!(await holds(writing, job))) return { kind: "stale" };
  const { id } = await db
    .insertInto("attempt")
    .values({
      case_number: caseNumber,
      job_id: job.id,
      fence: job.fence,
      accounts: JSON.stringify(attempt.accounts),
      states_before: JSON.stringify(attempt.before),
      started_at: attempt.startedAt,
      deadline: attempt.deadline,
      ended_at: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await markAttempted(writing, caseNumber, attempt);
  await addJobs(writing, timers, caseNumber);
  await appendEntries(writing, [entry]);
  return { kind: "begun", attempt: id };
}

/** A target keeps the state that was read before its first attempt. */
async function markAttempted(
  { db, engine }: Writing,
  caseNumber: number,
  attempt: NewAttempt,
): Promise<void> {
  const before = new Map(attempt.before.map((state) => [state.account, JSON.stringify(state)]));
  const rows = attempt.accounts.map(
    (account) => sql`(${account}, ${caseColumn(caseNumber)}, ${before.get(account) ?? null})`,
  );
  // Both databases call the columns of a bare list of values column1, column2, …
  const read = sql<{ column1: string; column2: number; column3: string | null }>`(values ${sql.join(rows)})`;
  const { numUpdatedRows } = await db
    .updateTable("target")
    .from(read.as<"read">(sql.ref("read")))
    .set((eb) => ({
      attempted: 1,
      state_before: eb.fn.coalesce("target.state_before", "read.column3"),
    }))
    .whereRef("target.account", "=", "read.column1")
    .where("target.case_number", "=", engine.caseIn(sql.ref("read.column2"), caseNumber))
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== attempt.accounts.length) {
    throw new Error(`an attempt for case ${caseNumber} names accounts that are not among its targets`);
  }
}

/** The case beside each account of a list, with its type, which PostgreSQL cannot tell from a parameter. */
export function caseColumn(caseNumber: number): RawBuilder<number> {
  return sql<number>`cast(${caseNumber} as bigint)`;
}

export async function openAttempts({ db }: Reading, caseNumber: number): Promise<readonly OpenAttempt[]> {
  const rows = await db
    .selectFrom("attempt")
    .selectAll()
    .where("case_number", "=", caseNumber)
    .where("ended_at", "is", null)
    .orderBy("id")
    .execute();
  // Both lists were written by beginAttempt.
  return rows.map((row) => ({
    id: row.id,
    accounts: JSON.parse(row.accounts) as string[],
    before: JSON.parse(row.states_before) as AccountState[],
    startedAt: row.started_at,
    deadline: row.deadline,
  }));
}

/** Requests are made and outcomes are written only for cases. */
export function caseOfJob(job: Job): number {
  if (job.case === null) throw new Error(`the job ${job.id} belongs to no case`);
  return job.case;
}
