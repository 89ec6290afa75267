import { isExists } from "date-fns/isExists";
import type { TimeWord, WallTime } from "./request.ts";
import { fail, ok, type Result } from "../result.ts";
import { isQuoted, type Word } from "./lex.ts";
import { fold } from "./normalise.ts";
import type { Problem, TimeFault } from "./problem.ts";

const CLOCK = /^(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?<utc>z|utc)?$/i;
const DAY = /^(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d)$/;
const UTC = /^(?:z|utc)$/i;

export function isUntil(typed: string): boolean {
  return typed.toLowerCase() === "until";
}

/** Reads `until 18:00`, `until tomorrow 09:00`, `until 2026-11-21 18:00 UTC`; the first word is `until`. */
export function readUntil(
  words: readonly Word[],
): Result<{ readonly time: TimeWord; readonly rest: readonly Word[] }, Problem> {
  const typed = words.slice(0, 4).map((word) => word.typed);
  const day = dayOf(typed[1]);
  if (!day.ok) return bad(typed[1], day.failure);
  const dayWords = day.value.clock === null && day.value.day !== null ? 1 : 0;
  const clockWord = day.value.clock ?? typed[1 + dayWords];
  const clock = CLOCK.exec(clockWord ?? "")?.groups;
  if (!clock) return bad(typed[1 + dayWords] ?? typed.join(" "), "no clock time");

  let used = 2 + dayWords;
  let utc = clock["utc"] !== undefined;
  if (!utc && UTC.test(typed[used] ?? "")) {
    utc = true;
    used += 1;
  }
  const rest = words.slice(used);
  const trailing = rest.find((word, index) => qualifies(word, index === 0));
  if (trailing) return bad(trailing.typed, "trailing");
  const wall: WallTime = {
    day: day.value.day,
    hour: Number(clock["hour"]),
    minute: Number(clock["minute"]),
    utc,
  };
  return ok({ time: { kind: "until", wall, typed: typed.slice(0, used).join(" ") }, rest });
}

/** The day in the word after `until`, and the clock time when both are one word, `2026-11-21T18:00Z`. */
function dayOf(
  typed: string | undefined,
): Result<{ readonly day: WallTime["day"]; readonly clock: string | null }, TimeFault> {
  if (typed?.toLowerCase() === "tomorrow") return ok({ day: "tomorrow", clock: null });
  const [dayPart = "", ...clockParts] = typed?.split(/t/i) ?? [];
  const groups = DAY.exec(dayPart)?.groups;
  if (!groups) return ok({ day: null, clock: null });
  const [year, month, date] = [Number(groups["year"]), Number(groups["month"]), Number(groups["date"])];
  if (year < 1970 || !isExists(year, month - 1, date)) return fail("no such day");
  return ok({ day: { year, month, date }, clock: clockParts.length > 0 ? clockParts.join("T") : null });
}

const DAY_NAME =
  /^(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{4}-\d\d-\d\d.*|\d\d?[./]\d\d?[./]\d+)$/;
const AFTER_CLOCK = /^(?:[ap]\.?m|[+-]\d.*|(?:gmt|utc).+|\d+:\d+.*)$/;
/** Zones by their letters: `CST` alone has three meanings, so none is taken. */
const ZONE =
  /^(?:gmt|wet|west|bst|cet|cest|eet|eest|msk|ist|jst|kst|hkt|sgt|[aecmp][sd]t|[ecmp]t|a[ce][sd]t|awst|aet|nz[sd]t)$/;

/** Whether a word after the time would change it: it must not be read as a reason. */
function qualifies(word: Word, next: boolean): boolean {
  if (isQuoted(word)) return false;
  const folded = fold(word.typed);
  return DAY_NAME.test(folded) || (next && (AFTER_CLOCK.test(folded) || ZONE.test(folded)));
}

function bad(token: string | undefined, why: TimeFault): { readonly ok: false; readonly failure: Problem } {
  return fail({ kind: "bad_time", token: token ?? "until", why });
}
