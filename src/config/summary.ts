import { z } from "zod";
import { WEEK_DAYS, type SummarySchedule } from "../cases/summary-week.ts";

/** The summary of every week. */
export const summary = z.strictObject({
  channel: z
    .string()
    .regex(/^[CG][A-Z0-9_]+$/, 'must be a channel id such as C0123ABCD (in Slack: open it, then "Copy ID")')
    .describe("where it is posted"),
  day: z
    .enum(WEEK_DAYS)
    .default("monday")
    .describe("on which day; it tells of the seven days before that one"),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 09:00")
    .default("09:00")
    .describe("at what time, by the clocks of the zone"),
  zone: z
    .string()
    .refine(isZone, "must be a time zone such as Europe/Berlin or UTC")
    .default("UTC")
    .describe("time zone in which the day and the time are meant"),
  groups: z
    .union([z.literal("*"), z.array(z.string()).min(1)], { error: 'must be "*" or a list of group aliases' })
    .default("*")
    .describe("aliases of the groups whose figures the channel may see"),
});

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // An offset such as +01:00 is no place: it knows no summer time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

export function scheduleOf(said: z.output<typeof summary> | undefined): SummarySchedule | null {
  if (said === undefined) return null;
  const { channel, day, at, zone, groups } = said;
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  return { channel, day, hour, minute, zone, groups };
}
