import type { Pace, Urgency } from "../../src/vendors/port.ts";

export interface Turn {
  readonly perSecond: number;
  readonly urgency: Urgency;
}

/** Lets everything go at once, for a clock that stands still, and keeps the turns that were asked for. */
export function unhurried(turns: Turn[]): Pace {
  return {
    async turn(_key, perSecond, urgency = "prompt") {
      turns.push({ perSecond, urgency });
    },
  };
}
