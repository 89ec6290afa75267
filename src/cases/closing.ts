import type { Json, NewEntry, Settlement, Written } from "../ledger/port.ts";
import type { VendorFailure, WireRequest } from "../vendors/port.ts";
import { readAsk } from "./ask.ts";
import { post } from "./casework.ts";
import type { Address, AskerAddress } from "./notice.ts";
import type { Pass, Pause } from "./pass.ts";

/** Waiting grows from the first to the second, in milliseconds, doubling. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
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
  const body: Record<string, Json> = {
    fence: job.fence,
    attempts: [...attempts],
    rows: settlements.map((row) => ({ ...row })),
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
export async function giveBack(pass: Pass, pause: Pause): Promise<void> {
  if (pause.kind === "stale") return;
  const { work, job, kase } = pass;
  const now = work.clock.now();
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** job.attempts, LONGEST_WAIT_MS) * (0.75 + work.random() / 2);
  const posts =
    pause.failure && kase.state === "open"
      ? [
          post(
            `waiting:#${kase.number}`,
            { to: "asker", ...(await askerOfCase(pass)) },
            { kind: "waiting", words: kase.command, detail: pause.failure.detail, until: kase.notAfter },
            now,
          ),
        ]
      : [];
  await work.ledger.postpone(
    job,
    pause.notBefore ?? now + (retryAfterMs(pause.failure) ?? waitMs),
    pause.why,
    posts,
  );
}

/**
 * Every target has an outcome: the case is settled and told; what is still unknown goes on being read. True when
 * it was this call that settled it.
 */
export async function closeCase(pass: Pass): Promise<boolean> {
  const { work, job } = pass;
  const kase = await work.ledger.caseByNumber(pass.kase.number);
  if (!kase) throw new Error(`case #${pass.kase.number} has gone`);
  const now = work.clock.now();
  const isUnknown = kase.targets.some(({ outcome }) => outcome === "unknown");
  if (kase.state === "settled" && isUnknown) {
    const givesUp = kase.settledAt !== null && now > kase.settledAt + LATE_READS_FOR_MS;
    const waitMs = Math.min(FIRST_LATE_READ_MS * 2 ** job.attempts, LONGEST_LATE_WAIT_MS);
    if (givesUp) {
      work.log.error(
        { case: kase.number },
        "some outcomes could not be found out in a day; the case is among the dead letters",
      );
      await work.ledger.bury(job, "the outcome of some targets could not be found out");
    } else await work.ledger.postpone(job, now + waitMs, "some outcomes are unknown");
    return false;
  }
  const late = kase.state === "settled";
  const tale = late ? `late:${job.fence}:#${kase.number}` : `#${kase.number}`;
  const asker = await askerOfCase(pass);
  const places: Address[] = [{ to: "channel", channel: kase.channel, asker }];
  if (work.register.logChannel) places.push({ to: "log", channel: work.register.logChannel });
  const posts = places.map((place) =>
    post(
      `${place.to === "log" ? "log" : "result"}:${tale}`,
      place,
      { kind: "result", number: kase.number, late },
      now,
    ),
  );
  const written = await work.ledger.record(job, {
    attempts: [],
    untouched: [],
    settlements: [],
    entries: [],
    posts,
    settle: { again: isUnknown ? now + FIRST_LATE_READ_MS : null },
  });
  return written === "written" && !late;
}

async function askerOfCase({ work, kase }: Pass): Promise<AskerAddress> {
  const request = await work.ledger.jobById(kase.origin);
  const responseUrl = request ? readAsk(request.payload).responseUrl : null;
  return { channel: kase.channel, person: kase.actor.person, responseUrl };
}

function retryAfterMs(failure: VendorFailure | null): number | null {
  return failure?.kind === "throttled" ? failure.retryAfterMs : null;
}
