import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { endOf } from "../grammar/end.ts";
import type { Case, Job, Json, NewEntry } from "../ledger/port.ts";
import { decide, type Decision, type Wish } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import type { Rule } from "../policy/rules.ts";
import { fail, ok, type Result } from "../result.ts";
import {
  advice,
  type Group,
  type GroupState,
  type VendorDriver,
  type VendorFailure,
} from "../vendors/port.ts";
import { readAsk, type Ask } from "./ask.ts";
import { askerOf, post, type Casework } from "./casework.ts";
import type { Notice, Refusal } from "./notice.ts";
import { makePlan, type Plan } from "./plan.ts";
import { answerQuery } from "./queries.ts";
import type { ActRequest } from "./request.ts";
import { resolveAccounts, resolveGroup } from "./resolve.ts";
import type { End, Right } from "./words.ts";

/** How old Slack's word about a person may be when they ask, in milliseconds. */
const ASKED_MAX_AGE_MS = 60_000;
/** The same command by the same person within this time is asked about instead of done again. */
const REPEAT_WINDOW_MS = 2 * 60_000;
/** After this time a case sends nothing more: stale moderation is worse than none. */
const CASE_LIFE_MS = 15 * 60_000;
/** How long reading the vendor is tried before the request is given back to the person. */
const PLAN_PATIENCE_MS = 30_000;

/** A request on its way; everything later steps need. */
interface Considering {
  readonly work: Casework;
  readonly job: Job;
  readonly ask: Ask;
}

/**
 * Works on one stored request: resolve, plan, authorize, and open a case, or answer why not. Whatever happens,
 * the request job is settled with its answer in one transaction, or given back to the queue.
 */
export async function consider(
  work: Casework,
  job: Job,
): Promise<{ readonly opened: { case: Case; job: Job } | null }> {
  const at: Considering = { work, job, ask: readAsk(job.payload) };
  const { request } = at.ask;
  if (request.kind === "help") return answer(at, { kind: "help", verb: request.verb });
  if (work.clock.now() > at.ask.askedAt + CASE_LIFE_MS)
    return refuse(at, { kind: "too_late", askedAt: at.ask.askedAt });
  const person = await work.people.find(at.ask.team, at.ask.person, ASKED_MAX_AGE_MS);
  if (!person.ok) {
    const detail = person.failure.kind === "unreachable" ? person.failure.detail : "Slack does not know you";
    return refuse(at, { kind: "slack_unreachable", detail });
  }
  if (request.kind !== "act")
    return answerOrRefuse(at, await answerQuery(work, at.ask, request, person.value));
  return considerAct(at, request, person.value);
}

async function considerAct(
  at: Considering,
  request: ActRequest,
  person: Person,
): Promise<{ opened: { case: Case; job: Job } | null }> {
  const { work, ask } = at;
  const overheard = await whyNotHere(work, ask.channel);
  if (overheard) return refuse(at, overheard);
  const group = resolveGroup(work.register, request.group, ask.channel);
  if (!group.ok) return refuse(at, group.failure);
  const accounts = resolveAccounts(work.register, request.accounts, group.value);
  if (!accounts.ok) return refuse(at, accounts.failure);
  const until = resolveEnd(request, ask, person);
  if (!until.ok) return refuse(at, until.failure);

  const wish = wishOf(request.verb, group.value, accounts.value.length, until.value, ask.askedAt);
  const decision = decide(work.register.policy, person, wish);
  if (!decision.allowed)
    return refuse(at, { kind: "denied", denial: decision.denial }, denied(ask, wish, decision));

  const planned = await planFor(at, request, group.value, accounts.value, until.value, decision.rule);
  if (planned === "postponed") return { opened: null };
  if (!planned.ok) return refuse(at, planned.failure);
  const { plan, state } = planned.value;
  if (plan.rows.every((row) => row.judgement.step === "settled" && row.judgement.outcome === "refused")) {
    return refuse(at, { kind: "out_of_reach", rows: plan.rows }, denied(ask, wish, decision));
  }
  if (request.dryRun) {
    return answer(at, {
      kind: "preview",
      preview: {
        verb: request.verb,
        group: state.group.alias,
        until: until.value,
        rows: plan.rows,
        requests: plan.requests,
        hash: plan.hash,
      },
    });
  }
  return open(at, request, state.group, accounts.value, until.value, plan, decision.rule, person);
}

