import { tzOffset } from "@date-fns/tz";
import { milliseconds } from "date-fns/milliseconds";
import type { TimeWord, WallTime } from "./request.ts";
import type { End } from "../words.ts";
import type { Instant } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import { endRefusalText } from "../texts/grammar.ts";
import { LONGEST_SPAN_MS } from "./time.ts";

const DAY_MS = milliseconds({ days: 1 });
const MINUTE_MS = milliseconds({ minutes: 1 });

export interface EndRefusal {
  readonly kind: "no_such_time" | "past" | "too_far" | "unknown_zone";
  readonly token: string;
  /** The complete answer for the person. */
  readonly text: string;
}

/** The moment at which a time that is said at `from`, by a person who lives in `zone` (IANA name), is over. */
export function endOf(time: TimeWord, from: Instant, zone: string): Result<End, EndRefusal> {
  if (time.kind === "permanent") return ok("permanent");
  if (time.kind === "span") return ok(from + time.ms);
  const zoneMeant = time.wall.utc ? "UTC" : zone;
  const end = momentOf(time.wall, from, zoneMeant);
  if (end.ok) return end;
  const text = endRefusalText(end.failure, time.typed, zoneMeant);
  return fail({ kind: end.failure, token: time.typed, text });
}

function momentOf(wall: WallTime, from: Instant, zone: string): Result<Instant, EndRefusal["kind"]> {
  const hereMs = wallClock(from, zone);
  if (Number.isNaN(hereMs)) return fail("unknown_zone");
  const midnight = startOfDay(hereMs);
  const timeOfDayMs = milliseconds({ hours: wall.hour, minutes: wall.minute });
  if (wall.day === null) {
    const today = momentsShowing(midnight + timeOfDayMs, zone);
    if (today.length === 0) return fail("no_such_time");
    const next = today.find((moment) => moment > from);
    if (next !== undefined) return ok(next);
  }
  const day =
    wall.day === null || wall.day === "tomorrow"
      ? midnight + DAY_MS
      : Date.UTC(wall.day.year, wall.day.month - 1, wall.day.date);
  const [moment] = momentsShowing(day + timeOfDayMs, zone);
  if (moment === undefined) return fail("no_such_time");
  if (moment <= from) return fail("past");
  return moment - from > LONGEST_SPAN_MS ? fail("too_far") : ok(moment);
}

/**
 * Every moment at which clocks in `zone` show `wallMs`, earliest first: two when clocks are put back over it,
 * none when they are put forward over it. Wall times are counted as if they were UTC.
 */
export function momentsShowing(wallMs: number, zone: string): readonly Instant[] {
  // Offsets are at most 14 h, so the offsets a day before and a day after are those around any change.
  const offsets = [wallMs - DAY_MS, wallMs + DAY_MS].map((moment) => wallClock(moment, zone) - moment);
  const moments = [...new Set(offsets.map((offset) => wallMs - offset))];
  // When clocks are put back, the offset before is the larger one, and its moment the earlier.
  return moments.filter((moment) => wallClock(moment, zone) === wallMs);
}

export function wallClock(moment: Instant, zone: string): number {
  return moment + tzOffset(zone, new Date(moment)) * MINUTE_MS;
}

export function startOfDay(wallMs: number): number {
  return Math.floor(wallMs / DAY_MS) * DAY_MS;
}
