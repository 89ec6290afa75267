import type { WebClient } from "@slack/web-api";
import type { Granted } from "../cases/casework.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Grant, People, PeopleProblem } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import { describeSlackFailure, failureOf } from "./client.ts";
import { remember } from "./remembered.ts";
import { lookUpUser, type SlackUser } from "./slack-user.ts";

export interface PeopleOptions {
  readonly client: WebClient;
  readonly clock: Clock;
  /** The team Bailiff is installed in. */
  readonly team: string;
  readonly log: Log;
}

/** What Slack says of people, remembered for a while; which roles follow from it is asked for each time. */
export interface SlackPeople {
  /** The people with the roles that `by` gives. */
  granted(by: Granted): People;
  /** Slack says that something about this person has changed: whoever asks next is told anew. */
  forgetPerson(id: string): void;
  forgetUserGroup(id: string): void;
}

const MOST_PEOPLE = 10_000;
const MOST_USER_GROUPS = 100;

/** Who is in a user group, or why nobody is: Slack answers alike for one that was disabled and one that never was. */
type Membership = ReadonlySet<string> | "no such group" | "no user groups in this plan";

/** People and their roles, from users.info and usergroups.users.list (docs.slack.dev; both need a bot scope). */
export function createPeople({ client, clock, team, log }: PeopleOptions): SlackPeople {
  const users = remember(clock, MOST_PEOPLE, (person) => lookUpUser(client, team, person));
  let isPlanTold = false;
  const userGroups = remember(clock, MOST_USER_GROUPS, async (id) => {
    const members = await lookUpUserGroup(client, id);
    if (members.ok && members.value === "no user groups in this plan" && !isPlanTold) {
      isPlanTold = true;
      log.warn(
        { userGroup: id },
        "this workspace's plan has no user groups, so nobody has a role by them; people can be named by their ids (person:U…)",
      );
    }
    return members;
  });

  return {
    granted: ({ roles, forbidden }) => ({
      async find(askedTeam, person, maxAgeMs, groupsMaxAgeMs = maxAgeMs) {
        const nobody = { team: askedTeam, id: person, name: person, zone: "UTC", grants: [] };
        if (askedTeam !== team) return ok({ ...nobody, bar: "stranger" });
        const user = await users(person, maxAgeMs);
        if (!user.ok) return user;
        const { name, zone, bar } = user.value;
        if (bar !== null) return ok({ ...nobody, name, zone, bar });
        const grants: Grant[] = [];
        for (const [role, sources] of roles) {
          for (const from of sources) {
            const has = await holds(from, person, user.value, (id) => userGroups(id, groupsMaxAgeMs));
            if (!has.ok) return has;
            if (typeof has.value === "string" && forbidden.has(role))
              return fail({ kind: "unreachable", detail: unsayable(from, has.value) });
            if (has.value === true) grants.push({ role, from });
          }
        }
        return ok({ ...nobody, name, zone, grants, bar });
      },
    }),
    forgetPerson: (id) => users.forget(id),
    forgetUserGroup: (id) => userGroups.forget(id),
  };
}

/** Where nobody can say whom rules forbid something to, they may not be forgotten by that. */
function unsayable(from: string, why: Exclude<Membership, ReadonlySet<string>>): string {
  return why === "no such group"
    ? `${from}, which rules forbid something to, does not exist`
    : `rules forbid something to ${from}, and this workspace's plan has no user groups`;
}

async function holds(
  from: string,
  person: string,
  user: SlackUser,
  membersOf: (id: string) => Promise<Result<Membership, PeopleProblem>>,
): Promise<Result<boolean | Exclude<Membership, ReadonlySet<string>>, PeopleProblem>> {
  const [kind, what = ""] = from.split(":", 2);
  if (kind === "person") return ok(what === person);
  if (kind !== "usergroup") return ok(user.standing.has(from));
  const members = await membersOf(what);
  if (!members.ok) return members;
  return ok(typeof members.value === "string" ? members.value : members.value.has(person));
}

async function lookUpUserGroup(client: WebClient, id: string): Promise<Result<Membership, PeopleProblem>> {
  try {
    const { users } = await client.usergroups.users.list({ usergroup: id, include_disabled: false });
    return ok(new Set(users ?? []));
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && failure.code === "no_such_subteam") return ok("no such group");
    if (failure.kind === "refused" && failure.code === "plan_upgrade_required")
      return ok("no user groups in this plan");
    return fail({ kind: "unreachable", detail: `the user group ${id}: ${describeSlackFailure(failure)}` });
  }
}
