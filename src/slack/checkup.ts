import { WebAPIPlatformError, type Logger, type WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type {
  ChannelFacts,
  Install,
  ManifestFault,
  ManifestView,
  SlackView,
  UserGroupFacts,
} from "../doctor/ports.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Secret } from "../secret.ts";
import { createClient, failureOf, type SlackFailure } from "./client.ts";
import { lookUpUser } from "./slack-user.ts";

export interface CheckupOptions {
  readonly botToken: Secret;
  /** Null where Slack calls Bailiff over HTTP. */
  readonly appToken: Secret | null;
  readonly apiUrl: string;
  /** The clock that is compared with Slack's. */
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Slack as doctor looks at it, over a client of its own: nothing is remembered, and everything only reads. */
export function createCheckup({ botToken, appToken, apiUrl, clock, logger }: CheckupOptions): SlackView {
  const client = createClient(botToken, apiUrl, logger);
  return {
    install: () => readInstall(botToken, apiUrl, clock, logger),
    appToken: appToken && (() => proveAppToken(createClient(appToken, apiUrl, logger))),
    channel: (id) => readChannel(client, id),
    userGroups: () => readUserGroups(client),
    async person(team, id) {
      const found = await lookUpUser(client, team, id);
      if (found.ok) return ok({ name: found.value.name, bar: found.value.bar });
      return found.failure.kind === "nobody" ? ok(null) : fail({ detail: found.failure.detail });
    },
  };
}

/** Slack tells the granted scopes and its time in the headers of every answer, also of one that says no. */
async function readInstall(botToken: Secret, apiUrl: string, clock: Clock, logger: Logger): Promise<Install> {
  let aheadMs: number | null = null;
  const timed: typeof fetch = async (...request) => {
    const before = clock.now();
    const response = await fetch(...request);
    aheadMs = aheadOf(response.headers.get("date"), before, clock.now());
    return response;
  };
  const client = createClient(botToken, apiUrl, logger, timed);
  const token = await tried(async () => {
    const { team_id, team, user, bot_id, response_metadata } = await client.auth.test();
    if (!team_id || !bot_id) return fail({ kind: "refused", code: "not_a_bot_token" } as const);
    const scopes = response_metadata?.scopes ?? null;
    return ok({ team: team_id, teamName: team ?? team_id, botName: user ?? "bailiff", scopes });
  });
  return { token, aheadMs };
}

/** The header counts whole seconds, so Slack's clock showed half a second more on average, and half the way is over. */
function aheadOf(date: string | null, before: number, after: number): number | null {
  const slack = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(slack) ? null : Math.round((before + after) / 2 - (slack + 500));
}

/**
 * `apps.connections.open` gives an address for a socket, which nobody then opens and which lapses; a connection is only
 * made at that address. Slack has no other call that tells about an app-level token (auth.test takes bot and user tokens).
 */
function proveAppToken(client: WebClient): Promise<Result<null, SlackFailure>> {
  return tried(async () => {
    await client.apps.connections.open();
    return ok(null);
  });
}

function readChannel(client: WebClient, id: string): Promise<Result<ChannelFacts, SlackFailure>> {
  return tried(async () => {
    const { channel } = await client.conversations.info({ channel: id });
    return ok({
      name: channel?.name ?? id,
      hasBot: channel?.is_member === true,
      isArchived: channel?.is_archived === true,
      // `is_shared` also covers one's own organisation; a pending share counts (docs.slack.dev, Slack Connect).
      isShared: channel?.is_ext_shared === true || channel?.is_pending_ext_shared === true,
    });
  });
}

function readUserGroups(client: WebClient): Promise<Result<readonly UserGroupFacts[], SlackFailure>> {
  return tried(async () => {
    const { usergroups = [] } = await client.usergroups.list({ include_disabled: true, include_users: true });
    return ok(
      usergroups.flatMap(
        ({ id, handle, date_delete, users, user_count, is_idp_group, is_membership_locked }) =>
          id === undefined
            ? []
            : {
                id,
                handle: handle ?? id,
                isDisabled: (date_delete ?? 0) !== 0,
                people: users?.length ?? user_count ?? 0,
                isManaged: is_idp_group === true || is_membership_locked === true,
              },
      ),
    );
  });
}

/** Slack's word on manifests, by the configuration token of whoever made the app. */
export function createManifestView(configToken: Secret, apiUrl: string, logger: Logger): ManifestView {
  const client = createClient(configToken, apiUrl, logger);
  return {
    validate: (manifest) =>
      tried(async () => {
        try {
          await client.apiCall("apps.manifest.validate", { manifest: JSON.stringify(manifest) });
          return ok([]);
        } catch (error) {
          if (error instanceof WebAPIPlatformError && error.data.error === "invalid_manifest")
            return ok(faultsIn(error.data));
          throw error;
        }
      }),
  };
}

/** The answer to `invalid_manifest` (docs.slack.dev, apps.manifest.validate). */
const refusedManifest = z.object({
  errors: z
    .array(
      z.object({
        code: z.string().nullable().default(null),
        message: z.string().default(""),
        pointer: z.string().default("/"),
      }),
    )
    .min(1),
});

/** A refusal that gives no reasons is one all the same. */
function faultsIn(answer: unknown): readonly ManifestFault[] {
  const read = refusedManifest.safeParse(answer);
  return read.success ? read.data.errors : [{ code: null, message: "no reason given", pointer: "/" }];
}

async function tried<T>(call: () => Promise<Result<T, SlackFailure>>): Promise<Result<T, SlackFailure>> {
  try {
    return await call();
  } catch (error) {
    return fail(failureOf(error));
  }
}
