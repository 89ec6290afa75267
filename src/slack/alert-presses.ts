import type { BlockAction, ButtonAction, SlackViewAction, StaticSelectAction } from "@slack/bolt";
import { readAlert } from "../alerts/record.ts";
import { hasShifts, type AlertWish, type SuggestedAct } from "../alerts/port.ts";
import type { Alert } from "../alerts/alert.ts";
import { alertCardChange } from "../cases/alert-cards.ts";
import type { Ask } from "../cases/ask.ts";
import type { LiveRegister } from "../cases/live-register.ts";
import { asWords } from "../grammar/print.ts";
import type { ActRequest } from "../grammar/request.ts";
import type { AlertRecord } from "../ledger/port.ts";
import * as acknowledgements from "../texts/acknowledgements.ts";
import { alertReason, SILENCE_WINDOW, wishWords } from "../texts/alerts.ts";
import { WINDOW_FAILED } from "../texts/holds.ts";
import { formatSpan } from "../texts/span.ts";
import { isGroupVerb } from "../words.ts";
import type { FieldErrors } from "./act-form.ts";
import { keyOfAct, offeredActs, readAlertPress } from "./cards/alert-buttons.ts";
import type { OpenView } from "./open-view.ts";
import { beside } from "./press.ts";
import type { Reply } from "./respond.ts";
import { describeTaken, keyOf, said, take, type Taking } from "./taking.ts";
import { readSilenceEntry, SILENCE_FIELDS, silenceView } from "./views/silence-view.ts";

export interface AlertPresses extends Taking {
  readonly team: string;
  readonly openView: OpenView;
  readonly register: Pick<LiveRegister, "soon">;
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
  const record = await find(at, pressed.alert);
  if (record === null) return beside(acknowledgements.OLD_BUTTON);
  if (action.type === "static_select") await drawAgain(at, record, action.action_ts);
  if (pressed.kind === "silence_window") {
    const { alerts } = await at.register.soon();
    const isOpen = await at.openView(body.trigger_id, silenceView(record, hasShifts(alerts)));
    return isOpen ? null : beside(WINDOW_FAILED);
  }
  const about = pressed.kind === "wish" ? wishOf(record, pressed.wish) : actOf(record, pressed.act);
  if (about === null) return beside(acknowledgements.OLD_BUTTON);
  const ask = askOf(at, body.user.id, record, about, {
    surface: "alert",
    channel: body.channel?.id ?? readAlert(record).channel,
    responseUrl: body.response_url ?? null,
  });
  const message = String(body.container["message_ts"] ?? "");
  const key = keyOf("alert", at.team, ask.person, message, action.action_id, value, action.action_ts);
  const taken = await take(at, key, ask);
  const text = pressed.kind === "act" ? said(taken, ask) : describeTaken(taken);
  return text === null ? null : beside(text);
}

/** The window of a silence was sent. What is wrong with it is said at its field; null: nothing is. */
export async function onSilenceView(
  at: AlertPresses,
  { type, user, team, view }: SlackViewAction,
): Promise<FieldErrors | null> {
  if (type !== "view_submission") return null;
  const isOurs = team?.id === at.team && (user.team_id ?? at.team) === at.team;
  if (!isOurs) return { [SILENCE_FIELDS.lasts]: acknowledgements.OTHER_WORKSPACE };
  const { lasts, reason } = readSilenceEntry(view.state.values);
  if (lasts === null) return { [SILENCE_FIELDS.lasts]: SILENCE_WINDOW.noLasts };
  const record = await find(at, view.private_metadata);
  if (record === null) return { [SILENCE_FIELDS.lasts]: SILENCE_WINDOW.gone };
  const wish: AlertWish = { kind: "silence", lasts, ...(reason === null ? {} : { reason }) };
  const { channel } = readAlert(record);
  const where = { surface: "modal", channel, responseUrl: null } as const;
  const ask = askOf(at, user.id, record, wishOf(record, wish), where);
  const taken = await take(at, keyOf("view", at.team, user.id, view.id, view.hash), ask);
  return taken === "failed" ? { [SILENCE_FIELDS.lasts]: describeTaken(taken) ?? "" } : null;
}

/**
 * A menu goes on showing what was chosen in it, and tells nothing when the same is chosen again, as after a preview that
 * was cancelled; a card that is drawn anew has new menus.
 */
async function drawAgain(at: AlertPresses, record: AlertRecord, press: string): Promise<void> {
  const card = alertCardChange(record, `menu:${press}`, at.clock.now());
  await at.ledger.receive(card).catch((error: unknown) => {
    at.log.warn({ err: error }, "the card of an alert could not be drawn again");
  });
}

async function find(at: AlertPresses, id: string): Promise<AlertRecord | null> {
  return at.ledger.alertById(id).catch((error: unknown) => {
    at.log.error({ err: error }, "what a press is about could not be read from the journal");
    return null;
  });
}

function askOf(
  { team, clock }: AlertPresses,
  person: string,
  { id }: AlertRecord,
  about: Pick<Ask, "request" | "words">,
  where: Pick<Ask, "surface" | "channel" | "responseUrl">,
): Ask {
  return { ...where, ...about, team, person, askedAt: clock.now(), confirms: null, list: null, alert: id };
}

function wishOf({ id, number }: AlertRecord, wish: AlertWish): Pick<Ask, "request" | "words"> {
  return { request: { kind: "alert", alert: id, wish }, words: wishWords(wish, number) };
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
