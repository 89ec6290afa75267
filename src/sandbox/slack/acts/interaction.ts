import type { World } from "../world.ts";
import type { Person } from "../workspace.ts";

/**
 * The fields that clicks and submissions share. `user.team_id` is the person's own workspace, `team` the one the
 * app is installed in: only the first tells a stranger.
 */
export function interaction(world: World, person: Person, type: string): Record<string, unknown> {
  const { workspace, credentials } = world;
  return {
    type,
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    api_app_id: credentials.appId,
    token: credentials.verificationToken,
    team: { id: workspace.teamId, domain: workspace.teamDomain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
