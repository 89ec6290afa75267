import { payloadName } from "../conversation-shape.ts";
import type { Ack, Misdelivery } from "../delivery/ack.ts";
import type { ActResult, Dispatch } from "../delivery/dispatch.ts";
import { notDelivered } from "../delivery/dispatch.ts";
import type { Message } from "../message-board.ts";
import { messageObject } from "../message-board.ts";
import * as texts from "../texts.ts";
import type { World } from "../world.ts";
import type { Conversation, Person } from "../workspace.ts";
import { actionIn } from "./action.ts";
import { interaction } from "./interaction.ts";

/** A person presses a button, or picks from a menu, of a message. */
export interface Click {
  readonly as: string;
  readonly channel: string;
  readonly ts: string;
  readonly actionId: string;
  /** Picks the button with this value, or the option of a menu (a person's id in a menu of people). */
  readonly value?: string | undefined;
  /**
   * Sends the click of a button whether or not it stands there, as an old client or a forger does. Without it the
   * person has to see the message and the message has to have the element.
   */
  readonly raw?: boolean | undefined;
  readonly misdeliver?: Misdelivery | undefined;
}

export async function click(world: World, dispatch: Dispatch, pressed: Click): Promise<ActResult> {
  const person = world.workspace.named(pressed.as);
  const conversation = world.workspace.channelNamed(pressed.channel, person.id);
  const message = pressed.raw
    ? world.board.lastKnown(conversation.id, pressed.ts)
    : messageInSight(world, person, conversation, pressed.ts);
  const action = message && actionIn(message.blocks, pressed);
  if (!action && !pressed.raw) {
    if (!world.workspace.canSee(person, conversation))
      return notDelivered(texts.channelHidden(person.name, conversation.name));
    const say = message ? texts.nothingToClick : texts.messageUnseen;
    return notDelivered(say(pressed.ts, conversation.name));
  }
  const action_ts = (world.clock.now() / 1000).toFixed(6);
  const isEphemeral = message !== undefined && message.onlyFor !== null;
  const payload = {
    ...interaction(world, person, "block_actions"),
    trigger_id: world.triggers.issue(person.id),
    container: {
      type: "message",
      message_ts: pressed.ts,
      channel_id: conversation.id,
      is_ephemeral: isEphemeral,
    },
    channel: { id: conversation.id, name: payloadName(conversation) },
    // Captured payloads carry the message only when it is not ephemeral.
    ...(message && !isEphemeral ? { message: messageObject(message, world.credentials, true) } : {}),
    state: { values: {} },
    response_url: world.responseUrls.issue({
      kind: "action",
      personId: person.id,
      conversationId: conversation.id,
      originalTs: pressed.ts,
      typed: null,
    }),
    actions: [{ ...(action ?? goneButton(pressed)), action_ts }],
  };
  return dispatch.deliver({ kind: "interactive", payload }, showTrouble, pressed.misdeliver);
}

/** The body of the answer to a click is not looked at; the person sees only that it did not go through. */
function showTrouble(ack: Ack): readonly string[] {
  return ack.status === "acknowledged" ? [] : [texts.clickFailed(ack.status)];
}

function messageInSight(
  world: World,
  person: Person,
  conversation: Conversation,
  ts: string,
): Message | undefined {
  const message = world.board.find(conversation.id, ts);
  if (!message || !world.workspace.canSee(person, conversation)) return undefined;
  return message.onlyFor === null || message.onlyFor === person.id ? message : undefined;
}

function goneButton({ actionId, value }: Click): Record<string, unknown> {
  return {
    type: "button",
    block_id: "gone",
    action_id: actionId,
    text: { type: "plain_text", text: "gone", emoji: true },
    ...(value === undefined ? {} : { value }),
  };
}
