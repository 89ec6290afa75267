import { pause as waitFor } from "../clock.ts";
import type { Case, NewEntry, Settlement } from "../ledger/port.ts";
import {
  advice,
  type Act,
  type AccountState,
  type GroupState,
  type Receipt,
  type VendorDriver,
  type VendorFailure,
} from "../vendors/port.ts";
import { describeWhy } from "../texts/outcomes.ts";
import { EVERYBODY } from "../words.ts";
import { saveOutcomes } from "./closing.ts";
import { FACETS_AFTER, hasTakenEffect, type Aim } from "./judge.ts";
import { timersOf } from "./lifting.ts";
import { isWorthWaiting } from "./waits.ts";
import { readStates } from "./reading.ts";
import { paused, settlement, STALE, THROUGH, waitAfter, type ChunkEnd, type Pass } from "./pass.ts";

/** How long after a cut connection the vendor is read: time for what was on its way to be applied. */
const SETTLE_AFTER_MS = 300;
/** A request whose attempt took longer to write down, in milliseconds, is not sent. */
const SLOWEST_COMMIT_MS = 1_000;

type StatedRow = NonNullable<Receipt["rows"]>[number];

/** One request that was begun, and what is needed to find out how it ended. */
interface Sending {
  readonly pass: Pass;
  readonly driver: VendorDriver;
  readonly group: GroupState;
  readonly states: readonly AccountState[];
  readonly attempt: number;
}

/** Writes the attempt down, sends it, and writes down what became of it. */
export async function send(
  pass: Pass,
  driver: VendorDriver,
  group: GroupState,
  states: readonly AccountState[],
): Promise<ChunkEnd> {
  const { work, job, kase } = pass;
  const accounts = states.map(({ account }) => account);
  const startedAt = work.clock.now();
  const deadline = startedAt + driver.answerWithinMs;
  const entry: NewEntry = {
    kind: "attempt",
    case: kase.number,
    body: {
      fence: job.fence,
      verb: kase.verb,
      group: kase.group.alias,
      accounts,
      until: kase.until,
      deadline,
    },
  };
  const begun = await work.ledger.beginAttempt(
    job,
    { accounts, before: states, startedAt, deadline },
    entry,
    timersOf(pass),
  );
  if (begun.kind === "stale") return paused(STALE);
  work.onStep("attempt.begun", { case: kase.number, job: job.id });

  const sending: Sending = { pass, driver, group, states, attempt: begun.attempt };
  // A process that was paused here must not send what another has meanwhile found out and settled.
  if (!pass.lease.isHeld()) return paused(STALE);
  // The deadline was counted from before the commit: after a slow one, what is sent now could outlive it.
  if (work.clock.now() > startedAt + SLOWEST_COMMIT_MS) {
    const slow: VendorFailure = {
      kind: "unavailable",
      detail: "the journal was slow, so nothing was sent yet",
    };
    return end(sending, slow, paused(waitAfter(slow)));
  }
  const answered = await driver.act(group, actOf(kase, accounts), pass.urgency);
  work.onStep("vendor.answered", { case: kase.number, job: job.id });
  return answered.ok ? afterYes(sending, answered.value) : afterFailure(sending, answered.failure);
}

async function afterYes(
  { pass, driver, group, states, attempt }: Sending,
  receipt: Receipt,
): Promise<ChunkEnd> {
  const stated = new Map(receipt.rows?.map((row) => [row.account, row]));
  const unstated = states.filter(({ account }) => !stated.has(account)).map(({ account }) => account);
  const after =
    unstated.length > 0
      ? await readStates(driver, group, pass.kase.verb, unstated, pass.urgency, FACETS_AFTER)
      : null;
  const seen = new Map(after?.ok ? after.value.map((state) => [state.account, state]) : []);
  const settlements = states.map((before) => {
    const row = stated.get(before.account);
    return row ? statedOutcome(pass, row) : verdict(pass.aim, before, seen.get(before.account));
  });
  const written = await saveOutcomes(pass, { settlements, attempts: [attempt], request: receipt.request });
  return written === "stale" ? paused(STALE) : THROUGH;
}

/**
 * The vendor's own word about one account. "Already so", after an earlier request of this case whose answer was
 * lost, means that it was that request which did it.
 */
function statedOutcome({ aim, kase, targets }: Pass, row: StatedRow): Settlement {
  const { account, outcome, detail } = row;
  // The ban stood before; what this case has changed is its end, which is Bailiff's.
  const isNewEnd = kase.verb === "ban" && aim.endedBy === "bailiff" && kase.until !== "permanent";
  if (outcome === "already" && isNewEnd) return settlement(account, "done", null);
  const isSoAlready = outcome === "already" || (outcome === "absent" && kase.verb === "kick");
  const attempted = targets.get(account)?.attempted ?? false;
  return isSoAlready && attempted ? settlement(account, "done", "seen_after") : { account, outcome, detail };
}

