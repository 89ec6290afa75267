import type { Casework } from "../cases/casework.ts";
import type { Job } from "../ledger/port.ts";
import type { ActedOnAlert, AlertSettings } from "./port.ts";
import { press } from "./press.ts";
import { readAlert, writingOf } from "./record.ts";

const TRIES = 20;

/**
 * Somebody has a case opened on an alert: if nobody takes care of it, they do. The job was written with the case, and ends
 * with the change, so that neither is without the other.
 */
export async function ownByActing(
  work: Casework,
  { clocks }: AlertSettings,
  job: Job,
  { alert: id, person, by }: ActedOnAlert,
): Promise<void> {
  const { ledger, clock } = work;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const record = await ledger.alertById(id);
    if (!record) throw new Error(`the case of ${job.id} was asked for on an alert that does not exist`);
    const before = readAlert(record);
    const pressed = press(before, { kind: "act" }, person, clocks, clock.now());
    if (!pressed.ok) return void (await ledger.settleJob(job, { note: { owner: pressed.failure.kind } }));
    const stand = { id, version: record.version, before };
    const writing = writingOf(work, clocks, stand, pressed.value, by);
    const written = await ledger.changeAlert(job, { ...stand, ...writing, settle: true });
    if (written !== "moved") return;
  }
  throw new Error(`the alert ${id} moved at every look`);
}
