import type { Instant } from "../clock.ts";
import type { Case, Job, NewJob, Target } from "../ledger/port.ts";
import type { Rule } from "../policy/rules.ts";
import type { Ask } from "./ask.ts";
import type { Casework } from "./casework.ts";
import {
  ANSWERED,
  LIFT_LIFE_MS,
  POSTPONED,
  type Considered,
  type Considering,
  type Intent,
} from "./considering.ts";
import { storeAsk } from "./intake.ts";
import { giveUpLift } from "./not-lifted.ts";
import { openCase } from "./opening.ts";
import type { Pass } from "./pass.ts";
import { planFor } from "./planning.ts";
import { whoDecides } from "./standing-bans.ts";

/**
 * The end of a ban that the vendor keeps for ever. Bailiff lifts it: a timer is written down with the first attempt
 * of the ban, so that there is no moment at which a ban for an hour could have become one without an end. When it
 * is due it asks for an unban, which takes the road of a typed command; the case that asked for the ban stands for
 * the right to it.
 */

/** How soon a lift looks again at what it waits for, in milliseconds. */
const LOOK_AGAIN_MS = 2_000;

/** What must be in the journal before a request of this pass leaves. */
export function timersOf({ aim, kase }: Pass): readonly NewJob[] {
  if (aim.endedBy !== "bailiff" || kase.until === null || kase.until === "permanent") return [];
  const payload = JSON.stringify({ lift: kase.number });
  return [{ id: `end:#${kase.number}`, kind: "timer", payload, lane: null, runAt: kase.until, held: false }];
}

/** The rule that allows lifting what a case has done, shown as its rule. */
export function liftRule(caseNumber: number): Rule {
  return {
    id: `end of #${caseNumber}`,
    effect: "allow",
    role: "owner",
    may: ["unban"],
    groups: "*",
    channels: "*",
    longest: "permanent",
    batch: Number.MAX_SAFE_INTEGER,
    perHour: null,
    admins: true,
    preview: null,
    approval: null,
  };
}

/** The case that a timer of a lift, or the request it asked for, is about. */
export function liftedBy(job: Job): number {
  // Written by timersOf, or by ring.
  const payload = JSON.parse(job.payload) as
    | { readonly lift: number }
    | { readonly request: { number: number } };
  return "lift" in payload ? payload.lift : payload.request.number;
}

/** The timer of a ban is due: it asks, once, for its end. */
export async function ringLift({ ledger, clock }: Casework, job: Job): Promise<void> {
  const lift = liftedBy(job);
  const kase = await ledger.caseByNumber(lift);
  if (!kase) throw new Error(`the timer ${job.id} is about a case that does not exist`);
  const ask: Ask = {
    surface: "timer",
    team: kase.actor.team,
    person: kase.actor.person,
    channel: kase.channel,
    askedAt: clock.now(),
    request: { kind: "lift", number: lift },
    words: `unban in ${kase.group.alias} at the end of #${lift}`,
    responseUrl: null,
    confirms: null,
    list: null,
  };
  await storeAsk(ledger, `lift:#${lift}`, ask, false);
  await ledger.settleJob(job, { note: { asked: `lift:#${lift}` } });
}

/** Opens the case that lifts what is left of another one, as soon as it is certain what that is. */
export async function considerLift(at: Considering, number: number): Promise<Considered> {
  const { work, job } = at;
  const kase = await work.ledger.caseByNumber(number);
  if (!kase) throw new Error(`the end of case #${number} is due, but it does not exist`);
  // Its last requests may still be on their way: nothing more is sent for it, so it is settled soon.
  if (kase.state === "open") return waitMore(at, `it waits until #${number} is settled`);
  const banned = kase.targets.filter(({ outcome }) => outcome === "done" || outcome === "unknown");
  const accounts = banned.map(({ account }) => account);
  const { byOthers, uncertain } = await whoDecides(work, kase.group, number, accounts, null);
  const isPatient = work.clock.now() < at.ask.askedAt + LIFT_LIFE_MS;
  if (uncertain !== null && isPatient) return waitMore(at, `it waits until #${uncertain} is certain`);
  const ours = accounts.filter((account) => !byOthers.has(account));
  if (ours.length === 0) {
    await work.ledger.settleJob(job, { note: { nothing: "another case has decided since" } });
    return ANSWERED;
  }
  const intent = intentOf(kase, ours);
  const rule = liftRule(number);
  const planned = await planFor(at, intent, rule);
  if (planned === "postponed") return POSTPONED;
  if (planned.ok) return openCase(at, intent, planned.value, { rule, approval: null });
  await giveUpLift(work, job, kase, ours, planned.failure);
  return ANSWERED;
}

/** Targets of a lift about which another case has decided since it was opened. */
export async function overtaken(
  { work, kase }: Pick<Pass, "work" | "kase">,
  targets: readonly Target[],
): Promise<readonly Target[]> {
  if (kase.lifts === null || targets.length === 0) return [];
  const accounts = targets.map(({ account }) => account);
  const { byOthers } = await whoDecides(work, kase.group, kase.lifts, accounts, kase.number);
  return targets.filter(({ account }) => byOthers.has(account));
}

async function waitMore({ work, job }: Considering, why: string): Promise<Considered> {
  const lookAgain: Instant = work.clock.now() + LOOK_AGAIN_MS;
  await work.ledger.postpone(job, lookAgain, why);
  return POSTPONED;
}

function intentOf(kase: Case, accounts: readonly string[]): Intent {
  const { team, person } = kase.actor;
  return {
    request: {
      kind: "act",
      verb: "unban",
      accounts: accounts.map((account) => ({ kind: "account", account })),
      group: null,
      time: null,
      reason: null,
      doubtful: [],
      silent: false,
      dryRun: false,
    },
    person: { team, id: person, name: "", zone: "UTC", grants: [], bar: null },
    group: kase.group,
    accounts,
    until: null,
    lifts: kase.number,
  };
}
