import type { Clock, Instant } from "../clock.ts";
import type { Job, JobKind, Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { keepLease, underLease, type Lease } from "./lease.ts";
import type { Rush } from "./rush.ts";

export interface QueueOptions {
  readonly ledger: Ledger;
  readonly kind: JobKind;
  readonly clock: Clock;
  readonly log: Log;
  /** Jobs worked on at the same time. */
  readonly width: number;
  /** Time in milliseconds after which another process may take a job over that nobody renews. */
  readonly leaseMs: number;
  /** While it is on, one round of jobs is claimed in a second: work is slowed down and never stopped. */
  readonly rush: Rush;
  /** Works on one job and settles, postpones or buries it. A throw is a bug: the job is tried again, then given up. */
  readonly work: (job: Job, lease: Lease) => Promise<void>;
  /** Ends a job that keeps failing: tells whoever waits for it, and buries it. */
  readonly giveUp: (job: Job, lease: Lease, why: string) => Promise<void>;
}

export interface Queue {
  /** Places free now. Whoever creates a job may keep it for itself only when there is one. */
  free(): number;
  /** Works on a job that this process has held since it was created. */
  take(job: Job): void;
  start(): void;
  /** Takes nothing new, and resolves when what runs has ended. */
  drain(): Promise<void>;
}

/** Looking at the journal at least this often, in milliseconds, keeps a lost hint from mattering. */
const LOOK_AGAIN_MS = 2_000;
/** In a rush: how often a queue looks whether it is over, and how often it claims in any case, in milliseconds. */
const LOOK_IN_RUSH_MS = 50;
const CLAIM_IN_RUSH_MS = 1_000;
const THROWS_BEFORE_GIVING_UP = 5;
const THROWS_FORGOTTEN_MS = 10 * 60_000;
const WAIT_AFTER_THROW_MS = 1_000;

/**
 * Works through one kind of job. The journal is the truth: the queue sleeps until its earliest due moment, and
 * a hint from the ledger only wakes it sooner. While a job is worked on, its lease is renewed.
 */
export function createQueue({
  ledger,
  kind,
  clock,
  log,
  width,
  leaseMs,
  rush,
  work,
  giveUp,
}: QueueOptions): Queue {
  const running = new Set<Promise<void>>();
  const runs = new Map<string, Promise<void>>();
  const throws = new Map<string, { readonly count: number; readonly at: Instant }>();
  let isOpen = false;
  let isLooking = false;
  let looking: Promise<void> = Promise.resolve();
  let lookAgain = false;
  let cancelTimer = (): void => {};
  let claimedAt = 0;

  const take = (job: Job, askedAt: Instant = job.createdAt): void => {
    if (!isOpen) return leaveIt(job);
    const lease = keepLease({ ledger, clock, log, leaseMs, isEnding: () => !isOpen }, job, askedAt);
    // After a jump of the clock this process may claim a job that it is still working on: one after the other.
    const before = runs.get(job.id) ?? Promise.resolve();
    const run = before
      .then(() => underLease(lease, () => workOn(job, lease)))
      .finally(() => {
        lease.end();
        running.delete(run);
        if (runs.get(job.id) === run) runs.delete(job.id);
        look();
      });
    runs.set(job.id, run);
    running.add(run);
  };

  /** While this process stops, somebody else may have it, or its next start. */
  const leaveIt = (job: Job): void => {
    const left = ledger.postpone(job, clock.now(), "this process stops").then(
      () => {},
      () => {},
    );
    running.add(left);
    void left.finally(() => running.delete(left));
  };

  const workOn = async (job: Job, lease: Lease): Promise<void> => {
    try {
      await work(job, lease);
    } catch (error) {
      log.error({ err: error, job: job.id, kind, case: job.case }, "a job failed in a way nobody foresaw");
      await shelve(job, lease, error).catch((again: unknown) =>
        log.error({ err: again, job: job.id }, "the journal cannot be written; the lease will run out"),
      );
    }
  };

  /** Tries again a few times; then whoever waits is told, and the job goes to the dead letters. */
  const shelve = async (job: Job, lease: Lease, error: unknown): Promise<void> => {
    const why = error instanceof Error ? error.message : "unknown failure";
    const count = countThrow(job.id);
    if (count >= THROWS_BEFORE_GIVING_UP) return giveUp(job, lease, why);
    await ledger.postpone(job, clock.now() + WAIT_AFTER_THROW_MS * 2 ** (count - 1), why);
  };

  /** Throws of one job add up, also when passes between them only waited; after a while without, they are forgotten. */
  const countThrow = (id: string): number => {
    const now = clock.now();
    for (const [other, { at }] of throws) if (now - at > THROWS_FORGOTTEN_MS) throws.delete(other);
    const count = (throws.get(id)?.count ?? 0) + 1;
    throws.set(id, { count, at: now });
    return count;
  };

  const look = (): void => {
    if (!isOpen) return;
    if (isLooking) {
      lookAgain = true;
      return;
    }
    isLooking = true;
    looking = claimDue()
      .catch((error: unknown): Instant => {
        log.error({ err: error, kind }, "the journal cannot be read");
        return clock.now() + LOOK_AGAIN_MS;
      })
      .then((next) => {
        isLooking = false;
        cancelTimer();
        if (lookAgain) {
          lookAgain = false;
          look();
        } else if (isOpen) {
          cancelTimer = clock.at(next, look);
        }
      })
      .catch(() => {});
  };

  /** Claims what is due and there is room for; the moment to look again. */
  const claimDue = async (): Promise<Instant> => {
    const latest = clock.now() + LOOK_AGAIN_MS;
    const room = width - running.size;
    // A full queue looks again whenever a job ends.
    if (room <= 0) return latest;
    if (rush.isOn() && Math.abs(clock.now() - claimedAt) < CLAIM_IN_RUSH_MS)
      return clock.now() + LOOK_IN_RUSH_MS;
    const askedAt = clock.now();
    claimedAt = askedAt;
    const jobs = await ledger.claim(kind, room, leaseMs);
    for (const job of jobs) take(job, askedAt);
    if (jobs.length === room) return latest;
    const due = await ledger.nextDue(kind);
    // A due job that could not be claimed waits for its lane or was taken by another process: no need to hurry.
    return due === null ? latest : Math.min(latest, Math.max(due, clock.now() + 20));
  };

  return {
    free: () => (isOpen ? Math.max(0, width - running.size) : 0),
    take,
    start() {
      isOpen = true;
      ledger.onDue((due) => {
        if (due === kind) look();
      });
      look();
    },
    async drain() {
      isOpen = false;
      // A claim that is under way ends first: what it brings is given back.
      await looking;
      cancelTimer();
      while (running.size > 0) await Promise.all(running);
    },
  };
}
