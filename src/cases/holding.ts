import type { Json, NewEntry, NewJob } from "../ledger/port.ts";
import type { Hold } from "../policy/approval.ts";
import type { Decision } from "../policy/decide.ts";
import { askerOf, post } from "./casework.ts";
import {
  actorOf,
  ANSWERED,
  CASE_LIFE_MS,
  type Considered,
  type Considering,
  type Intent,
} from "./considering.ts";
import { approversCard } from "./hold-cards.ts";
import { commandHash, holdIdOf, type HeldAct } from "./held.ts";
import type { Preview } from "./notice.ts";
import { othersAsFacts } from "./overlap.ts";

/** How long a confirmed act may take until it has begun, in milliseconds. */
const CONFIRMED_LAPSES_MS = 10 * 60_000;

type Allowed = Extract<Decision, { readonly allowed: true }>;

/** Lets an act wait for its asker or for others: nothing is done until they have spoken. */
export async function holdAct(
  at: Considering,
  intent: Intent,
  preview: Preview,
  decision: Allowed,
): Promise<Considered> {
  const { work, job, ask } = at;
  const hold = decision.approval ? approvalOf(at, intent) : previewOf(at, preview);
  const origin = ask.confirms ?? job.id;
  const held: HeldAct = {
    hold,
    origin,
    group: intent.group,
    channel: ask.channel,
    reason: intent.request.reason,
    preview,
    before: null,
    cause: decision.approval,
    mayBreakGlass: intent.person.grants.some(({ role }) =>
      work.register.policy.approvals?.breakGlass.includes(role),
    ),
    rule: decision.rule.id,
    policy: work.register.policy.version,
    endedBy: null,
  };
  const id = holdIdOf(hold.kind, origin);
  const entry: NewEntry = {
    kind: hold.kind === "approval" ? "approval_asked" : "previewed",
    case: null,
    body: {
      actor: actorOf(at, intent.person),
      ...factsOf(id, held),
      accounts: [...intent.accounts],
      surface: ask.surface,
      channel: ask.channel,
      ...(preview.others !== undefined &&
        preview.others.length > 0 && { others: othersAsFacts(preview.others) }),
      ...(ask.alert !== undefined && { alert: ask.alert }),
    },
  };
  await work.ledger.openHold(job, {
    id,
    body: JSON.stringify(held),
    entries: [entry],
    jobs: [...tellPeople(at, id, held), expiryOf(id, hold)],
  });
  return ANSWERED;
}

function approvalOf({ work, ask }: Considering, intent: Intent): Hold {
  const { approvals } = work.register.policy;
  if (!approvals) throw new Error("an approval was decided on although nobody can give one");
  return {
    kind: "approval",
    asker: { team: ask.team, person: ask.person },
    hash: commandHash(ask, intent),
    needed: approvals.needed,
    votes: [],
    state: "waiting",
    decided: null,
    expiresAt: ask.askedAt + approvals.waitMs,
    lapseMs: approvals.lapseMs,
    lapsesAt: null,
  };
}

function previewOf({ ask }: Considering, { hash }: Preview): Hold {
  return {
    kind: "preview",
    asker: { team: ask.team, person: ask.person },
    hash,
    needed: 0,
    votes: [],
    state: "waiting",
    decided: null,
    expiresAt: ask.askedAt + CASE_LIFE_MS,
    lapseMs: CONFIRMED_LAPSES_MS,
    lapsesAt: null,
  };
}

/** The card with the buttons, and for an approval the word to the asker that it waits. */
function tellPeople({ work, ask }: Considering, id: string, { hold }: HeldAct): readonly NewJob[] {
  const now = work.clock.now();
  const asker = post(`hold-asker:${id}`, askerOf(ask), { kind: "hold", hold: id, for: "asker" }, now);
  return hold.kind === "approval" ? [asker, ...approversCard(work, id)] : [asker];
}

function expiryOf(id: string, { expiresAt }: Hold): NewJob {
  const payload = JSON.stringify({ expire: id });
  return { id: `expire:${id}`, kind: "timer", payload, lane: null, runAt: expiresAt + 1, held: false };
}

/** What every entry about a hold tells. */
export function factsOf(id: string, held: HeldAct): Record<string, Json> {
  const { hold, preview, cause, rule, policy } = held;
  return {
    hold: id,
    hash: hold.hash,
    command: preview.words,
    verb: preview.verb,
    group: preview.group,
    until: preview.until,
    rule,
    policy,
    expires: hold.expiresAt,
    ...(cause !== null && { cause: JSON.parse(JSON.stringify(cause)) as Json, needed: hold.needed }),
  };
}
