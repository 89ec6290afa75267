import type { BlockAction, ButtonAction } from "@slack/bolt";
import type { Reply } from "./respond.ts";
import { keyOf } from "./taking.ts";

/** A button of a message that somebody pressed. */
export type Press = BlockAction<ButtonAction>;

/** The key of a press: the same delivery again is the same press, a second press another one. */
export function keyOfPress(team: string, body: Press, action: ButtonAction): string {
  const message = String(body.container["message_ts"] ?? "");
  return keyOf("click", team, body.user.id, message, action.action_id, action.action_ts);
}

/** A private answer that leaves the pressed message as it is. */
export function beside(text: string): Reply {
  return { response_type: "ephemeral", replace_original: false, text, blocks: [] };
}

/** A private answer in the place of the pressed message, whose buttons go with it. */
export function instead(text: string): Reply {
  return { response_type: "ephemeral", replace_original: true, text, blocks: [] };
}
