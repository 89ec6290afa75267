import { endOf } from "../grammar/end.ts";
import type { ActRequest } from "../grammar/request.ts";
import { decide, type Decision } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Group } from "../vendors/port.ts";
import { recentActs } from "./authority.ts";
import type { Casework } from "./casework.ts";
import { beginCleared } from "./clearance.ts";
import {
  answer,
  deniedEntry,
  POSTPONED,
  refuse,
  wishOf,
  type Considered,
  type Considering,
  type Intent,
} from "./considering.ts";
import { holdAct } from "./holding.ts";
import type { Judgement } from "./judge.ts";
import { readListFile } from "./list-file.ts";
import type { Preview, Refusal } from "./notice.ts";
import { openCase } from "./opening.ts";
import { isHeldUp } from "./order.ts";
import type { Plan } from "./plan.ts";
import { actsOfOthers, isAskedAbout, type ActOfAnother } from "./overlap.ts";
import { refuseOrWait } from "./patience.ts";
import { planFor } from "./planning.ts";
import { resolveGroup, resolveTargets } from "./resolve.ts";

/**
 * What the rules say of a command is asked before the vendor is; what they say of each target, after. Also of what
 * people have spoken about already everything is looked up and decided again, as it is now.
 */
export async function considerAct(
  asked: Considering,
  request: ActRequest,
  person: Person,
): Promise<Considered> {
  const { work } = asked;
  const overheard = await whyNotHere(work, asked.ask.channel);
  if (overheard) return refuseOrWait(asked, overheard);
  const group = resolveGroup(work.register, request.group, asked.ask.channel);
  if (!group.ok) return refuse(asked, group.failure);
  if (asked.ask.list !== null && (await isHeldUp(asked, group.value, null))) return POSTPONED;
  const listed = await readListFile(asked, request);
  if (listed === "postponed") return POSTPONED;
  if (!listed.ok) return refuse(asked, listed.failure);
  const at: Considering = { ...asked, ask: { ...asked.ask, words: listed.value.words } };
  const resolved = intentOf(at, listed.value.request, group.value, person);
  if (!resolved.ok) return refuse(at, resolved.failure);
  const intent = resolved.value;
  if (await isHeldUp(at, group.value, intent.accounts)) return POSTPONED;

  const decision = await decideOn(at, intent);
  const { verb } = request;
  if (!decision.allowed)
    return refuse(at, { kind: "denied", denial: decision.denial }, [
      deniedEntry(at, decision.denial, verb, person),
    ]);
  const planned = await planFor(at, intent, decision.rule);
  if (planned === "postponed") return POSTPONED;
  if (!planned.ok) return refuseOrWait(at, planned.failure);
  const plan = planned.value;
  if (plan.rows.every(({ judgement }) => isNobody(judgement))) {
    const isByRules = plan.rows.some(
      ({ judgement }) => judgement.step === "settled" && judgement.why !== "no_such_account",
    );
    const because = { kind: "out_of_reach", rule: decision.rule.id } as const;
    const entries = isByRules ? [deniedEntry(at, because, verb, person)] : [];
    return refuse(at, { kind: "out_of_reach", rows: plan.rows }, entries);
  }
  const others = await actsOfOthers(at, intent, plan);
  const preview = previewOf(at, intent, plan, decision, others);
  if (request.dryRun) return answer(at, { kind: "preview", preview });
  if (at.clearance) return beginCleared(at, intent, plan, preview, decision, at.clearance);
  // Where nothing would be sent there is nothing to ask anybody.
  if (plan.requests === 0 && preview.asks !== "nobody")
    return answer(at, { kind: "preview", preview: { ...preview, asks: "nobody" } });
  if (preview.asks !== "nobody") return holdAct(at, intent, preview, decision);
  return openCase(at, intent, plan, decision, others);
}

async function decideOn({ work, ask }: Considering, intent: Intent): Promise<Decision> {
  const { request, person } = intent;
  const about = { ...intent, verb: request.verb, askedAt: ask.askedAt, channel: ask.channel };
  return decide(work.register.policy, person, wishOf(about, await recentActs(work, person)));
}

export function intentOf(
  { work, ask }: Pick<Considering, "work" | "ask">,
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

function previewOf(
  at: Considering,
  { request, group, until }: Intent,
  { rows, requests, takesMs, support, hash }: Plan,
  { approval, preview }: Extract<Decision, { readonly allowed: true }>,
  others: readonly ActOfAnother[],
): Preview {
  const { ask } = at;
  // What stood ready on a card is shown before it is done: nobody has typed it out.
  const asks = approval
    ? "approvers"
    : preview || ask.alert !== undefined || isAskedAbout(at, others)
      ? "asker"
      : "nobody";
  return {
    verb: request.verb,
    words: ask.words,
    group: group.alias,
    until,
    rows,
    requests,
    takesMs,
    support,
    hash,
    asks,
    others,
  };
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
