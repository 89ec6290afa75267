import type { Misdelivery } from "../delivery/ack.ts";
import type { ActResult, Dispatch } from "../delivery/dispatch.ts";
import type { World } from "../world.ts";

/**
 * Delivers an event of the Events API as it is given, such as `{ type: "user_change", user }`. Changes made to the
 * workspace directly send none: a program must also hold when events are lost.
 */
export function sendEvent(
  world: World,
  dispatch: Dispatch,
  event: { readonly type: string } & Readonly<Record<string, unknown>>,
  misdelivery?: Misdelivery,
): Promise<ActResult> {
  const { credentials, workspace } = world;
  const payload = {
    token: credentials.verificationToken,
    team_id: workspace.teamId,
    api_app_id: credentials.appId,
    event,
    type: "event_callback",
    event_id: `Ev${world.newId().replaceAll("-", "").slice(0, 9).toUpperCase()}`,
    event_time: Math.floor(world.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.teamId,
        user_id: credentials.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
  };
  return dispatch.deliver({ kind: "events_api", payload }, () => [], misdelivery);
}
