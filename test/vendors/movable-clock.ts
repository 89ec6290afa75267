import { setImmediate as letOthersGoOn } from "node:timers/promises";
import type { Clock, Instant } from "../../src/clock.ts";

/** A clock that stands still until it is moved. */
export interface MovableClock extends Clock {
  /** Moves on, waking everybody whose moment comes, in order, each at its own moment. */
  advance(ms: number): Promise<void>;
  /** Moves on at once, as for a process that was held up: whoever is due wakes afterwards, all late. */
  jump(ms: number): Promise<void>;
}

/** 2023-11-14T22:13:20Z, a whole second. */
export const START: Instant = 1_700_000_000_000;

export function movableClock(start: Instant = START): MovableClock {
  let now = start;
  const alarms = new Set<{ readonly at: Instant; readonly wake: () => void }>();

  async function wakeDue(): Promise<void> {
    for (let due = earliest(); due !== undefined && due.at <= now; due = earliest()) {
      alarms.delete(due);
      due.wake();
      await letOthersGoOn();
    }
  }

  function earliest(): { readonly at: Instant; readonly wake: () => void } | undefined {
    return [...alarms].toSorted((one, other) => one.at - other.at)[0];
  }

  return {
    now: () => now,
    at(instant, wake) {
      const alarm = { at: instant, wake };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    async advance(ms) {
      await letOthersGoOn();
      const end = now + ms;
      for (let due = earliest(); due !== undefined && due.at <= end; due = earliest()) {
        now = Math.max(now, due.at);
        await wakeDue();
      }
      now = end;
    },
    async jump(ms) {
      await letOthersGoOn();
      now += ms;
      await wakeDue();
    },
  };
}
