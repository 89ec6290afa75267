import type { Case, Json, NewEntry, NewJob, Settlement, Target, Written } from "../ledger/port.ts";
import { describeWhy } from "../texts/outcomes.ts";
import type { VendorFailure, WireRequest } from "../vendors/port.ts";
import { post } from "./casework.ts";
import { hasLapsed } from "./judge.ts";
import { unsettled, type Pass, type Pause } from "./pass.ts";
import { askerOfCase, closedEntry, resultPosts } from "./results.ts";
import { growingWait, jitter, triesUntil } from "./waits.ts";

/** Waits between passes over an open case, in milliseconds. */
const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A case that waits this long for an earlier one says so, in milliseconds. */
const TOLD_AFTER_MS = 1_000;
/** When a case with unknown targets is read again after its result was told, and for how long this goes on. */
const FIRST_LATE_READ_MS = 2_000;
const LONGEST_LATE_WAIT_MS = 60 * 60_000;
const LATE_READS_FOR_MS = 24 * 60 * 60_000;

/** What a pass found out, to be written down in one transaction. */
export interface Findings {
  readonly settlements: readonly Settlement[];
  /** Attempts whose end is known now. */
  readonly attempts?: readonly number[];
  /** Accounts that a failed attempt certainly did not touch. */
  readonly untouched?: readonly string[];
  readonly failure?: VendorFailure;
  readonly request?: WireRequest;
}

export async function saveOutcomes({ work, job, kase }: Pass, findings: Findings): Promise<Written> {
  const { settlements, attempts = [], untouched = [], failure, request } = findings;
  // A read that found out nothing is no entry.
  if (settlements.length === 0 && attempts.length === 0 && untouched.length === 0 && !failure)
    return "written";
  const body: Record<string, Json> = {
    fence: job.fence,
    verb: kase.verb,
    group: kase.group.alias,
    attempts: [...attempts],
    rows: settlements.map(({ account, outcome, detail }) => ({ account, outcome, detail })),
  };
  if (failure) body["failure"] = factsOf(failure);
  if (request) body["request"] = { ...request };
  const entry: NewEntry = {
    kind: kase.state === "settled" ? "late_outcome" : "outcome",
    case: kase.number,
    body,
  };
  const written = await work.ledger.record(job, {
    attempts,
    untouched,
    settlements,
    entries: [entry],
    posts: [],
    settle: null,
  });
  if (written === "written") work.onStep("outcome.recorded", { case: kase.number, job: job.id });
  return written;
}

function factsOf({ kind, detail, code }: VendorFailure): Json {
  return { kind, detail, ...(code !== undefined && { code }) };
}

/** Leaves the case for later, and tells the asker, once, when it is the vendor that keeps them waiting. */
export async function giveBack({ work, job, kase }: Pass, pause: Pause): Promise<void> {
  if (pause.kind === "stale") return;
  const now = work.clock.now();
  if (pause.kind === "leaving") return void (await work.ledger.postpone(job, now, null));
  const waitMs = jitter(growingWait(now - kase.askedAt, SHORTEST_WAIT_MS, LONGEST_WAIT_MS), work.random);
  const wanted = pause.notBefore ?? now + (afterPauseMs(pause.failure, work.random) ?? waitMs);
  // When its time is up the case must be told, however long the vendor asks to wait.
  const until = triesUntil(kase);
  const runAt = kase.state === "open" && until > now ? Math.min(wanted, until + 1) : wanted;
  if (pause.failure)
    work.log.warn(
      { case: kase.number, connection: kase.group.connection, why: pause.why },
      "a case waits for the chat service",
    );
  const posts: NewJob[] = [];
  const isLong = pause.failure !== null || now > kase.openedAt + TOLD_AFTER_MS;
  if (isLong && kase.state === "open") {
    const asker = { to: "asker", ...(await askerOfCase(work, kase)) } as const;
    posts.push(
      post(
        `waiting:#${kase.number}`,
        asker,
        {
          kind: "waiting",
          job: job.id,
          words: kase.command,
          detail: pause.why,
          until,
        },
        now,
      ),
    );
  }
  await work.ledger.postpone(job, runAt, pause.why, { posts });
}

