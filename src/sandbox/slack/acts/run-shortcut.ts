import type { Ack, Misdelivery } from "../delivery/ack.ts";
import type { ActResult, Dispatch } from "../delivery/dispatch.ts";
import { notDelivered } from "../delivery/dispatch.ts";
import * as texts from "../texts.ts";
import type { World } from "../world.ts";
import type { Person } from "../workspace.ts";
import { interaction } from "./interaction.ts";

/** A person picks a global shortcut from the menu of the message field. */
export interface ChosenShortcut {
  readonly as: string;
  readonly callbackId: string;
  readonly misdeliver?: Misdelivery | undefined;
}

/**
 * Delivers a global shortcut, which carries neither a channel nor a response_url
 * (docs.slack.dev/interactivity/implementing-shortcuts, "Shortcut payloads").
 */
export async function runShortcut(
  world: World,
  dispatch: Dispatch,
  { as, callbackId, misdeliver }: ChosenShortcut,
): Promise<ActResult> {
  const person = world.workspace.named(as);
  const isRegistered = world.shortcuts.some((one) => one.callbackId === callbackId);
  const refusal = whyNot(world, person, callbackId, isRegistered);
  if (refusal !== null) return notDelivered(refusal);
  const payload = {
    ...interaction(world, person, "shortcut"),
    action_ts: (world.clock.now() / 1000).toFixed(6),
    callback_id: callbackId,
    trigger_id: world.triggers.issue(person.id),
  };
  return dispatch.deliver({ kind: "interactive", payload }, showTrouble, misdeliver);
}

/** Why Slack does not offer it to the person, or null when it does. */
function whyNot(
  { workspace }: World,
  person: Person,
  callbackId: string,
  isRegistered: boolean,
): string | null {
  if (person.standing === "deactivated") return texts.accountDeactivated;
  if (person.standing === "bot") return texts.botsRunNoCommands;
  if (!isRegistered) return texts.unknownShortcut(callbackId);
  // As with commands: other organisations' people are offered no shortcuts of this workspace's apps.
  if (person.standing === "stranger" || person.teamId !== workspace.teamId)
    return texts.strangersRunNoCommands(callbackId);
  return null;
}

/** The body of the answer is not looked at; the person sees only that the shortcut did not go through. */
function showTrouble(ack: Ack): readonly string[] {
  return ack.status === "acknowledged" ? [] : [texts.shortcutFailed(ack.status)];
}
