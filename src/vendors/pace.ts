import type { Clock, Instant } from "../clock.ts";
import { createTurns, gapMsAt, type Turns } from "../turns.ts";
import type { Pace } from "./port.ts";

/** A slot may be used so much later: for late timers. The rest of the margin is for the network. */
const LATEST_MS = 10;

/** Those who wait under one key, and the slot of the next of them. */
interface Lane {
  readonly waiting: Turns<() => void>;
  slot: Instant;
  gapMs: number;
  isTimed: boolean;
}

/**
 * The pace of one process: a GCRA without bursts, with one timer for each key. When a key's rate changes, the
 * newest counts.
 *
 * A slot missed by more than a moment is given up and counted anew from now. Slots reserved ahead would all
 * fall due at once after the process was held up, and the vendor would see a burst above its limit.
 */
export function createPace(clock: Clock): Pace {
  const lanes = new Map<string, Lane>();

  function laneOf(key: string, gapMs: number): Lane {
    const lane = lanes.get(key) ?? { waiting: createTurns(), slot: clock.now(), gapMs, isTimed: false };
    lane.gapMs = gapMs;
    lanes.set(key, lane);
    return lane;
  }

  function advance(lane: Lane): void {
    if (lane.isTimed) return;
    while (lane.waiting.size() > 0) {
      const now = clock.now();
      // A clock that was set back must not hold the lane up for as long as it was set back.
      lane.slot = Math.min(lane.slot, now + lane.gapMs);
      if (lane.slot > now) return wake(lane, lane.slot);
      const slot = now - lane.slot <= LATEST_MS ? lane.slot : now;
      lane.slot = slot + lane.gapMs;
      lane.waiting.next()?.();
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
    turn(key, perSecond, urgency = "prompt") {
      const lane = laneOf(key, gapMsAt(perSecond));
      return new Promise((resolve) => {
        lane.waiting.add(resolve, urgency);
        advance(lane);
      });
    },
  };
}
