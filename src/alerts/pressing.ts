import type { AlertRequest } from "../cases/ask.ts";
import { mayAnswer } from "../cases/alert-cards.ts";
import {
  actorOf,
  answer,
  ANSWERED,
  deniedEntry,
  refuse,
  type Considered,
  type Considering,
} from "../cases/considering.ts";
import type { Json, NewEntry } from "../ledger/port.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Alert } from "./alert.ts";
import { stepOf } from "./paging.ts";
import { press, type AlertPress } from "./press.ts";
import type { AlertSettings, AlertWish, PressRefusal } from "./port.ts";
import { readAlert, writingOf } from "./record.ts";
import { nextShift } from "./shifts.ts";

const TRIES = 40;

/**
 * Somebody has pressed a button on an alert. Rights are theirs of this moment; the first of several counts, and each
 * press is an entry, also one that does not count.
 */
export async function considerPress(
  at: Considering,
  { alert: id, wish }: AlertRequest,
  person: Person,
): Promise<Considered> {
  const { work, job, ask } = at;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const record = await work.ledger.alertById(id);
    const settings = work.register.alerts;
    if (!record || !settings) return refused(at, id, wish, person, { kind: "gone" });
    const before = readAlert(record);
    const decision = mayAnswer(at, person, groupOf(at, before));
    if (!decision.allowed)
      return refuse(at, { kind: "denied", denial: decision.denial }, [
        deniedEntry(at, decision.denial, "oncall", person),
      ]);
    const wanted = pressOf(wish, settings, ask.askedAt);
    const pressed = wanted.ok
      ? press(before, wanted.value, ask.person, settings.clocks, work.clock.now())
      : wanted;
    if (!pressed.ok) return refused(at, id, wish, person, pressed.failure, record.number);
    const by = { actor: actorOf(at, person), surface: ask.surface, rule: decision.rule.id };
    const stand = { id, version: record.version, before };
    const writing = writingOf(work, settings.clocks, stand, pressed.value, by);
    const changed = await work.ledger.changeAlert(job, { ...stand, ...writing, settle: true });
    if (changed !== "moved") return ANSWERED;
  }
  throw new Error(`the alert ${id} moved at every look`);
}

/** The group counts for the rules only while the configuration knows it. */
function groupOf({ work }: Considering, { facts }: Alert): string | null {
  const group = facts.group === null ? undefined : work.register.groups.get(facts.group);
  return group?.alias ?? null;
}

function pressOf(
  wish: AlertWish,
  { clocks, handover }: AlertSettings,
  askedAt: number,
): Result<AlertPress, PressRefusal> {
  if (wish.kind === "page") {
    const to = stepOf(clocks, wish);
    return to.ok ? ok({ kind: "page", step: wish.step, to: to.value }) : to;
  }
  if (wish.kind !== "silence") return ok(wish);
  const { lasts, ...silence } = wish;
  if (lasts !== "shift") return ok({ ...silence, until: askedAt + lasts });
  return handover === null
    ? fail({ kind: "bad_end" })
    : ok({ ...silence, until: nextShift(handover, askedAt) });
}

function refused(
  at: Considering,
  alert: string,
  wish: AlertWish,
  person: Person,
  refusal: PressRefusal,
  number: number | null = null,
): Promise<Considered> {
  const entry: NewEntry = {
    kind: "alert_refused",
    case: null,
    body: {
      alert,
      number,
      actor: actorOf(at, person),
      wish: JSON.parse(JSON.stringify(wish)) as Json,
      because: JSON.parse(JSON.stringify(refusal)) as Json,
      surface: at.ask.surface,
      ...("reason" in wish && { reason: wish.reason }),
    },
  };
  return answer(at, { kind: "alert_refused", alert, refusal }, [entry]);
}
