import type { Instant } from "../clock.ts";
import { momentsShowing, startOfDay, wallClock } from "../grammar/end.ts";
import type { AlertSettings } from "./port.ts";

type Handover = NonNullable<AlertSettings["handover"]>;

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The next change of shift after a moment. Where clocks are put forward over it, that day has none; where they are put
 * back over it, the first of the two counts.
 */
export function nextShift({ at, zone }: Handover, after: Instant): Instant {
  const today = startOfDay(wallClock(after, zone));
  const moments = [0, 1, 2, 3].flatMap((day) =>
    at.flatMap((time) => momentsShowing(today + day * DAY_MS + timeOfDayMs(time), zone).slice(0, 1)),
  );
  const [next] = moments.filter((moment) => moment > after).toSorted((one, other) => one - other);
  if (next === undefined) throw new Error("no shift changes within three days");
  return next;
}

function timeOfDayMs(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}
