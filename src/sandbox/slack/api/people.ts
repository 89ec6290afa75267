import { z } from "zod";
import { userGroupObject } from "../conversation-shape.ts";
import { slackbotObject, userObject } from "../person-shape.ts";
import type { World } from "../world.ts";
import { SLACKBOT } from "../workspace.ts";
import type { Person } from "../workspace.ts";
import { pageSize, yesNo } from "./arguments.ts";
import { method, no, pageOf, yes } from "./method.ts";

const authTest = method({
  scopes: [],
  args: z.object({}),
  run: (_, { workspace, credentials }) =>
    yes({
      url: `https://${workspace.teamDomain}.slack.com/`,
      team: workspace.teamName,
      team_id: workspace.teamId,
      user: workspace.person(credentials.botUserId)?.name,
      user_id: credentials.botUserId,
      bot_id: credentials.botId,
      is_enterprise_install: false,
    }),
});

const usersInfo = method({
  scopes: ["users:read"],
  args: z.object({ user: z.string() }),
  run({ user }, world) {
    if (user === SLACKBOT) return yes({ user: slackbotObject(world.workspace) });
    const person = world.workspace.person(user);
    return person ? yes({ user: shape(person, world) }) : no("user_not_found");
  },
});

/** `fields` are the custom ones; a person in the sandbox has those that a test gives them. */
const usersProfileGet = method({
  scopes: ["users.profile:read"],
  args: z.object({ user: z.string(), include_labels: yesNo.optional() }),
  run({ user }, world) {
    const person = world.workspace.person(user);
    if (!person) return no("user_not_found");
    const profile = { fields: {}, ...(shape(person, world)["profile"] as object) };
    return yes({ profile });
  },
});

const usersList = method({
  scopes: ["users:read"],
  args: z.object({ limit: pageSize.optional(), cursor: z.string().optional() }),
  run({ limit = 1000, cursor }, world) {
    const everyone = [
      slackbotObject(world.workspace),
      ...world.workspace.people().map((person) => shape(person, world)),
    ];
    const page = pageOf(everyone, limit, cursor);
    if (!page) return no("invalid_cursor");
    const cache_ts = Math.floor(world.clock.now() / 1000);
    return yes({ members: page.items, cache_ts, response_metadata: { next_cursor: page.next } });
  },
});

const userGroupsList = method({
  scopes: ["usergroups:read"],
  args: z.object({ include_users: yesNo.optional(), include_disabled: yesNo.optional() }),
  run({ include_users = false, include_disabled = false }, { workspace }) {
    if (workspace.plan() === "free") return no("plan_upgrade_required");
    const groups = workspace.userGroups().filter((group) => include_disabled || !group.disabled);
    return yes({
      usergroups: groups.map((group) => userGroupObject(group, workspace.teamId, include_users)),
    });
  },
});

const userGroupsUsersList = method({
  scopes: ["usergroups:read"],
  args: z.object({ usergroup: z.string(), include_disabled: yesNo.optional() }),
  run({ usergroup, include_disabled = false }, { workspace }) {
    if (workspace.plan() === "free") return no("plan_upgrade_required");
    const group = workspace.userGroups().find((one) => one.id === usergroup);
    if (!group || (group.disabled && !include_disabled)) return no("no_such_subteam");
    return yes({ users: group.members });
  },
});

function shape(person: Person, world: World): Record<string, unknown> {
  const withEmail = world.grants.botScopes.includes("users:read.email");
  return userObject(person, world.workspace, world.credentials, { at: world.clock.now(), withEmail });
}

export const peopleMethods = {
  "auth.test": authTest,
  "users.info": usersInfo,
  "users.list": usersList,
  "users.profile.get": usersProfileGet,
  "usergroups.list": userGroupsList,
  "usergroups.users.list": userGroupsUsersList,
};
