import type { WebClient } from "@slack/web-api";
import type { Granted } from "../cases/casework.ts";
import type { Clock } from "../clock.ts";
import type { Bar, Grant, People, PeopleProblem, Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import { describeSlackFailure, failureOf } from "./client.ts";
import { remember } from "./remembered.ts";

export interface PeopleOptions {
  readonly client: WebClient;
  readonly clock: Clock;
  /** The team Bailiff is installed in. */
  readonly team: string;
}

/** The parts of a Slack user that decide; a field that Slack leaves out counts as not privileged. */
interface SlackUser {
  readonly name: string;
  readonly zone: string;
  readonly workspace: ReadonlySet<string>;
  readonly bar: Bar | null;
}

const MOST_PEOPLE = 10_000;

/**
 * People and their roles, from users.info and usergroups.users.list (docs.slack.dev; both need a bot scope). What Slack
 * says is remembered; which roles follow from it is asked for each time.
 */
export function createPeople({ client, clock, team }: PeopleOptions): (by: Granted) => People {
  const users = remember(clock, MOST_PEOPLE, (person) => lookUpUser(client, team, person));
  const userGroups = remember(clock, 100, (id) => lookUpUserGroup(client, id));

  return ({ roles, forbidden }) => ({
    async find(askedTeam, person, maxAgeMs) {
      if (askedTeam !== team)
        return ok({ team: askedTeam, id: person, name: person, zone: "UTC", grants: [], bar: "stranger" });
      const user = await users(person, maxAgeMs);
      if (!user.ok) return user;
      const grants: Grant[] = [];
      for (const [role, sources] of roles) {
        for (const from of sources) {
          const has = await holds(from, person, user.value, (id) => userGroups(id, maxAgeMs));
          if (!has.ok) return has;
          if (has.value === "no such group" && forbidden.has(role)) {
            return fail({
              kind: "unreachable",
              detail: `${from}, which rules forbid something to, does not exist`,
            });
          }
          if (has.value === true) grants.push({ role, from });
        }
      }
      const { name, zone, bar } = user.value;
      return ok({ team, id: person, name, zone, grants: bar ? [] : grants, bar } satisfies Person);
    },
  });
}

async function holds(
  from: string,
  person: string,
  user: SlackUser,
  membersOf: (id: string) => Promise<Result<ReadonlySet<string> | null, PeopleProblem>>,
): Promise<Result<boolean | "no such group", PeopleProblem>> {
  const [kind, what = ""] = from.split(":", 2);
  if (kind === "person") return ok(what === person);
  if (kind === "workspace") return ok(user.workspace.has(what));
  const members = await membersOf(what);
  return members.ok ? ok(members.value?.has(person) ?? "no such group") : members;
}

async function lookUpUser(
  client: WebClient,
  team: string,
  person: string,
): Promise<Result<SlackUser, PeopleProblem>> {
  try {
    const { user } = await client.users.info({ user: person });
    if (!user) return fail({ kind: "nobody" });
    const workspace = new Set<string>();
    if (user.is_primary_owner) workspace.add("primary-owner");
    if (user.is_owner || user.is_primary_owner) workspace.add("owner");
    if (user.is_admin || user.is_owner || user.is_primary_owner) workspace.add("admin");
    workspace.add("member");
    return ok({
      name: user.profile?.display_name || user.name || person,
      zone: user.tz ?? "UTC",
      workspace,
      bar: barOf(user, team),
    });
  } catch (error) {
    const failure = failureOf(error);
    if (
      failure.kind === "refused" &&
      (failure.code === "user_not_found" || failure.code === "user_not_visible")
    )
      return fail({ kind: "nobody" });
    return fail({ kind: "unreachable", detail: describeSlackFailure(failure) });
  }
}

interface Flags {
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly team_id?: string;
}

/** `is_stranger` is true only for outsiders without a shared channel, so the team decides as well. */
function barOf(user: Flags, team: string): Bar | null {
  if (user.deleted) return "deactivated";
  if (user.is_bot) return "bot";
  if (user.is_stranger || user.team_id !== team) return "stranger";
  if (user.is_restricted || user.is_ultra_restricted) return "guest";
  return null;
}

/** Null: there is no such user group, or it was disabled, which Slack answers alike. */
async function lookUpUserGroup(
  client: WebClient,
  id: string,
): Promise<Result<ReadonlySet<string> | null, PeopleProblem>> {
  try {
    const { users } = await client.usergroups.users.list({ usergroup: id, include_disabled: false });
    return ok(new Set(users ?? []));
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && failure.code === "no_such_subteam") return ok(null);
    return fail({ kind: "unreachable", detail: `the user group ${id}: ${describeSlackFailure(failure)}` });
  }
}
