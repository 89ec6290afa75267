import { rightsUnread } from "../texts/outcomes.ts";
import { advice, type VendorFailure } from "../vendors/port.ts";
import {
  LIFT_LIFE_MS,
  POSTPONED,
  refuse,
  stillWaiting,
  type Considered,
  type Considering,
} from "./considering.ts";
import type { Refusal } from "./notice.ts";
import { growingWait, isWorthWaiting, jitter } from "./waits.ts";

/** How long a request is tried before it is given back to the person, in milliseconds. */
const PATIENCE_MS = 30_000;
/** The same for the end of a ban, which nobody waits for at a keyboard. */
const LIFT_PATIENCE_MS = LIFT_LIFE_MS;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
const LONGEST_LIFT_WAIT_MS = 5 * 60_000;

/** Gives a request back to the queue while the chat service does not answer. False: that cannot pass, or not in time. */
export async function waitForVendor(at: Considering, failure: VendorFailure): Promise<boolean> {
  const mayPass = advice(failure) !== "give_up" || (isLift(at) && isWorthWaiting(failure));
  return mayPass && (await comeBack(at, failure.detail));
}

/**
 * Refuses, or waits: who has just typed something can as well type it again, but what other people have cleared is
 * not to be cleared once more because Slack cannot be asked for a moment.
 */
export async function refuseOrWait(at: Considering, refusal: Refusal): Promise<Considered> {
  const isPatient = refusal.kind === "slack_unreachable" && at.clearance !== null;
  return isPatient && (await comeBack(at, rightsUnread(refusal.detail))) ? POSTPONED : refuse(at, refusal);
}

/** Gives the request back to the queue, and says so to the person, once. False: its time is up. */
async function comeBack(at: Considering, why: string): Promise<boolean> {
  const { work, job, ask } = at;
  const now = work.clock.now();
  // Of what people had to clear, the patience begins with their word.
  const since = at.clearance?.held.hold.decided?.at ?? ask.askedAt;
  const giveUpAt = since + (isLift(at) ? LIFT_PATIENCE_MS : PATIENCE_MS);
  if (now >= giveUpAt) return false;
  const longestMs = isLift(at) ? LONGEST_LIFT_WAIT_MS : LONGEST_WAIT_MS;
  const waitMs = jitter(growingWait(now - since, FIRST_WAIT_MS, longestMs), work.random);
  work.log.warn({ job: job.id, why }, "a request waits");
  const posts = isLift(at) ? [] : [stillWaiting(at, why, giveUpAt)];
  await work.ledger.postpone(job, now + waitMs, why, { posts });
  return true;
}

function isLift({ ask }: Considering): boolean {
  return ask.request.kind === "lift";
}
