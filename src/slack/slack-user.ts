import type { WebClient } from "@slack/web-api";
import type { Bar, PeopleProblem } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import { describeSlackFailure, failureOf } from "./client.ts";

/** What of a Slack user decides. */
export interface SlackUser {
  readonly name: string;
  readonly zone: string;
  /** Grants such as `workspace:admin` and `org:owner` that the user's standing in Slack gives. */
  readonly standing: ReadonlySet<string>;
  readonly bar: Bar | null;
}

/** The fields of users.info that decide (docs.slack.dev/reference/objects/user-object); any of them may be absent. */
interface Fields extends Ranks {
  readonly team_id?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_workflow_bot?: boolean;
  readonly is_connector_bot?: boolean;
  readonly is_invited_user?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  /** Only on an Enterprise Grid: the same person's place in the organisation. */
  readonly enterprise_user?: Ranks;
}

interface Ranks {
  readonly is_primary_owner?: boolean;
  readonly is_owner?: boolean;
  readonly is_admin?: boolean;
}

/** Slack's own bot, which says `is_bot: false` of itself. */
const SLACKBOT = "USLACKBOT";

/** Asks Slack about one person; `team` is the one Bailiff is installed in. */
export async function lookUpUser(
  client: WebClient,
  team: string,
  person: string,
): Promise<Result<SlackUser, PeopleProblem>> {
  try {
    const { user } = await client.users.info({ user: person });
    if (!user) return fail({ kind: "nobody" });
    return ok({
      name: user.profile?.display_name || user.name || person,
      zone: user.tz ?? "UTC",
      standing: new Set(standingOf(user)),
      bar: person === SLACKBOT ? "bot" : barOf(user, team),
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

/**
 * `is_admin` of users.info is about this workspace alone and `enterprise_user.is_admin` about the whole organisation, so
 * an admin of the one need not be an admin of the other: each counts for its own grants only.
 */
function standingOf({ enterprise_user = {}, ...user }: Fields): readonly string[] {
  return [
    "workspace:member",
    ...ranksOf(user).map((rank) => `workspace:${rank}`),
    ...ranksOf(enterprise_user).map((rank) => `org:${rank}`),
  ];
}

/** Slack nests them: an owner is an admin too. Only what is there and true counts. */
function ranksOf({ is_primary_owner, is_owner, is_admin }: Ranks): readonly string[] {
  if (is_primary_owner === true) return ["primary-owner", "owner", "admin"];
  if (is_owner === true) return ["owner", "admin"];
  return is_admin === true ? ["admin"] : [];
}

/**
 * Slack says of every member of the workspace that they are not deactivated, no bot and no guest; of whom it does not
 * say so, it is not assumed. The other marks are there only on those who bear them.
 */
function barOf(user: Fields, team: string): Bar | null {
  // `is_stranger` is true only of outsiders without a shared channel, so the team decides as well.
  if (user.is_stranger === true || user.team_id !== team) return "stranger";
  if (user.deleted !== false) return "deactivated";
  if (user.is_bot !== false || user.is_workflow_bot === true || user.is_connector_bot === true) return "bot";
  if (user.is_restricted !== false || user.is_ultra_restricted === true) return "guest";
  return user.is_invited_user === true ? "invited" : null;
}
