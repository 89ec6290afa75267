import { userGroupObject } from "../conversation-shape.ts";
import type { ActResult, Dispatch } from "../delivery/dispatch.ts";
import { userObject } from "../person-shape.ts";
import type { UserGroupSeed } from "../seed.ts";
import type { PersonChange, UserGroup } from "../workspace.ts";
import type { World } from "../world.ts";
import { sendEvent } from "./send-event.ts";

/** What becomes of the events by which Slack tells of a change. `lost`: the app never hears of it. */
export type Fate = "delivered" | "lost";

/** Changes of a user group. People are named; who is in it already, or is not, is passed over. */
export interface UserGroupChange {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly disabled?: boolean;
}

/** `subteam_updated` names no more of a group's people than this (docs.slack.dev/reference/events/subteam_updated). */
const MOST_NAMED = 500;

/** Somebody's role or standing changes in Slack, which tells by `user_change`. */
export function changePerson(
  world: World,
  dispatch: Dispatch,
  name: string,
  change: PersonChange,
  fate: Fate = "delivered",
): Promise<readonly ActResult[]> {
  const { id } = world.workspace.named(name);
  world.workspace.setPerson(name, change);
  return tell(world, dispatch, fate, () => [{ type: "user_change", user: userNow(world, id) }]);
}

/** People come into a user group and leave it, or it is disabled; Slack tells by the difference and by a picture of it. */
export function changeUserGroup(
  world: World,
  dispatch: Dispatch,
  handle: string,
  { add = [], remove = [], disabled }: UserGroupChange,
  fate: Fate = "delivered",
): Promise<readonly ActResult[]> {
  const { workspace } = world;
  const before = workspace.userGroupCalled(handle);
  const gone = new Set(remove.map((name) => workspace.named(name).id));
  const members = [...before.members, ...add.map((name) => workspace.named(name).id)];
  const names = [...new Set(members)].flatMap((id) =>
    gone.has(id) ? [] : (workspace.person(id)?.name ?? []),
  );
  workspace.setUserGroupMembers(handle, names);
  if (disabled !== undefined) workspace.disableUserGroup(handle, disabled);
  return tell(world, dispatch, fate, () => {
    const after = workspace.userGroupCalled(handle);
    const updated = { type: "subteam_updated", subteam: picture(world, after) };
    const difference = membersChanged(world, before, after);
    return difference ? [difference, updated] : [updated];
  });
}

/** A user group is made; Slack tells by `subteam_created`. */
export function createUserGroup(
  world: World,
  dispatch: Dispatch,
  seed: UserGroupSeed,
  fate: Fate = "delivered",
): Promise<readonly ActResult[]> {
  world.workspace.addUserGroup(seed);
  return tell(world, dispatch, fate, () => [
    { type: "subteam_created", subteam: picture(world, world.workspace.userGroupCalled(seed.handle)) },
  ]);
}

type Event = Parameters<typeof sendEvent>[2];

function tell(
  world: World,
  dispatch: Dispatch,
  fate: Fate,
  events: () => readonly Event[],
): Promise<readonly ActResult[]> {
  if (fate === "lost") return Promise.resolve([]);
  const event_ts = (world.clock.now() / 1000).toFixed(6);
  return Promise.all(events().map((event) => sendEvent(world, dispatch, { ...event, event_ts })));
}

function userNow(world: World, id: string): Record<string, unknown> {
  const { workspace, credentials, clock, grants } = world;
  const person = workspace.person(id);
  if (!person) throw new Error(`The workspace has nobody with the id ${id}.`);
  const withEmail = grants.botScopes.includes("users:read.email");
  return userObject(person, workspace, credentials, { at: clock.now(), withEmail });
}

function membersChanged({ workspace }: World, before: UserGroup, after: UserGroup): Event | null {
  const added = after.members.filter((id) => !before.members.includes(id));
  const removed = before.members.filter((id) => !after.members.includes(id));
  if (added.length + removed.length === 0) return null;
  return {
    type: "subteam_members_changed",
    subteam_id: after.id,
    team_id: workspace.teamId,
    date_previous_update: before.updated,
    date_update: after.updated,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
  };
}

/** All of the group but the end of a long list of people; `user_count` stays true. */
function picture({ workspace }: World, group: UserGroup): Record<string, unknown> {
  const users = group.members.slice(0, MOST_NAMED);
  return { ...userGroupObject(group, workspace.teamId, false), users };
}
