import { z } from "zod";
import { readSigners } from "../audit/signers.ts";
import { fail, ok, type Result } from "../result.ts";
import { Secret } from "../secret.ts";
import type { Problem } from "./problem.ts";

/** How Slack reaches Bailiff. */
export type Receiving =
  | { readonly kind: "socket"; readonly appToken: Secret }
  | { readonly kind: "http"; readonly signingSecret: Secret };

/** What the environment says. */
export interface Environment {
  /** Null: nothing about Slack is set, so Bailiff opens the sandbox. */
  readonly slack: {
    readonly botToken: Secret;
    readonly receiving: Receiving;
    readonly apiUrl: string;
  } | null;
  /** A configuration token of whoever made the app, for `bailiff doctor` only; it lives for 12 hours. */
  readonly configToken: Secret | null;
  /** Slack's Web API, with a slash at the end; another address for a proxy or a stand-in. */
  readonly apiUrl: string;
  /** The keys that sign checkpoints, the first of them the current one. Null: none is given. */
  readonly auditKey: Secret | null;
  readonly configPath: string;
  readonly storage:
    | { readonly kind: "sqlite"; readonly folder: string }
    | {
        readonly kind: "postgres";
        readonly url: Secret;
        /** Of whoever owns the tables, where that is not who serves. */
        readonly ownerUrl?: Secret;
      };
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
}

const schema = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith("xoxb-", 'must begin with "xoxb-" (the app\'s page "OAuth & Permissions")')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith(
      "xapp-",
      'must begin with "xapp-" (the app\'s page "Basic Information", App-Level Tokens, scope connections:write)',
    )
    .optional(),
  SLACK_SIGNING_SECRET: z.string().min(16, 'is too short (the app\'s page "Basic Information")').optional(),
  SLACK_CONFIG_TOKEN: z
    .string()
    .startsWith(
      "xoxe.xoxp-",
      'must begin with "xoxe.xoxp-" (api.slack.com/apps, "Your App Configuration Tokens"; the refresh token beside it is not meant)',
    )
    .optional(),
  SLACK_API_URL: z.url({ protocol: /^https?$/ }).default("https://slack.com/api/"),
  BAILIFF_CONFIG: z.string().default("bailiff.yml"),
  BAILIFF_AUDIT_KEY: z
    .string()
    .refine(
      (text) => readSigners(text).ok,
      "must be one or more keys as `bailiff audit key` makes them, each PRIVATE+KEY+…, with blanks between them",
    )
    .optional(),
  BAILIFF_DATA: z.string().default("data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number({ error: "must be a number from 0 to 65535" }).int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** The names of all variables that Bailiff reads. */
export const SETTINGS: readonly string[] = Object.keys(schema.shape);

/** Where the journal is kept, and the keys that sign for it: all that checking and exporting need. */
export type Keeping = Pick<Environment, "storage" | "auditKey">;

/** Reads that part alone: an auditor has a database to look at, and no Slack token. */
export function readKeeping(
  variables: Readonly<Record<string, string | undefined>>,
): Result<Keeping, readonly Problem[]> {
  const set = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = schema
    .pick({ BAILIFF_AUDIT_KEY: true, BAILIFF_DATA: true, DATABASE_URL: true, DATABASE_OWNER_URL: true })
    .safeParse(set);
  if (parsed.success) return ok(keepingOf(parsed.data));
  return fail(
    parsed.error.issues.map(({ path, message }) => ({ where: path.map(String).join("."), what: message })),
  );
}

function keepingOf(
  data: Pick<
    z.output<typeof schema>,
    "BAILIFF_AUDIT_KEY" | "BAILIFF_DATA" | "DATABASE_URL" | "DATABASE_OWNER_URL"
  >,
): Keeping {
  return {
    auditKey: data.BAILIFF_AUDIT_KEY ? new Secret(data.BAILIFF_AUDIT_KEY) : null,
    storage: data.DATABASE_URL
      ? {
          kind: "postgres",
          url: new Secret(data.DATABASE_URL),
          ...(data.DATABASE_OWNER_URL && { ownerUrl: new Secret(data.DATABASE_OWNER_URL) }),
        }
      : { kind: "sqlite", folder: data.BAILIFF_DATA },
  };
}

/** Reads the environment; blank counts as not set. Every problem at once, no value shown. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): Result<Environment, readonly Problem[]> {
  const set = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = schema.safeParse(set);
  const problems: Problem[] = misspelt(set);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push({ where: issue.path.map(String).join("."), what: issue.message });
    return fail(problems);
  }
  const { data } = parsed;
  const slack = slackOf(data, set, problems);
  if (problems.length > 0) return fail(problems);
  return ok({
    slack,
    configToken: data.SLACK_CONFIG_TOKEN ? new Secret(data.SLACK_CONFIG_TOKEN) : null,
    apiUrl: data.SLACK_API_URL,
    ...keepingOf(data),
    configPath: data.BAILIFF_CONFIG,
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
  });
}

function slackOf(
  data: z.output<typeof schema>,
  set: Readonly<Record<string, unknown>>,
  problems: Problem[],
): Environment["slack"] {
  const {
    SLACK_BOT_TOKEN: bot,
    SLACK_APP_TOKEN: app,
    SLACK_SIGNING_SECRET: signing,
    SLACK_API_URL: apiUrl,
  } = data;
  if (!bot && !app && !signing) {
    // Somebody who sets up a workspace must not find themselves in the sandbox for want of a token.
    for (const meant of ["BAILIFF_CONFIG", "DATABASE_URL"].filter((name) => set[name] !== undefined)) {
      problems.push({
        where: "SLACK_BOT_TOKEN",
        what: `is not set, although ${meant} is: set it for a workspace, or take ${meant} away for the sandbox`,
      });
    }
    return null;
  }
  if (!bot)
    problems.push({ where: "SLACK_BOT_TOKEN", what: "is not set, although other Slack settings are" });
  if (!app && !signing)
    problems.push({
      where: "SLACK_APP_TOKEN",
      what: "is not set, and neither is SLACK_SIGNING_SECRET: set the first for Socket Mode or the second for HTTP",
    });
  if (!bot || (!app && !signing)) return null;
  const receiving: Receiving = app
    ? { kind: "socket", appToken: new Secret(app) }
    : { kind: "http", signingSecret: new Secret(signing ?? "") };
  return { botToken: new Secret(bot), receiving, apiUrl };
}

/** A setting with a slip in its name would silently not count. */
function misspelt(set: Readonly<Record<string, unknown>>): Problem[] {
  const known = Object.keys(schema.shape);
  return Object.keys(set)
    .filter((name) => name.startsWith("BAILIFF_") && !known.includes(name))
    .map((name) => ({
      where: name,
      what: `there is no such setting; known: ${known.filter((other) => other.startsWith("BAILIFF_")).join(", ")}`,
    }));
}