async function open(
  at: Considering,
  request: ActRequest,
  group: Group,
  accounts: readonly string[],
  until: End | null,
  plan: Plan,
  rule: Rule,
  person: Person,
): Promise<{ opened: { case: Case; job: Job } | null }> {
  const { work, job, ask } = at;
  const draft = {
    origin: ask.confirms ?? job.id,
    verb: request.verb,
    group,
    accounts,
    until,
    reason: request.reason,
    silent: request.silent,
    actor: { team: ask.team, person: ask.person },
    channel: ask.channel,
    command: ask.words,
    rule: rule.id,
    fingerprint: fingerprintOf(ask, request, group, accounts),
    planHash: plan.hash,
    askedAt: ask.askedAt,
    notAfter: ask.askedAt + CASE_LIFE_MS,
  };
  const entry: NewEntry = {
    kind: "opened",
    case: null,
    body: {
      actor: actorOf(ask, person),
      verb: draft.verb,
      group: groupJson(group),
      accounts: [...accounts],
      until,
      reason: draft.reason,
      silent: draft.silent,
      command: draft.command,
      rule: draft.rule,
      plan: draft.planHash,
      asked: ask.askedAt,
      surface: ask.surface,
      channel: ask.channel,
    },
  };
  const opened = await work.ledger.openCase(job, draft, {
    confirmed: ask.confirms !== null,
    repeatWindowMs: REPEAT_WINDOW_MS,
    entry,
  });
  switch (opened.kind) {
    case "opened":
      work.onStep("case.opened", { case: opened.case.number, job: opened.job.id });
      return { opened: { case: opened.case, job: opened.job } };
    case "exists":
      return answer(at, { kind: "exists", number: opened.case.number });
    case "repeat": {
      const asked: NewEntry = {
        kind: "repeat_asked",
        case: opened.case.number,
        body: { actor: actorOf(ask, person), command: ask.words, channel: ask.channel },
      };
      return answer(
        at,
        {
          kind: "repeat",
          held: job.id,
          words: ask.words,
          number: opened.case.number,
          askedAt: opened.case.askedAt,
        },
        [asked],
      );
    }
    case "stale":
      return { opened: null };
    default:
      return opened satisfies never;
  }
}

/** Reads what the plan needs; while the vendor does not answer, the request waits a little and is tried again. */
async function planFor(
  at: Considering,
  request: ActRequest,
  group: Group,
  accounts: readonly string[],
  until: End | null,
  rule: Rule,
): Promise<Result<{ plan: Plan; state: GroupState }, Refusal> | "postponed"> {
  const driver = at.work.drivers.get(group.connection);
  if (!driver)
    return fail({ kind: "unknown_group", typed: group.alias, known: [...at.work.register.groups.keys()] });
  const read = await readPlan(at.work, driver, request, group, accounts, until, rule);
  if (read.ok) return read;
  if (read.failure.kind !== "vendor") return fail(read.failure);
  if (!(await waitFor(at, read.failure.failure))) return fail(read.failure);
  return "postponed";
}

async function readPlan(
  work: Casework,
  driver: VendorDriver,
  request: ActRequest,
  group: Group,
  accounts: readonly string[],
  until: End | null,
  rule: Rule,
): Promise<Result<{ plan: Plan; state: GroupState }, Refusal>> {
  const state = await driver.describe(group);
  if (!state.ok) return fail({ kind: "vendor", failure: state.failure });
  const support = state.value.supports[request.verb];
  if (!support.supported) {
    return fail({
      kind: "unsupported",
      verb: request.verb,
      group: group.alias,
      groupKind: state.value.kind,
      why: support.why,
      instead: support.instead,
    });
  }
  const limits = { policy: work.register.policy, rule, batch: support.batch };
  const plan = await makePlan(driver, state.value, { verb: request.verb, until }, accounts, limits);
  return plan.ok
    ? ok({ plan: plan.value, state: state.value })
    : fail({ kind: "vendor", failure: plan.failure });
}

