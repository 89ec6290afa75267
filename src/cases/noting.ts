import type { NoteRequest } from "../grammar/request.ts";
import type { NewEntry } from "../ledger/port.ts";
import { decide, type Decision } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { askerOf, post } from "./casework.ts";
import {
  actorOf,
  answer,
  ANSWERED,
  deniedEntry,
  refuse,
  type Considered,
  type Considering,
} from "./considering.ts";
import type { Address, Notice } from "./notice.ts";
import { isDirect } from "./place.ts";

/**
 * A reason or a remark that comes later. It is an entry of its own: nothing that was written down about the case is
 * changed by it. The entry, the end of the request and the message are one transaction.
 */
export async function considerNote(
  at: Considering,
  request: NoteRequest,
  person: Person,
): Promise<Considered> {
  const { work, job, ask } = at;
  const { number, text, dryRun } = request;
  // Whether a case exists is told to nobody who may not write to any.
  const anywhere = mayNote(at, person, null);
  if (!anywhere.allowed) return denied(at, anywhere, person);
  const kase = await work.ledger.progressOf(number);
  if (!kase) return refuse(at, { kind: "no_case", number });
  const decision = mayNote(at, person, kase.group.alias);
  if (!decision.allowed) return denied(at, decision, person);
  const notice: Notice = { kind: "noted", number, by: ask.person, text, dryRun };
  if (dryRun) return answer(at, notice);
  const entry: NewEntry = {
    kind: "noted",
    case: number,
    body: {
      actor: actorOf(at, person),
      text,
      verb: kase.verb,
      group: kase.group.alias,
      rule: decision.rule.id,
      policy: work.register.policy.version,
      surface: ask.surface,
      channel: ask.channel,
    },
  };
  const told = post(`note:${job.id}`, placeOf(at), notice, work.clock.now());
  await work.ledger.settleJob(job, { entries: [entry], posts: [told] });
  return ANSWERED;
}

function mayNote({ work, ask }: Considering, person: Person, group: string | null): Decision {
  const wish = { right: "note", group, accounts: 1, lasts: null, channel: ask.channel, recent: 0 } as const;
  return decide(work.register.policy, person, wish);
}

function denied(
  at: Considering,
  { denial }: Extract<Decision, { readonly allowed: false }>,
  person: Person,
): Promise<Considered> {
  return refuse(at, { kind: "denied", denial }, [deniedEntry(at, denial, "note", person)]);
}

/** Where it was written, so that whoever works on the case there reads it. */
function placeOf({ ask }: Considering): Address {
  const asker = askerOf(ask);
  const { channel, person, responseUrl } = asker;
  if (isDirect(channel)) return asker;
  return { to: "channel", channel, asker: { channel, person, responseUrl } };
}
