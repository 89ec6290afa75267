import pLimit, { type LimitFunction } from "p-limit";
import type { Settlement, Target } from "../ledger/port.ts";
import { inPieces } from "../pieces.ts";
import { reach, type Authority } from "../policy/reach.ts";
import type { AccountState, GroupState, VendorDriver } from "../vendors/port.ts";
import { canDisprove, saveOutcomes } from "./closing.ts";
import { afterFailedRead } from "./failing.ts";
import { hasLapsed, judge, type Why } from "./judge.ts";
import { LEAVING, settlement, STALE, type Pass, type Pause } from "./pass.ts";
import { readStates } from "./reading.ts";
import { send } from "./send.ts";

/**
 * Requests of batches that are under way at a time. Each is written down, sent, and seen to have taken effect: with
 * 180 ms for all that, 16 are about 90 a second, which is what the vendors take. More only wait for their turns, and
 * their commits stand in the way of single commands, while the batch is no faster (docs/decisions.md has figures).
 */
const ABREAST = 16;

/** Batches of one connection share its rate, so they share what is under way: none begins what would only wait. */
const shared = new WeakMap<VendorDriver, LimitFunction>();

function limitOf({ urgency }: Pass, driver: VendorDriver): LimitFunction {
  if (urgency === "prompt") return pLimit(ABREAST);
  const limit = shared.get(driver) ?? pLimit(ABREAST);
  shared.set(driver, limit);
  return limit;
}

/** Where a pass works: the group as it was described, and what is allowed there now. */
export interface Ground {
  readonly driver: VendorDriver;
  readonly group: GroupState;
  /** Most accounts in one request. */
  readonly batch: number;
  readonly may: Authority | Why;
}

/** A pass on its way through its targets; the first pause ends it, after what is under way has ended. */
interface Walk {
  readonly pass: Pass;
  readonly ground: Ground;
  /** Most accounts in one request, smaller once the vendor has said so. */
  batch: number;
  pause: Pause | null;
}

/**
 * Works through open targets: reads as many together as the vendor reads well, settles those that need no request,
 * and sends for the others in requests of the vendor's size. `ended`: attempts of earlier passes that reading settles.
 */
export async function goThrough(
  pass: Pass,
  ground: Ground,
  open: readonly Target[],
  ended: readonly number[],
): Promise<Pause | null> {
  const walk: Walk = { pass, ground, batch: ground.batch, pause: null };
  const limit = limitOf(pass, ground.driver);
  const windows = inPieces(open, Math.max(ground.batch, ground.driver.readsTogether));
  const walked = await Promise.allSettled(
    windows.map(async (window, index) => {
      const toSend = await limit(() =>
        unlessPaused(walk, () => readWindow(walk, window, index === 0 ? ended : [])),
      );
      const chunks = inPieces(toSend ?? [], ground.batch);
      const sent = await Promise.allSettled(
        chunks.map((chunk) => limit(() => unlessPaused(walk, () => sendChunk(walk, chunk)))),
      );
      throwFirst(sent);
    }),
  );
  throwFirst(walked);
  return walk.pause;
}

/** Nothing new is begun after a pause, nor after a failure nobody foresaw, nor, of a batch, when this process is to stop. */
async function unlessPaused<T>(walk: Walk, step: () => Promise<T>): Promise<T | null> {
  if (walk.pass.urgency === "patient" && walk.pass.lease.isEnding()) walk.pause ??= LEAVING;
  if (walk.pause) return null;
  try {
    return await step();
  } catch (error) {
    walk.pause ??= STALE;
    throw error;
  }
}

