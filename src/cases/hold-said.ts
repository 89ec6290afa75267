import type { EntryKind, HoldRecord, Json, NewEntry, NewJob } from "../ledger/port.ts";
import { at as atTime, say, type Hold, type Saying } from "../policy/approval.ts";
import type { Person } from "../policy/person.ts";
import { considerAct } from "./acting.ts";
import { readAsk, type Ask, type HoldRequest } from "./ask.ts";
import { askerOf, post } from "./casework.ts";
import {
  actorOf,
  answer,
  ANSWERED,
  POSTPONED,
  refuse,
  type Considered,
  type Considering,
} from "./considering.ts";
import { readHeld, type HeldAct } from "./held.ts";
import { cardChange } from "./hold-cards.ts";
import { factsOf } from "./holding.ts";
import { refuseOrWait } from "./patience.ts";
import { CLEARING_MAX_AGE_MS, sayerOf, type ActInQuestion } from "./sayers.ts";

/** Presses that come together for one hold are few; whoever loses this often has met something else. */
const TRIES = 8;

type Said = Exclude<HoldRequest, { readonly kind: "expire" }>;

/**
 * This very word cleared the act, and the work on it was cut off, or put off, after that: it goes on, and whoever said
 * it is not asked for anew. Null: the word has not been heard yet.
 */
export async function resumeSaid(at: Considering, said: Said): Promise<Considered | null> {
  const record = await at.work.ledger.holdById(said.hold);
  const held = record && readHeld(record);
  const isCleared = held?.endedBy === at.job.id && held.hold.state === "cleared";
  const origin = isCleared ? await originOf(at, held) : null;
  return record && held && origin ? goOn(at, record, held, origin) : null;
}

/** Somebody has said something to an act that waits. */
export async function considerSaid(at: Considering, said: Said, person: Person): Promise<Considered> {
  const { work, job } = at;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const record = await work.ledger.holdById(said.hold);
    const held = record && readHeld(record);
    const origin = held && (await originOf(at, held));
    if (!record || !held || !origin) return refuse(at, { kind: "no_hold" });
    const act = actOf(held, origin);
    const spoken = say(held.hold, sayingOf(said), sayerOf(work, person, act), work.clock.now());
    if (!spoken.ok) {
      const because = JSON.parse(JSON.stringify(spoken.failure)) as Json;
      const { surface, channel } = at.ask;
      const by = { actor: actorOf(at, person), surface, channel };
      const body = { ...by, ...factsOf(record.id, held), said: said.kind, because };
      return answer(at, { kind: "hold_refused", hold: record.id, refusal: spoken.failure }, [
        { kind: "press_refused", case: null, body },
      ]);
    }
    const isOver = spoken.value.state !== "waiting";
    const next: HeldAct = { ...held, hold: spoken.value, endedBy: isOver ? job.id : null };
    const changed = await change(at, record, next, said, person, origin);
    if (changed === "stale") return ANSWERED;
    if (changed === "moved") continue;
    if (next.hold.state !== "cleared") return ANSWERED;
    return goOn(at, { ...record, version: record.version + 1 }, next, origin);
  }
  throw new Error(`the hold ${said.hold} moved at every look`);
}

/** The request that is held, as it was asked. */
async function originOf({ work }: Considering, { origin }: HeldAct): Promise<Ask | null> {
  const request = await work.ledger.jobById(origin);
  return request ? readAsk(request.payload) : null;
}

/** What is held, as far as rights to it go; the request tells when it was asked. */
export function actOf({ preview, group, channel }: HeldAct, { askedAt }: Ask): ActInQuestion {
  return {
    verb: preview.verb,
    group,
    accounts: preview.rows.map(({ account }) => account),
    until: preview.until,
    askedAt,
    channel,
  };
}

function sayingOf(said: Said): Saying {
  switch (said.kind) {
    case "confirm":
      return { kind: "confirm", hash: said.plan };
    case "approve":
      return { kind: "approve", hash: said.plan, reason: said.reason };
    case "deny":
    case "cancel":
    case "break_glass":
      return said;
    default:
      return said satisfies never;
  }
}

const ENTRY_OF = {
  confirm: "confirmed",
  approve: "approved",
  deny: "approval_denied",
  cancel: "cancelled",
  break_glass: "glass_broken",
} as const satisfies Record<Said["kind"], EntryKind>;

