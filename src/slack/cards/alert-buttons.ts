import type { Button, KnownBlock, StaticSelect } from "@slack/types";
import type { Alert } from "../../alerts/alert.ts";
import type { AlertWish, SuggestedAct } from "../../alerts/port.ts";
import { ALERT_BUTTONS, actLabel, SILENCE_MENU, silenceLabel } from "../../texts/alerts.ts";
import { formatSpan } from "../../texts/span.ts";
import { isGroupVerb } from "../../words.ts";

/** What can be pressed on the card of an alert. Its value is the alert's id; what else it says is looked up. */
export const ALERT_ACTIONS = {
  ack: "bailiff_alert_ack",
  take_over: "bailiff_alert_take_over",
  keep: "bailiff_alert_keep",
  resolve: "bailiff_alert_resolve",
  silence: "bailiff_alert_silence",
  /** One for each suggested act: ids must differ within a message. */
  act: "bailiff_alert_act",
} as const;

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

export function alertButtons(id: string, alert: Alert, isInShifts: boolean): KnownBlock[] {
  if (alert.state === "resolved") return [];
  const isOwned = alert.owner !== null;
  const taking = isOwned ? [button("take_over", id)] : [{ ...button("ack", id), style: "primary" as const }];
  const keeping = alert.asked ? [{ ...button("keep", id), style: "primary" as const }] : [];
  const acts = offeredActs(alert).map((act, index) => actButton(id, act, index));
  return [
    {
      type: "actions",
      elements: [...keeping, ...taking, button("resolve", id), silenceMenu(id, isInShifts)],
    },
    ...(acts.length > 0 ? [{ type: "actions" as const, elements: acts }] : []),
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
  if (actionId.startsWith(`${ALERT_ACTIONS.act}_`)) return { kind: "act", alert, act: rest };
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
  const option = (text: string, value: Lasts | typeof REASON) => ({
    text: { type: "plain_text" as const, text },
    value: `${id} ${value}`,
  });
  return {
    type: "static_select",
    action_id: ALERT_ACTIONS.silence,
    placeholder: { type: "plain_text", text: SILENCE_MENU.placeholder },
    options: [
      ...silences(isInShifts).map(({ text, lasts }) =>
        option(lasts === SHIFT ? text : silenceLabel(text), lasts),
      ),
      option(SILENCE_MENU.reason, REASON),
    ],
  };
}

function actButton(id: string, act: SuggestedAct, index: number): Button {
  const label = actLabel(act);
  const time = act.lasts === null || act.lasts === "permanent" ? "" : ` for ${formatSpan(act.lasts)}`;
  return {
    type: "button",
    action_id: `${ALERT_ACTIONS.act}_${index}`,
    value: `${id} ${keyOfAct(act)}`,
    text: { type: "plain_text", text: label },
    accessibility_label: `${act.verb}${time}: shows first what would be done`,
  };
}
