import type { SlackDate } from "./markup.ts";

/** What the reader's own clock says: of the sandbox, in milliseconds since 1970; and where they are. */
export interface Reader {
  readonly now: number;
  /** An IANA name; the browser's own unless told. */
  readonly timeZone?: string;
}

const DAY_MS = 86_400_000;
const LATEST_MS = 8_640_000_000_000_000;

/**
 * Writes a date as its format says (docs.slack.dev/messaging/formatting-message-text, "Date formatting"): words in
 * braces are filled in, all else stays. Null: no calendar has it, and its fallback has to do.
 */
export function dateWords({ at, format }: Pick<SlackDate, "at" | "format">, reader: Reader): string | null {
  const instant = at * 1_000;
  if (instant > LATEST_MS) return null;
  return format.replaceAll(/\{([a-z_]+)\}/g, (token, name: string) => fill(name, instant, reader) ?? token);
}

/** Whether the words change as time goes by. */
export function goesBy(format: string): boolean {
  return /_pretty\}|\{ago\}/.test(format);
}

function fill(name: string, instant: number, reader: Reader): string | null {
  const write = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat("en-GB", { ...zoneOf(reader), ...options }).format(instant);
  const day = { day: "numeric", year: "numeric" } as const;
  const near = name.endsWith("_pretty") ? nearDay(instant, reader) : null;
  switch (name) {
    case "date_num":
      return dayOf(instant, reader);
    case "date":
    case "date_pretty":
      return near ?? write({ ...day, month: "long" });
    case "date_short":
    case "date_short_pretty":
      return near ?? write({ ...day, month: "short" });
    case "date_long":
    case "date_long_pretty":
      return near ?? write({ ...day, month: "long", weekday: "long" });
    case "time":
      return write({ hour: "2-digit", minute: "2-digit" });
    case "time_secs":
      return write({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
    case "ago":
      return ago(instant - reader.now);
    default:
      return null;
  }
}

/** `2026-11-20`. */
function dayOf(instant: number, reader: Reader): string {
  return new Intl.DateTimeFormat("en-CA", {
    ...zoneOf(reader),
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(instant);
}

function nearDay(instant: number, reader: Reader): string | null {
  const day = dayOf(instant, reader);
  if (day === dayOf(reader.now, reader)) return "today";
  if (day === dayOf(reader.now - DAY_MS, reader)) return "yesterday";
  return day === dayOf(reader.now + DAY_MS, reader) ? "tomorrow" : null;
}

const UNITS = [
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

function ago(aheadMs: number): string {
  const [unit, length] = UNITS.find(([, ms]) => Math.abs(aheadMs) >= ms) ?? ["second", 1_000];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(aheadMs / length), unit);
}

function zoneOf({ timeZone }: Reader): { readonly timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}
