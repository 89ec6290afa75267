import type { Button, KnownBlock, StaticSelect } from "@slack/types";
import type { Alert } from "../../alerts/alert.ts";
import { stepKey } from "../../alerts/paging.ts";
import type { AlertWish, CallTarget, SuggestedAct } from "../../alerts/port.ts";
import type { Instant } from "../../clock.ts";
import {
  ACT_MENU,
  ALERT_BUTTONS,
  actLabel,
  PAGE_MENU,
  SILENCE_MENU,
  silenceLabel,
} from "../../texts/alerts.ts";
import { formatSpan } from "../../texts/span.ts";
import { isGroupVerb } from "../../words.ts";

/** What can be pressed on the card of an alert. Its value is the alert's id; what else it says is looked up. */
export const ALERT_ACTIONS = {
  ack: "bailiff_alert_ack",
  take_over: "bailiff_alert_take_over",
  keep: "bailiff_alert_keep",
  resolve: "bailiff_alert_resolve",
  silence: "bailiff_alert_silence",
  page: "bailiff_alert_page",
  /** One for each suggested act: ids must differ within a message. */
  act: "bailiff_alert_act",
  /** All of them, where they are more than fit beside each other. */
  acts: "bailiff_alert_acts",
} as const;

/** More suggested acts than this are a menu. */
const MOST_BUTTONS = 2;
/** Slack's most options of a menu (docs.slack.dev, select menu element). */
const MOST_OPTIONS = 100;

const MINUTE_MS = 60_000;
const SILENCES = [15 * MINUTE_MS, 60 * MINUTE_MS, 4 * 60 * MINUTE_MS] as const;
const SHIFT = "shift";
const REASON = "reason";

/** What a press on a card says: which alert, and what is wanted of it. */
export type AlertPressed =
  | { readonly kind: "wish"; readonly alert: string; readonly wish: AlertWish }
  | { readonly kind: "act"; readonly alert: string; readonly act: string }
  /** A silence with a reason, which takes a window. */
  | { readonly kind: "silence_window"; readonly alert: string };

type Lasts = number | typeof SHIFT;

/** How long an alert can be silent, as a menu and a window offer it: in words that a person can enter too. */
export function silences(isInShifts: boolean): readonly { readonly text: string; readonly lasts: Lasts }[] {
  const spans = SILENCES.map((lasts) => ({ text: formatSpan(lasts), lasts }));
  return isInShifts ? [...spans, { text: SILENCE_MENU.shift, lasts: SHIFT }] : spans;
}

export interface Offers {
  /** Whether shifts change, so that something can last until then. */
  readonly isInShifts: boolean;
  /** The steps of the path, with whom each calls in plain words. */
  readonly pages: readonly { readonly to: readonly CallTarget[]; readonly who: string }[];
  readonly now: Instant;
}

export function alertButtons(id: string, alert: Alert, { isInShifts, pages, now }: Offers): KnownBlock[] {
  if (alert.state === "resolved") return [];
  const isOwned = alert.owner !== null;
  const taking = isOwned ? [button("take_over", id)] : [{ ...button("ack", id), style: "primary" as const }];
  const keeping = alert.asked ? [{ ...button("keep", id), style: "primary" as const }] : [];
  const acts = offeredActs(alert);
  const isMenu = acts.length > MOST_BUTTONS;
  const buttons = isMenu ? [] : acts.map((act, index) => actButton(id, act, index));
  return [
    {
      type: "actions",
      // A menu goes on showing what was chosen in it, and does not take the same again, until its block has another id.
      block_id: `bailiff_alert:${now}`,
      elements: [
        ...keeping,
        ...taking,
        button("resolve", id),
        silenceMenu(id, isInShifts),
        ...(isMenu ? [actMenu(id, acts)] : []),
        ...(pages.length > 0 ? [pageMenu(id, pages)] : []),
      ],
    },
    ...(buttons.length > 0 ? [{ type: "actions" as const, elements: buttons }] : []),
  ];
}

/** Acts that have what they need: a group, and for acts on somebody an account. */
export function offeredActs({ facts }: Pick<Alert, "facts">): readonly SuggestedAct[] {
  if (facts.group === null) return [];
  return facts.acts.filter(({ verb }) => isGroupVerb(verb) || facts.account !== null);
}

