import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { getISOWeek } from "date-fns/getISOWeek";
import { getISOWeekYear } from "date-fns/getISOWeekYear";
import { startOfISOWeek } from "date-fns/startOfISOWeek";
import type { Instant } from "../clock.ts";
import type { Period } from "../ledger/port.ts";

/** When the summary of a week is posted, by the calendar of a place. */
export interface SummarySchedule {
  readonly channel: string;
  readonly day: WeekDay;
  /** By the clocks of the zone. */
  readonly hour: number;
  readonly minute: number;
  /** IANA name. */
  readonly zone: string;
  /** Names of the groups whose figures the channel may see. */
  readonly groups: readonly string[] | "*";
}

/** In the order of an ISO week. */
export const WEEK_DAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type WeekDay = (typeof WEEK_DAYS)[number];

/** One posting: its ISO week such as `2026-W47`, by which it happens once, and its moment. */
export interface Due {
  readonly week: string;
  readonly at: Instant;
}

/** The first one after a moment. */
export function nextDue(schedule: SummarySchedule, after: Instant): Due {
  const [due] = duesAround(schedule, after).filter(({ at }) => at > after);
  if (!due) throw new Error("no week has a summary to come");
  return due;
}

/** The last one that was due at a moment. */
export function latestDue(schedule: SummarySchedule, at: Instant): Due {
  const due = duesAround(schedule, at).findLast((one) => one.at <= at);
  if (!due) throw new Error("no week has had a summary yet");
  return due;
}

/** The one of a week; null where the text names none. */
export function dueOf(schedule: SummarySchedule, week: string): Due | null {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(week) ?? [];
  if (year === undefined || number === undefined) return null;
  // The fourth of January lies in the first week (ISO 8601).
  const first = startOfISOWeek(new TZDate(Number(year), 0, 4, schedule.zone));
  return dueIn(schedule, addDays(first, 7 * (Number(number) - 1)));
}

/** The seven days before the day of a posting, from midnight to midnight, and the seven before those. */
export function periodsOf(
  { zone }: Pick<SummarySchedule, "zone">,
  { at }: Due,
): { readonly period: Period; readonly before: Period } {
  const midnight = (days: number): Instant => {
    const day = new TZDate(at, zone);
    // By the calendar, not by hours: a week in which clocks are changed has 167 or 169.
    return new TZDate(day.getFullYear(), day.getMonth(), day.getDate() - days, zone).getTime();
  };
  return {
    period: { from: midnight(7), until: midnight(0) },
    before: { from: midnight(14), until: midnight(7) },
  };
}

/** Of the weeks before, around and after a moment, in order. */
function duesAround(schedule: SummarySchedule, moment: Instant): readonly Due[] {
  const monday = startOfISOWeek(new TZDate(moment, schedule.zone));
  return [-7, 0, 7, 14].map((days) => dueIn(schedule, addDays(monday, days)));
}

function dueIn({ day, hour, minute, zone }: SummarySchedule, monday: TZDate): Due {
  const date = addDays(monday, WEEK_DAYS.indexOf(day));
  // A time that clocks leave out is the one that they show instead.
  const at = new TZDate(date.getFullYear(), date.getMonth(), date.getDate(), hour, minute, zone);
  const week = `${getISOWeekYear(monday)}-W${String(getISOWeek(monday)).padStart(2, "0")}`;
  return { week, at: at.getTime() };
}
