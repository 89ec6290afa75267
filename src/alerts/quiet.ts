import { z } from "zod";
import type { Casework } from "../cases/casework.ts";
import type { Instant } from "../clock.ts";
import type { Job, NewJob } from "../ledger/port.ts";
import { quietTrouble } from "../texts/alerts.ts";
import type { AlertSettings } from "./port.ts";
import { alertJob } from "./record.ts";
import { troubleJob } from "./troubles.ts";

/** How often a source that is quiet is looked at again, and one that need not speak, in milliseconds. */
const LOOK_AGAIN_MS = 30_000;
const LOOK_SELDOM_MS = 3_600_000;

/** Since when the alarm stands; null: there is none. */
const alarmNote = z.object({ alarm: z.number().nullable() });

/** One for each source that must not be quiet; it is given back for as long as Bailiff runs. */
export function quietJob(source: string, runAt: Instant): NewJob {
  return alertJob(`alert-quiet:${source}`, { kind: "quiet", source }, runAt);
}

/**
 * Whether a source has gone quiet, or speaks again. `listening`: since when this process has listened; before that
 * nobody can say that it was quiet.
 */
export async function lookAtQuiet(
  { ledger, clock }: Pick<Casework, "ledger" | "clock">,
  { sources }: AlertSettings,
  job: Job,
  source: string,
  listening: Instant,
): Promise<void> {
  const now = clock.now();
  const quietMs = sources.get(source)?.quietMs ?? null;
  const heard = await ledger.heardAt(source);
  const noted = alarmNote.safeParse((await ledger.jobById(job.id))?.note);
  const alarm = noted.data?.alarm ?? null;
  const again = (runAt: Instant, alarmed: Instant | null, posts: readonly NewJob[] = []) =>
    ledger.postpone(job, runAt, null, { posts, note: { alarm: alarmed } });
  if (alarm !== null) {
    const isOver = quietMs === null || (heard !== null && heard > alarm);
    if (!isOver) return void (await again(now + LOOK_AGAIN_MS, alarm));
    const over = troubleJob({ ...quietTrouble(source, quietMs), startsAt: alarm, endsAt: heard ?? now }, now);
    return void (await again((heard ?? now) + (quietMs ?? LOOK_SELDOM_MS), null, [over]));
  }
  if (quietMs === null) return void (await again(now + LOOK_SELDOM_MS, null));
  const from = Math.max(heard ?? job.createdAt, listening);
  if (now < from + quietMs) return void (await again(from + quietMs, null));
  const trouble = troubleJob({ ...quietTrouble(source, quietMs), startsAt: now, endsAt: null }, now);
  await again(now + LOOK_AGAIN_MS, now, [trouble]);
}
