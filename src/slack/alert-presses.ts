import type { BlockAction, ButtonAction, StaticSelectAction } from "@slack/bolt";
import { readAlert } from "../alerts/record.ts";
import type { SuggestedAct } from "../alerts/port.ts";
import type { Alert } from "../alerts/alert.ts";
import type { Ask } from "../cases/ask.ts";
import { asWords } from "../grammar/print.ts";
import type { ActRequest } from "../grammar/request.ts";
import type { AlertRecord } from "../ledger/port.ts";
import * as acknowledgements from "../texts/acknowledgements.ts";
import { alertReason, wishWords } from "../texts/alerts.ts";
import { formatSpan } from "../texts/span.ts";
import { isGroupVerb } from "../words.ts";
import { keyOfAct, offeredActs, readAlertPress } from "./cards/alert-buttons.ts";
import { beside } from "./press.ts";
import type { Reply } from "./respond.ts";
import { describeTaken, keyOf, said, take, type Taking } from "./taking.ts";

export interface AlertPresses extends Taking {
  readonly team: string;
}

/** A button or a menu of an alert's card. */
export type AlertPressBody = BlockAction<ButtonAction | StaticSelectAction>;

/**
 * A press on the card of an alert, by somebody of our own workspace. What the button is about is read in the ledger;
 * whether the press counts is decided on the one road, never here.
 */
export async function onAlertPress(
  at: AlertPresses,
  body: AlertPressBody,
  action: ButtonAction | StaticSelectAction,
): Promise<Reply | null> {
  const value = action.type === "static_select" ? action.selected_option.value : (action.value ?? "");
  const pressed = readAlertPress(action.action_id, value);
  if (pressed === null) return beside(acknowledgements.OLD_BUTTON);
  const record = await at.ledger.alertById(pressed.alert).catch((error: unknown) => {
    at.log.error({ err: error }, "what a press is about could not be read from the journal");
    return null;
  });
  if (record === null) return beside(acknowledgements.OLD_BUTTON);
  const about =
    pressed.kind === "wish"
      ? {
          request: { kind: "alert" as const, alert: record.id, wish: pressed.wish },
          words: wishWords(pressed.wish, record.number),
        }
      : actOf(record, pressed.act);
  if (about === null) return beside(acknowledgements.OLD_BUTTON);
  const ask: Ask = {
    surface: "alert",
    team: at.team,
    person: body.user.id,
    channel: body.channel?.id ?? readAlert(record).channel,
    askedAt: at.clock.now(),
    ...about,
    responseUrl: body.response_url ?? null,
    confirms: null,
    list: null,
    alert: record.id,
  };
  const message = String(body.container["message_ts"] ?? "");
  const key = keyOf("alert", at.team, ask.person, message, action.action_id, value, action.action_ts);
  const taken = await take(at, key, ask);
  const text = pressed.kind === "act" ? said(taken, ask) : describeTaken(taken);
  return text === null ? null : beside(text);
}

/** A suggested act as the command it stands for; null: the alert does not suggest it any more. */
function actOf(
  record: AlertRecord,
  key: string,
): { readonly request: ActRequest; readonly words: string } | null {
  const alert = readAlert(record);
  const act = offeredActs(alert).find((one) => keyOfAct(one) === key);
  if (!act) return null;
  const request = requestOf(act, alert.facts, record.number);
  return request && { request, words: asWords(request) };
}

function requestOf(
  { verb, lasts }: SuggestedAct,
  { group, account }: Alert["facts"],
  number: number,
): ActRequest | null {
  if (group === null) return null;
  return {
    kind: "act",
    verb,
    accounts: isGroupVerb(verb) || account === null ? [] : [{ kind: "account", account }],
    group: { kind: "alias", alias: group },
    time:
      lasts === null
        ? null
        : lasts === "permanent"
          ? { kind: "permanent" }
          : { kind: "span", ms: lasts, typed: formatSpan(lasts).replaceAll(" ", "") },
    reason: alertReason(number),
    doubtful: [],
    silent: false,
    dryRun: false,
  };
}
