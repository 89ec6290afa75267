import { hashOf } from "../audit/hash.ts";
import type { CaseDraft, NewEntry, NewJob } from "../ledger/port.ts";
import type { Decision } from "../policy/decide.ts";
import { alertActed, alertCardChange, mayAnswer } from "./alert-cards.ts";
import { hourBefore, samePeople } from "./authority.ts";
import {
  actorOf,
  answer,
  ANSWERED,
  CASE_LIFE_MS,
  deniedEntry,
  LIFT_LIFE_MS,
  refuse,
  type Considered,
  type Considering,
  type Intent,
} from "./considering.ts";
import { cardChange } from "./hold-cards.ts";
import type { Clearance, HeldAct } from "./held.ts";
import { othersAsFacts, type ActOfAnother } from "./overlap.ts";
import type { Plan } from "./plan.ts";

/** The same command by the same person within this time is asked about instead of done again. */
const REPEAT_WINDOW_MS = 2 * 60_000;

/** Freezes what was asked as a case, unless it has been asked before. From here on nothing about it changes. */
export async function openCase(
  at: Considering,
  intent: Intent,
  plan: Plan,
  decision: Pick<Extract<Decision, { readonly allowed: true }>, "rule" | "approval">,
  others: readonly ActOfAnother[] = [],
): Promise<Considered> {
  const { work, job, ask, clearance } = at;
  const draft = draftOf(at, intent, plan, decision.rule.id);
  const { perHour } = decision.rule;
  const opened = await work.ledger.openCase(job, draft, {
    // Asked again where the case is numbered, so that two commands at once do not both find room.
    perHour:
      perHour === null || decision.approval?.kind === "over_limit"
        ? null
        : {
            most: perHour,
            since: hourBefore(work.clock.now()),
            people: samePeople(work, ask.person),
          },
    hold: clearance && usedUp(at, clearance, await onItsAlert(at, intent)),
    // The end of a ban is nobody's second thought: it is due as often as there are bans.
    confirmed: ask.confirms !== null || intent.lifts !== null,
    repeatWindowMs: REPEAT_WINDOW_MS,
    entry: {
      kind: "opened",
      case: null,
      body: { ...openedBody(at, intent, draft), ...(others.length > 0 && { others: othersAsFacts(others) }) },
    },
  });
  switch (opened.kind) {
    case "opened":
      work.onStep("case.opened", { case: opened.case.number, job: opened.job.id });
      return { kind: "opened", case: opened.case, job: opened.job };
    case "exists":
      return answer(at, { kind: "exists", number: opened.case.number });
    case "repeat": {
      const { number, askedAt } = opened.case;
      const asked: NewEntry = {
        kind: "repeat_asked",
        case: number,
        body: {
          actor: actorOf(at, intent.person),
          verb: draft.verb,
          group: draft.group.alias,
          accounts: [...draft.accounts],
          command: ask.words,
          rule: draft.rule,
          policy: work.register.policy.version,
          surface: ask.surface,
          channel: ask.channel,
        },
      };
      return answer(at, { kind: "repeat", held: job.id, words: ask.words, number, askedAt }, [asked]);
    }
    case "too_often": {
      const { recent } = opened;
      const denial = { kind: "too_often", perHour: perHour ?? 0, recent, rule: decision.rule.id } as const;
      const denied = deniedEntry(at, denial, draft.verb, intent.person);
      return refuse(at, { kind: "denied", denial }, [denied]);
    }
    case "moved":
      return refuse(at, { kind: "not_backed" });
    case "stale":
      return ANSWERED;
    default:
      return opened satisfies never;
  }
}

/** A clearance is good for one case. */
function usedUp({ work, job }: Considering, { id, version, held }: Clearance, besides: readonly NewJob[]) {
  const body = JSON.stringify({ ...held, hold: { ...held.hold, state: "used" } } satisfies HeldAct);
  return { id, version, body, jobs: [...cardChange(work, id, held.hold.kind, `${job.id}:used`), ...besides] };
}

/**
 * What was asked for on an alert stands on its card from the moment it is a case, and whoever may answer alerts takes
 * care of it from then on, unless somebody does.
 */
async function onItsAlert(at: Considering, { person, group }: Intent): Promise<readonly NewJob[]> {
  const { work, job, ask } = at;
  const record = ask.alert === undefined ? null : await work.ledger.alertById(ask.alert);
  if (record === null) return [];
  const now = work.clock.now();
  const answers = mayAnswer(at, person, group.alias);
  const by = answers.allowed && { actor: actorOf(at, person), surface: ask.surface, rule: answers.rule.id };
  return [
    alertCardChange(record, `opened:${job.id}`, now),
    ...(by ? [alertActed(`alert-acted:${job.id}`, { alert: record.id, person: ask.person, by }, now)] : []),
  ];
}

function draftOf({ job, ask, clearance }: Considering, intent: Intent, plan: Plan, rule: string): CaseDraft {
  const { request, group, accounts, until, lifts } = intent;
  return {
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
    rule,
    fingerprint: fingerprintOf(ask, intent),
    planHash: plan.hash,
    askedAt: ask.askedAt,
    // Of what people had to clear, the time counts from their word.
    notAfter:
      (clearance?.held.hold.decided?.at ?? ask.askedAt) + (lifts === null ? CASE_LIFE_MS : LIFT_LIFE_MS),
    lifts,
    hold: clearance?.id ?? null,
    alert: ask.alert ?? null,
  };
}

function openedBody(at: Considering, intent: Intent, draft: CaseDraft): NewEntry["body"] {
  const { group } = draft;
  return {
    actor: actorOf(at, intent.person),
    verb: draft.verb,
    group: { alias: group.alias, connection: group.connection, id: group.id },
    accounts: [...draft.accounts],
    until: draft.until,
    reason: draft.reason,
    silent: draft.silent,
    command: draft.command,
    rule: draft.rule,
    policy: at.work.register.policy.version,
    plan: draft.planHash,
    asked: draft.askedAt,
    surface: at.ask.surface,
    channel: draft.channel,
    ...(draft.lifts !== null && { lifts: draft.lifts }),
    ...(draft.hold !== null && { hold: draft.hold }),
    ...(at.ask.alert !== undefined && { alert: at.ask.alert }),
    ...(at.ask.list !== null && { list: at.ask.list.name }),
  };
}

/** Equal for two requests that ask for the same thing in the same way. */
function fingerprintOf(ask: Considering["ask"], { request, group, accounts }: Intent): string {
  const { verb, time, silent, reason } = request;
  const what = [
    ask.team,
    ask.person,
    verb,
    group.connection,
    group.id,
    accounts.toSorted(),
    time,
    silent,
    reason,
  ];
  return hashOf(what);
}
