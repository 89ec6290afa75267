import type { WebClient } from "@slack/web-api";
import type { CallTarget } from "../alerts/port.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { ok } from "../result.ts";
import { describeSlackFailure, failureOf } from "./client.ts";
import { remember } from "./remembered.ts";

/**
 * What those are called whom alerts reach, without calling them: `@oncall`, `@Adam`, `#approvals`. Whoever Slack does not
 * tell the name of is left out.
 */
export type CallNames = (targets: readonly CallTarget[]) => Promise<ReadonlyMap<CallTarget, string>>;

/** Names change seldom; one that Slack did not tell is asked for again sooner. In milliseconds. */
const MAX_AGE_MS = 10 * 60_000;
const UNKNOWN_MAX_AGE_MS = 60_000;
const MOST = 1_000;

export function createCallNames(client: WebClient, clock: Clock, log: Pick<Log, "warn">): CallNames {
  const look = remember(clock, MOST, async (target) => {
    try {
      return ok(await nameOf(client, target));
    } catch (error) {
      log.warn(
        { target, why: describeSlackFailure(failureOf(error)) },
        "a name on the path could not be read",
      );
      return ok(null);
    }
  });
  const named = async (target: CallTarget): Promise<string | null> => {
    const found = await look(target, MAX_AGE_MS);
    if (found.ok && found.value !== null) return found.value;
    const again = await look(target, UNKNOWN_MAX_AGE_MS);
    return again.ok ? again.value : null;
  };
  return async (targets) => {
    const names = await Promise.all(
      [...new Set(targets)].map(async (target) => [target, await named(target)] as const),
    );
    return new Map(names.flatMap(([target, name]) => (name === null ? [] : [[target, name] as const])));
  };
}

/** usergroups.list tells a group's handle, and there is no call for one group alone (docs.slack.dev, 2026-11). */
async function nameOf(client: WebClient, target: CallTarget): Promise<string | null> {
  const [kind = "", id = ""] = target.split(":", 2);
  switch (kind) {
    case "usergroup": {
      const { usergroups } = await client.usergroups.list({ include_disabled: true });
      const handle = usergroups?.find((group) => group.id === id)?.handle;
      return handle ? `@${handle}` : null;
    }
    case "person": {
      const { user } = await client.users.info({ user: id });
      const name = user?.profile?.display_name || user?.real_name || user?.name;
      return name ? `@${name}` : null;
    }
    case "channel": {
      const { channel } = await client.conversations.info({ channel: id });
      return channel?.name ? `#${channel.name}` : null;
    }
    default:
      return null;
  }
}