/** Gives the request back to the queue when the failure may pass in time; says so to the person, once. */
async function waitFor(at: Considering, failure: VendorFailure): Promise<boolean> {
  const { work, job, ask } = at;
  const giveUpAt = ask.askedAt + PLAN_PATIENCE_MS;
  if (advice(failure) === "give_up" || work.clock.now() >= giveUpAt) return false;
  const waitMs = Math.min(250 * 2 ** job.attempts, 5_000) * (0.75 + work.random() / 2);
  const notice: Notice = { kind: "waiting", words: ask.words, detail: failure.detail, until: giveUpAt };
  await work.ledger.postpone(job, work.clock.now() + waitMs, failure.detail, [
    post(`waiting:${job.id}`, askerOf(ask), notice, work.clock.now()),
  ]);
  return true;
}

async function whyNotHere(work: Casework, channel: string): Promise<Refusal | null> {
  if (work.register.channels.get(channel)?.shared) return null;
  const reach = await work.channels.reach(channel);
  if (reach === "shared") return { kind: "shared_channel" };
  return reach === "unreachable"
    ? { kind: "slack_unreachable", detail: "whether this channel is shared" }
    : null;
}

function resolveEnd(request: ActRequest, ask: Ask, person: Person): Result<End | null, Refusal> {
  if (request.time === null) return ok(null);
  const end = endOf(request.time, ask.askedAt, person.zone);
  return end.ok ? end : fail({ kind: "time", detail: end.failure.text });
}

function wishOf(right: Right, group: Group, accounts: number, until: End | null, askedAt: number): Wish {
  const lasts = until === null || until === "permanent" ? until : until - askedAt;
  return { right, group: group.alias, accounts, lasts };
}

/** Equal for two requests that ask for the same thing in the same way. */
function fingerprintOf(ask: Ask, request: ActRequest, group: Group, accounts: readonly string[]): string {
  const what = [
    ask.team,
    ask.person,
    request.verb,
    group.connection,
    group.id,
    accounts.toSorted(),
    request.time,
    request.silent,
    request.reason,
  ];
  return createHash("sha256")
    .update(canonicalize(what) ?? "")
    .digest("hex");
}

function actorOf(ask: Ask, person: Person): Json {
  return {
    team: ask.team,
    person: ask.person,
    roles: person.grants.map((grant) => `${grant.role} (${grant.from})`),
  };
}

function groupJson(group: Group): Json {
  return { alias: group.alias, connection: group.connection, id: group.id };
}

function denied(ask: Ask, wish: Wish, decision: Decision): readonly NewEntry[] {
  const because = decision.allowed
    ? { kind: "out_of_reach", rule: decision.rule.id }
    : { kind: decision.denial.kind };
  return [
    {
      kind: "denied",
      case: null,
      body: {
        actor: { team: ask.team, person: ask.person, roles: [...decision.roles] },
        command: ask.words,
        channel: ask.channel,
        right: wish.right,
        group: wish.group,
        because,
      },
    },
  ];
}

function answerOrRefuse(at: Considering, answered: Result<Notice, Refusal>): Promise<{ opened: null }> {
  return answered.ok ? answer(at, answered.value) : refuse(at, answered.failure);
}

function refuse(
  at: Considering,
  refusal: Refusal,
  entries: readonly NewEntry[] = [],
): Promise<{ opened: null }> {
  return answer(at, { kind: "refused", words: at.ask.words, refusal }, entries);
}

async function answer(
  at: Considering,
  notice: Notice,
  entries: readonly NewEntry[] = [],
): Promise<{ opened: null }> {
  const { work, job, ask } = at;
  await work.ledger.settleJob(job, {
    entries,
    posts: [post(`answer:${job.id}`, askerOf(ask), notice, work.clock.now())],
  });
  return { opened: null };
}
