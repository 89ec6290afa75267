import type { ChangeRequest } from "../grammar/request.ts";
import type { NewEntry, NewJob } from "../ledger/port.ts";
import type { Person } from "../policy/person.ts";
import type { Result } from "../result.ts";
import { askerOf, post } from "./casework.ts";
import { changeOfAlias, changeOfUnalias } from "./changing-names.ts";
import { changeOfBind, changeOfUnbind } from "./changing-channels.ts";
import { changeOfLink, changeOfUnlink } from "./changing-links.ts";
import {
  actorOf,
  answer,
  ANSWERED,
  deniedEntry,
  POSTPONED,
  refuse,
  type Considered,
  type Considering,
} from "./considering.ts";
import type { Notice, Refusal } from "./notice.ts";
import type { RegisterChange } from "./register-change.ts";

/**
 * Works on a wish to change the register: whether it may be is decided as of the register of this moment, and it is
 * written down with its entry and its answer only if nobody has changed it since.
 */
export async function considerChange(
  at: Considering,
  request: ChangeRequest,
  person: Person,
): Promise<Considered> {
  const found = await changeOf(at, request, person);
  if (!found.ok) {
    const { failure } = found;
    const denied =
      failure.kind === "denied" ? [deniedEntry(at, failure.denial, rightTo(request), person)] : [];
    return refuse(at, failure, denied);
  }
  const change = found.value;
  const notice = noticeOf(change, request.dryRun);
  if (request.dryRun || change.before === change.after) return answer(at, notice);
  const { work, job, ask } = at;
  const { kind, key, after, inFile } = change;
  const written = await work.ledger.changeRegister(job, {
    version: work.register.version,
    kind,
    key,
    // What agrees with the file need not lie over it: the file counts again, also when it is changed.
    set: after === inFile ? null : { value: after, person: ask.person },
    entry: entryOf(at, change, person),
    posts: tellOf(at, notice),
  });
  if (written !== "moved") return ANSWERED;
  await work.ledger.postpone(job, work.clock.now(), "the register was changed meanwhile");
  return POSTPONED;
}

function changeOf(
  at: Considering,
  request: ChangeRequest,
  person: Person,
): Promise<Result<RegisterChange, Refusal>> | Result<RegisterChange, Refusal> {
  switch (request.kind) {
    case "link":
      return changeOfLink(at, request, person);
    case "unlink":
      return changeOfUnlink(at, request, person);
    case "bind":
      return changeOfBind(at, request, person);
    case "unbind":
      return changeOfUnbind(at, request, person);
    case "alias":
      return changeOfAlias(at, request, person);
    case "unalias":
      return changeOfUnalias(at, request, person);
    default:
      return request satisfies never;
  }
}

function rightTo({ kind }: ChangeRequest): string {
  return kind.replace(/^un/, "");
}

function noticeOf(
  { subject, before, after, reason }: RegisterChange,
  dryRun: boolean,
): Notice & { kind: "changed" } {
  return { kind: "changed", subject, before, after, reason, dryRun };
}

function entryOf(at: Considering, change: RegisterChange, person: Person): NewEntry {
  const { subject, before, after, inFile, entry, rule, reason, facts } = change;
  const { ask, work } = at;
  return {
    kind: entry,
    case: null,
    body: {
      actor: actorOf(at, person),
      subject: { ...subject },
      before,
      after,
      file: inFile,
      rule,
      policy: work.register.policy.version,
      command: ask.words,
      surface: ask.surface,
      channel: ask.channel,
      ...(reason !== null && { reason }),
      ...facts,
    },
  };
}

/** The asker alone, where they asked; who reads the log sees the entry. */
function tellOf({ work, job, ask }: Considering, notice: Notice): readonly NewJob[] {
  return [post(`answer:${job.id}`, askerOf(ask), notice, work.clock.now())];
}
