import { startOf } from "../grammar/since.ts";
import type { ExportRequest } from "../grammar/request.ts";
import type { NewEntry } from "../ledger/port.ts";
import type { Person } from "../policy/person.ts";
import { askerOf, post } from "./casework.ts";
import { actorOf, ANSWERED, deniedEntry, refuse, type Considered, type Considering } from "./considering.ts";
import { mayKeep } from "./custody.ts";
import type { WantedEntries } from "./exports.ts";
import type { Notice } from "./notice.ts";
import { resolveGroup } from "./resolve.ts";

/**
 * A person wants entries as a file. It is handed out to them alone, in a direct message, after an entry says so: who, which
 * numbers, and the digest of the file.
 */
export async function considerExport(
  at: Considering,
  request: ExportRequest,
  person: Person,
): Promise<Considered> {
  const { work, job, ask } = at;
  const group = request.group && resolveGroup(work.register, request.group, ask.channel);
  if (group && !group.ok) return refuse(at, group.failure);
  const alias = group?.value.alias ?? null;
  const rule = mayKeep(at, person, "export", alias);
  if (!rule.ok) return refuse(at, rule.failure, [deniedEntry(at, rule.failure.denial, "export", person)]);
  const since = request.since && startOf(request.since, ask.askedAt, person.zone);
  if (request.since && since === null) return refuse(at, { kind: "time", detail: NO_ZONE });
  const range = await work.exports.range(since);
  if (!range) return refuse(at, { kind: "no_entries" });
  const wanted: WantedEntries = { ...range, group: alias };
  const made = await work.exports.make(wanted);
  if (!made.ok) return refuse(at, { kind: "too_many_entries", ...made.failure, ...range, group: alias });
  const { name, sha256, bytes, count } = made.value;
  const notice: Notice = { kind: "exported", ...wanted, count, sha256 };
  const file: Notice = { kind: "export_file", job: job.id, ...wanted, count, sha256 };
  const now = work.clock.now();
  const alone = { to: "asker", channel: ask.person, person: ask.person, responseUrl: null } as const;
  const entry: NewEntry = {
    kind: "exported",
    case: null,
    body: {
      actor: actorOf(at, person),
      request: job.id,
      format: "jsonl",
      first: wanted.first,
      last: wanted.last,
      count,
      selection: alias === null ? null : `group ${alias}`,
      file: { name, bytes, sha256 },
      rule: rule.value,
      policy: work.register.policy.version,
      surface: ask.surface,
      channel: ask.channel,
    },
  };
  await work.ledger.settleJob(job, {
    entries: [entry],
    posts: [post(`answer:${job.id}`, askerOf(ask), notice, now), post(`export:${job.id}`, alone, file, now)],
  });
  return ANSWERED;
}

const NO_ZONE =
  "Slack does not tell your time zone, so it is not known when that day began. Use a span, such as `since 7d`.";