/** The vendor said yes to the request as a whole: each account's outcome is what can be seen afterwards. */
function verdict(aim: Aim, before: AccountState, after: AccountState | undefined): Settlement {
  if (after === undefined) return settlement(before.account, "unknown", "not_read");
  const seen = hasTakenEffect(aim, before, after);
  return seen
    ? settlement(before.account, "done", null)
    : settlement(before.account, "unknown", "not_verified");
}

async function afterFailure(sending: Sending, failure: VendorFailure): Promise<ChunkEnd> {
  const { pass, states, attempt } = sending;
  // The end of a ban waits for what people can mend, such as a key that is being replaced.
  const isPatient = pass.kase.lifts !== null && isWorthWaiting(failure);
  const next =
    advice(failure) === "give_up" && isPatient && !isAboutOneAccount(failure) ? "retry" : advice(failure);
  switch (next) {
    case "retry":
      return end(sending, failure, paused(waitAfter(failure)));
    case "split":
      return end(sending, failure, {
        kind: "split",
        batch: failure.kind === "too_many" ? failure.batch : 1,
      });
    case "settle":
      return settleByReading(sending, failure);
    case "give_up": {
      if (states.length > 1 && isAboutOneAccount(failure))
        return end(sending, failure, { kind: "split", batch: states.length });
      const detail = failure.kind === "lapsed" ? describeWhy("end_passed") : failure.detail;
      const settlements = states.map(({ account }): Settlement => ({ account, outcome: "refused", detail }));
      const written = await saveOutcomes(pass, { settlements, attempts: [attempt], failure });
      return written === "stale" ? paused(STALE) : THROUGH;
    }
    default:
      return next satisfies never;
  }
}

/** One account can spoil a request for all of them; halves find out which. */
function isAboutOneAccount(failure: VendorFailure): boolean {
  return failure.kind === "no_account" || failure.kind === "group_full" || failure.kind === "not_permitted";
}

/** The attempt ended and certainly changed nothing. */
async function end(
  { pass, states, attempt }: Sending,
  failure: VendorFailure,
  then: ChunkEnd,
): Promise<ChunkEnd> {
  const untouched = states.map(({ account }) => account);
  const written = await saveOutcomes(pass, { settlements: [], attempts: [attempt], failure, untouched });
  return written === "stale" ? paused(STALE) : then;
}

/**
 * Nobody knows whether the request was applied. What shows is done; for the rest the attempt stays open, so the
 * next pass waits until the vendor can no longer apply it, and only then reads and decides.
 */
async function settleByReading(
  { pass, driver, group, states, attempt }: Sending,
  failure: VendorFailure,
): Promise<ChunkEnd> {
  await waitFor(pass.work.clock, SETTLE_AFTER_MS);
  const accounts = states.map(({ account }) => account);
  const after = await readStates(driver, group, pass.kase.verb, accounts, pass.urgency, FACETS_AFTER);
  const seen = new Map(after.ok ? after.value.map((state) => [state.account, state]) : []);
  const taken = states.filter((before) => {
    const now = seen.get(before.account);
    return now !== undefined && hasTakenEffect(pass.aim, before, now);
  });
  const settlements = taken.map(({ account }) => settlement(account, "done", "seen_after"));
  const isComplete = taken.length === states.length;
  const written = await saveOutcomes(pass, { settlements, attempts: isComplete ? [attempt] : [], failure });
  if (written === "stale") return paused(STALE);
  return isComplete ? THROUGH : paused(waitAfter(failure));
}

function actOf(kase: Case, accounts: readonly string[]): Act {
  switch (kase.verb) {
    case "mute":
      if (kase.until === null) throw new Error(`case #${kase.number} is a mute without an end`);
      return { verb: "mute", accounts, until: kase.until };
    case "unmute":
      return { verb: "unmute", accounts };
    case "ban":
      if (kase.until === null) throw new Error(`case #${kase.number} is a ban without an end`);
      return { verb: "ban", accounts, until: kase.until, reason: kase.reason };
    case "unban":
      return { verb: "unban", accounts };
    case "lock":
    case "unlock":
      return { verb: kase.verb, accounts: [EVERYBODY] };
    case "kick":
      return { verb: "kick", accounts, silent: kase.silent, reason: kase.reason };
    case "add":
      return { verb: "add", accounts, silent: kase.silent };
    default:
      return kase.verb satisfies never;
  }
}
