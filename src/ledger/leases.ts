import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { Instant } from "../clock.ts";
import type { Reading, Writing } from "./engine.ts";
import type { Job, JobKind, Written } from "./port.ts";
import type { Schema } from "./schema.ts";

export function leaseEnd({ engine }: Pick<Writing, "engine">, leaseMs: number): Expression<number> {
  return sql<number>`${engine.leaseNow()} + ${Math.ceil(leaseMs)}`;
}

export async function claimJobs(
  writing: Writing,
  kind: JobKind,
  limit: number,
  leaseMs: number,
): Promise<readonly Job[]> {
  const { db, engine, owner } = writing;
  // A common table expression, because PostgreSQL may run a plain subquery with a limit more than once.
  const claimed = await db
    .with("due", (query) =>
      engine.forUpdateSkipLocked(
        query
          .selectFrom("job")
          .select("job.seq")
          .where("kind", "=", kind)
          .where("ended_at", "is", null)
          .where("run_at", "<=", writing.now())
          .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<=", engine.leaseNow())]))
          .where(isHeadOfLane)
          .orderBy("run_at")
          .orderBy("job.seq")
          .limit(limit),
      ),
    )
    .updateTable("job")
    .set((eb) => ({
      state: "leased" as const,
      lease_owner: owner,
      lease_until: leaseEnd(writing, leaseMs),
      fence: eb("fence", "+", 1),
    }))
    .where("seq", "in", (eb) => eb.selectFrom("due").select("due.seq"))
    .returning(["seq", "id", "kind", "case_number", "payload", "fence", "run_at", "created_at"])
    .execute();
  return claimed
    .toSorted((a, b) => a.run_at - b.run_at || a.seq - b.seq)
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      case: row.case_number,
      payload: row.payload,
      fence: row.fence,
      attempts: row.fence - 1,
      createdAt: row.created_at,
    }));
}

/** Whether nothing older of its lane is left to do. Jobs without a lane wait for nobody. */
function isHeadOfLane(eb: ExpressionBuilder<Schema, "job">): Expression<SqlBool> {
  return eb.not(
    eb.exists(
      eb
        .selectFrom("job as older")
        .select("older.seq")
        .whereRef("older.lane", "=", "job.lane")
        .whereRef("older.seq", "<", "job.seq")
        .where("older.ended_at", "is", null),
    ),
  );
}

export async function nextDue({ db, engine, clock }: Reading, kind: JobKind): Promise<Instant | null> {
  const open = db.selectFrom("job").where("kind", "=", kind).where("ended_at", "is", null);
  const ready = await open
    .where("lease_until", "is", null)
    .where(isHeadOfLane)
    .select("run_at")
    .orderBy("run_at")
    .limit(1)
    .executeTakeFirst();
  const lease = await open
    .where("lease_until", "is not", null)
    .select((eb) => sql<number>`${eb.ref("lease_until")} - ${engine.leaseNow()}`.as("left_ms"))
    .orderBy("lease_until")
    .limit(1)
    .executeTakeFirst();
  const moments: Instant[] = [];
  if (ready) moments.push(ready.run_at);
  if (lease) moments.push(clock.now() + lease.left_ms);
  return moments.length > 0 ? Math.min(...moments) : null;
}

export async function renewLease(writing: Writing, job: Job, leaseMs: number): Promise<Written> {
  const { numUpdatedRows } = await writing.db
    .updateTable("job")
    .set({ lease_until: leaseEnd(writing, leaseMs) })
    .where("id", "=", job.id)
    .where("fence", "=", job.fence)
    .where("state", "=", "leased")
    .executeTakeFirst();
  return numUpdatedRows > 0n ? "written" : "stale";
}
