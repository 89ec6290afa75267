/** A moment, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Where time comes from. The sandbox and the tests bring a clock that they can move. */
export interface Clock {
  now(): Instant;
  /** Calls `wake` once, at or soon after `instant`; the answer cancels it. A moment in the past wakes at once. */
  at(instant: Instant, wake: () => void): () => void;
}

/** setTimeout counts in a signed 32-bit integer and fires at once beyond it, so long waits go in steps. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  at(instant, wake) {
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const leftMs = instant - Date.now();
      timer = setTimeout(
        leftMs > LONGEST_TIMEOUT_MS ? wait : wake,
        Math.min(Math.max(leftMs, 0), LONGEST_TIMEOUT_MS),
      );
    };
    wait();
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms` milliseconds of `clock`. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.at(clock.now() + ms, resolve);
  });
}
