import type { Conversation, UserGroup, Workspace } from "./workspace.ts";

/** A conversation as `conversations.info` and `conversations.list` show it. */
export function channelObject(conversation: Conversation, workspace: Workspace): Record<string, unknown> {
  const { id, name, kind, archived, extShared, members } = conversation;
  if (kind === "dm") {
    const person = [...members].find((member) => workspace.person(member)?.standing !== "bot");
    return { id, created: 0, is_im: true, is_org_shared: false, user: person, is_user_deleted: false };
  }
  return {
    id,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: kind === "private",
    is_archived: archived,
    is_general: false,
    is_member: workspace.botIsIn(conversation),
    is_shared: extShared,
    is_ext_shared: extShared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    created: 0,
    creator: "",
    num_members: members.size,
    context_team_id: workspace.teamId,
    shared_team_ids: teamsIn(conversation, workspace),
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
    previous_names: [],
  };
}

function teamsIn(conversation: Conversation, workspace: Workspace): string[] {
  const teams = [...conversation.members].flatMap((id) => workspace.person(id)?.teamId ?? []);
  return [...new Set([workspace.teamId, ...teams])];
}

/**
 * What payloads call the conversation. Only public channels go by their name, so programs must use ids.
 */
export function payloadName(conversation: Conversation): string {
  switch (conversation.kind) {
    case "public":
      return conversation.name;
    case "private":
      return "privategroup";
    case "dm":
      return "directmessage";
    default:
      return conversation.kind satisfies never;
  }
}

/** A user group as `usergroups.list` shows it. `date_delete` is not 0 while the group is disabled. */
export function userGroupObject(
  group: UserGroup,
  teamId: string,
  withUsers: boolean,
): Record<string, unknown> {
  return {
    id: group.id,
    team_id: teamId,
    is_usergroup: true,
    is_subteam: true,
    is_external: false,
    is_idp_group: false,
    is_membership_locked: false,
    name: group.handle,
    description: "",
    handle: group.handle,
    date_create: 1_700_000_000,
    date_update: group.updated,
    date_delete: group.disabled ? group.updated : 0,
    auto_type: null,
    user_count: group.members.length,
    prefs: { channels: [], groups: [] },
    ...(withUsers ? { users: group.members } : {}),
  };
}
