import type { Instant } from "../clock.ts";

/** What exchanges with the database tell about its clock, and about how long it takes to answer. */
export interface DatabaseClock {
  /** It showed `theirs` (milliseconds) at some moment between asking and being answered. */
  heard(askedAt: Instant, answeredAt: Instant, theirs: Instant): void;
  /** The moment here at which it shows `theirs`. To be called after something was heard. */
  here(theirs: Instant): Instant;
  /** False while what was heard may only be so vague because this process was held up: ask again. */
  isSure(): boolean;
  /** Milliseconds from asking to the answer: the best of the last few, because a process held up measures itself. */
  tripMs(): number;
}

/** Bounds this near to each other are as good as exact: half of it either way is within the margin of a pace. */
const NEAR_MS = 22;
/** So many round trips that are all longer are no accident: the database is far away. */
const TRIPS = 3;

/** Two clocks drift apart by so much at most: NTP turns a clock by up to 500 ppm. */
const DRIFT = 0.001;

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly at: Instant;
}

/**
 * Each exchange says that the database is ahead by something between two bounds, one round trip apart. What holds
 * for all of them is kept, so that one slow exchange blurs nothing; the middle of it is right to half of the fastest
 * round trip, and nearer where the way back takes as long as the way there. Bounds that exclude each other mean
 * that somebody set a clock: then only the newest count.
 */
export function createDatabaseClock(): DatabaseClock {
  let known: Bounds | null = null;
  let tripsMs: readonly number[] = [];

  return {
    heard(askedAt, answeredAt, theirs) {
      tripsMs = [answeredAt - askedAt, ...tripsMs].slice(0, TRIPS);
      // Instants here are whole milliseconds: it may have been almost one later.
      const seen = { low: theirs - answeredAt - 1, high: theirs - askedAt, at: answeredAt };
      const drift = known ? Math.abs(answeredAt - known.at) * DRIFT : 0;
      const low = Math.max(seen.low, known ? known.low - drift : seen.low);
      const high = Math.min(seen.high, known ? known.high + drift : seen.high);
      known = low <= high ? { low, high, at: answeredAt } : seen;
    },
    here(theirs) {
      if (!known) throw new Error("nothing was heard of the database's clock yet");
      return theirs - (known.low + known.high) / 2;
    },
    isSure: () =>
      (known !== null && known.high - known.low <= NEAR_MS) ||
      (tripsMs.length === TRIPS && Math.min(...tripsMs) >= NEAR_MS),
    tripMs: () => (tripsMs.length === 0 ? 0 : Math.min(...tripsMs)),
  };
}
