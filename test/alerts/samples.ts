import type { AlertFacts, Signal } from "../../src/alerts/alert.ts";
import type { AlertSettings, Clocks } from "../../src/alerts/port.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const FACTS: AlertFacts = {
  title: "RoomFlood",
  summary: null,
  severity: "critical",
  links: [],
  group: "lobby",
  account: "tommy",
  acts: [{ verb: "mute", lasts: 10 * MINUTE }],
};

export const CLOCKS: Clocks = {
  ackMs: { critical: 30 * MINUTE, error: 2 * HOUR, warning: 2 * HOUR, info: 2 * HOUR },
  askBeforeMs: 5 * MINUTE,
  path: [
    { afterMs: 0, to: ["usergroup:S1"] },
    { afterMs: 5 * MINUTE, to: ["usergroup:S1"] },
    { afterMs: 15 * MINUTE, to: ["person:U2", "channel:C2"] },
  ],
  onCall: ["usergroup:S1"],
};

export const SETTINGS: AlertSettings = {
  channel: "C1",
  clocks: CLOCKS,
  handover: { at: ["09:00", "21:00"], zone: "Europe/Berlin" },
  sources: new Map([["prometheus", { channel: "C1", quietMs: 15 * MINUTE }]]),
};

/** `ended`: null while it fires. */
export function aSignal(
  startsAt: number | null,
  ended: number | null = null,
  rest: Partial<Signal> = {},
): Signal {
  return {
    key: "flood",
    facts: FACTS,
    parts: [{ fingerprint: "f1", startsAt, endsAt: ended }],
    atSource: null,
    endsUnknown: true,
    ...rest,
  };
}
