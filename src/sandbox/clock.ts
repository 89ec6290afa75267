import type { Clock, Instant } from "../clock.ts";

/** The sandbox's clock: real time, or standing still, and in either case it can be moved forward. */
export interface MovableClock extends Clock {
  /** Moves forward by `ms` milliseconds and wakes everybody whose moment has come, in order. */
  advance(ms: number): void;
}

interface Sleeper {
  readonly instant: Instant;
  readonly wake: () => void;
  timer: NodeJS.Timeout | null;
}

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * `frozenAt`: the clock stands at this moment and moves only when told to; otherwise it runs with real time, beginning at
 * `startAt` if that is told.
 */
export function createMovableClock(
  options: { readonly frozenAt?: Instant; readonly startAt?: Instant } = {},
): MovableClock {
  const sleepers = new Set<Sleeper>();
  let offsetMs = options.startAt === undefined ? 0 : options.startAt - Date.now();
  const base = (): Instant => options.frozenAt ?? Date.now();
  const now = (): Instant => base() + offsetMs;

  const wake = (sleeper: Sleeper): void => {
    if (sleeper.timer) clearTimeout(sleeper.timer);
    if (sleepers.delete(sleeper)) sleeper.wake();
  };

  const arm = (sleeper: Sleeper): void => {
    if (sleeper.timer) clearTimeout(sleeper.timer);
    const leftMs = sleeper.instant - now();
    if (leftMs > 0 && options.frozenAt !== undefined) return;
    sleeper.timer = setTimeout(
      () => (sleeper.instant > now() ? arm(sleeper) : wake(sleeper)),
      Math.min(Math.max(leftMs, 0), LONGEST_TIMEOUT_MS),
    );
  };

  return {
    now,
    at(instant, wakeUp) {
      const sleeper: Sleeper = { instant, wake: wakeUp, timer: null };
      sleepers.add(sleeper);
      arm(sleeper);
      return () => {
        if (sleeper.timer) clearTimeout(sleeper.timer);
        sleepers.delete(sleeper);
      };
    },
    advance(ms) {
      offsetMs += ms;
      for (const sleeper of [...sleepers].toSorted((one, other) => one.instant - other.instant)) arm(sleeper);
    },
  };
}
