import type { Clock, Instant } from "../clock.ts";
import type { Pace } from "./port.ts";

/**
 * Slots stand (1 s + margin) / rate apart. Requests that reach the vendor within the margin after their slots
 * are never more than the rate in any one second: 10 ms of it are for late timers, the rest for the network.
 */
const MARGIN_MS = 50;
const LATEST_MS = 10;

/** Those who wait under one key, and the slot of the first of them. */
interface Lane {
  readonly waiting: { readonly gapMs: number; readonly go: () => void }[];
  slot: Instant;
  isTimed: boolean;
}

/**
 * The pace of one process: a GCRA without bursts. Turns under a key are given in the order of asking.
 *
 * A slot missed by more than a moment is given up and counted anew from now. Slots reserved ahead would all
 * fall due at once after the process was held up, and the vendor would see a burst above its limit.
 */
export function createPace(clock: Clock): Pace {
  const lanes = new Map<string, Lane>();

  function laneOf(key: string): Lane {
    const lane = lanes.get(key) ?? { waiting: [], slot: clock.now(), isTimed: false };
    lanes.set(key, lane);
    return lane;
  }

  function advance(lane: Lane): void {
    if (lane.isTimed) return;
    for (let next = lane.waiting[0]; next !== undefined; next = lane.waiting[0]) {
      const now = clock.now();
      // A clock that was set back must not hold the lane up for as long as it was set back.
      lane.slot = Math.min(lane.slot, now + next.gapMs);
      if (lane.slot > now) return wake(lane, lane.slot);
      const slot = now - lane.slot <= LATEST_MS ? lane.slot : now;
      lane.slot = slot + next.gapMs;
      lane.waiting.shift();
      next.go();
    }
  }

  function wake(lane: Lane, slot: Instant): void {
    lane.isTimed = true;
    clock.at(Math.ceil(slot), () => {
      lane.isTimed = false;
      advance(lane);
    });
  }

  return {
    turn(key, perSecond) {
      if (!(perSecond > 0)) throw new RangeError(`a pace needs a positive rate, not ${perSecond}`);
      const lane = laneOf(key);
      return new Promise((resolve) => {
        lane.waiting.push({ gapMs: (1_000 + MARGIN_MS) / perSecond, go: resolve });
        advance(lane);
      });
    },
  };
}
