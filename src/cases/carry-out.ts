import type { Job, OpenAttempt, Target } from "../ledger/port.ts";
import { describeWhy, rightsUnread } from "../texts/outcomes.ts";
import { urgencyOf, isBatch } from "./batch.ts";
import { postBeside, type Casework } from "./casework.ts";
import { abandonCase, closeCase, giveBack } from "./closing.ts";
import { afterFailedRead, refuseAll } from "./failing.ts";
import { overtaken } from "./lifting.ts";
import type { Pass, Pause } from "./pass.ts";
import { isDirect } from "./place.ts";
import type { Lease } from "./lease.ts";
import { rightsNow, type RightsNow } from "./rights-now.ts";
import { withoutStopped } from "./stopping.ts";
import { goThrough, type Ground } from "./through.ts";
import { growingWait, triesUntil } from "./waits.ts";

/** How soon a case looks again whether the earlier case on the same account has ended. */
const BLOCKED_LOOK_AGAIN_MS = 200;
const BLOCKED_LONGEST_WAIT_MS = 2_000;

/**
 * Carries out one case: settles what an earlier attempt left open by reading, checks the asker's rights as
 * they are now, and then reads, writes down each attempt, sends, reads again, writes down the outcome. Nothing is
 * sent that was not written down before; nothing is written down as done that was not seen afterwards, or stated
 * by the vendor account by account. True when this pass settled the case.
 */
export async function carryOut(work: Casework, job: Job, lease: Lease): Promise<boolean> {
  const pass = await withoutStopped(await passOver(work, job, lease));
  await showProgress(pass);
  const left = await work.ledger.openAttempts(pass.kase.number);
  const pause = (await whyWait(pass, left)) ?? (await workThrough(pass, left));
  if (!pause) return closeCase(pass);
  await giveBack(pass, pause);
  return false;
}

/**
 * Ends a case at which Bailiff keeps failing. Where not even that can be written down, nothing more is sent, whoever asked
 * is told that it waits, and it goes on or ends when the journal takes entries again.
 */
export async function giveUpCase(work: Casework, job: Job, lease: Lease, why: string): Promise<void> {
  const pass = await passOver(work, job, lease);
  try {
    await abandonCase(pass, why);
  } catch (error) {
    work.log.error({ err: error, case: job.case }, "the end of a case could not be written to the journal");
    await giveBack(pass, UNRECORDED);
  }
}

const UNRECORDED: Pause = {
  kind: "wait",
  why: "Bailiff could not write to its journal, and it sends nothing that it cannot record.",
  failure: null,
  notBefore: null,
};

async function passOver(work: Casework, job: Job, lease: Lease): Promise<Pass> {
  if (job.case === null) throw new Error(`job ${job.id} of kind case names no case`);
  const kase = await work.ledger.caseByNumber(job.case);
  if (!kase) throw new Error(`case #${job.case} has a job but does not exist`);
  // Until the group has been described, nobody knows who ends what; nothing is judged before that.
  const aim = { verb: kase.verb, until: kase.until, endedBy: null };
  const targets = new Map(kase.targets.map((target) => [target.account, target]));
  return { work, job, kase, targets, aim, lease, urgency: urgencyOf(kase.targets.length) };
}

/** A batch gets its card as work on it begins; asking for it again changes nothing. */
async function showProgress({ work, job, kase }: Pass): Promise<void> {
  if (!isBatch(kase.targets.length) || kase.state === "settled" || isDirect(kase.channel)) return;
  const { number, channel } = kase;
  const card = postBeside(`progress:#${number}`, channel, { kind: "progress", number }, work.clock.now());
  await work.ledger.record(job, { attempts: [], settlements: [], entries: [], posts: [card], settle: null });
}

async function whyWait({ work, kase }: Pass, left: readonly OpenAttempt[]): Promise<Pause | null> {
  const deadline = Math.max(0, ...left.map((attempt) => attempt.deadline));
  if (deadline > work.clock.now()) {
    return {
      kind: "wait",
      why: "an earlier request may still be on its way",
      failure: null,
      notBefore: deadline,
    };
  }
  const now = work.clock.now();
  const isWaiting = kase.state === "open" && now <= kase.notAfter && kase.stoppedBy === null;
  const blocker = isWaiting ? await work.ledger.blockedBy(kase.number) : null;
  if (blocker === null) return null;
  return {
    kind: "wait",
    why: `it waits for #${blocker}, which is about the same account and comes first`,
    failure: null,
    notBefore: now + growingWait(now - kase.openedAt, BLOCKED_LOOK_AGAIN_MS, BLOCKED_LONGEST_WAIT_MS),
  };
}

async function workThrough(pass: Pass, left: readonly OpenAttempt[]): Promise<Pause | null> {
  const { work, kase } = pass;
  const wanting = kase.targets.filter(isOpen);
  const late = new Set(await overtaken(pass, wanting));
  if (late.size > 0) {
    const pause = await refuseAll(pass, [...late], describeWhy("overtaken"));
    if (pause) return pause;
  }
  const open = wanting.filter((target) => !late.has(target));
  if (open.length === 0) return null;
  const driver = work.drivers.get(kase.group.connection);
  if (!driver) return refuseAll(pass, open, `no connection is named ${kase.group.connection} any more`);
  const group = await driver.describe(kase.group);
  if (!group.ok) return afterFailedRead(pass, open, group.failure);
  const support = group.value.supports[kase.verb];
  if (!support.supported) return refuseAll(pass, open, support.why);
  const rights = await rightsNow(pass);
  if (rights.kind === "unread" && mayWait(pass)) {
    work.log.warn(
      { case: kase.number, why: rights.detail },
      "a case waits for Slack to tell its asker's rights",
    );
    return { kind: "wait", why: rightsUnread(rights.detail), failure: null, notBefore: null };
  }
  const aimed: Pass = { ...pass, aim: { ...pass.aim, endedBy: support.endedBy } };
  const ground = { driver, group: group.value, batch: support.batch, may: mayOf(rights) };
  return goThrough(
    aimed,
    ground,
    open,
    left.map(({ id }) => id),
  );
}

/** Who cannot be known to have the right has not. */
function mayOf(rights: RightsNow): Ground["may"] {
  return rights.kind === "held" ? rights.authority : "rights_lost";
}

/** Whether more can be sent for it yet, so that it is worth waiting to know whether it may. */
function mayWait({ work, kase }: Pass): boolean {
  return kase.state === "open" && kase.stoppedBy === null && work.clock.now() < triesUntil(kase);
}

function isOpen({ outcome }: Target): boolean {
  return outcome === null || outcome === "unknown";
}
