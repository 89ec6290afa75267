import { showAnswer } from "../answer.ts";
import { payloadName } from "../conversation-shape.ts";
import type { Ack, Misdelivery } from "../delivery/ack.ts";
import type { ActResult, Dispatch } from "../delivery/dispatch.ts";
import { notDelivered } from "../delivery/dispatch.ts";
import { plainDraft } from "../message-board.ts";
import type { Occasion } from "../response-urls.ts";
import * as texts from "../texts.ts";
import { textAsSent } from "../typed-text.ts";
import type { World } from "../world.ts";
import type { Conversation, Person } from "../workspace.ts";
import { SLACKBOT } from "../workspace.ts";

/** A person sends a line that begins with a slash command. */
export interface TypedCommand {
  /** Name of the person. */
  readonly as: string;
  /** Name of the channel, or `dm` for direct messages with the bot. */
  readonly channel: string;
  readonly text: string;
  readonly misdeliver?: Misdelivery | undefined;
}

/** Delivers what was typed, as Slack does, and shows the acknowledgement to the person. */
export async function runCommand(world: World, dispatch: Dispatch, typed: TypedCommand): Promise<ActResult> {
  const person = world.workspace.named(typed.as);
  const conversation = world.workspace.channelNamed(typed.channel, person.id);
  const line = typed.text.trim();
  const command = /^\/\S*/.exec(line)?.[0];
  if (command === undefined) throw new Error(`This is no slash command: ${typed.text}`);
  const registered = world.commands.find((one) => one.command === command);
  const refusal = whyNot(world, person, conversation, command, registered !== undefined);
  if (refusal !== null) {
    tell(world, person.id, conversation.id, refusal);
    return notDelivered(refusal);
  }

  const rest = line.slice(command.length).trim();
  const text = textAsSent(rest, person, world.workspace, registered?.shouldEscape ?? false);
  const occasion: Occasion = {
    kind: "command",
    personId: person.id,
    conversationId: conversation.id,
    originalTs: null,
    typed: line,
  };
  const payload = {
    token: world.credentials.verificationToken,
    team_id: world.workspace.teamId,
    team_domain: world.workspace.teamDomain,
    channel_id: conversation.id,
    channel_name: payloadName(conversation),
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: world.credentials.appId,
    is_enterprise_install: "false",
    response_url: world.responseUrls.issue(occasion),
    trigger_id: world.triggers.issue(person.id),
  };
  const show = (ack: Ack): readonly string[] => showAck(world, occasion, command, ack);
  return dispatch.deliver({ kind: "slash_commands", payload }, show, typed.misdeliver);
}

/** Why Slack keeps the command to itself, or null when it goes to the app. */
function whyNot(
  { workspace }: World,
  person: Person,
  conversation: Conversation,
  command: string,
  isRegistered: boolean,
): string | null {
  if (person.standing === "deactivated") return texts.accountDeactivated;
  if (person.standing === "bot") return texts.botsRunNoCommands;
  if (!workspace.canSee(person, conversation)) return texts.channelUnseen(conversation.name);
  if (conversation.archived) return texts.channelArchived(conversation.name);
  if (!isRegistered) return texts.unknownCommand(command);
  // External people cannot run commands of another workspace's app, though they can click its buttons
  // (docs.slack.dev/apis/slack-connect).
  if (person.standing === "stranger" || person.teamId !== workspace.teamId) {
    return texts.strangersRunNoCommands(command);
  }
  return null;
}

function showAck(world: World, occasion: Occasion, command: string, ack: Ack): readonly string[] {
  if (ack.status !== "acknowledged") return failed(world, occasion, command, ack.status);
  if (ack.body === null) return [];
  const shown = showAnswer(world, occasion, ack.body);
  if (shown.ok) return shown.value;
  // An acknowledgement need not say anything, unlike an answer at the response_url.
  return shown.failure === "no_text" ? [] : failed(world, occasion, command, shown.failure);
}

/** Slack's own note that a command failed; it names the error (implementing-slash-commands, "Responding"). */
function failed(world: World, occasion: Occasion, command: string, error: string): readonly string[] {
  const text = texts.commandFailed(command, error);
  tell(world, occasion.personId, occasion.conversationId, text);
  return [text];
}

function tell(world: World, personId: string, conversationId: string, text: string): void {
  world.board.post(plainDraft({ conversationId, authorId: SLACKBOT, text, onlyFor: personId }));
}
