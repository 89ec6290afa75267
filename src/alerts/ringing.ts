import { post, type Casework } from "../cases/casework.ts";
import type { Job } from "../ledger/port.ts";
import { dueAt, elapse } from "./clocks.ts";
import type { AlertSettings } from "./port.ts";
import { alertJob, readAlert, writingOf, type AlertWork } from "./record.ts";
import { nextShift } from "./shifts.ts";

const TRIES = 20;

/** A moment of an alert has come. The change and the end of the timer are one transaction, so it counts once. */
export async function ringAlert(
  work: Casework,
  { clocks }: AlertSettings,
  job: Job,
  { alert: id, timer }: AlertWork & { readonly kind: "due" },
): Promise<void> {
  const { ledger, clock } = work;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const record = await ledger.alertById(id);
    if (!record) throw new Error(`the timer ${job.id} is about an alert that does not exist`);
    const before = readAlert(record);
    // The alert has gone on, and has another timer or none.
    if (before.timer !== timer) return void (await ledger.settleJob(job, { note: { over: true } }));
    const changed = elapse(before, clocks, clock.now());
    if (changed === null) {
      // The configuration has come to say another time.
      const due = dueAt(before, clocks);
      if (due === null) return void (await ledger.settleJob(job, { note: { over: true } }));
      return void (await ledger.postpone(job, due, null));
    }
    const stand = { id, version: record.version, before };
    const writing = writingOf(work, clocks, stand, changed);
    const written = await ledger.changeAlert(job, { ...stand, ...writing, settle: true });
    if (written !== "moved") return;
  }
  throw new Error(`the alert ${id} moved at every look`);
}

export function handoverJob(handover: NonNullable<AlertSettings["handover"]>, after: number) {
  const at = nextShift(handover, after);
  return alertJob(`alert-handover:${at}`, { kind: "handover", at }, at);
}

/** A shift changes: a note of what is open, once, and the timer of the next change. */
export async function ringHandover(
  { ledger, clock }: Casework,
  { handover, channel }: AlertSettings,
  job: Job,
  at: number,
): Promise<void> {
  if (handover === null) return void (await ledger.settleJob(job, { note: { over: true } }));
  const isNow = nextShift(handover, at - 1) === at;
  // Of shifts that changed while Bailiff was away only the last is told.
  const next = handoverJob(handover, Math.max(at, clock.now()));
  const isLast = nextShift(handover, at) > clock.now();
  const address = { to: "channel", channel, asker: null } as const;
  const note = post(`handover:${at}`, address, { kind: "handover", at, next: next.runAt }, clock.now());
  const isTold = isNow && isLast;
  const open = isTold ? await ledger.openAlerts(1_000) : [];
  await ledger.settleJob(job, {
    entries: isTold
      ? [{ kind: "handover", case: null, body: { at, open: open.map(({ number }) => number) } }]
      : [],
    posts: isTold ? [note, next] : [next],
  });
}
