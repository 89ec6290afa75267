import type { App, ButtonAction, SlackShortcut, SlackViewAction, SlashCommand } from "@slack/bolt";
import type { Ask } from "../cases/ask.ts";
import { confirmedAsk } from "../cases/intake.ts";
import type { Parsed, Refusal as GrammarRefusal } from "../grammar/parse.ts";
import { asWords } from "../grammar/print.ts";
import type { CommandRequest } from "../grammar/request.ts";
import type { Result } from "../result.ts";
import * as texts from "../texts/acknowledgements.ts";
import { FORM_FAILED, HELP_INSTEAD, SHORTCUT_FAILED } from "../texts/act-form.ts";
import { withoutMarks } from "../texts/plain.ts";
import { onView, type FieldErrors } from "./act-form.ts";
import { onAlertPress, onSilenceView, type AlertPressBody, type AlertPresses } from "./alert-presses.ts";
import { isAlertAction } from "./cards/alert-buttons.ts";
import { holdActionOf } from "./cards/hold-buttons.ts";
import { REFRESH } from "./cards/home-view.ts";
import { STOP } from "./cards/progress-card.ts";
import { ACTIONS } from "./cards/repeat-card.ts";
import { RESULT_BUTTONS } from "./cards/result-buttons.ts";
import { SEEN_BUTTONS } from "./cards/seen-card.ts";
import type { HomeTab } from "./home-tab.ts";
import { onHoldPress, onHoldView, type HoldPresses } from "./hold-presses.ts";
import { escape } from "./markup.ts";
import { beside, keyOfPress, type Press } from "./press.ts";
import type { Reply, Respond } from "./respond.ts";
import { onResultPress, type ResultPressing } from "./result-buttons.ts";
import { onSeenPress } from "./seen-buttons.ts";
import { ACT_SHORTCUT } from "./shortcut.ts";
import { keyOf, said, take } from "./taking.ts";
import { takePress } from "./take-press.ts";
import { holdWindowOf } from "./views/read-hold.ts";
import { SILENCE_CALLBACK } from "./views/silence-view.ts";

export interface Listening extends ResultPressing, HoldPresses, AlertPresses {
  readonly parse: (command: string, text: string) => Promise<Result<Parsed, GrammarRefusal>>;
  readonly respond: Respond;
  readonly home: Pick<HomeTab, "show">;
}

/** One listener for all commands, one for all buttons and one for all windows, so that no input falls between two patterns. */
export function listen(app: App, at: Listening): void {
  app.command(/.*/, async ({ command, ack }) => {
    const text = await onCommand(at, command);
    await ack(text === null ? undefined : { response_type: "ephemeral", text });
  });
  app.action<Press>({ type: "block_actions" }, async ({ body, action, ack }) => {
    const reply = await onPress(at, body, action);
    await ack();
    if (reply) await answerPress(at, body, reply);
  });
  app.view(/.*/, async ({ body, ack }) => {
    const errors = await onWindow(at, body);
    await ack(errors === null ? undefined : { response_action: "errors", errors: plainErrors(errors) });
  });
  // Whatever else a client may send is acknowledged, so that nobody sees a timeout for nothing.
  app.shortcut(/.*/, async ({ shortcut, ack }) => {
    await ack();
    await onShortcut(at, shortcut);
  });
  app.options(/.*/, async ({ ack }) => ack({ options: [] }));
}

/** Slack shows what is said at a field as plain text (docs.slack.dev, views, "Displaying errors"). */
function plainErrors(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(Object.entries(errors).map(([field, text]) => [field, withoutMarks(text)]));
}

/** A window that was sent; what is to be said at its fields, null: nothing. */
function onWindow(at: Listening, body: SlackViewAction): Promise<FieldErrors | null> {
  const { callback_id: id } = body.view;
  if (id === SILENCE_CALLBACK) return onSilenceView(at, body);
  const window = holdWindowOf(id);
  return window ? onHoldView(at, window, body) : onView(at, body);
}

/** A press in the Home tab has no response URL: what is to be said about it is a direct message. */
async function answerPress(at: Listening, { response_url, user }: Press, reply: Reply): Promise<void> {
  if (response_url) await at.respond(response_url, reply);
  else if ("text" in reply)
    await at.tell({ channel: user.id, person: user.id, responseUrl: null }, reply.text);
}

