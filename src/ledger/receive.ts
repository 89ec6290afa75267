import { setImmediate as endOfTurn, setTimeout as sleep } from "node:timers/promises";
import { storable } from "../audit/storable.ts";
import type { LedgerSetting } from "./engine.ts";
import { jobRow } from "./jobs.ts";
import type { Job, JobKind, NewJob } from "./port.ts";

export type Received = { readonly kind: "new"; readonly job: Job } | { readonly kind: "duplicate" };

export interface Receiver {
  receive(job: NewJob): Promise<Received>;
  /** Lets what is waiting finish; later calls reject. */
  close(): Promise<void>;
}

interface Ticket {
  readonly job: NewJob;
  readonly resolve: (received: Received) => void;
  readonly reject: (error: unknown) => void;
}

/** Rows in one statement. PostgreSQL takes 65,535 parameters and SQLite 32,766. */
const BATCH_LIMIT = 200;

/** How long requests of a busy moment are gathered for one commit. */
const GATHERING_MS = 4;

/**
 * The way in, which Slack's three seconds wait for. Requests that arrive while one statement is on its way go
 * together into the next: one insert, one commit. A single statement is a transaction of its own.
 */
export function createReceiver({ db, engine, clock, owner, heldLeaseMs, hints }: LedgerSetting): Receiver {
  const writing = { engine, owner, heldLeaseMs, now: () => clock.now() };
  let waiting: Ticket[] = [];
  let flushing: Promise<void> | null = null;
  let closed = false;

  async function flush(): Promise<void> {
    let before = 1;
    while (waiting.length > 0) {
      // SQLite works without yielding: without a turn of the event loop in between, each caller would come alone.
      // Where several came just now, more are on their way, and a short wait spares most of the disk flushes.
      await (before > 4 ? sleep(GATHERING_MS) : endOfTurn());
      const batch = waiting.slice(0, BATCH_LIMIT);
      waiting = waiting.slice(BATCH_LIMIT);
      before = batch.length;
      await store(batch);
    }
    flushing = null;
  }

  async function store(batch: readonly Ticket[]): Promise<void> {
    try {
      await insert(batch);
    } catch (error) {
      // One bad row must not harm the others. After a cut connection nobody knows what was written, and a
      // second try would call its own first one a duplicate.
      if (batch.length === 1 || !engine.isRefusal(error)) for (const { reject } of batch) reject(error);
      else for (const ticket of batch) await store([ticket]);
    }
  }

  async function insert(batch: readonly Ticket[]): Promise<void> {
    const createdAt = clock.now();
    const inserted = await db
      .insertInto("job")
      .values(batch.map(({ job }) => jobRow(job, null, writing)))
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .execute();
    const fresh = new Set(inserted.map(({ id }) => id));
    const due = new Set<JobKind>();
    for (const { job, resolve } of batch) {
      // The first of an id was stored; the same id again in this batch is a duplicate.
      const isNew = fresh.delete(storable(job.id));
      if (isNew && !job.held) due.add(job.kind);
      resolve(isNew ? { kind: "new", job: newJob(job, createdAt) } : { kind: "duplicate" });
    }
    if (due.size > 0) hints.announce(due);
  }

  return {
    receive: (job) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error("the ledger is closed"));
        // The order of a lane is kept by chained units, which would cost the way in its speed.
        if (job.lane !== null) return reject(new Error(`the job ${job.id} of a lane cannot be received`));
        waiting.push({ job, resolve, reject });
        flushing ??= flush();
      }),
    async close() {
      closed = true;
      await flushing;
    },
  };
}

function newJob({ id, kind, payload, held }: NewJob, createdAt: number): Job {
  return { id, kind, case: null, payload, fence: held ? 1 : 0, attempts: 0, createdAt };
}
