import type { Job, OpenAttempt, Settlement, Target } from "../ledger/port.ts";
import { decide, lastsFrom } from "../policy/decide.ts";
import { reach } from "../policy/reach.ts";
import type { Rule } from "../policy/rules.ts";
import {
  advice,
  type AccountState,
  type GroupState,
  type VendorDriver,
  type VendorFailure,
} from "../vendors/port.ts";
import type { Casework } from "./casework.ts";
import { abandonCase, canDisprove, closeCase, giveBack, saveOutcomes } from "./closing.ts";
import { hasLapsed, judge, type Why } from "./judge.ts";
import {
  paused,
  settlement,
  STALE,
  THROUGH,
  unsettled,
  waitAfter,
  type ChunkEnd,
  type Pass,
  type Pause,
} from "./pass.ts";
import type { Lease } from "./queue.ts";
import { send } from "./send.ts";
import { growingWait } from "./waits.ts";

/** How old Slack's word about a person may be when their case is carried out, in milliseconds. */
const EXECUTED_MAX_AGE_MS = 20_000;
/** How soon a case looks again whether the earlier case on the same account has ended. */
const BLOCKED_LOOK_AGAIN_MS = 200;
const BLOCKED_LONGEST_WAIT_MS = 2_000;

/**
 * Carries out one case: settles what an earlier attempt left open by reading, checks the asker's rights as
 * they are now, and then, chunk by chunk, reads, writes down the attempt, sends, reads again, writes down the
 * outcome. Nothing is sent that was not written down before; nothing is written down as done that was not
 * seen afterwards, or stated by the vendor account by account. True when this pass settled the case.
 */
export async function carryOut(work: Casework, job: Job, lease: Lease): Promise<boolean> {
  const pass = await passOver(work, job, lease);
  const left = await work.ledger.openAttempts(pass.kase.number);
  const pause = (await whyWait(pass, left)) ?? (await workThrough(pass, left));
  if (!pause) return closeCase(pass);
  await giveBack(pass, pause);
  return false;
}

/** Ends a case at which Bailiff keeps failing. */
export async function giveUpCase(work: Casework, job: Job, lease: Lease, why: string): Promise<void> {
  await abandonCase(await passOver(work, job, lease), why);
}

async function passOver(work: Casework, job: Job, lease: Lease): Promise<Pass> {
  if (job.case === null) throw new Error(`job ${job.id} of kind case names no case`);
  const kase = await work.ledger.caseByNumber(job.case);
  if (!kase) throw new Error(`case #${job.case} has a job but does not exist`);
  return { work, job, kase, aim: { verb: kase.verb, until: kase.until }, lease };
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
  const isWaiting = kase.state === "open" && now <= kase.notAfter;
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
  const open = kase.targets.filter((target) => target.outcome === null || target.outcome === "unknown");
  if (open.length === 0) return null;
  const driver = work.drivers.get(kase.group.connection);
  if (!driver) return refuseAll(pass, open, `no connection is named ${kase.group.connection} any more`);
  const state = await driver.describe(kase.group);
  if (!state.ok) return afterFailedRead(pass, open, state.failure);
  const support = state.value.supports[kase.verb];
  if (!support.supported) return refuseAll(pass, open, support.why);
  const may = await rightsNow(pass);

  let batch = support.batch;
  let todo = open;
  let ended = left.map(({ id }) => id);
  while (todo.length > 0) {
    const chunk = todo.slice(0, batch);
    const end = await workOnChunk(pass, driver, state.value, chunk, may, ended);
    ended = [];
    if (end.kind === "paused") return end.pause;
    if (end.kind === "split") batch = Math.max(1, Math.min(end.batch, Math.ceil(chunk.length / 2)));
    else {
      todo = todo.slice(chunk.length);
      batch = support.batch;
    }
  }
  return null;
}

