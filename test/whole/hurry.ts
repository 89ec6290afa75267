import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "../../src/clock.ts";
import type { Case, JobKind } from "../../src/ledger/port.ts";
import type { Scene } from "./scene.ts";

/** What Bailiff waits for within a case. Timers are moments of their own: they ring when a test moves the clock there. */
const WAITS = ["request", "case", "post"] as const satisfies readonly JobKind[];
const LOOK_EVERY_MS = 8;

/**
 * Lets waits pass at once: whenever Bailiff has nothing under way, the clock goes to the next moment it waits for.
 * While something is under way the clock runs as fast as any, so a request never ages on its way. Resolves when
 * `isOver` says so; throws after `withinMs` of real time.
 */
export async function hurryUntil(
  scene: Scene,
  isOver: () => Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await isOver())) {
    if (performance.now() > giveUpAt) throw new Error(`not over after ${withinMs} ms`);
    await passWait(scene);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Waits until Bailiff has nothing under way and nothing it waits for within a case, and no timer is due. */
export async function quietInAHurry(scene: Scene, withinMs?: number): Promise<void> {
  const { clock } = scene.sandbox;
  let wasQuiet = false;
  const isQuiet = async (): Promise<boolean> => {
    const { ledger } = scene.bailiff;
    const { jobs, openCases } = await ledger.counts();
    const { request, post } = jobs;
    const timer = await ledger.nextDue("timer");
    const waiting = request.ready + request.leased + post.ready + post.leased + openCases;
    const isTimerDue = timer !== null && timer <= clock.now();
    const isQuietTwice = wasQuiet && waiting === 0 && !isTimerDue;
    wasQuiet = waiting === 0 && !isTimerDue;
    return isQuietTwice;
  };
  await hurryUntil(scene, isQuiet, withinMs);
}

/** Waits until a case is settled and nothing of it is unknown. */
export async function settledCase(scene: Scene, number: number, withinMs?: number): Promise<Case> {
  let found: Case | null = null;
  const isSettled = async (): Promise<boolean> => {
    found = await scene.bailiff.ledger.caseByNumber(number);
    return found?.state === "settled" && found.targets.every(({ outcome }) => outcome !== "unknown");
  };
  await hurryUntil(scene, isSettled, withinMs);
  if (found === null) throw new Error(`there is no case #${number}`);
  return found;
}

/**
 * What is claimed between two questions shows the end of its lease as the moment it is due, fifteen seconds on: only a
 * moment that shows twice, with nothing under way before either, is one that is waited for.
 */
async function passWait(scene: Scene): Promise<void> {
  const { clock } = scene.sandbox;
  const moment = await waitedFor(scene);
  if (moment === null || moment !== (await waitedFor(scene))) return;
  if (moment > clock.now()) clock.advance(moment - clock.now());
}

/** The next moment Bailiff waits for; null while it has something under way, or waits for nothing. */
async function waitedFor({ bailiff, sandbox }: Scene): Promise<Instant | null> {
  const { jobs } = await bailiff.ledger.counts();
  const isBusy = WAITS.some((kind) => jobs[kind].leased > 0);
  if (isBusy || isLate([sandbox.tencent, sandbox.easemob, sandbox.agora])) return null;
  const dues = await Promise.all(WAITS.map((kind) => bailiff.ledger.nextDue(kind)));
  const moments = dues.filter((due) => due !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** A vendor that will still apply what it was sent: Bailiff reckons with that by the clock. */
function isLate(vendors: readonly Pick<Scene["sandbox"]["tencent"], "requests">[]): boolean {
  return vendors.some((vendor) =>
    vendor.requests(200).some(({ fault, status }) => fault?.startsWith("latency") && status === null),
  );
}
