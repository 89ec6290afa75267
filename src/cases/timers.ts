import type { Job } from "../ledger/port.ts";
import type { Ask } from "./ask.ts";
import type { Casework } from "./casework.ts";
import { readHeld } from "./held.ts";
import { storeAsk } from "./intake.ts";
import { liftedBy, ringLift } from "./lifting.ts";
import { abandonLift } from "./not-lifted.ts";
import { giveUpSummary, ringSummary, weekOf } from "./summary-timer.ts";

/**
 * A timer is due: it asks, once, for what it stands for. What it asks takes the road of a typed command; only the summary
 * of a week asks for nothing.
 */
export async function ring(work: Casework, job: Job): Promise<void> {
  const summary = weekOf(job);
  if (summary) return ringSummary(work, job, summary);
  const hold = holdOf(job);
  return hold === null ? ringLift(work, job) : ringExpiry(work, job, hold);
}

/** Ends a timer at which Bailiff keeps failing. */
export async function giveUpTimer(work: Casework, job: Job, why: string): Promise<void> {
  const summary = weekOf(job);
  if (summary) return giveUpSummary(work, job, summary.team, why);
  if (holdOf(job) === null) return abandonLift(work, job, liftedBy(job), why);
  // What it was to end counts as over by its own time, whether anybody is told or not.
  await work.ledger.bury(job, why);
}

function holdOf(job: Job): string | null {
  // Written by holding.ts, or by lifting.ts.
  const payload = JSON.parse(job.payload) as { readonly expire?: string };
  return payload.expire ?? null;
}

async function ringExpiry({ ledger, clock }: Casework, job: Job, id: string): Promise<void> {
  const record = await ledger.holdById(id);
  if (!record) throw new Error(`the timer ${job.id} is about a hold that does not exist`);
  const { hold, channel, preview } = readHeld(record);
  const ask: Ask = {
    surface: "timer",
    team: hold.asker.team,
    person: hold.asker.person,
    channel,
    askedAt: clock.now(),
    request: { kind: "expire", hold: id },
    words: preview.words,
    responseUrl: null,
    confirms: null,
    list: null,
  };
  await storeAsk(ledger, `expired:${id}`, ask, false);
  await ledger.settleJob(job, { note: { asked: `expired:${id}` } });
}
