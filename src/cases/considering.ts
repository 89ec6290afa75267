import type { Instant } from "../clock.ts";
import type { Case, CaseDraft, Job, Json, NewEntry, NewJob } from "../ledger/port.ts";
import { lastsFrom, type Denial, type Wish } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import type { Group } from "../vendors/port.ts";
import { readAsk, type Ask } from "./ask.ts";
import { askerOf, post, type Casework } from "./casework.ts";
import { cardChange } from "./hold-cards.ts";
import type { Clearance } from "./held.ts";
import type { Notice, Refusal } from "./notice.ts";
import type { ActRequest } from "../grammar/request.ts";
import type { End } from "../words.ts";

/** How long the end of a ban is tried, in milliseconds: being late is no reason to leave somebody banned. */
export const LIFT_LIFE_MS = 24 * 60 * 60_000;

/** After this time a request is not worked on, and a case sends nothing more: stale moderation is worse than none. */
export const CASE_LIFE_MS = 15 * 60_000;

/** How old Slack's word about a person may be when they ask, in milliseconds. */
export const ASKED_MAX_AGE_MS = 60_000;

/** A stored request that is being worked on. */
export interface Considering {
  readonly work: Casework;
  readonly job: Job;
  readonly ask: Ask;
  /** People have spoken about it before; null for what was just asked. */
  readonly clearance: Clearance | null;
}

/** What a request comes down to once everything in it has been looked up. */
export interface Intent {
  readonly request: ActRequest;
  readonly person: Person;
  readonly group: Group;
  readonly accounts: readonly string[];
  readonly until: End | null;
  /** The case whose end this is; null for what a person wants. */
  readonly lifts: number | null;
}

/** How working on a request ended. */
export type Considered =
  /** With a case to carry out, whose job this process holds. */
  | { readonly kind: "opened"; readonly case: Case; readonly job: Job }
  | { readonly kind: "answered" }
  /** It is in the queue again. */
  | { readonly kind: "postponed" };

export const ANSWERED: Considered = { kind: "answered" };
export const POSTPONED: Considered = { kind: "postponed" };

/** Tells the asker, once, that the request goes on waiting until a moment. */
export function stillWaiting({ work, job, ask }: Considering, detail: string, until: Instant): NewJob {
  const notice: Notice = { kind: "waiting", job: job.id, words: ask.words, detail, until };
  return post(`waiting:${job.id}`, askerOf(ask), notice, work.clock.now());
}

/** Who asked, as entries of the log name them: with their roles at that moment, and where each came from. */
export function actorOf({ ask }: Considering, { grants }: Person): Json {
  return {
    team: ask.team,
    person: ask.person,
    roles: grants.map(({ role, from }) => `${role} (${from})`),
  };
}

/** Settles the request with an answer that only the asker sees, and with other messages. */
export async function answer(
  at: Considering,
  notice: Notice,
  entries: readonly NewEntry[] = [],
  others: readonly NewJob[] = [],
): Promise<Considered> {
  const { work, job, ask } = at;
  const posts = [post(`answer:${job.id}`, askerOf(ask), notice, work.clock.now()), ...others];
  const facts = entries.length === 0 ? cameToNothing(at, notice) : entries;
  if (at.clearance && (await dropCleared(at, at.clearance, facts, posts))) return ANSWERED;
  await work.ledger.settleJob(job, { entries: facts, posts });
  return ANSWERED;
}

/** Every press on an alert is an entry, also one that came to nothing before any rule had a word. */
function cameToNothing({ ask }: Considering, notice: Notice): readonly NewEntry[] {
  if (ask.alert === undefined) return [];
  const actor = { team: ask.team, person: ask.person };
  const because =
    notice.kind === "refused"
      ? notice.refusal.kind
      : notice.kind === "preview"
        ? "nothing_to_do"
        : notice.kind;
  return [
    { kind: "alert_refused", case: null, body: { alert: ask.alert, actor, command: ask.words, because } },
  ];
}

/** What people had cleared does not begin: with the answer to its asker, its card says so. False: it has moved. */
async function dropCleared(
  { work, job }: Considering,
  { id, version, held }: Clearance,
  entries: readonly NewEntry[],
  posts: readonly NewJob[],
): Promise<boolean> {
  const hold = { ...held.hold, state: "dropped" } as const;
  const change = cardChange(work, id, hold.kind, `${job.id}:dropped`);
  const body = JSON.stringify({ ...held, hold });
  const changed = { id, version, body, entries, jobs: [...posts, ...change], settle: true };
  return (await work.ledger.changeHold(job, changed)) !== "moved";
}

export function refuse(
  at: Considering,
  refusal: Refusal,
  entries: readonly NewEntry[] = [],
  others: readonly NewJob[] = [],
): Promise<Considered> {
  return answer(at, { kind: "refused", words: at.ask.words, refusal }, entries, others);
}

/** Ends a request at which Bailiff keeps failing: the asker is told that nothing was done. */
export async function abandonRequest(work: Casework, job: Job, why: string): Promise<void> {
  const ask = readAsk(job.payload);
  const notice: Notice = { kind: "refused", words: ask.words, refusal: { kind: "own_failure" } };
  const posts = [post(`answer:${job.id}`, askerOf(ask), notice, work.clock.now())];
  await work.ledger.bury(job, why, { posts });
}

/** What a case, or what is to become one, asks of the rules. */
export function wishOf(
  what: Pick<CaseDraft, "verb" | "group" | "accounts" | "until" | "askedAt" | "channel">,
  recent = 0,
): Wish {
  const { verb, group, accounts, until, askedAt, channel } = what;
  const lasts = lastsFrom(askedAt, until);
  return { right: verb, group: group.alias, accounts: accounts.length, lasts, channel, recent };
}

/** Every refusal by the rules is a fact for the log, with the rule that made it. */
export function deniedEntry(
  at: Considering,
  because: Denial | { readonly kind: "out_of_reach"; readonly rule: string },
  right: string,
  person: Person,
): NewEntry {
  const { ask } = at;
  return {
    kind: "denied",
    case: null,
    body: {
      actor: actorOf(at, person),
      command: ask.words,
      surface: ask.surface,
      channel: ask.channel,
      ...(ask.alert !== undefined && { alert: ask.alert }),
      right,
      policy: at.work.register.policy.version,
      because: JSON.parse(JSON.stringify(because)) as Json,
    },
  };
}
