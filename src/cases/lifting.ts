import type { Case, Job, NewJob } from "../ledger/port.ts";
import type { Rule } from "../policy/rules.ts";
import type { Ask } from "./ask.ts";
import type { Casework } from "./casework.ts";
import { ANSWERED, POSTPONED, type Considered, type Considering, type Intent } from "./considering.ts";
import { storeAsk } from "./intake.ts";
import { openCase } from "./opening.ts";
import type { Pass } from "./pass.ts";
import { planFor } from "./planning.ts";
import { post } from "./casework.ts";

/**
 * The end of a ban that the vendor keeps for ever. Bailiff lifts it: a timer is written down with the first attempt
 * of the ban, so that there is no moment at which a ban for an hour could have become one without an end. When it
 * is due it asks for an unban, which takes the road of a typed command; the case that asked for the ban stands for
 * the right to it.
 */

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
    longest: "permanent",
    batch: Number.MAX_SAFE_INTEGER,
    admins: true,
  };
}

/** A timer is due: it asks, once, for what it stands for. */
export async function ring({ ledger, clock }: Casework, job: Job): Promise<void> {
  // Written by timersOf.
  const { lift } = JSON.parse(job.payload) as { readonly lift: number };
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

/** Opens the case that lifts what is left of another one. */
export async function considerLift(at: Considering, number: number): Promise<Considered> {
  const { work, job } = at;
  const kase = await work.ledger.caseByNumber(number);
  const accounts = kase ? await stillBannedBy(work, kase) : [];
  if (!kase || accounts.length === 0) {
    await work.ledger.settleJob(job, { note: { nothing: "another case has decided since" } });
    return ANSWERED;
  }
  const intent = intentOf(kase, accounts);
  const rule = liftRule(number);
  const planned = await planFor(at, intent, rule);
  if (planned === "postponed") return POSTPONED;
  if (planned.ok) return openCase(at, intent, planned.value, rule);
  const notice = { kind: "not_lifted", number, accounts, refusal: planned.failure } as const;
  const address = { to: "channel", channel: kase.channel, asker: null } as const;
  work.log.error({ case: number, job: job.id }, "a ban could not be lifted at its end");
  await work.ledger.bury(job, "a ban could not be lifted at its end", [
    post(`not_lifted:#${number}`, address, notice, work.clock.now()),
  ]);
  return ANSWERED;
}

/** Those whom no later case has banned anew or unbanned. What was sent and never found out is lifted as well. */
async function stillBannedBy({ ledger }: Casework, kase: Case): Promise<readonly string[]> {
  const banned = kase.targets.filter(
    ({ outcome, attempted }) =>
      outcome === "done" || outcome === "unknown" || (outcome === null && attempted),
  );
  const accounts = banned.map(({ account }) => account);
  const latest = await ledger.latestOn(kase.group, ["ban", "unban"], accounts);
  const decidedSince = new Set(
    latest.filter(({ number }) => number > kase.number).map(({ account }) => account),
  );
  return accounts.filter((account) => !decidedSince.has(account));
}

function intentOf(kase: Case, accounts: readonly string[]): Intent {
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
    person: {
      team: kase.actor.team,
      id: kase.actor.person,
      name: "",
      zone: "UTC",
      grants: [],
      bar: null,
    },
    group: kase.group,
    accounts,
    until: null,
    lifts: kase.number,
  };
}
