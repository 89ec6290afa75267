import type { Instant } from "../clock.ts";
import type { Job, NewJob } from "../ledger/port.ts";

/** The job that shows the entries from number `from` on in the log channel. One is open at any time. */
export function feedJob(from: number, runAt: Instant): NewJob {
  return { id: `log:${from}`, kind: "log", payload: "{}", lane: null, runAt, held: false };
}

/** The number from which a job shows entries. */
export function firstOf({ id }: Pick<Job, "id">): number {
  return Number(id.slice("log:".length));
}
