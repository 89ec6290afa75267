import { committedIn } from "../audit/chain.ts";
import { groupIn } from "../audit/exporting/facts.ts";
import type { RedactRequest } from "../grammar/request.ts";
import type { Entry, EntryKind, NewEntry } from "../ledger/port.ts";
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
import { mayKeep } from "./custody.ts";
import type { Notice } from "./notice.ts";

/** What tells of the record itself: removed, nobody could follow what became of it. */
const KEPT: ReadonlySet<EntryKind> = new Set([
  "start",
  "stop",
  "redacted",
  "exported",
  "key_taken",
  "verified",
]);

/** As many other entries about the same case as an answer names. */
const OTHERS = 20;

/**
 * A person wants what an entry told to be gone, for privacy; first they are shown what would go. The entry, its number, its hash and its commitment stay; what
 * it told goes in one step with an entry that says who removed it, and why.
 */
export async function considerRedact(
  at: Considering,
  request: RedactRequest,
  person: Person,
): Promise<Considered> {
  const { work, job, ask } = at;
  const { entry: seq, reason, isConfirmed } = request;
  const [entry] = await work.ledger.entries(seq, 1);
  const target = entry?.seq === seq ? entry : null;
  const group = target && (await groupOf(at, target));
  const rule = mayKeep(at, person, "redact", group);
  if (!rule.ok) return refuse(at, rule.failure, [deniedEntry(at, rule.failure.denial, "redact", person)]);
  if (!target) return refuse(at, { kind: "no_entry", entry: seq });
  if (KEPT.has(target.kind)) return refuse(at, { kind: "not_redactable", entry: seq, why: "kept" });
  if (target.body === null) return refuse(at, { kind: "not_redactable", entry: seq, why: "gone" });
  const notice: Notice = {
    kind: "redacted",
    entry: seq,
    of: target.kind,
    number: target.case,
    reason,
    isRemoved: isConfirmed,
    others: await othersOf(at, target),
  };
  if (!isConfirmed) return answer(at, notice);
  const redacted = await work.ledger.redact(job, {
    seq,
    entry: redactedEntry(at, target, person, { reason, rule: rule.value }),
    posts: [post(`answer:${job.id}`, askerOf(ask), notice, work.clock.now())],
  });
  if (redacted === "gone" || redacted === "open")
    return refuse(at, { kind: "not_redactable", entry: seq, why: redacted });
  return ANSWERED;
}

function redactedEntry(
  at: Considering,
  target: Entry,
  person: Person,
  { reason, rule }: { readonly reason: string; readonly rule: string },
): NewEntry {
  const { ask, work } = at;
  return {
    kind: "redacted",
    case: target.case,
    body: {
      actor: actorOf(at, person),
      entry: target.seq,
      kind: target.kind,
      commitment: committedIn(target.text),
      hash: target.hash,
      reason,
      rule,
      policy: work.register.policy.version,
      surface: ask.surface,
      channel: ask.channel,
    },
  };
}

/** The group that an entry is about, as it says itself or as its case does. Null: none, or none that is known any more. */
async function groupOf({ work }: Considering, target: Entry): Promise<string | null> {
  const said = groupIn(target);
  if (said !== null || target.case === null) return said;
  return (await work.ledger.progressOf(target.case))?.group.alias ?? null;
}

/** The same person is often named in several entries about one case. */
async function othersOf({ work }: Considering, target: Entry): Promise<readonly number[]> {
  if (target.case === null) return [];
  const entries = await work.ledger.entriesOf(target.case);
  return entries
    .filter(({ seq, body, kind }) => seq !== target.seq && body !== null && !KEPT.has(kind))
    .map(({ seq }) => seq)
    .slice(0, OTHERS);
}
