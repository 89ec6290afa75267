import { z } from "zod";
import type { AlertNews, AlertSettings } from "../../alerts/port.ts";
import { cardJobOf, readAlert } from "../../alerts/record.ts";
import { readHeld } from "../../cases/held.ts";
import type { Notice } from "../../cases/notice.ts";
import type { Clock } from "../../clock.ts";
import type { Case, Ledger } from "../../ledger/port.ts";
import type { CallNames } from "../call-names.ts";
import { ALERT_GONE, describePressRefusal } from "../../texts/alerts.ts";
import { alertCallCard, alertCard, alertNewsCard, type AlertView } from "./alert-card.ts";
import { cardOf, type Card } from "./card.ts";
import { handoverCard } from "./handover-card.ts";
import { markup } from "./said.ts";

/** What drawing an alert reads. */
export interface AlertDrawing {
  readonly ledger: Pick<Ledger, "alertById" | "openAlerts" | "casesOf" | "holdsSince" | "jobById">;
  readonly clock: Clock;
  /** How on-call goes by the configuration of this moment. */
  readonly alerts: () => AlertSettings | null;
  /** What those are called whom an alert may reach. */
  readonly namesOf: CallNames;
  /** The address of a message; null: Slack does not tell it. */
  readonly linkTo: (channel: string, ts: string) => Promise<string | null>;
}

/** Cases of the same account that are shown beside. */
const HISTORY = 3;
const LOOKED_AT = 12;
const MOST_OPEN = 100;
/** Approvals are waited for a day at most. */
const APPROVALS_FROM_MS = 24 * 3_600_000;

/** What there is to say of alerts. */
export type AlertNotice =
  | Extract<Notice, { readonly alert: string }>
  | (Notice & { readonly kind: "handover" });

export async function drawAlert(at: AlertDrawing, notice: AlertNotice): Promise<Card> {
  switch (notice.kind) {
    case "alert":
    case "alert_changed":
      return withAlert(at, notice.alert, alertCard);
    case "alert_news":
      return alertNewsCard(notice.news);
    case "alert_call":
      return withAlert(at, notice.alert, (view) => call(at, view, notice.news));
    case "alert_refused":
      return cardOf([markup(describePressRefusal(notice.refusal, at.clock.now()))]);
    case "handover":
      return handover(at, notice.next);
    default:
      return notice satisfies never;
  }
}

const placeNote = z.object({ channel: z.string(), ts: z.string().min(1) });

async function call(at: AlertDrawing, view: AlertView, news: AlertNews): Promise<Card> {
  const place = placeNote.safeParse((await at.ledger.jobById(cardJobOf(view.id)))?.note).data;
  return alertCallCard(view, news, place ? await at.linkTo(place.channel, place.ts) : null);
}

async function withAlert(
  at: AlertDrawing,
  id: string,
  card: (view: AlertView) => Card | Promise<Card>,
): Promise<Card> {
  const record = await at.ledger.alertById(id);
  if (!record) return cardOf([ALERT_GONE]);
  const alert = readAlert(record);
  const cases = await at.ledger.casesOf({ alert: id, limit: HISTORY });
  const history = await historyOf(at, id, alert.facts);
  const settings = at.alerts();
  const isOpen = alert.state !== "resolved";
  const called = isOpen ? (settings?.clocks.path ?? []).flatMap(({ to }) => to) : [];
  return card({
    id,
    number: record.number,
    alert,
    cases,
    history,
    settings,
    names: await at.namesOf(called),
    now: at.clock.now(),
  });
}

async function historyOf(
  { ledger }: AlertDrawing,
  id: string,
  { account, group }: { readonly account: string | null; readonly group: string | null },
): Promise<readonly Case[]> {
  if (account === null || group === null) return [];
  const cases = await ledger.casesOf({ account, limit: LOOKED_AT });
  return cases.filter((kase) => kase.group.alias === group && kase.alert !== id).slice(0, HISTORY);
}

async function handover({ ledger, clock, alerts }: AlertDrawing, next: number): Promise<Card> {
  const records = await ledger.openAlerts(MOST_OPEN);
  const now = clock.now();
  const holds = await ledger.holdsSince(now - APPROVALS_FROM_MS, MOST_OPEN);
  const approvals = holds
    .map(readHeld)
    .filter(({ hold }) => hold.kind === "approval" && hold.state === "waiting" && hold.expiresAt > now);
  return handoverCard({
    alerts: records.map((record) => ({ number: record.number, alert: readAlert(record) })),
    approvals,
    settings: alerts(),
    next,
  });
}
