import type { PageHuman, PageWorld } from "../../told.ts";

/** What a person is, in the words a visitor needs: by Slack's own role, or by a user group that gives a role. */
export function standingOf(person: PageHuman, { userGroups }: PageWorld): string {
  const inGroup = (handle: string): boolean =>
    userGroups.some((group) => group.handle === handle && group.members.includes(person.name));
  switch (person.standing) {
    case "primary_owner":
    case "owner":
      return "owner";
    case "admin":
      return "admin";
    case "single_channel_guest":
    case "multi_channel_guest":
      return "guest";
    case "stranger":
      return "from another company";
    case "bot":
      return "app";
    case "deactivated":
      return "deactivated";
    case "invited":
      return "invited";
    default:
      if (inGroup("moderators")) return "moderator";
      if (inGroup("oncall")) return "on call";
      return inGroup("auditors") ? "auditor" : "member";
  }
}

/** Those one can speak as. */
export function speakers({ people }: PageWorld): readonly PageHuman[] {
  return people.filter(({ standing }) => !["bot", "deactivated", "invited"].includes(standing));
}
