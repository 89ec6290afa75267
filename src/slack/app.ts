import { App, LogLevel } from "@slack/bolt";
import type { Logger, WebClient } from "@slack/web-api";
import type { Log } from "../log.ts";
import type { Secret } from "../secret.ts";
import { fail, ok, type Result } from "../result.ts";
import { failureOf, type SlackFailure } from "./client.ts";
import type { Entrance } from "./receivers.ts";

/** Who Bailiff is in Slack. */
export interface Identity {
  readonly team: string;
  readonly teamName: string;
  readonly botUser: string;
  readonly bot: string;
  /** The workspace's address, such as `https://acme.slack.com/`; null when Slack did not tell. */
  readonly url: string | null;
}

/** Asks Slack who the token belongs to; the answer decides which team's requests are taken at all. */
export async function identify(client: WebClient): Promise<Result<Identity, SlackFailure>> {
  try {
    const { team_id, team, user_id, bot_id, url } = await client.auth.test();
    if (!team_id || !user_id || !bot_id) return fail({ kind: "refused", code: "not_a_bot_token" });
    return ok({ team: team_id, teamName: team ?? team_id, botUser: user_id, bot: bot_id, url: url ?? null });
  } catch (error) {
    return fail(failureOf(error));
  }
}

/** A Bolt app for one workspace. It never asks Slack who it is again: `identity` was read at the start. */
export async function createApp(
  entrance: Entrance,
  identity: Identity,
  token: Secret,
  client: WebClient,
  logger: Logger,
): Promise<App> {
  const app = new App({
    receiver: entrance.receiver,
    logger,
    // The default store runs on every event and keeps conversations in memory.
    convoStore: false,
    deferInitialization: true,
    clientOptions: { slackApiUrl: client.slackApiUrl, retryConfig: { retries: 0 }, timeout: 5_000 },
    authorize: async ({ teamId }) => {
      if (teamId !== identity.team) throw new Error("a request for another team");
      return { botToken: token.reveal(), botId: identity.bot, botUserId: identity.botUser, teamId };
    },
  });
  await app.init();
  return app;
}

/** Bolt and its clients log through Bailiff's own log, where credentials are blotted out. */
export function boltLogger(log: Log): Logger {
  const say =
    (level: "debug" | "info" | "warn" | "error") =>
    (...parts: unknown[]) =>
      log[level]({ from: "slack" }, parts.map(String).join(" "));
  return {
    // Bolt's information is debugging for us.
    debug: () => {},
    info: say("debug"),
    warn: say("warn"),
    error: say("error"),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
