import { sql } from "kysely";
import type { Reading } from "./engine.ts";
import type { JobKind, JobState, LedgerCounts } from "./port.ts";

/** Every part is answered from a small index or a single row, never from the tables themselves. */
export async function countAll({ db }: Reading): Promise<LedgerCounts> {
  const jobs = { request: noJobs(), case: noJobs(), post: noJobs(), timer: noJobs() } satisfies Record<
    JobKind,
    JobTally
  >;
  for (const ended of [sql<boolean>`ended_at is null`, sql<boolean>`ended_at is not null`]) {
    const rows = await db
      .selectFrom("job")
      .select((eb) => ["kind", "state", eb.fn.countAll<number>().as("count")])
      .where(ended)
      .groupBy(["kind", "state"])
      .execute();
    for (const { kind, state, count } of rows) jobs[kind][state] = count;
  }
  const open = await db
    .selectFrom("moderation_case")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("settled_at", "is", null)
    .executeTakeFirstOrThrow();
  const head = await db
    .selectFrom("head")
    .select("number")
    .where("name", "=", "entry")
    .executeTakeFirstOrThrow();
  return { jobs, openCases: open.count, entries: head.number };
}

type JobTally = Record<JobState, number>;

function noJobs(): JobTally {
  return { ready: 0, leased: 0, settled: 0, dead: 0 };
}
