import { sha256 } from "../audit/hash.ts";
import { postBeside, post, type Casework } from "../cases/casework.ts";
import type { Address } from "../cases/notice.ts";
import type { Instant } from "../clock.ts";
import type { AlertRecord, AlertWriting, EntryKind, Json, NewEntry, NewJob } from "../ledger/port.ts";
import type { Alert, Change } from "./alert.ts";
import { dueAt } from "./clocks.ts";
import type { ActedOnAlert, AlertNews, Clocks } from "./port.ts";

/** How an alert stands in the journal, and what comes of each change of it. */

export function readAlert({ body }: Pick<AlertRecord, "body">): Alert {
  return JSON.parse(body) as Alert;
}

export function alertIdOf(source: string, key: string, episode: number): string {
  return sha256(JSON.stringify([source, key, episode])).slice(0, 32);
}

/** The job that posts the card. */
export function cardJobOf(id: string): string {
  return `alert:${id}`;
}

/** A card waits so long for more of the same before it is changed, in milliseconds; for a person it does not wait. */
const GATHER_MS = 1_200;

/** Where it is written, and what it is compared with. */
export interface Stand {
  readonly id: string;
  /** 0: it does not exist yet. */
  readonly version: number;
  /** As it was; null: it does not exist yet. */
  readonly before: Alert | null;
}

/** A change, with its entries, its timer, and what people read of it: all in one transaction. `by`: who pressed. */
export function writingOf(
  { clock }: Pick<Casework, "clock">,
  clocks: Clocks,
  { id, version, before }: Stand,
  { alert, told }: Change,
  by: Record<string, Json> = {},
): Omit<AlertWriting, "settle"> {
  const now = clock.now();
  const next = version + 1;
  const timed = withTimer(id, next, before, alert, clocks);
  return {
    body: JSON.stringify(timed.alert),
    isOpen: alert.state !== "resolved",
    entries: told.map((news) => entryOf(id, alert, news, by)),
    jobs: [...timed.jobs, ...messages(id, next, timed.alert, told, now)],
  };
}

/** A new timer only where the moment is another one; the old one then finds that it does not count any more. */
function withTimer(
  id: string,
  version: number,
  before: Alert | null,
  alert: Alert,
  clocks: Clocks,
): { readonly alert: Alert; readonly jobs: readonly NewJob[] } {
  const due = dueAt(alert, clocks);
  const isSame =
    before !== null &&
    due === dueAt(before, clocks) &&
    alert.state === before.state &&
    alert.asked === before.asked &&
    alert.escalation.step === before.escalation.step;
  if (isSame) return { alert, jobs: [] };
  const timer = { ...alert, timer: version };
  return {
    alert: timer,
    jobs:
      due === null
        ? []
        : [alertJob(`alert-due:${id}:${version}`, { kind: "due", alert: id, timer: version }, due)],
  };
}

function messages(
  id: string,
  version: number,
  alert: Alert,
  told: readonly AlertNews[],
  now: Instant,
): readonly NewJob[] {
  if (!alert.shown) return [];
  const isNew = told.some(({ kind }) => kind === "opened");
  const isPrompt = told.some((news) => "by" in news || "owner" in news);
  // Sources come in bursts; a moment that has come comes alone.
  const gathered = told.some((news) => "to" in news) ? now : now + GATHER_MS;
  const card = isNew
    ? cardPost(id, alert.channel, now)
    : cardChange(id, alert.channel, version, isPrompt, isPrompt ? now : gathered);
  const lines = told
    .filter(({ kind }) => kind !== "opened" && kind !== "kept")
    .map((news, index) => newsPost(`alert-news:${id}:${version}:${index}`, id, alert.channel, news, now));
  return [card, ...lines];
}

/** Cards have an order of their own in a channel: a storm of them does not hold up the results of commands. */
function cardPost(id: string, channel: string, now: Instant): NewJob {
  const address = { to: "channel", channel, asker: null } as const;
  return { ...post(cardJobOf(id), address, { kind: "alert", alert: id }, now), lane: `alerts:${channel}` };
}

function cardChange(id: string, channel: string, version: number, prompt: boolean, runAt: Instant): NewJob {
  const notice = { kind: "alert_changed", alert: id, version, prompt } as const;
  return postBeside(`alert-card:${id}:${version}`, channel, notice, runAt);
}

function newsPost(job: string, id: string, channel: string, news: AlertNews, now: Instant): NewJob {
  const address: Address = { to: "channel", channel, asker: null, below: cardJobOf(id) };
  // One thread tells its news in order, and waits for no other.
  return {
    ...post(job, address, { kind: "alert_news", alert: id, news, at: now }, now),
    lane: `alert-thread:${id}`,
  };
}

function entryOf(
  id: string,
  { source, key, facts, state, parts }: Alert,
  news: AlertNews,
  by: Record<string, Json>,
): NewEntry {
  return {
    kind: ENTRY_OF[news.kind],
    case: null,
    body: {
      alert: id,
      source,
      key,
      title: facts.title,
      severity: facts.severity,
      state,
      firing: parts.filter(({ endsAt }) => endsAt === null).length,
      alerts: parts.length,
      news: JSON.parse(JSON.stringify(news)) as Json,
      // Where entries have what people wrote, so that exports show it and it can be removed.
      ...("reason" in news && { reason: news.reason }),
      ...by,
    },
  };
}

const ENTRY_OF = {
  opened: "alert_opened",
  fired_again: "alert_at_source",
  resolved_at_source: "alert_at_source",
  ended_at_source: "alert_at_source",
  acked_at_source: "alert_at_source",
  unacked_at_source: "alert_at_source",
  acked: "alert_pressed",
  kept: "alert_pressed",
  taken_over: "alert_pressed",
  resolved: "alert_pressed",
  silenced: "alert_pressed",
  paged: "alert_pressed",
  ack_ends: "alert_due",
  ack_ended: "alert_due",
  silence_ended: "alert_due",
  escalated: "alert_due",
} as const satisfies Record<AlertNews["kind"], EntryKind>;

/** A job of the queue of alerts. */
export type AlertWork =
  /** What a source has sent; see `Sent` in taking.ts. */
  | { readonly kind: "sent"; readonly sent: unknown }
  | ActedOnAlert
  | { readonly kind: "due"; readonly alert: string; readonly timer: number }
  | { readonly kind: "quiet"; readonly source: string }
  | { readonly kind: "handover"; readonly at: Instant }
  /** It is time to compare the books with the chat services. */
  | { readonly kind: "drift" };

export function alertJob(id: string, work: AlertWork, runAt: Instant): NewJob {
  return { id, kind: "alert", payload: JSON.stringify(work), lane: null, runAt, held: false };
}
