import { isExists } from "date-fns/isExists";
import { milliseconds } from "date-fns/milliseconds";
import type { Instant } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import { momentsShowing, startOfDay, wallClock } from "./end.ts";
import type { Word } from "./lex.ts";
import { asciiLower } from "./normalise.ts";
import type { Problem } from "./problem.ts";
import type { SinceWord } from "./request.ts";
import { takeTime } from "./time.ts";

const DAY_MS = milliseconds({ days: 1 });
const HOUR_MS = milliseconds({ hours: 1 });
const DAY = /^(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d)$/;

/** Reads what follows the word `since`: `2h`, `today`, `yesterday` or `2026-11-01`. */
export function takeSince(
  words: readonly Word[],
): Result<{ readonly since: SinceWord; readonly rest: readonly Word[] }, Problem> {
  const [word, ...rest] = words;
  const typed = word?.typed ?? "";
  const bad = fail({ kind: "bad_since" as const, token: typed });
  const name = asciiLower(typed);
  if (name === "today" || name === "yesterday")
    return ok({ since: { kind: "day", day: name, typed: name }, rest });
  const groups = DAY.exec(typed)?.groups;
  if (groups) {
    const [year, month, date] = [Number(groups["year"]), Number(groups["month"]), Number(groups["date"])];
    if (year < 1970 || !isExists(year, month - 1, date)) return bad;
    return ok({ since: { kind: "day", day: { year, month, date }, typed }, rest });
  }
  const span = takeTime(words.slice(0, 1));
  if (!span.ok || span.value.time.kind !== "span") return bad;
  return ok({ since: { kind: "span", ms: span.value.time.ms, typed }, rest });
}

/**
 * The moment from which on something counts, for somebody who asks at `from` and lives in `zone` (IANA name). Null
 * where the zone is not known and a day was named.
 */
export function startOf(since: SinceWord, from: Instant, zone: string): Instant | null {
  if (since.kind === "span") return from - since.ms;
  const hereMs = wallClock(from, zone);
  if (Number.isNaN(hereMs)) return null;
  const midnight = dayStart(since.day, startOfDay(hereMs));
  const [first] = momentsShowing(midnight, zone);
  if (first !== undefined) return first;
  // Where clocks are put forward at midnight, the day begins an hour later.
  return momentsShowing(midnight + HOUR_MS, zone)[0] ?? midnight;
}

function dayStart(day: Extract<SinceWord, { kind: "day" }>["day"], today: number): number {
  if (day === "today") return today;
  if (day === "yesterday") return today - DAY_MS;
  return Date.UTC(day.year, day.month - 1, day.date);
}
