import type { Clock, Instant } from "../../../src/clock.ts";

/** A clock that stands still until it is moved. */
export interface MovableClock extends Clock {
  advance(ms: number): void;
}

export function movableClock(start: Instant): MovableClock {
  let now = start;
  let waiting: { at: Instant; wake: () => void }[] = [];
  return {
    now: () => now,
    at(instant, wake) {
      const entry = { at: instant, wake };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((one) => one !== entry);
      };
    },
    advance(ms) {
      now += ms;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { wake } of due) wake();
    },
  };
}
