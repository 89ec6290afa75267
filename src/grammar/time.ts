import { milliseconds } from "date-fns/milliseconds";
import type { TimeWord } from "./request.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Word } from "./lex.ts";
import { isNear } from "./near.ts";
import { fold } from "./normalise.ts";
import type { Problem, TimeFault } from "./problem.ts";
import { isUntil, readUntil } from "./until.ts";

const UNITS: ReadonlyMap<string, number> = new Map([
  ["w", milliseconds({ weeks: 1 })],
  ["d", milliseconds({ days: 1 })],
  ["h", milliseconds({ hours: 1 })],
  ["m", milliseconds({ minutes: 1 })],
  ["s", milliseconds({ seconds: 1 })],
]);

/** Ten years of 365 days. Who means longer means `permanent`, and must say so. */
export const LONGEST_SPAN_MS = milliseconds({ days: 3650 });

export interface TakenTime {
  readonly time: TimeWord;
  readonly rest: readonly Word[];
}

/** Reads the time that must stand at the front. */
export function takeTime(words: readonly Word[]): Result<TakenTime, Problem> {
  const [word, ...rest] = words;
  if (!word) return fail({ kind: "missing_time", token: null });
  const typed = word.typed;
  if (isPermanent(typed)) return ok({ time: { kind: "permanent" }, rest });
  if (isUntil(typed)) return readUntil(words);
  const span = readSpan(typed);
  if (!span.ok) return fail({ kind: "bad_time", token: typed, why: span.failure });
  return ok({ time: { kind: "span", ms: span.value, typed }, rest });
}

function isPermanent(typed: string): boolean {
  return typed.toLowerCase() === "permanent";
}

/** `1d12h` in milliseconds. Units from large to small, each once, whole numbers only. */
function readSpan(typed: string): Result<number, TimeFault> {
  if (/^[-\u2010-\u2015\u2212]\d/.test(typed)) return fail("negative");
  if (/^\d+[.,]\d/.test(typed)) return fail("fraction");
  if (/^0+$/.test(typed)) return fail("zero");
  if (/^\d+$/.test(typed)) return fail("no unit");
  if (seemsPermanent(typed)) return fail("forever");
  if (!/^(?:\d+[a-z]+)+$/i.test(typed)) return fail("not a time");

  let ms = 0;
  let smallest = Infinity;
  for (const [, count, unit] of typed.matchAll(/(\d+)([a-z]+)/gi)) {
    // Many write months as `M`: one minute instead would be a quiet surprise.
    const unitMs = unit === "M" ? undefined : UNITS.get(unit?.toLowerCase() ?? "");
    if (unitMs === undefined) return fail("unknown unit");
    if (unitMs === smallest) return fail("unit twice");
    if (unitMs > smallest) return fail("unit order");
    smallest = unitMs;
    ms += Number(count) * unitMs;
  }
  if (ms === 0) return fail("zero");
  return ms <= LONGEST_SPAN_MS ? ok(ms) : fail("too long");
}

function seemsPermanent(word: string): boolean {
  return /^(?:forever|indefinite|indefinitely|infinite|perm|perma)$/i.test(word) || isNear(word, "permanent");
}

/** Whether a word is a complete time, so that it cannot be an account or a group by mistake. */
export function isTime(typed: string): boolean {
  return isPermanent(typed) || isUntil(typed) || readSpan(typed).ok;
}

const UNIT_WORD =
  /^(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?|years?)$/;

/**
 * Whether a word of a reason was perhaps meant as a time: a number run together with letters that begin like
 * a unit (`2hh`, `1mo`; but `1st` is no time), a number before a unit's name, `until` before a time,
 * or a word for "for ever".
 */
export function seemsTime(typed: string, next: string | undefined): boolean {
  const word = fold(typed);
  const following = fold(next ?? "");
  if (word === "until") return /^(?:\d|tomorrow|today|tonight)/.test(following);
  if (/^[-+]*\d+$/.test(word)) return UNIT_WORD.test(following);
  if (/^[-+]*\d+(?:[.,]\d+)?[wdhmsy][a-z\d]*$/.test(word)) return !/^\d*1st$/.test(word);
  return seemsPermanent(word);
}