/**
 * Every target has an outcome: the case is settled and told; what is still unknown goes on being read as long as
 * reading can tell. True when it was this call that settled it.
 */
export async function closeCase(pass: Pass): Promise<boolean> {
  const { work, job } = pass;
  const kase = await caseNow(pass);
  const now = work.clock.now();
  const late = kase.state === "settled";
  const goingOnMs = now - (kase.settledAt ?? now);
  const canTell = kase.targets.some(({ outcome }) => outcome === "unknown") && !hasLapsed(pass.aim, now);
  const isGivenUp = canTell && goingOnMs > LATE_READS_FOR_MS;
  const again =
    canTell && !isGivenUp ? now + growingWait(goingOnMs, FIRST_LATE_READ_MS, LONGEST_LATE_WAIT_MS) : null;
  const hasNews = pass.kase.targets.some((target, index) => target.outcome !== kase.targets[index]?.outcome);
  if (late && again !== null && !hasNews) {
    await work.ledger.postpone(job, again, "some outcomes are unknown");
    return false;
  }
  if (isGivenUp)
    work.log.error(
      { case: kase.number },
      "some outcomes could not be found out in a day; the case is among the dead letters",
    );
  const tale = { late: late ? `late:${job.fence}` : null, readOn: again !== null };
  const isTold = !late || hasNews || isGivenUp;
  const written = await work.ledger.record(job, {
    attempts: [],
    settlements: [],
    entries: isTold ? [closedEntry(kase, late)] : [],
    posts: isTold ? await resultPosts(work, kase, tale) : [],
    settle: isGivenUp ? { again, dead: "the outcome of some targets could not be found out" } : { again },
  });
  return written === "written" && !late;
}

/**
 * Ends a case that Bailiff itself cannot work on, so that it neither stays open for ever nor blocks others: what
 * may have been sent is unknown, what was not is refused, and both are told. Its job goes to the dead letters.
 */
export async function abandonCase(pass: Pass, why: string): Promise<void> {
  const { work, job } = pass;
  const kase = await caseNow(pass);
  const settlements = unsettled(kase.targets, describeWhy("own_failure"));
  const settled = new Map(settlements.map((row) => [row.account, row]));
  const ended = {
    ...kase,
    targets: kase.targets.map((target) => ({ ...target, ...settled.get(target.account) })),
  };
  const entry: NewEntry = {
    kind: "outcome",
    case: kase.number,
    body: {
      fence: job.fence,
      verb: kase.verb,
      group: kase.group.alias,
      abandoned: why,
      rows: settlements.map(({ account, outcome, detail }) => ({ account, outcome, detail })),
    },
  };
  await work.ledger.record(job, {
    attempts: [],
    settlements,
    entries: [entry, closedEntry(ended, kase.state === "settled")],
    posts: kase.state === "open" ? await resultPosts(work, kase, { late: null, readOn: false }) : [],
    settle: { again: null, dead: why },
  });
}

/** Whether reading the vendor can still prove that a request was not applied. */
export async function canDisprove({ work, kase, aim }: Pass, target: Target): Promise<boolean> {
  // The vendor said yes to it once: what it looks like now proves nothing.
  const saidYes = target.detail === describeWhy("not_verified") || target.detail === describeWhy("not_read");
  if (saidYes || hasLapsed(aim, work.clock.now())) return false;
  return !(await work.ledger.isAttemptedLater(kase.number, target.account));
}

async function caseNow({ work, kase }: Pass): Promise<Case> {
  const now = await work.ledger.caseByNumber(kase.number);
  if (!now) throw new Error(`case #${kase.number} has gone`);
  return now;
}

/** What the vendor asks for, and up to a quarter more: those who were told so together do not come back together. */
function afterPauseMs(failure: VendorFailure | null, random: () => number): number | null {
  if (failure?.kind !== "throttled" || failure.retryAfterMs === null) return null;
  return failure.retryAfterMs * (1 + random() / 4);
}
