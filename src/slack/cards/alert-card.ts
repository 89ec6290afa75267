import { isFiring, type Alert } from "../../alerts/alert.ts";
import { dueAt } from "../../alerts/clocks.ts";
import type { AlertLink } from "../../alerts/alert.ts";
import { hasShifts, type AlertNews, type AlertSettings, type CallTarget } from "../../alerts/port.ts";
import type { Case } from "../../ledger/port.ts";
import { amount, amountOf } from "../../texts/amount.ts";
import * as texts from "../../texts/alerts.ts";
import { formatSpan } from "../../texts/span.ts";
import { clean, code, escape, moment } from "../markup.ts";
import { alertButtons } from "./alert-buttons.ts";
import { calledInWords, calledLater, callWords } from "./call-words.ts";
import { cardOf, type Card } from "./card.ts";
import { headline } from "./case-card.ts";
import { markup } from "./said.ts";

/** An alert, as its card is drawn from it. */
export interface AlertView {
  readonly id: string;
  readonly number: number;
  readonly alert: Alert;
  /** Cases that came of it, newest first. */
  readonly cases: readonly Case[];
  /** The newest other cases about the account it is about. */
  readonly history: readonly Case[];
  readonly settings: AlertSettings | null;
  /** Of those on the path, as far as they are known. */
  readonly names: ReadonlyMap<CallTarget, string>;
  readonly now: number;
}

const LONGEST_LINK = 60;

export function alertCard(view: AlertView): Card {
  const { id, alert, settings, names, now } = view;
  const pages = settings?.clocks.path.map(({ to }) => ({ to, who: calledInWords(to, names) })) ?? [];
  return cardOf(
    lines(view),
    [...links(alert.facts.links), `from ${code(alert.source, 40)}`],
    alertButtons(id, alert, { isInShifts: hasShifts(settings), pages, now }),
  );
}

/** For somebody who does not see the card: what it says, and where it stands. */
export function alertCallCard(view: AlertView, news: AlertNews, link: string | null): Card {
  const to = "to" in news ? callWords(news.to.filter((one) => one.startsWith("channel:") === false)) : "";
  return cardOf([
    ...(to === "" ? [] : [to]),
    markup(texts.describeNews(news)),
    ...lines(view),
    ...(link === null
      ? [`Its card stands in <#${view.alert.channel}>.`]
      : [`<${link}|Its card> in <#${view.alert.channel}>`]),
  ]);
}

/** A line below the card. */
export function alertNewsCard(news: AlertNews): Card {
  const called = "to" in news ? callWords(news.to) : "";
  return cardOf([
    called === "" ? markup(texts.describeNews(news)) : `${called} ${markup(texts.describeNews(news))}`,
  ]);
}

function lines({ number, alert, cases, history, settings, names, now }: AlertView): readonly string[] {
  const { facts, state } = alert;
  return [
    `*Alert ${number}* · ${texts.SEVERITY_WORDS[facts.severity]} · *${texts.STATE_WORDS[state]}*${since(alert, now)}: ${code(facts.title, 200)}`,
    ...(facts.summary === null ? [] : [code(facts.summary, 600)]),
    ...counts(alert),
    ...standing(alert, settings, names, now),
    ...about(alert),
    ...cases.map((kase) => `Done: ${headline(kase, false)}`),
    ...history.map((kase) => `Before: ${headline(kase, false)}, ${moment(kase.openedAt)}`),
  ];
}

/** The time is in the card only as a moment: a card that is not drawn again must not tell an old length. */
function since({ state, since: at, resolved }: Alert, now: number): string {
  if (state === "resolved")
    return resolved === null ? "" : ` after ${formatSpan(Math.max(resolved.at - at, 1_000))}`;
  if (state !== "firing") return `, firing since ${moment(at)}`;
  return now - at < 1_000 ? "" : ` since ${moment(at)}`;
}

function counts({ parts }: Alert): readonly string[] {
  if (parts.length < 2) return [];
  const firing = parts.filter(({ endsAt }) => endsAt === null).length;
  return [
    `${amountOf(parts.length, "alert")}: ${amount(firing)} firing, ${amount(parts.length - firing)} resolved`,
  ];
}

/** Who takes care of it, and what happens next if nobody does anything. */
function standing(
  alert: Alert,
  settings: AlertSettings | null,
  names: AlertView["names"],
  now: number,
): readonly string[] {
  const due = settings === null ? null : dueAt(alert, settings.clocks);
  switch (alert.state) {
    case "firing": {
      const step = settings?.clocks.path[alert.escalation.step];
      const next =
        step && due !== null
          ? ` It is escalated to ${calledLater(step.to, names)} ${due > now ? moment(due) : "now"}.`
          : "";
      return [`Nobody has it yet.${next}`];
    }
    case "acked": {
      const owner = alert.owner === null ? "" : markup(texts.describeOwner(alert.owner));
      const until = alert.ackUntil === null ? "" : `, until ${moment(alert.ackUntil)}`;
      return [`Owner: ${owner}${until}`];
    }
    case "silenced":
      return alert.silence === null ? [] : [markup(texts.describeSilence(alert.silence))];
    case "resolved":
      return alert.resolved === null ? [] : [markup(texts.describeAlertEnd(alert.resolved))];
    default:
      return alert.state satisfies never;
  }
}

function about({ facts, ...alert }: Alert): readonly string[] {
  const { account, group } = facts;
  if (group === null && account === null) return [];
  const whom = account === null ? "" : `${code(account, 100)} `;
  const where = group === null ? "" : `in ${code(group, 60)}`;
  const isOver = alert.state === "resolved" && !isFiring(alert);
  return [`${isOver ? "It was about" : "About"} ${whom}${where}`.trimEnd()];
}

/** Links are shown as where they lead: whoever writes an alert must not choose both. */
function links(all: readonly AlertLink[]): readonly string[] {
  return all.flatMap(({ what, url }) => {
    const shown = URL.parse(url);
    if (shown === null || (shown.protocol !== "https:" && shown.protocol !== "http:")) return [];
    const place = clean(`${shown.host}${shown.pathname === "/" ? "" : shown.pathname}`);
    const cut = place.length > LONGEST_LINK ? `${place.slice(0, LONGEST_LINK - 1)}…` : place;
    return [`${texts.WHAT_LINKS[what]}: <${target(shown)}|${escape(cut.replaceAll(/[|`]/g, "'"))}>`];
  });
}

/** What would end a link of Slack's is written as URLs write it. */
function target({ href }: URL): string {
  return escape(href.replaceAll(/[|<>`]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`));
}