/** Parses, stores, and says what the person sees at once; null: nothing more to say. */
async function onCommand(at: Listening, command: SlashCommand): Promise<string | null> {
  if (command.team_id !== at.team) return texts.OTHER_WORKSPACE;
  const parsed = await at.parse(command.command, command.text);
  if (!parsed.ok) {
    at.count("refused");
    return escape(parsed.failure.text);
  }
  const { spec, request, words } = parsed.value;
  if (request.kind !== "form") return typed(at, command, request, words);
  const { trigger_id, channel_id } = command;
  if (await at.forms.open(trigger_id, { surface: "modal", channel: channel_id })) return null;
  if (!spec.umbrella) return FORM_FAILED;
  // Who types the umbrella's name alone may know no other: help is the next best thing.
  return (await typed(at, command, HELP, asWords(HELP))) ?? HELP_INSTEAD;
}

const HELP: CommandRequest = { kind: "help", verb: null };

/** Stores what was typed; null: what follows will tell. */
async function typed(
  at: Listening,
  command: SlashCommand,
  request: CommandRequest,
  words: string,
): Promise<string | null> {
  const ask: Ask = {
    surface: "slash",
    team: command.team_id,
    person: command.user_id,
    channel: command.channel_id,
    askedAt: at.clock.now(),
    request,
    words,
    responseUrl: command.response_url,
    confirms: null,
    list: null,
  };
  const id = keyOf("slash", command.team_id, command.user_id, command.trigger_id);
  return said(await take(at, id, ask), ask);
}

/** Opens the form. A shortcut has no answer of its own, so what goes wrong is told in direct messages. */
async function onShortcut(
  at: Listening,
  { type, callback_id, team, user, trigger_id }: SlackShortcut,
): Promise<void> {
  const isOurs = team?.id === at.team && (user.team_id ?? at.team) === at.team;
  if (type !== "shortcut" || callback_id !== ACT_SHORTCUT.callback_id || !isOurs) return;
  if (await at.forms.open(trigger_id, { surface: "shortcut" })) return;
  await at.tell({ channel: user.id, person: user.id, responseUrl: null }, SHORTCUT_FAILED);
}

/** Stores what a press asks for, and gives what the person sees in answer; null: nothing. */
async function onPress(at: Listening, body: Press, action: ButtonAction): Promise<Reply | null> {
  // People of other organisations cannot type our commands, but they can press our buttons.
  const isOurs = body.team?.id === at.team && (body.user.team_id ?? at.team) === at.team;
  if (!isOurs) return beside(texts.OTHER_WORKSPACE);
  if (isAlertAction(action.action_id)) return onAlertPress(at, body as AlertPressBody, action);
  const toHold = holdActionOf(action.action_id);
  if (toHold) return onHoldPress(at, toHold, body, action);
  switch (action.action_id) {
    case REFRESH:
      void at.home.show(body.user.id);
      return null;
    case ACTIONS.leaveIt:
      return { delete_original: true };
    case ACTIONS.runAgain:
      return onRunAgain(at, body, action);
    case STOP:
      return onStop(at, body, action);
    case SEEN_BUTTONS.kick:
    case SEEN_BUTTONS.ban:
    case SEEN_BUTTONS.whois:
      return onSeenPress(at, body, action);
    case RESULT_BUTTONS.undo:
    case RESULT_BUTTONS.extend:
    case RESULT_BUTTONS.whois:
      return onResultPress(at, body, action);
    default:
      return beside(texts.OLD_BUTTON);
  }
}

async function onRunAgain(at: Listening, body: Press, action: ButtonAction): Promise<Reply | null> {
  const press = {
    held: action.value ?? "",
    team: at.team,
    person: body.user.id,
    askedAt: at.clock.now(),
    responseUrl: body.response_url ?? null,
  };
  const ask = await confirmedAsk(at.ledger, press);
  if (!ask.ok) return beside(ask.failure === "gone" ? texts.OLD_BUTTON : texts.NOT_YOUR_BUTTON);
  const text = said(await take(at, keyOfPress(at.team, body, action), ask.value), ask.value);
  return text === null ? null : { response_type: "ephemeral", replace_original: true, text, blocks: [] };
}

/** Stopping is asked for like everything else: whether this person may is decided on the one road. */
async function onStop(at: Listening, body: Press, action: ButtonAction): Promise<Reply | null> {
  const number = Number(action.value);
  if (!Number.isSafeInteger(number) || number < 1) return beside(texts.OLD_BUTTON);
  const channel = body.channel?.id ?? "";
  const text = await takePress(at, { body, action, channel }, { kind: "stop", number });
  return text === null ? null : beside(text);
}
