import { endOf } from "../grammar/end.ts";
import type { Job } from "../ledger/port.ts";
import { decide } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Group } from "../vendors/port.ts";
import { readAsk } from "./ask.ts";
import type { Casework } from "./casework.ts";
import {
  answer,
  CASE_LIFE_MS,
  deniedEntry,
  refuse,
  POSTPONED,
  wishOf,
  type Considered,
  type Considering,
  type Intent,
} from "./considering.ts";
import { readListFile } from "./list-file.ts";
import type { Refusal } from "./notice.ts";
import { openCase } from "./opening.ts";
import type { Judgement } from "./judge.ts";
import { isHeldUp } from "./order.ts";
import { planFor } from "./planning.ts";
import { answerQuery } from "./queries.ts";
import { considerLift } from "./lifting.ts";
import { considerStop } from "./stopping.ts";
import type { ActRequest } from "../grammar/request.ts";
import { resolveGroup, resolveTargets } from "./resolve.ts";

/** How old Slack's word about a person may be when they ask, in milliseconds. */
const ASKED_MAX_AGE_MS = 60_000;

/**
 * Works on one stored request: resolve, plan, authorize, and open a case, or answer why not. Whatever happens,
 * the request is settled with its answer in one transaction, or given back to the queue.
 */
export async function consider(work: Casework, job: Job): Promise<Considered> {
  const at: Considering = { work, job, ask: readAsk(job.payload) };
  const { ask } = at;
  if (ask.request.kind === "help") return answer(at, { kind: "help", verb: ask.request.verb });
  if (ask.request.kind === "lift") return considerLift(at, ask.request.number);
  if (work.clock.now() > ask.askedAt + CASE_LIFE_MS)
    return refuse(at, { kind: "too_late", askedAt: ask.askedAt });
  const person = await work.people.find(ask.team, ask.person, ASKED_MAX_AGE_MS);
  if (!person.ok) {
    const detail = person.failure.kind === "unreachable" ? person.failure.detail : "Slack does not know you";
    return refuse(at, { kind: "slack_unreachable", detail });
  }
  if (ask.request.kind === "act") return considerAct(at, ask.request, person.value);
  if (ask.request.kind === "stop") return considerStop(at, ask.request.number, person.value);
  // The form opens at once, where Slack is listened to; a form that got here came too late.
  if (ask.request.kind === "form") return answer(at, { kind: "help", verb: "batch" });
  const answered = await answerQuery(work, ask, ask.request, person.value);
  if (answered.ok) return answer(at, answered.value);
  const { failure } = answered;
  return refuse(
    at,
    failure,
    failure.kind === "denied" ? [deniedEntry(at, failure.denial, ask.request.kind, person.value)] : [],
  );
}

/** What the rules say of the command is asked before the vendor is; what they say of each target, after. */
async function considerAct(asked: Considering, request: ActRequest, person: Person): Promise<Considered> {
  const { work } = asked;
  const overheard = await whyNotHere(work, asked.ask.channel);
  if (overheard) return refuse(asked, overheard);
  const group = resolveGroup(work.register, request.group, asked.ask.channel);
  if (!group.ok) return refuse(asked, group.failure);
  if (asked.ask.list !== null && (await isHeldUp(asked, group.value, null))) return POSTPONED;
  const listed = await readListFile(asked, request);
  if (listed === "postponed") return POSTPONED;
  if (!listed.ok) return refuse(asked, listed.failure);
  const at: Considering = { ...asked, ask: { ...asked.ask, words: listed.value.words } };
  const intent = resolve(at, listed.value.request, group.value, person);
  if (!intent.ok) return refuse(at, intent.failure);

  if (await isHeldUp(at, group.value, intent.value.accounts)) return POSTPONED;

  const wish = wishOf({ ...intent.value, verb: request.verb, askedAt: at.ask.askedAt });
  const decision = decide(work.register.policy, person, wish);
  if (!decision.allowed)
    return refuse(at, { kind: "denied", denial: decision.denial }, [
      deniedEntry(at, decision.denial, wish.right, person),
    ]);

  const planned = await planFor(at, intent.value, decision.rule);
  if (planned === "postponed") return POSTPONED;
  if (!planned.ok) return refuse(at, planned.failure);
  const plan = planned.value;
  if (plan.rows.every(({ judgement }) => isNobody(judgement))) {
    const isByRules = plan.rows.some(
      ({ judgement }) => judgement.step === "settled" && judgement.why !== "no_such_account",
    );
    const because = { kind: "out_of_reach", rule: decision.rule.id } as const;
    const entries = isByRules ? [deniedEntry(at, because, wish.right, person)] : [];
    return refuse(at, { kind: "out_of_reach", rows: plan.rows }, entries);
  }
  if (request.dryRun) {
    const { rows, requests, takesMs, support, hash } = plan;
    return answer(at, {
      kind: "preview",
      preview: {
        verb: request.verb,
        words: at.ask.words,
        group: intent.value.group.alias,
        until: intent.value.until,
        rows,
        requests,
        takesMs,
        support,
        hash,
      },
    });
  }
  return openCase(at, intent.value, plan, decision.rule);
}

function resolve(
  { work, ask }: Considering,
  request: ActRequest,
  group: Group,
  person: Person,
): Result<Intent, Refusal> {
  const accounts = resolveTargets(work, request, group);
  if (!accounts.ok) return accounts;
  const until = request.time === null ? ok(null) : endOf(request.time, ask.askedAt, person.zone);
  if (!until.ok) return fail({ kind: "time", detail: until.failure.text });
  return ok({ request, person, group, accounts: accounts.value, until: until.value, lifts: null });
}

/** Neither a misspelt name nor what the rules refuse is worth a case that everybody reads. */
function isNobody(judgement: Judgement): boolean {
  return (
    judgement.step === "settled" && (judgement.outcome === "refused" || judgement.why === "no_such_account")
  );
}

/** People of another organisation would read the outcome; when nobody can say whether they do, the answer is no. */
async function whyNotHere(work: Casework, channel: string): Promise<Refusal | null> {
  if (work.register.channels.get(channel)?.shared) return null;
  const reach = await work.channels.reach(channel);
  if (reach === "shared") return { kind: "shared_channel" };
  return reach === "unreachable"
    ? { kind: "slack_unreachable", detail: "whether this channel is shared" }
    : null;
}
