import { sizeTimers } from "../audit/checkpoint-timers.ts";
import type { Reading, Writing } from "./engine.ts";
import { lockChain } from "./entries.ts";
import { addJobs, holds, postponeJob } from "./jobs.ts";
import type { Job, LogHead, Written } from "./port.ts";

/** Long enough to cost nothing; an entry ends the wait at once. */
const IDLE_MS = 3_600_000;

export async function logHead({ db }: Pick<Reading, "db">): Promise<LogHead> {
  return db
    .selectFrom("head")
    .select(["number as seq", "hash"])
    .where("name", "=", "entry")
    .executeTakeFirstOrThrow();
}

/**
 * Gives a job that shows entries back until there is one with the number `seq`. A chained unit: an entry comes either
 * before it, and is seen, or after it, and wakes the job. The note says of which claim nothing was tried.
 */
export async function awaitEntry(writing: Writing, job: Job, seq: number): Promise<Written> {
  const head = await lockChain(writing);
  if (!(await holds(writing, job))) return "stale";
  const wait = head.seq >= seq ? 0 : IDLE_MS;
  return postponeJob(writing, job, writing.now() + wait, null, { idle: job.fence });
}

/** Entries after number `from`, up to `to`. */
export interface Added {
  readonly from: number;
  readonly to: number;
}

/** What waits for entries has some to show, and a checkpoint may be due. Once for each transaction that adds some. */
export async function followEntries(writing: Writing, { from, to }: Added): Promise<void> {
  const { db, now, due } = writing;
  await db
    .updateTable("job")
    .set({ run_at: now() })
    .where("kind", "=", "log")
    .where("ended_at", "is", null)
    .where("run_at", ">", now())
    .execute();
  due("log");
  await addJobs(writing, sizeTimers(from, to, now()), null);
}
