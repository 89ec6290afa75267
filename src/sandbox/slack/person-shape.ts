import type { Instant } from "../../clock.ts";
import type { Credentials } from "./credentials.ts";
import type { Person, Workspace } from "./workspace.ts";
import { SLACKBOT } from "./workspace.ts";

/**
 * People as `users.info` and `users.list` show them (docs.slack.dev/reference/objects/user-object).
 * Fields that Slack leaves out are left out: a deactivated person has no role flags at all, and only people
 * of other workspaces carry `is_stranger`.
 */
export function userObject(
  person: Person,
  workspace: Workspace,
  app: Credentials,
  view: { readonly at: Instant; readonly withEmail: boolean },
): Record<string, unknown> {
  return { ...usual(person, workspace, app, view), ...person.shows };
}

function usual(
  person: Person,
  workspace: Workspace,
  app: Credentials,
  view: { readonly at: Instant; readonly withEmail: boolean },
): Record<string, unknown> {
  const { id, name, standing, tz, teamId } = person;
  const core = { id, team_id: teamId, name, deleted: standing === "deactivated", color: "4bbe2e" };
  const profile = profileOf(person, app, view.withEmail);
  const updated = Math.floor(view.at / 1000);
  if (standing === "deactivated") return { ...core, is_bot: false, is_app_user: false, updated, profile };
  return {
    ...core,
    real_name: realName(name),
    tz,
    tz_label: tz,
    tz_offset: offsetSeconds(tz, view.at),
    profile,
    is_admin: ["primary_owner", "owner", "admin"].includes(standing),
    is_owner: ["primary_owner", "owner"].includes(standing),
    is_primary_owner: standing === "primary_owner",
    is_restricted: ["multi_channel_guest", "single_channel_guest"].includes(standing),
    is_ultra_restricted: standing === "single_channel_guest",
    is_bot: standing === "bot",
    is_app_user: false,
    updated,
    is_email_confirmed: standing !== "bot",
    who_can_share_contact_card: "EVERYONE",
    ...(standing === "invited" ? { is_invited_user: true } : {}),
    ...enterpriseOf(person, workspace),
    ...(teamId === workspace.teamId ? {} : { is_stranger: !sharesAChannel(person, workspace) }),
  };
}

/** A person of an Enterprise Grid is one user in all its workspaces; only there Slack tells about the organisation. */
function enterpriseOf({ id, org, teamId }: Person, workspace: Workspace): Record<string, unknown> {
  if (org === null) return {};
  return {
    enterprise_user: {
      id,
      enterprise_id: "E000SANDBOX",
      enterprise_name: `${workspace.teamName} Group`,
      is_admin: ["primary_owner", "owner", "admin"].includes(org),
      is_owner: ["primary_owner", "owner"].includes(org),
      is_primary_owner: org === "primary_owner",
      teams: [teamId],
    },
  };
}

export function slackbotObject(workspace: Workspace): Record<string, unknown> {
  return {
    id: SLACKBOT,
    team_id: workspace.teamId,
    name: "slackbot",
    deleted: false,
    color: "757575",
    real_name: "Slackbot",
    tz: "America/Los_Angeles",
    profile: { real_name: "Slackbot", display_name: "Slackbot", team: workspace.teamId },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: 0,
    is_email_confirmed: false,
  };
}

/** True of an outside person only while no channel that the app sees holds them, so false proves nothing. */
function sharesAChannel(person: Person, workspace: Workspace): boolean {
  return workspace
    .conversations()
    .some((conversation) => conversation.members.has(person.id) && workspace.botIsIn(conversation));
}

function profileOf(person: Person, app: Credentials, withEmail: boolean): Record<string, unknown> {
  const real = realName(person.name);
  return {
    real_name: real,
    real_name_normalized: real,
    display_name: person.name,
    display_name_normalized: person.name,
    first_name: real,
    status_text: "",
    status_emoji: "",
    team: person.teamId,
    ...(withEmail && person.standing !== "bot" ? { email: `${person.name}@example.com` } : {}),
    ...(person.standing === "bot" ? appOf(person, app) : {}),
  };
}

/** Which app a bot user belongs to: ours, or one of its own. */
function appOf({ id }: Person, app: Credentials): Record<string, unknown> {
  if (id === app.botUserId) return { bot_id: app.botId, api_app_id: app.appId };
  return { bot_id: `B${id.slice(1)}`, api_app_id: `A${id.slice(1)}` };
}

function realName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function offsetSeconds(timeZone: string, at: Instant): number {
  const formatter = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const name = formatter.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
