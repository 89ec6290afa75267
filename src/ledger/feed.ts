import { sizeTimers } from "../audit/checkpoint-timers.ts";
import type { Reading, Writing } from "./engine.ts";
import { lockChain } from "./entries.ts";
import { addJobs, holds, postponeJob } from "./jobs.ts";
import type { Job, LogHead, Written } from "./port.ts";

/** What waits for entries is due then, which is the last moment of a Date, unless one comes. */
const NEVER = 8_640_000_000_000_000;

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
  return postponeJob(writing, job, head.seq >= seq ? writing.now() : NEVER, null, { idle: job.fence });
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
    .where("run_at", "=", NEVER)
    .execute();
  due("log");
  await addJobs(writing, sizeTimers(from, to, now()), null);
}