/** `mute 600000`: an act as a button carries it. It is only compared with those of the alert. */
export function keyOfAct({ verb, lasts }: SuggestedAct): string {
  return `${verb} ${lasts ?? "-"}`;
}

/** Null: none of ours. */
export function readAlertPress(actionId: string, value: string): AlertPressed | null {
  const [, alert, rest = ""] = /^([0-9a-f]{32})(?: (.{1,60}))?$/.exec(value) ?? [];
  if (alert === undefined) return null;
  if (actionId === ALERT_ACTIONS.acts || actionId.startsWith(`${ALERT_ACTIONS.act}_`))
    return { kind: "act", alert, act: rest };
  switch (actionId) {
    case ALERT_ACTIONS.ack:
      return { kind: "wish", alert, wish: { kind: "ack" } };
    case ALERT_ACTIONS.take_over:
      return { kind: "wish", alert, wish: { kind: "take_over" } };
    case ALERT_ACTIONS.keep:
      return { kind: "wish", alert, wish: { kind: "keep" } };
    case ALERT_ACTIONS.resolve:
      return { kind: "wish", alert, wish: { kind: "resolve" } };
    case ALERT_ACTIONS.silence: {
      if (rest === REASON) return { kind: "silence_window", alert };
      const lasts = rest === SHIFT ? SHIFT : Number(rest);
      const isGood = lasts === SHIFT || (Number.isSafeInteger(lasts) && lasts > 0);
      return isGood ? { kind: "wish", alert, wish: { kind: "silence", lasts } } : null;
    }
    case ALERT_ACTIONS.page: {
      const [, step, key] = /^([1-9]\d{0,2}) ([0-9a-f]{12})$/.exec(rest) ?? [];
      return key === undefined
        ? null
        : { kind: "wish", alert, wish: { kind: "page", step: Number(step), key } };
    }
    default:
      return null;
  }
}

export function isAlertAction(actionId: string): boolean {
  return actionId.startsWith("bailiff_alert_");
}

function button(wish: "ack" | "take_over" | "keep" | "resolve", id: string): Button {
  return {
    type: "button",
    action_id: ALERT_ACTIONS[wish],
    value: id,
    text: { type: "plain_text", text: ALERT_BUTTONS[wish].text },
    accessibility_label: ALERT_BUTTONS[wish].label,
  };
}

function silenceMenu(id: string, isInShifts: boolean): StaticSelect {
  const ends = silences(isInShifts).map(({ text, lasts }) => ({
    text: lasts === SHIFT ? text : silenceLabel(text),
    value: String(lasts),
  }));
  const all = [...ends, { text: SILENCE_MENU.reason, value: REASON }];
  return menu(ALERT_ACTIONS.silence, SILENCE_MENU.placeholder, id, all);
}

function actMenu(id: string, acts: readonly SuggestedAct[]): StaticSelect {
  const all = acts.map((act) => ({ text: actLabel(act), value: keyOfAct(act) }));
  return menu(ALERT_ACTIONS.acts, ACT_MENU.placeholder, id, all);
}

function pageMenu(id: string, pages: Offers["pages"]): StaticSelect {
  const all = pages.map(({ to, who }, index) => {
    const step = index + 1;
    // Slack takes 75 characters.
    const names = who.length > 50 ? `${who.slice(0, 49)}…` : who;
    return { text: PAGE_MENU.option(names, step), value: `${step} ${stepKey(to)}` };
  });
  return menu(ALERT_ACTIONS.page, PAGE_MENU.placeholder, id, all);
}

function menu(
  action_id: string,
  placeholder: string,
  id: string,
  options: readonly { readonly text: string; readonly value: string }[],
): StaticSelect {
  const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });
  return {
    type: "static_select",
    action_id,
    placeholder: plain(placeholder),
    options: options
      .slice(0, MOST_OPTIONS)
      .map(({ text, value }) => ({ text: plain(text), value: `${id} ${value}` })),
  };
}

function actButton(id: string, act: SuggestedAct, index: number): Button {
  const label = actLabel(act);
  return {
    type: "button",
    action_id: `${ALERT_ACTIONS.act}_${index}`,
    value: `${id} ${keyOfAct(act)}`,
    text: { type: "plain_text", text: label },
    accessibility_label: `${label}: shows first what would be done`,
  };
}
