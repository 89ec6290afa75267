import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock, Instant } from "../clock.ts";
import type { Job, Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";

/** The right to work on a job, for a time, as whatever sends something for it sees it. */
export interface HeldLease {
  /**
   * False when the lease may have run out, because this process was paused or could not renew it: another may
   * be working on the job by now, so nothing may be sent for it any more.
   */
  isHeld(): boolean;
  /** Likewise, but asks the journal where `isHeld` cannot tell: a lease that ran out and that nobody took goes on. */
  isStillHeld(): Promise<boolean>;
}

export interface Lease extends HeldLease {
  /** True when this process is to stop: nothing that takes long is begun any more. */
  isEnding(): boolean;
}

export interface LeaseOptions {
  readonly ledger: Pick<Ledger, "renew">;
  readonly clock: Clock;
  readonly log: Log;
  /** Time in milliseconds after which another process may take a job over that nobody renews. */
  readonly leaseMs: number;
  readonly isEnding: () => boolean;
}

/**
 * A lease, renewed until it is ended. `askedAt`: a moment before it was taken. Counted from when the answer came, it would
 * look held to a process that was paused while the answer was on its way.
 */
export function keepLease(
  { ledger, clock, log, leaseMs, isEnding }: LeaseOptions,
  job: Job,
  askedAt: Instant,
): Lease & { end(): void } {
  // Counted from before the renewal was asked for, so that this process gives up before another takes over.
  let until = askedAt + leaseMs;
  let cancel = (): void => {};
  const isHeld = (): boolean => clock.now() < until;
  const renew = async (): Promise<void> => {
    const askedAt = clock.now();
    if ((await ledger.renew(job, leaseMs)) === "written") until = askedAt + leaseMs;
  };
  const renewLater = (): void => {
    cancel = clock.at(clock.now() + leaseMs / 3, () => {
      renew().catch((error: unknown) =>
        log.warn({ err: error, job: job.id }, "a lease could not be renewed"),
      );
      renewLater();
    });
  };
  renewLater();
  return {
    isHeld,
    async isStillHeld() {
      if (!isHeld()) await renew();
      return isHeld();
    },
    isEnding,
    end: () => cancel(),
  };
}

interface Piece {
  readonly lease: Lease;
  isOver: boolean;
}

const pieces = new AsyncLocalStorage<Piece | null>();

/** Does the work of a job. Whatever it calls, at whatever depth, can ask for the lease under which it works. */
export async function underLease(lease: Lease, work: () => Promise<void>): Promise<void> {
  const piece: Piece = { lease, isOver: false };
  try {
    await pieces.run(piece, work);
  } finally {
    piece.isOver = true;
  }
}

/** Does what is for others too, so that it does not end with the lease of whoever began it. */
export function underNoLease<T>(work: () => T): T {
  return pieces.run(null, work);
}

/** The lease under which the caller works; null for what belongs to no job, and for what a job only set off. */
export function currentLease(): HeldLease | null {
  const piece = pieces.getStore();
  return !piece || piece.isOver ? null : piece.lease;
}
