import type { Job, NewJob } from "../ledger/port.ts";
import type { Person } from "../policy/person.ts";
import { considerAct } from "./acting.ts";
import { readAsk, type AlertRequest, type Ask } from "./ask.ts";
import { askerOf, post, type Casework } from "./casework.ts";
import {
  answer,
  ASKED_MAX_AGE_MS,
  CASE_LIFE_MS,
  deniedEntry,
  refuse,
  type Considered,
  type Considering,
} from "./considering.ts";
import { considerChange } from "./changing.ts";
import { considerExport } from "./exporting.ts";
import { considerExpiry, considerSaid, resumeSaid } from "./hold-said.ts";
import { considerLift } from "./lifting.ts";
import { considerNote } from "./noting.ts";
import { answerQuery } from "./queries.ts";
import { considerRedact } from "./redacting.ts";
import { CLEARING_MAX_AGE_MS } from "./sayers.ts";
import { considerStop } from "./stopping.ts";

/** Who takes care of what people press on alerts. */
export interface AlertDesk {
  pressed(at: Considering, request: AlertRequest, person: Person): Promise<Considered>;
}

/**
 * Works on one stored request: resolve, plan, authorize, and open a case, or answer why not. Whatever happens,
 * the request is settled with its answer in one transaction, or given back to the queue.
 */
export async function consider(work: Casework, job: Job, desk: AlertDesk): Promise<Considered> {
  const at: Considering = { work, job, ask: readAsk(job.payload), clearance: null };
  const { ask } = at;
  const { request } = ask;
  if (request.kind === "help") return answer(at, { kind: "help", verb: request.verb });
  if (request.kind === "lift") return considerLift(at, request.number);
  if (request.kind === "expire") return considerExpiry(at, request.hold);
  if (work.clock.now() > ask.askedAt + CASE_LIFE_MS)
    return refuse(at, { kind: "too_late", askedAt: ask.askedAt });
  const resumed = "hold" in request ? await resumeSaid(at, request) : null;
  if (resumed) return resumed;
  const person = await work.people.find(ask.team, ask.person, maxAgeOf(request));
  if (!person.ok) {
    const detail = person.failure.kind === "unreachable" ? person.failure.detail : "Slack does not know you";
    return refuse(at, { kind: "slack_unreachable", detail }, [], shownAgain(at));
  }
  return considerFrom(at, person.value, desk);
}

async function considerFrom(at: Considering, person: Person, desk: AlertDesk): Promise<Considered> {
  const { work, ask } = at;
  const { request } = ask;
  switch (request.kind) {
    case "act":
      return considerAct(at, request, person);
    case "stop":
      return considerStop(at, request.number, person);
    case "alert":
      return desk.pressed(at, request, person);
    case "confirm":
    case "cancel":
    case "approve":
    case "deny":
    case "break_glass":
      return considerSaid(at, request, person);
    // The form opens at once, where Slack is listened to; a form that got here came too late.
    case "form":
      return answer(at, { kind: "help", verb: "batch" });
    case "link":
    case "unlink":
    case "bind":
    case "unbind":
    case "alias":
    case "unalias":
      return considerChange(at, request, person);
    case "note":
      return considerNote(at, request, person);
    case "export":
      return considerExport(at, request, person);
    case "redact":
      return considerRedact(at, request, person);
    case "help":
    case "lift":
    case "expire":
      throw new Error(`${request.kind} asks nobody for their rights`);
    case "can":
    case "rules":
    case "whoami":
    case "doctor":
    case "summary":
    case "links":
    case "muted":
    case "banned":
    case "members":
    case "whois":
    case "limits":
    case "cases":
    case "case": {
      const answered = await answerQuery(work, ask, request, person);
      if (answered.ok) return answer(at, answered.value);
      const { failure } = answered;
      const denied = failure.kind === "denied" ? [deniedEntry(at, failure.denial, request.kind, person)] : [];
      return refuse(at, failure, denied);
    }
    default:
      return request satisfies never;
  }
}

/** The asker's card went away with the press; what could not be decided can be pressed again. */
function shownAgain({ work, job, ask }: Considering): readonly NewJob[] {
  const { request } = ask;
  if (request.kind !== "confirm" && request.kind !== "cancel") return [];
  const notice = { kind: "hold", hold: request.hold, for: "asker" } as const;
  return [post(`hold-asker:${request.hold}:${job.id}`, askerOf(ask), notice, work.clock.now())];
}

/** Whoever clears an act for others is looked up as they are now. */
function maxAgeOf({ kind }: Ask["request"]): number {
  const isClearing = kind === "approve" || kind === "deny" || kind === "break_glass";
  return isClearing ? CLEARING_MAX_AGE_MS : ASKED_MAX_AGE_MS;
}
