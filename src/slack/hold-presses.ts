import type { ButtonAction, SlackViewAction } from "@slack/bolt";
import { readAsk, type Ask, type HoldRequest } from "../cases/ask.ts";
import { readHeld, type HeldAct } from "../cases/held.ts";
import { readPost } from "../cases/notice.ts";
import { at as atTime } from "../policy/approval.ts";
import * as acknowledgements from "../texts/acknowledgements.ts";
import * as texts from "../texts/holds.ts";
import type { FieldErrors } from "./act-form.ts";
import { readShown, type HoldAction, type HoldShown } from "./cards/hold-buttons.ts";
import { code } from "./markup.ts";
import type { OpenView } from "./open-view.ts";
import { beside, instead, type Press } from "./press.ts";
import type { Reply } from "./respond.ts";
import { describeTaken, keyOf, take, type Taking } from "./taking.ts";
import { HOLD_FIELDS, holdView, type HoldWindow } from "./views/hold-views.ts";
import { readHoldEntry, readMetadata, type HoldEntry } from "./views/read-hold.ts";

/** What listening to people who answer acts that wait needs. */
export interface HoldPresses extends Taking {
  readonly team: string;
  readonly openView: OpenView;
}

type Said = Exclude<HoldRequest, { readonly kind: "expire" }>;

/** A record that exists, and what of it the person was shown. */
interface Found {
  readonly shown: HoldShown;
  readonly held: HeldAct;
}

/**
 * A press on a card of an act that waits, by somebody of our own workspace. Confirming and cancelling are asked for at
 * once, everything else by a window. Whether it counts is decided on the one road, never here.
 */
export async function onHoldPress(
  at: HoldPresses,
  pressed: HoldAction,
  body: Press,
  action: ButtonAction,
): Promise<Reply | null> {
  const found = await find(at, readShown(action.value ?? ""));
  if (typeof found === "string") return beside(found);
  const { shown, held } = found;
  const window = windowOf(pressed);
  const isOver = atTime(held.hold, at.clock.now()).state !== "waiting";
  if (window !== null && !isOver) {
    const isOpen = await at.openView(body.trigger_id, holdView(window, shown, held));
    return isOpen ? null : beside(texts.WINDOW_FAILED);
  }
  // A press that comes too late is refused on the road, where it is recorded and told who decided: no window for it.
  const request = requestOf(pressed, shown, { typed: "", reason: "" });
  const ask = askOf(at, body.user.id, found, request, {
    surface: "button",
    // In the Home tab there is no channel; what is answered there comes as a direct message.
    channel: body.channel?.id ?? body.user.id,
    responseUrl: body.response_url ?? null,
  });
  // Without the moment of the press: a double click is one request. A message that asks again is another one.
  const message = String(body.container["message_ts"] ?? body.view?.hash ?? "");
  const key = keyOf("hold", at.team, body.user.id, message, action.action_id, shown.hold, shown.hash);
  const taken = await take(at, key, ask);
  const said = describeTaken(taken);
  if (said !== null) return beside(said);
  // The Home tab is drawn anew, and has nothing beside it to say something in.
  if (!body.response_url) return null;
  // The card of the asker is theirs alone, and has been answered; that of the approvers is changed for all of them.
  if (pressed === "approve" || pressed === "deny") return null;
  const words = code(held.preview.words);
  if (isOver) return instead(acknowledgements.tooLate(words));
  const isConfirmed = pressed === "confirm" && (await isOnAlert(at, held));
  return instead(
    isConfirmed
      ? acknowledgements.confirmedOnAlert(words)
      : acknowledgements.pressed(PRESSED[pressed], words),
  );
}

/** Whether it was asked for on the card of an alert. */
async function isOnAlert({ ledger, log }: HoldPresses, { origin }: HeldAct): Promise<boolean> {
  try {
    const request = await ledger.jobById(origin);
    return request !== null && readAsk(request.payload).alert !== undefined;
  } catch (error) {
    // The press counts all the same: only the word about where its result stands is missing.
    log.error({ err: error }, "what is held could not be read from the journal");
    return false;
  }
}

const PRESSED = { confirm: null, cancel: "cancel", glass: "break glass" } as const;

/** A window that was sent. What is wrong with it is said at its field; null: nothing is. */
export async function onHoldView(
  at: HoldPresses,
  window: HoldWindow,
  { type, user, team, view }: SlackViewAction,
): Promise<FieldErrors | null> {
  if (type !== "view_submission") return null;
  const isOurs = team?.id === at.team && (user.team_id ?? at.team) === at.team;
  if (!isOurs) return { [HOLD_FIELDS.reason]: acknowledgements.OTHER_WORKSPACE };
  const shown = readMetadata(view.private_metadata);
  const found = shown === null ? texts.OLD_WINDOW : await find(at, shown);
  if (typeof found === "string") return { [HOLD_FIELDS.reason]: found };
  const entry = readHoldEntry(view.state.values);
  if (window !== "approve" && entry.reason === "")
    return { [HOLD_FIELDS.reason]: texts.HOLD_FIELD_TEXTS.noReason };
  const request = requestOf(window, found.shown, entry);
  const channel = window === "glass" ? found.held.channel : await cardChannel(at, found);
  const ask = askOf(at, user.id, found, request, { surface: "modal", channel, responseUrl: null });
  const taken = await take(at, keyOf("view", at.team, user.id, view.id, view.hash), ask);
  return taken === "failed" ? { [HOLD_FIELDS.reason]: describeTaken(taken) ?? "" } : null;
}

function windowOf(pressed: HoldAction): HoldWindow | null {
  return pressed === "confirm" || pressed === "cancel" ? null : pressed;
}

function requestOf(pressed: HoldAction, { hold, hash }: HoldShown, { typed, reason }: HoldEntry): Said {
  switch (pressed) {
    case "confirm":
      return { kind: "confirm", hold, plan: hash };
    case "cancel":
      return { kind: "cancel", hold };
    case "approve":
      return { kind: "approve", hold, plan: hash, reason: reason === "" ? null : reason };
    case "deny":
      return { kind: "deny", hold, reason };
    case "glass":
      return { kind: "break_glass", hold, typed, reason };
    default:
      return pressed satisfies never;
  }
}

function askOf(
  { team, clock }: HoldPresses,
  person: string,
  { held }: Found,
  request: Said,
  where: Pick<Ask, "surface" | "channel" | "responseUrl">,
): Ask {
  const said = request.kind === "break_glass" ? "break glass for" : request.kind;
  const words = `${said} ${held.preview.words}`;
  return { ...where, team, person, askedAt: clock.now(), request, words, confirms: null, list: null };
}

/** What a button or a window is about, from the journal; else what to say instead. */
async function find(at: HoldPresses, shown: HoldShown | null): Promise<Found | string> {
  if (!shown) return acknowledgements.OLD_BUTTON;
  try {
    const record = await at.ledger.holdById(shown.hold);
    return record ? { shown, held: readHeld(record) } : acknowledgements.OLD_BUTTON;
  } catch (error) {
    at.log.error({ err: error }, "what a press is about could not be read from the journal");
    return texts.NOT_READ;
  }
}

/** Where the approvers' card stands: whoever decides is answered there, since a window has no channel. */
async function cardChannel({ ledger }: HoldPresses, { shown, held }: Found): Promise<string> {
  const card = await ledger.jobById(`hold:${shown.hold}`);
  return card ? readPost(card.payload).address.channel : held.channel;
}
