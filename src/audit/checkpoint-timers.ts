import type { Instant } from "../clock.ts";
import type { Job, NewJob } from "../ledger/port.ts";

/** When a checkpoint is due: after so many entries, and every hour, also when nothing happened. */
export const CHECKPOINT_ENTRIES = 1_000;
const CHECKPOINT_MS = 3_600_000;

const PREFIX = "checkpoint:";

/** The timer for the first checkpoint of a key that has not signed any. */
export function keyTimer(verifier: string, at: Instant): NewJob {
  return timer(`key:${verifier}:${at}`, at);
}

/** The timer for the hour that begins next. */
export function hourTimer(at: Instant): NewJob {
  const hour = Math.floor(at / CHECKPOINT_MS) + 1;
  return timer(`hour:${hour}`, hour * CHECKPOINT_MS);
}

/** The timer for entries that were added after number `from`, up to `to`; none while a thousand is not full. */
export function sizeTimers(from: number, to: number, at: Instant): readonly NewJob[] {
  const full = Math.floor(to / CHECKPOINT_ENTRIES);
  return full > Math.floor(from / CHECKPOINT_ENTRIES) ? [timer(`size:${full * CHECKPOINT_ENTRIES}`, at)] : [];
}

export function isCheckpointTimer({ id }: Pick<Job, "id">): boolean {
  return id.startsWith(PREFIX);
}

/** Whether it is the timer of an hour, which is followed by that of the next. */
export function isHourTimer({ id }: Pick<Job, "id">): boolean {
  return id.startsWith(`${PREFIX}hour:`);
}

function timer(id: string, runAt: Instant): NewJob {
  return { id: `${PREFIX}${id}`, kind: "timer", payload: "{}", lane: null, runAt, held: false };
}
