import { createHash } from "node:crypto";
import type { App, BlockAction, ButtonAction, SlashCommand } from "@slack/bolt";
import type { Ask } from "../cases/ask.ts";
import { confirmedAsk, storeAsk, type Stored } from "../cases/intake.ts";
import type { Clock } from "../clock.ts";
import type { Rush } from "../cases/rush.ts";
import type { OnStep } from "../cases/steps.ts";
import type { Parsed, Refusal as GrammarRefusal } from "../grammar/parse.ts";
import type { Job, Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import type { Result } from "../result.ts";
import * as texts from "../texts/acknowledgements.ts";
import { ACTIONS } from "./cards/repeat-card.ts";
import { code, escape } from "./markup.ts";
import type { Reply, Respond } from "./respond.ts";

export interface Listening {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly team: string;
  readonly parse: (command: string, text: string) => Result<Parsed, GrammarRefusal>;
  readonly rush: Rush;
  /** Whether this process has room to work on a request at once. */
  readonly hasRoom: () => boolean;
  /** Takes a request that this process holds. */
  readonly take: (job: Job) => void;
  readonly respond: Respond;
  readonly onStep: OnStep;
  readonly count: (what: "accepted" | "refused" | "duplicate" | "failed") => void;
}

/** Slack waits three seconds (docs.slack.dev, slash commands); a slower commit is told of, not waited for. */
const PATIENCE_MS = 2_000;

/** One listener for all commands and one for all buttons, so that no input falls between two patterns. */
export function listen(app: App, at: Listening): void {
  app.command(/.*/, async ({ command, ack }) => {
    const text = await onCommand(at, command);
    await ack(text === null ? undefined : { response_type: "ephemeral", text });
  });
  app.action<BlockAction<ButtonAction>>({ type: "block_actions" }, async ({ body, action, ack }) => {
    const reply = await onPress(at, body, action);
    await ack();
    if (reply && body.response_url) await at.respond(body.response_url, reply);
  });
  // Whatever else a client may send is acknowledged, so that nobody sees a timeout for nothing.
  app.view(/.*/, async ({ ack }) => ack());
  app.shortcut(/.*/, async ({ ack }) => ack());
  app.options(/.*/, async ({ ack }) => ack({ options: [] }));
}

/** Parses, stores, and says what the person sees at once; null: nothing more to say. */
async function onCommand(at: Listening, command: SlashCommand): Promise<string | null> {
  if (command.team_id !== at.team) return texts.OTHER_WORKSPACE;
  const parsed = at.parse(command.command, command.text);
  if (!parsed.ok) {
    at.count("refused");
    return escape(parsed.failure.text);
  }
  const ask: Ask = {
    surface: "slash",
    team: command.team_id,
    person: command.user_id,
    channel: command.channel_id,
    askedAt: at.clock.now(),
    request: parsed.value.request,
    words: parsed.value.words,
    responseUrl: command.response_url,
    confirms: null,
  };
  const id = keyOf("slash", command.team_id, command.user_id, command.trigger_id);
  return store(at, id, ask);
}

async function store(at: Listening, id: string, ask: Ask): Promise<string | null> {
  const end = at.rush.begin();
  const storing = storeAsk(at.ledger, id, ask, at.hasRoom() && !at.rush.isOn())
    .finally(end)
    .then(
      (stored) => afterStoring(at, ask, stored),
      (error: unknown) => afterFailure(at, error),
    );
  let cancel = (): void => {};
  const late = new Promise<"late">((resolve) => {
    cancel = at.clock.at(at.clock.now() + PATIENCE_MS, () => resolve("late"));
  });
  const said = await Promise.race([storing, late]);
  cancel();
  if (said !== "late") return said;
  void storing.then((later) => tellLater(at, ask, later));
  return texts.SAVING_TAKES_LONG;
}

/** What the acknowledgement could not say any more; when there is nothing to say, the outcome will. */
async function tellLater(at: Listening, { responseUrl }: Ask, said: string | null): Promise<void> {
  if (said === null || responseUrl === null) return;
  await at.respond(responseUrl, {
    response_type: "ephemeral",
    replace_original: false,
    text: said,
    blocks: [],
  });
}

function afterStoring(at: Listening, ask: Ask, stored: Stored): string | null {
  if (stored.kind === "duplicate") {
    at.count("duplicate");
    return texts.CAME_BEFORE;
  }
  at.count("accepted");
  at.onStep("request.stored", { case: null, job: stored.job.id });
  // A job that nobody holds is claimed by the queue of this process or another.
  if (stored.job.fence > 0) at.take(stored.job);
  return ask.request.kind === "act" ? texts.received(code(ask.words)) : null;
}

function afterFailure(at: Listening, error: unknown): string {
  at.count("failed");
  at.log.error({ err: error }, "a request could not be written to the journal; nothing was done for it");
  return texts.NOT_SAVED;
}

/** Stores what a press asks for, and gives what the person sees in answer; null: nothing. */
async function onPress(
  at: Listening,
  body: BlockAction<ButtonAction>,
  action: ButtonAction,
): Promise<Reply | null> {
  // People of other organisations cannot type our commands, but they can press our buttons.
  const isOurs = body.team?.id === at.team && (body.user.team_id ?? at.team) === at.team;
  if (!isOurs) return beside(texts.OTHER_WORKSPACE);
  if (action.action_id === ACTIONS.leaveIt) return { delete_original: true };
  if (action.action_id !== ACTIONS.runAgain) return beside(texts.OLD_BUTTON);
  const press = {
    held: action.value ?? "",
    team: at.team,
    person: body.user.id,
    askedAt: at.clock.now(),
    responseUrl: body.response_url ?? null,
  };
  const ask = await confirmedAsk(at.ledger, press);
  if (!ask.ok) return beside(ask.failure === "gone" ? texts.OLD_BUTTON : texts.NOT_YOUR_BUTTON);
  const id = keyOf(
    "click",
    at.team,
    body.user.id,
    body.container["message_ts"] ?? "",
    action.action_id,
    action.action_ts,
  );
  const said = await store(at, id, ask.value);
  return said === null
    ? null
    : { response_type: "ephemeral", replace_original: true, text: said, blocks: [] };
}

/** A private answer that leaves the pressed message as it is. */
function beside(text: string): Reply {
  return { response_type: "ephemeral", replace_original: false, text, blocks: [] };
}

/** The key of a delivery. Slack gives slash commands no id of their own; the trigger is unique to each. */
function keyOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}:${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40)}`;
}