/** One chunk: read, settle what needs no request, send for the rest. `ended`: attempts that this read settles. */
async function workOnChunk(
  pass: Pass,
  driver: VendorDriver,
  group: GroupState,
  chunk: readonly Target[],
  may: Rule | Why,
  ended: readonly number[],
): Promise<ChunkEnd> {
  const read = await driver.states(
    group,
    chunk.map(({ account }) => account),
  );
  if (!read.ok) {
    const pause = await afterFailedRead(pass, chunk, read.failure);
    return pause ? paused(pause) : THROUGH;
  }
  const stop = whyNotSend(pass, may);
  const settlements: Settlement[] = [];
  const toSend: AccountState[] = [];
  for (const state of read.value) {
    const target = targetOf(chunk, state.account);
    const outOfReach = typeof may === "string" ? null : reach(pass.work.register.policy, may, state);
    const judgement = judge(pass.aim, state, outOfReach, target);
    if (judgement.step === "settled")
      settlements.push(settlement(state.account, judgement.outcome, judgement.why));
    else if (stop) settlements.push(...(await withoutSending(pass, target, stop)));
    else toSend.push(state);
  }
  if (settlements.length > 0 || ended.length > 0) {
    if ((await saveOutcomes(pass, { settlements, attempts: ended })) === "stale") return paused(STALE);
  }
  return toSend.length === 0 ? THROUGH : send(pass, driver, group, toSend);
}

/** What becomes of an account that needs a request when none may be sent any more. Unknown stays unknown. */
async function withoutSending(pass: Pass, target: Target, stop: Why): Promise<readonly Settlement[]> {
  const { account, attempted, outcome } = target;
  if (!attempted) return [settlement(account, "refused", stop)];
  if (await canDisprove(pass, target)) return [settlement(account, "refused", "not_applied")];
  return outcome === "unknown" ? [] : [settlement(account, "unknown", "lost_track")];
}

/** Reading failed: come back later, or, when time is up, say of each target what can still be said. */
async function afterFailedRead(
  pass: Pass,
  targets: readonly Target[],
  failure: VendorFailure,
): Promise<Pause | null> {
  const { work, kase } = pass;
  if (advice(failure) !== "give_up" && work.clock.now() < kase.notAfter) return waitAfter(failure);
  const settlements = unsettled(targets, failure.detail);
  if (settlements.length === 0) return null;
  return (await saveOutcomes(pass, { settlements, failure })) === "stale" ? STALE : null;
}

async function refuseAll(pass: Pass, targets: readonly Target[], detail: string): Promise<Pause | null> {
  const settlements = unsettled(targets, detail);
  return (await saveOutcomes(pass, { settlements })) === "stale" ? STALE : null;
}

/** Rights are checked again now: they may have been lost since the case was asked for. */
async function rightsNow({ work, kase }: Pass): Promise<Rule | Why> {
  const person = await work.people.find(kase.actor.team, kase.actor.person, EXECUTED_MAX_AGE_MS);
  if (!person.ok) return "rights_lost";
  const lasts = lastsFrom(kase.askedAt, kase.until);
  const wish = { right: kase.verb, group: kase.group.alias, accounts: kase.targets.length, lasts };
  const decision = decide(work.register.policy, person.value, wish);
  return decision.allowed ? decision.rule : "rights_lost";
}

/** A settled case is only read: what it left unknown is found out, never done again. */
function whyNotSend(pass: Pass, may: Rule | Why): Why | null {
  const now = pass.work.clock.now();
  if (pass.kase.state === "settled") return "not_applied";
  if (typeof may === "string") return may;
  if (now > pass.kase.notAfter) return "too_late";
  return hasLapsed(pass.aim, now) ? "end_passed" : null;
}

function targetOf(targets: readonly Target[], account: string): Target {
  const target = targets.find((candidate) => candidate.account === account);
  if (!target) throw new Error("a driver answered about an account that was not asked for");
  return target;
}
