import type { Credentials } from "./credentials.ts";
import type { View } from "./view-store.ts";

/** A view as `views.*` and `view_submission` carry it. `values`: block id → action id → what was entered. */
export function viewObject(
  view: View,
  app: Credentials,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { id, rootId, previousId, personId: _person, errors: _errors, ...content } = view;
  return {
    ...content,
    id,
    team_id: app.teamId,
    root_view_id: rootId,
    previous_view_id: previousId,
    state: { values },
    app_id: app.appId,
    app_installed_team_id: app.teamId,
    bot_id: app.botId,
  };
}
