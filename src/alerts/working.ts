import type { Casework } from "../cases/casework.ts";
import type { Instant } from "../clock.ts";
import type { Job, NewJob } from "../ledger/port.ts";
import { ownByActing } from "./acted.ts";
import type { AlertSettings } from "./port.ts";
import { driftJob, lookForDrift } from "./drifting.ts";
import { lookAtQuiet, quietJob } from "./quiet.ts";
import type { AlertWork } from "./record.ts";
import { handoverJob, ringAlert, ringHandover } from "./ringing.ts";
import { takeSent, type Sent } from "./taking.ts";

/** Works on the jobs of alerts: what sources have sent, and moments of on-call. */
export interface AlertWorker {
  work(work: Casework, job: Job): Promise<void>;
}

/** `listening`: since when this process has listened to sources. */
export function createAlertWorker(listening: Instant): AlertWorker {
  const heard = new Map<string, Instant>();
  return {
    async work(work, job) {
      const settings = work.register.alerts;
      // Written by record.ts.
      const what = JSON.parse(job.payload) as AlertWork;
      if (settings === null) return rest(work, job, what);
      switch (what.kind) {
        case "sent":
          return takeSent(work, settings, job, what.sent as Sent, heard);
        case "acted":
          return ownByActing(work, settings, job, what);
        case "due":
          return ringAlert(work, settings, job, what);
        case "quiet":
          return lookAtQuiet(work, settings, job, what.source, listening);
        case "handover":
          return ringHandover(work, settings, job, what.at);
        case "drift":
          return lookForDrift(work, job);
        default:
          return what satisfies never;
      }
    },
  };
}

/** How often work that stands looks whether there are alerts again, in milliseconds. */
const REST_MS = 15 * 60_000;

/**
 * The configuration has come to take no alerts; those who send are told so at the door. It may take them again, and of
 * what stands there is one job for all time: ended, it would never come back.
 */
async function rest({ ledger, clock }: Casework, job: Job, { kind }: AlertWork): Promise<void> {
  if (kind === "quiet" || kind === "drift") await ledger.postpone(job, clock.now() + REST_MS, null);
  else await ledger.settleJob(job, { note: { over: true } });
}

/** Jobs that have to be there whenever Bailiff runs by this configuration. Those that are there already stay. */
export function standingJobs({ sources, handover }: AlertSettings, now: Instant): readonly NewJob[] {
  const quiet = [...sources].flatMap(([name, { quietMs }]) =>
    quietMs === null ? [] : [quietJob(name, now + quietMs)],
  );
  const shifts = handover === null ? [] : [handoverJob(handover, now)];
  return [...quiet, ...shifts, driftJob(now)];
}