async function change(
  at: Considering,
  { id, version }: HoldRecord,
  next: HeldAct,
  said: Said,
  person: Person,
  origin: Ask,
): Promise<"written" | "moved" | "stale"> {
  const { work, job } = at;
  const reason = "reason" in said ? said.reason : null;
  const entry: NewEntry = {
    kind: ENTRY_OF[said.kind],
    case: null,
    body: {
      actor: actorOf(at, person),
      ...factsOf(id, next),
      state: next.hold.state,
      surface: at.ask.surface,
      ...(reason !== null && { reason }),
    },
  };
  return work.ledger.changeHold(job, {
    id,
    version,
    body: JSON.stringify(next),
    entries: [entry],
    jobs: tellOf(at, id, next, said, origin),
    settle: next.hold.state !== "cleared",
  });
}

/** Who hears of it: the approvers by their card, the asker when it is over, everybody when glass was broken. */
function tellOf(at: Considering, id: string, { hold }: HeldAct, said: Said, origin: Ask): readonly NewJob[] {
  const { work, job } = at;
  const { register, clock } = work;
  const jobs: NewJob[] = [];
  jobs.push(...cardChange(work, id, hold.kind, job.id));
  if (hold.state !== "cleared") {
    const whom = hold.state === "cancelled" ? at.ask : origin;
    jobs.push(
      post(
        `hold-asker:${id}:${job.id}`,
        askerOf(whom),
        { kind: "hold", hold: id, for: "asker" },
        clock.now(),
      ),
    );
  }
  const announce = register.policy.approvals?.announce ?? register.logChannel;
  if (said.kind === "break_glass" && announce !== null) {
    const address = { to: "log", channel: announce } as const;
    jobs.push(post(`hold-announce:${id}`, address, { kind: "hold", hold: id, for: "announce" }, clock.now()));
  }
  return jobs;
}

/** The act goes its way as it was asked, in the asker's name, by the asker's rights of this moment. */
async function goOn(
  at: Considering,
  { id, version }: HoldRecord,
  held: HeldAct,
  origin: Ask,
): Promise<Considered> {
  const { work } = at;
  if (origin.request.kind !== "act") return refuse(at, { kind: "no_hold" });
  const asker = await work.people.find(origin.team, origin.person, CLEARING_MAX_AGE_MS);
  const going: Considering = {
    ...at,
    ask: { ...origin, confirms: held.origin },
    clearance: { id, version, held },
  };
  if (!asker.ok) {
    const { failure } = asker;
    if (failure.kind === "unreachable")
      return refuseOrWait(going, { kind: "slack_unreachable", detail: failure.detail });
    return refuse(going, { kind: "slack_unreachable", detail: "Slack does not know the asker" });
  }
  return considerAct(going, origin.request, asker.value);
}

/** The time of a hold is over, or that of an approval that was not used. */
export async function considerExpiry(at: Considering, id: string): Promise<Considered> {
  const { work, job } = at;
  const record = await work.ledger.holdById(id);
  if (!record) throw new Error(`the hold ${id} expires but does not exist`);
  const held = readHeld(record);
  const hold = atTime(held.hold, work.clock.now());
  if (hold.state === held.hold.state) return waitOrEnd(at, held.hold);
  const next: HeldAct = { ...held, hold };
  const origin = await originOf(at, held);
  const entry: NewEntry = {
    kind: "hold_expired",
    case: null,
    body: { ...factsOf(id, next), state: hold.state },
  };
  const told = origin
    ? [
        post(
          `hold-asker:${id}:over`,
          askerOf(origin),
          { kind: "hold", hold: id, for: "asker" },
          work.clock.now(),
        ),
      ]
    : [];
  const changed = await work.ledger.changeHold(job, {
    id,
    version: record.version,
    body: JSON.stringify(next),
    entries: [entry],
    jobs: [...cardChange(work, id, hold.kind, "over"), ...told],
    settle: true,
  });
  // Somebody spoke at the last moment: what they said counts, and it is looked at again.
  return changed === "moved" ? considerExpiry(at, id) : ANSWERED;
}

async function waitOrEnd({ work, job }: Considering, hold: Hold): Promise<Considered> {
  const next = hold.state === "cleared" ? hold.lapsesAt : hold.state === "waiting" ? hold.expiresAt : null;
  if (next === null) {
    await work.ledger.settleJob(job, { note: { over: hold.state } });
    return ANSWERED;
  }
  await work.ledger.postpone(job, next + 1, null);
  return POSTPONED;
}
