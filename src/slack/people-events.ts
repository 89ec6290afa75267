import type { App } from "@slack/bolt";
import type { SlackPeople } from "./people.ts";

/**
 * The events that tell of people and user groups (docs.slack.dev/reference/events), each with what it is needed for.
 * `user_change` comes for every field of a profile, roles and deactivation among them.
 */
export const PEOPLE_EVENTS = [
  ["user_change", "somebody became an admin, a guest, or was deactivated: roles are read anew"],
  ["team_join", "somebody joined, perhaps again"],
  ["subteam_members_changed", "somebody came into a user group, or left it"],
  ["subteam_updated", "the same, and user groups that were disabled"],
  ["subteam_created", "a user group that the configuration named before it was there"],
] as const;

type PeopleEvent = (typeof PEOPLE_EVENTS)[number][0];

/**
 * Forgets what Slack's events say has changed. What they carry is not believed: they come late, twice, out of order or
 * not at all, `subteam_members_changed` is a difference to something that may have been missed, and `subteam_updated`
 * names 500 people at most. So whoever is asked about next is looked up. Events of other teams do not get here: Bolt
 * asks `authorize` first (`app.ts`).
 */
export function listenForPeople(app: App, people: SlackPeople): void {
  const listeners = {
    user_change: () => app.event("user_change", async ({ event }) => people.forgetPerson(event.user.id)),
    team_join: () => app.event("team_join", async ({ event }) => people.forgetPerson(event.user.id)),
    subteam_members_changed: () =>
      app.event("subteam_members_changed", async ({ event }) => people.forgetUserGroup(event.subteam_id)),
    subteam_updated: () =>
      app.event("subteam_updated", async ({ event }) => people.forgetUserGroup(event.subteam.id)),
    subteam_created: () =>
      app.event("subteam_created", async ({ event }) => people.forgetUserGroup(event.subteam.id)),
  } satisfies Record<PeopleEvent, () => void>;
  for (const [name] of PEOPLE_EVENTS) listeners[name]();
}
