import type { Clock, Instant } from "../../src/clock.ts";

export interface ManualClock extends Clock {
  /** Moves time on and wakes whoever waited for it, in order. */
  advance(ms: number): void;
}

/** A clock that stands still until it is moved. */
export function manualClock(start: Instant = Date.UTC(2026, 10, 20, 9, 0, 0)): ManualClock {
  let now = start;
  let alarms: { readonly instant: Instant; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    at(instant, wake) {
      const alarm = { instant, wake };
      alarms.push(alarm);
      return () => void (alarms = alarms.filter((other) => other !== alarm));
    },
    advance(ms) {
      now += ms;
      const due = alarms.filter(({ instant }) => instant <= now).toSorted((a, b) => a.instant - b.instant);
      alarms = alarms.filter(({ instant }) => instant > now);
      for (const { wake } of due) wake();
    },
  };
}
