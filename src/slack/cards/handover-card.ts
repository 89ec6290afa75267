import type { Alert } from "../../alerts/alert.ts";
import type { AlertSettings } from "../../alerts/port.ts";
import type { HeldAct } from "../../cases/held.ts";
import { amountOf } from "../../texts/amount.ts";
import { describeOwner, describeSilence, SEVERITY_WORDS, STATE_WORDS } from "../../texts/alerts.ts";
import { code, mention, moment } from "../markup.ts";
import { callWords } from "./call-words.ts";
import { cardOf, type Card } from "./card.ts";
import { markup } from "./said.ts";

export interface HandoverView {
  readonly alerts: readonly { readonly number: number; readonly alert: Alert }[];
  /** Acts that wait for somebody's approval. */
  readonly approvals: readonly HeldAct[];
  readonly settings: AlertSettings | null;
  /** When the next shift begins. */
  readonly next: number;
}

/** A list has room for so much of each. */
const LONGEST_REASON = 120;

/** What whoever begins a shift has to know. */
export function handoverCard({ alerts, approvals, settings, next }: HandoverView): Card {
  const who = settings === null ? "" : ` ${callWords(settings.clocks.onCall)}`;
  const open = alerts.map(
    ({ number, alert }) =>
      `• *Alert ${number}* · ${SEVERITY_WORDS[alert.facts.severity]} · ${STATE_WORDS[alert.state]}${alert.state === "firing" ? "" : ", firing"} since ${moment(alert.since)}: ${code(alert.facts.title, 120)}${ownerOf(alert)}`,
  );
  const waiting = approvals.map(
    ({ hold, preview }) =>
      `• ${mention(hold.asker.person)} waits for approval of ${code(preview.words, 200)} until ${moment(hold.expiresAt)}`,
  );
  return cardOf([
    `*Handover.*${who} From now on, until ${moment(next)}.`,
    open.length === 0 ? "No alert is open." : `${amountOf(open.length, "alert is", "alerts are")} open:`,
    ...open,
    ...(waiting.length === 0
      ? ["No approval is waited for."]
      : [`${amountOf(waiting.length, "act waits", "acts wait")} for approval:`]),
    ...waiting,
  ]);
}

function ownerOf({ owner, silence }: Alert): string {
  if (owner !== null) return `, with ${markup(describeOwner(owner))}`;
  if (silence === null) return ", with nobody";
  return `. ${markup(describeSilence(silence), LONGEST_REASON)}`;
}
