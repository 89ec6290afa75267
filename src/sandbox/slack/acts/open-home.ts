import type { Ack, Misdelivery } from "../delivery/ack.ts";
import type { ActResult, Dispatch } from "../delivery/dispatch.ts";
import { notDelivered } from "../delivery/dispatch.ts";
import * as texts from "../texts.ts";
import { viewObject } from "../view-shape.ts";
import type { World } from "../world.ts";
import { actionIn } from "./action.ts";
import { interaction } from "./interaction.ts";
import { sendEvent } from "./send-event.ts";

/** A person opens the app's place in Slack, at its Home tab unless told. */
export interface HomeOpening {
  readonly as: string;
  readonly tab?: "home" | "messages" | undefined;
  readonly misdeliver?: Misdelivery | undefined;
}

/** A person presses a button of their Home tab. */
export interface HomePress {
  readonly as: string;
  readonly actionId: string;
  /** Picks the button with this value. */
  readonly value?: string | undefined;
  readonly misdeliver?: Misdelivery | undefined;
}

/**
 * Delivers `app_home_opened` (docs.slack.dev/reference/events/app_home_opened): with the view as it is, once one was
 * published. Guests and people of other organisations can open it too.
 */
export async function openHome(
  world: World,
  dispatch: Dispatch,
  { as, tab = "home", misdeliver }: HomeOpening,
): Promise<ActResult> {
  const { workspace, clock, credentials } = world;
  const person = workspace.named(as);
  if (person.standing === "deactivated") return notDelivered(texts.accountDeactivated);
  if (person.standing === "bot" || !world.homeTab) return notDelivered(texts.NO_HOME_TAB);
  const view = world.views.homeOf(person.id);
  const event = {
    type: "app_home_opened",
    user: person.id,
    channel: workspace.dm(person.id).id,
    tab,
    ...(tab === "home" && view ? { view: viewObject(view, credentials, {}) } : {}),
    event_ts: (clock.now() / 1000).toFixed(6),
  };
  return sendEvent(world, dispatch, event, misdeliver);
}

/** Such a press has neither a channel nor a response_url (docs.slack.dev, block_actions payload). */
export async function pressInHome(
  world: World,
  dispatch: Dispatch,
  { as, actionId, value, misdeliver }: HomePress,
): Promise<ActResult> {
  const person = world.workspace.named(as);
  const view = world.views.homeOf(person.id);
  const action = view && actionIn(view.blocks, { actionId, value });
  if (!view || !action) return notDelivered(texts.nothingInHome(as));
  const payload = {
    ...interaction(world, person, "block_actions"),
    trigger_id: world.triggers.issue(person.id),
    container: { type: "view", view_id: view.id },
    view: viewObject(view, world.credentials, {}),
    actions: [{ ...action, action_ts: (world.clock.now() / 1000).toFixed(6) }],
  };
  const trouble = (ack: Ack): readonly string[] =>
    ack.status === "acknowledged" ? [] : [texts.clickFailed(ack.status)];
  return dispatch.deliver({ kind: "interactive", payload }, trouble, misdeliver);
}