/** What is under way ends before the failure is told: nobody must work on the job meanwhile. */
function throwFirst(results: readonly PromiseSettledResult<unknown>[]): void {
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

/** Reads a window and writes down what it settles; what is left needs requests. */
async function readWindow(
  walk: Walk,
  window: readonly Target[],
  ended: readonly number[],
): Promise<readonly AccountState[]> {
  const { pass, ground } = walk;
  const accounts = window.map(({ account }) => account);
  const read = await readStates(ground.driver, ground.group, pass.kase.verb, accounts, pass.urgency);
  if (!read.ok) {
    const pause = await afterFailedRead(pass, window, read.failure);
    walk.pause ??= pause;
    return [];
  }
  const stop = await whyNotSend(pass, ground.may);
  const settlements: Settlement[] = [];
  const toSend: AccountState[] = [];
  for (const state of read.value) {
    const target = pass.targets.get(state.account);
    if (!target) throw new Error("a driver answered about an account that was not asked for");
    const judgement = judge(pass.aim, state, outOfReach(walk, state), target);
    if (judgement.step === "settled")
      settlements.push({ ...settlement(state.account, judgement.outcome, judgement.why), before: state });
    else if (stop) settlements.push(...(await withoutSending(pass, target, stop)));
    else toSend.push(state);
  }
  if (settlements.length > 0 || ended.length > 0) {
    if ((await saveOutcomes(pass, { settlements, attempts: ended })) === "stale") walk.pause ??= STALE;
  }
  return toSend;
}

/** The end of a ban is due whoever is protected or promoted meanwhile. */
function outOfReach({ pass, ground: { may } }: Walk, state: AccountState): ReturnType<typeof reach> {
  if (typeof may === "string" || pass.kase.lifts !== null) return null;
  return reach(may, state);
}

async function sendChunk(walk: Walk, states: readonly AccountState[]): Promise<void> {
  const { pass, ground } = walk;
  if (states.length > walk.batch) return sendPieces(walk, states, walk.batch);
  const stop = pass.urgency === "patient" ? await whyNotSend(pass, ground.may) : null;
  if (stop) return refuseUnsent(walk, states, stop);
  const end = await send(pass, ground.driver, ground.group, states);
  switch (end.kind) {
    case "through":
      return;
    case "paused":
      walk.pause ??= end.pause;
      return;
    case "split": {
      if (end.batch < states.length) walk.batch = Math.max(1, Math.min(walk.batch, end.batch));
      return sendPieces(walk, states, Math.max(1, Math.min(end.batch, Math.ceil(states.length / 2))));
    }
    default:
      return end satisfies never;
  }
}

async function sendPieces(walk: Walk, states: readonly AccountState[], size: number): Promise<void> {
  for (const piece of inPieces(states, size)) await unlessPaused(walk, () => sendChunk(walk, piece));
}

/** Between reading and sending, a person stopped the case, or its time ran out. */
async function refuseUnsent(walk: Walk, states: readonly AccountState[], stop: Why): Promise<void> {
  const settlements: Settlement[] = [];
  for (const { account } of states) {
    const target = walk.pass.targets.get(account);
    if (target) settlements.push(...(await withoutSending(walk.pass, target, stop)));
  }
  if (settlements.length === 0) return;
  if ((await saveOutcomes(walk.pass, { settlements })) === "stale") walk.pause ??= STALE;
}

/** What becomes of an account that needs a request when none may be sent any more. Unknown stays unknown. */
async function withoutSending(pass: Pass, target: Target, stop: Why): Promise<readonly Settlement[]> {
  const { account, attempted, outcome } = target;
  if (!attempted) return [settlement(account, "refused", stop)];
  if (await canDisprove(pass, target)) return [settlement(account, "refused", "not_applied")];
  return outcome === "unknown" ? [] : [settlement(account, "unknown", "lost_track")];
}

/** A settled case is only read: what it left unknown is found out, never done again. */
async function whyNotSend(pass: Pass, may: Authority | Why): Promise<Why | null> {
  const { work, kase } = pass;
  const now = work.clock.now();
  if (kase.state === "settled") return "not_applied";
  if (typeof may === "string") return may;
  if (now > kase.notAfter) return "too_late";
  if (hasLapsed(pass.aim, now)) return "end_passed";
  if (pass.urgency === "prompt") return kase.stoppedBy === null ? null : "stopped";
  return (await work.ledger.stopOf(kase.number)) === null ? null : "stopped";
}
