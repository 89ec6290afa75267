import { booksOf, type Case, type Json, type NewEntry, type NewJob } from "../ledger/port.ts";
import type { Settlement, Target, Written } from "../ledger/port.ts";
import { describeWhy } from "../texts/outcomes.ts";
import type { VendorFailure, WireRequest } from "../vendors/port.ts";
import { readAsk } from "./ask.ts";
import { post, type Casework } from "./casework.ts";
import { isBatch } from "./batch.ts";
import { hasLapsed } from "./judge.ts";
import type { Address, AskerAddress } from "./notice.ts";
import { unsettled, type Pass, type Pause } from "./pass.ts";
import { tableOf } from "./table.ts";
import { growingWait, jitter } from "./waits.ts";

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
    attempts: [...attempts],
    rows: settlements.map(({ account, outcome, detail }) => ({ account, outcome, detail })),
  };
  if (failure) body["failure"] = { kind: failure.kind, detail: failure.detail };
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

/** Leaves the case for later, and tells the asker, once, when it is the vendor that keeps them waiting. */
export async function giveBack({ work, job, kase }: Pass, pause: Pause): Promise<void> {
  if (pause.kind === "stale") return;
  const now = work.clock.now();
  if (pause.kind === "leaving") return void (await work.ledger.postpone(job, now, null));
  const waitMs = jitter(growingWait(now - kase.askedAt, SHORTEST_WAIT_MS, LONGEST_WAIT_MS), work.random);
  const wanted = pause.notBefore ?? now + (retryAfterMs(pause.failure) ?? waitMs);
  // When its time is up the case must be told, however long the vendor asks to wait.
  const runAt = kase.state === "open" && kase.notAfter > now ? Math.min(wanted, kase.notAfter + 1) : wanted;
  if (pause.failure)
    work.log.warn(
      { case: kase.number, connection: kase.group.connection, why: pause.why },
      "a case waits for the chat service",
    );
  const posts: NewJob[] = [];
  const isLong = pause.failure !== null || now > kase.openedAt + TOLD_AFTER_MS;
  if (isLong && kase.state === "open") {
    const asker = { to: "asker", ...(await askerOf(work, kase)) } as const;
    posts.push(
      post(
        `waiting:#${kase.number}`,
        asker,
        {
          kind: "waiting",
          job: job.id,
          words: kase.command,
          detail: pause.why,
          until: kase.notAfter,
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

/** How a result is told: as news of a case that was told before, and whether what is unknown goes on being read. */
interface Tale {
  readonly late: string | null;
  readonly readOn: boolean;
}

async function resultPosts(work: Casework, kase: Case, { late, readOn }: Tale): Promise<NewJob[]> {
  const now = work.clock.now();
  const here = await placeOfResult(work, kase);
  const id = late === null ? `#${kase.number}` : `${late}:#${kase.number}`;
  const notice = { kind: "result", number: kase.number, late: late !== null, readOn } as const;
  const { logChannel } = work.register;
  const log = logChannel ? [post(`log:${id}`, { to: "log", channel: logChannel }, notice, now)] : [];
  const table = isBatch(kase.targets.length) && here.to === "channel" ? [tablePost(kase, id, now)] : [];
  return [post(`result:${id}`, here, notice, now), ...log, ...table];
}

/** Where a case is told, which is where it was asked for. */
export async function placeOfResult(work: Casework, kase: Case): Promise<Exclude<Address, { to: "log" }>> {
  const asker = await askerOf(work, kase);
  // Direct messages are answered in private; reading their history, to post once, would need one more scope.
  return kase.channel.startsWith("D")
    ? { to: "asker", ...asker }
    : { to: "channel", channel: kase.channel, asker };
}

/** The table follows its message, so it needs no place in the order of the channel's messages. */
function tablePost({ number, channel }: Case, id: string, now: number): NewJob {
  const address = { to: "channel", channel, asker: null } as const;
  return {
    ...post(`table:${id}`, address, { kind: "table", number, below: `result:${id}` }, now),
    lane: null,
  };
}

async function askerOf({ ledger }: Casework, kase: Case): Promise<AskerAddress> {
  const request = await ledger.jobById(kase.origin);
  const responseUrl = request === null ? null : readAsk(request.payload).responseUrl;
  return { channel: kase.channel, person: kase.actor.person, responseUrl };
}

/** The result as it is told, with the digest of the table, which can be made again from the case at any time. */
function closedEntry(kase: Case, late: boolean): NewEntry {
  const { sha256 } = tableOf(kase);
  return {
    kind: "closed",
    case: kase.number,
    body: { books: booksOf(kase.targets), requested: kase.targets.length, table: sha256, late },
  };
}

async function caseNow({ work, kase }: Pass): Promise<Case> {
  const now = await work.ledger.caseByNumber(kase.number);
  if (!now) throw new Error(`case #${kase.number} has gone`);
  return now;
}

function retryAfterMs(failure: VendorFailure | null): number | null {
  return failure?.kind === "throttled" ? failure.retryAfterMs : null;
}
