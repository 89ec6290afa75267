import { sql } from "kysely";
import type { Instant } from "../clock.ts";
import type { Reading, Writing } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { rememberHold } from "./hold-entries.ts";
import { leaseEnd } from "./leases.ts";
import { type Job, type JobRecord, type Json, type NewEntry, type NewJob, type Written } from "./port.ts";

/** A job as its holder sees it. */
interface Held {
  readonly lane: string | null;
}

/**
 * Whether `job` is still held under its fence. The row stays locked until the commit, so that nobody can take
 * the job over between this look and the writes that follow.
 */
export async function holds({ db, engine }: Writing, job: Job): Promise<Held | null> {
  const row = await engine
    .forUpdate(
      db
        .selectFrom("job")
        .select("lane")
        .where("id", "=", job.id)
        .where("fence", "=", job.fence)
        .where("state", "=", "leased"),
    )
    .executeTakeFirst();
  return row ?? null;
}

export function jobRow(
  job: NewJob,
  caseNumber: number | null,
  writing: Pick<Writing, "engine" | "owner" | "heldLeaseMs" | "now">,
) {
  const { id, kind, lane, payload, held } = job;
  return {
    id,
    kind,
    case_number: caseNumber,
    lane,
    payload,
    state: held ? ("leased" as const) : ("ready" as const),
    run_at: Math.ceil(job.runAt),
    lease_owner: held ? writing.owner : null,
    lease_until: held ? leaseEnd(writing, writing.heldLeaseMs) : null,
    fence: held ? 1 : 0,
    why: null,
    note: null,
    created_at: writing.now(),
    ended_at: null,
  };
}

/** Creates jobs that do not exist yet. Those of a lane only in a chained unit, which keeps their order. */
export async function addJobs(
  writing: Writing,
  jobs: readonly NewJob[],
  caseNumber: number | null,
): Promise<void> {
  if (jobs.length === 0) return;
  await writing.db
    .insertInto("job")
    .values(jobs.map((job) => jobRow(job, caseNumber, writing)))
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  for (const { kind, held } of jobs) if (!held) writing.due(kind);
}

export async function settleJob(
  writing: Writing,
  job: Job,
  what: {
    readonly entries: readonly NewEntry[];
    readonly posts: readonly NewJob[];
    readonly note: Json | undefined;
  },
): Promise<Written> {
  const held = await holds(writing, job);
  if (!held) return "stale";
  await rememberHold(writing, what.entries, await appendEntries(writing, what.entries));
  await addJobs(writing, what.posts, job.case);
  await endJob(writing, job, held, { note: what.note ?? null });
  return "written";
}

export async function buryJob(
  writing: Writing,
  job: Job,
  why: string,
  { posts, entries }: { readonly posts: readonly NewJob[]; readonly entries: readonly NewEntry[] },
): Promise<Written> {
  const held = await holds(writing, job);
  if (!held) return "stale";
  await appendEntries(writing, entries);
  await addJobs(writing, posts, job.case);
  await endJob(writing, job, held, { why });
  return "written";
}

/** Settles a held job, or buries it when there is a `why`. */
export async function endJob(
  writing: Writing,
  job: Job,
  held: Held,
  how: { readonly note: Json } | { readonly why: string },
): Promise<void> {
  const end =
    "why" in how
      ? { state: "dead" as const, why: how.why }
      : { state: "settled" as const, note: how.note === null ? null : JSON.stringify(how.note) };
  await writing.db
    .updateTable("job")
    .set({ ...end, ...NO_LEASE, ended_at: writing.now() })
    .where("id", "=", job.id)
    .execute();
  if (held.lane !== null) writing.due(job.kind);
}

export async function postponeJob(
  writing: Writing,
  job: Job,
  runAt: Instant,
  why: string | null,
  note?: Json,
): Promise<Written> {
  if (!(await holds(writing, job))) return "stale";
  await writing.db
    .updateTable("job")
    .set({
      state: "ready",
      ...NO_LEASE,
      run_at: Math.ceil(runAt),
      why,
      ...(note !== undefined && { note: JSON.stringify(note) }),
    })
    .where("id", "=", job.id)
    .execute();
  writing.due(job.kind);
  return "written";
}

const NO_LEASE = { lease_owner: null, lease_until: null };

export async function jobById({ db }: Reading, id: string): Promise<JobRecord | null> {
  const row = await db
    .selectFrom("job")
    .select(["state", "payload", "note"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? { ...row, note: row.note === null ? null : (JSON.parse(row.note) as Json) } : null;
}

/** In the order in which requests came in, which is the order in which they must be decided. */
export async function earlierRequests({ db }: Reading, job: Job): Promise<readonly string[]> {
  const earlier = await db
    .selectFrom("job")
    .select("payload")
    .where("kind", "=", sql.lit("request"))
    .where("ended_at", "is", null)
    .where("fence", ">", sql.lit(0))
    .where("seq", "<", (eb) => eb.selectFrom("job as mine").select("mine.seq").where("mine.id", "=", job.id))
    .orderBy("seq")
    .execute();
  return earlier.map(({ payload }) => payload);
}
