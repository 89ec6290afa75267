import { sql } from "kysely";
import { firstOf } from "../audit/feed-job.ts";
import type { Reading } from "./engine.ts";
import type { DeadLetter, JobKind, JobState, LedgerCounts } from "./port.ts";

/** Every part is answered from a small index or a single row, never from the tables themselves. */
export async function countAll({ db }: Reading): Promise<LedgerCounts> {
  const jobs = {
    request: noJobs(),
    case: noJobs(),
    post: noJobs(),
    timer: noJobs(),
    alert: noJobs(),
    callback: noJobs(),
    log: noJobs(),
  } satisfies Record<JobKind, JobTally>;
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
  const feed = await db
    .selectFrom("job")
    .select("id")
    .where("kind", "=", "log")
    .where("ended_at", "is", null)
    .executeTakeFirst();
  const unshown = feed ? head.number + 1 - firstOf(feed) : head.number;
  return { jobs, openCases: open.count, entries: head.number, unshown };
}

type JobTally = Record<JobState, number>;

function noJobs(): JobTally {
  return { ready: 0, leased: 0, settled: 0, dead: 0 };
}

/** All kinds are named, because the index of ended jobs begins with the kind. */
const KINDS = [
  "request",
  "case",
  "post",
  "timer",
  "alert",
  "log",
  "callback",
] as const satisfies readonly JobKind[];

export async function readDeadLetters({ db }: Reading, limit: number): Promise<readonly DeadLetter[]> {
  const rows = await db
    .selectFrom("job")
    .select(["id", "kind", "case_number as case", "why", "ended_at as at", "created_at"])
    .where("ended_at", "is not", null)
    .where("kind", "in", KINDS)
    .where("state", "=", "dead")
    .orderBy("ended_at", "desc")
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ created_at, why, at, ...row }) => ({ ...row, why: why ?? "", at: at ?? created_at }));
}
