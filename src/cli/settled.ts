import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import type { Ledger } from "../ledger/port.ts";

/** As long as the log channel gathers lines at most; see src/slack/log-feed.ts. */
const LONGEST_GATHERING_MS = 1_000;

const LOOK_EVERY_MS = 15;
const GATHERING_MS = 3_000;

/**
 * Resolves when no request is being worked on, no case is open and nothing waits to be posted, or after
 * `withinMs` milliseconds of real time. What is only read again later (unknown outcomes) does not count.
 */
export async function settled(ledger: Ledger, clock: Clock, withinMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + withinMs;
  let wasQuiet = false;
  while (performance.now() < giveUpAt) {
    // What is due is taken while one looks, and makes something else that is due: so it is looked at on both sides.
    const isQuiet =
      !(await isDue(ledger, clock)) && !(await isUnderWay(ledger)) && !(await isDue(ledger, clock));
    // The counts are not of one moment: work can slip from one to the next between them, but not twice.
    if (isQuiet && wasQuiet) return true;
    wasQuiet = isQuiet;
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}

async function isUnderWay(ledger: Ledger): Promise<boolean> {
  const { jobs, openCases } = await ledger.counts();
  const { request, post, callback, alert, log } = jobs;
  const waiting =
    request.ready + request.leased + post.ready + post.leased + callback.leased + alert.leased + log.leased;
  return waiting > 0 || openCases > 0;
}

/** Most timers wait for hours; one that is due is work. */
async function isDue(ledger: Ledger, clock: Clock): Promise<boolean> {
  const timer = await ledger.nextDue("timer");
  const onCall = await ledger.nextDue("alert");
  // What others did is gathered for a moment before it is told.
  const seen = ((await ledger.nextDue("callback")) ?? Number.POSITIVE_INFINITY) - GATHERING_MS;
  // The one that shows entries waits for the next, or gathers for a moment what it shows.
  const shows = ((await ledger.nextDue("log")) ?? Number.POSITIVE_INFINITY) - LONGEST_GATHERING_MS;
  return [timer, onCall, seen, shows].some((due) => due !== null && due <= clock.now());
}
