import { Document, isScalar, isSeq } from "yaml";
import { z } from "zod";
import type { Catalog, CommandSpec } from "../grammar/define.ts";
import { hasOwnName, isReserved, ownName, type SlackNames } from "../grammar/names.ts";
import { usageHint } from "../grammar/usage.ts";
import { HOME_EVENTS } from "./home-tab.ts";
import { PEOPLE_EVENTS } from "./people-events.ts";
import { ACT_SHORTCUT } from "./shortcut.ts";

/** Bounds of a manifest, from Slack's JSON schema (slackapi/manifest-schema, 2026-07-21); it refuses unknown keys. */
const LONGEST = {
  name: 35,
  description: 140,
  botName: 80,
  command: 32,
  summary: 2000,
  hint: 1000,
  url: 3000,
};
const MOST_COMMANDS = 50;
const MOST_SHORTCUTS = 10;
const MOST_EVENTS = 100;

/** What Bailiff asks of a workspace, and why. Admins read this list before they agree. */
const SCOPES = [
  ["commands", "the slash commands and the shortcut"],
  ["chat:write", "post results, update cards, write the log"],
  ["users:read", "who is an owner, an admin, a guest or a stranger; whose clock shows what"],
  ["usergroups:read", "roles that are given to user groups"],
  ["channels:read", "whether a public channel is shared with another company"],
  ["groups:read", "the same for private channels"],
  ["channels:history", "find a message again after a crash by its metadata, so that it is not posted twice"],
  ["groups:history", "the same in private channels, where logs usually are"],
  ["files:read", "read a list of accounts that somebody uploads in the form"],
  ["files:write", "put the table of a large case below its result"],
] as const;

/** The events that Bailiff hears, each with what it is needed for. */
const EVENTS = [...PEOPLE_EVENTS, ...HOME_EVENTS] as const;

/** The scopes that Bailiff asks for, each with what it is needed for. */
export const SCOPE_REASONS: ReadonlyMap<string, string> = new Map(SCOPES);

const https = z.url({ protocol: /^https$/ }).max(LONGEST.url);
const text = (longest: number): z.ZodString => z.string().min(1).max(longest);

const commandSchema = z.strictObject({
  command: z
    .string()
    .regex(/^\/[a-z0-9_-]+$/, "must be a slash and then a-z, 0-9, - or _")
    .max(LONGEST.command),
  url: https.optional(),
  description: text(LONGEST.summary),
  usage_hint: text(LONGEST.hint).optional(),
  should_escape: z.boolean(),
});

const shortcutSchema = z.strictObject({
  name: text(24),
  type: z.enum(["global", "message"]),
  callback_id: text(255),
  description: text(150),
});

const schema = z.strictObject({
  display_information: z.strictObject({ name: text(LONGEST.name), description: text(LONGEST.description) }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: text(LONGEST.botName), always_online: z.boolean() }),
    shortcuts: z.array(shortcutSchema).max(MOST_SHORTCUTS),
    slash_commands: z.array(commandSchema).min(1).max(MOST_COMMANDS),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.enum(SCOPES.map(([scope]) => scope))).min(1) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: https.optional(),
      bot_events: z
        .array(z.enum(EVENTS.map(([event]) => event)))
        .min(1)
        .max(MOST_EVENTS),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: https.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

export type Manifest = z.infer<typeof schema>;

export interface ManifestOptions extends SlackNames {
  /** `socket`: Bailiff calls Slack. `http`: Slack calls Bailiff at `requestUrl`. */
  readonly mode: "socket" | "http";
  readonly requestUrl?: string;
  /** Name of the app in Slack; `Bailiff` unless given. */
  readonly name?: string;
}

export interface BuiltManifest {
  readonly manifest: Manifest;
  /** What whoever installs the app should know, each a sentence. */
  readonly warnings: readonly string[];
}

/** The app as Slack should know it, derived from the commands there are. */
export function buildManifest(catalog: Catalog, options: ManifestOptions): BuiltManifest {
  const specs = [catalog.umbrella, ...catalog.verbs.values()];
  const url = options.mode === "http" ? options.requestUrl : undefined;
  const called = url === undefined ? {} : { url };
  const asked = url === undefined ? {} : { request_url: url };
  const name = options.name ?? "Bailiff";
  const manifest: Manifest = {
    display_information: {
      name,
      description: "Moderates in-app chat, keeps exact books, and says what really happened.",
    },
    features: {
      // Some private answers are direct messages, and commands are typed there too: that takes the messages tab.
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: name, always_online: true },
      shortcuts: [{ ...ACT_SHORTCUT }],
      slash_commands: specs
        .filter((spec) => hasOwnName(spec, options))
        .map((spec) => ({ ...slashCommand(spec, options), ...called })),
    },
    oauth_config: { scopes: { bot: SCOPES.map(([scope]) => scope) } },
    settings: {
      event_subscriptions: { ...asked, bot_events: EVENTS.map(([event]) => event) },
      interactivity: { is_enabled: true, ...asked },
      org_deploy_enabled: false,
      socket_mode_enabled: options.mode === "socket",
      token_rotation_enabled: false,
    },
  };
  return { manifest, warnings: warningsOn(specs, catalog, options) };
}

function slashCommand(spec: CommandSpec, names: SlackNames): Manifest["features"]["slash_commands"][number] {
  const hint = usageHint(spec);
  return {
    command: ownName(spec, names),
    description: spec.summary,
    ...(hint === "" ? {} : { usage_hint: hint }),
    // Mentions arrive as ids: a display name can be changed by its owner and is not unique.
    should_escape: true,
  };
}

function warningsOn(
  specs: readonly CommandSpec[],
  { umbrella }: Catalog,
  options: ManifestOptions,
): readonly string[] {
  const warnings: string[] = [];
  for (const spec of specs) {
    const slash = ownName(spec, options);
    if (options.form === "umbrella" || spec.umbrellaOnly || !isReserved(slash)) continue;
    const ways = `Type \`/${umbrella.name} ${spec.name}\`, or choose other names with \`--prefix\`.`;
    warnings.push(
      options.includeReserved
        ? `Slack keeps ${slash} for itself and may refuse the whole manifest because of it. ${ways}`
        : `Slack keeps ${slash} for itself, so it is left out. ${ways}`,
    );
  }
  if (options.mode === "http" && options.requestUrl === undefined)
    warnings.push("There is no request URL, so Slack has no address to call. Give the public https address.");
  return warnings;
}

/** What Slack would refuse, each a line with the place; empty when the manifest is good. */
export function checkManifest(manifest: unknown): readonly string[] {
  const checked = schema.safeParse(manifest);
  if (!checked.success)
    return checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  const { features, settings } = checked.data;
  const problems: string[] = [];
  const names = features.slash_commands.map(({ command }) => command);
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index)))
    problems.push(`features.slash_commands: ${name} is there twice`);
  if (settings.socket_mode_enabled) return problems;
  for (const { command, url } of features.slash_commands)
    if (url === undefined)
      problems.push(`features.slash_commands: ${command} needs a url without Socket Mode`);
  for (const part of ["event_subscriptions", "interactivity"] as const)
    if (settings[part].request_url === undefined)
      problems.push(`settings.${part}: request_url is needed without Socket Mode`);
  return problems;
}

const HEADER = ` Slack's description of the app: https://api.slack.com/apps, "Create New App", "From a manifest".
 Made from commands/ by \`npm run manifest\`. Change those, not this.`;

/** The manifest as YAML, with the reason for each scope and event beside it and the warnings above the commands. */
export function renderManifest(manifest: Manifest, warnings: readonly string[]): string {
  const document = new Document(manifest);
  document.commentBefore = HEADER;
  const commands = document.getIn(["features", "slash_commands"]);
  if (isSeq(commands) && warnings.length > 0)
    commands.commentBefore = warnings.map((warning) => ` ${warning}`).join("\n");
  explain(document.getIn(["oauth_config", "scopes", "bot"]), SCOPES);
  explain(document.getIn(["settings", "event_subscriptions", "bot_events"]), EVENTS);
  return document.toString({ lineWidth: 0 });
}

function explain(list: unknown, reasons: readonly (readonly [string, string])[]): void {
  for (const [index, [, why]] of reasons.entries()) {
    const one = isSeq(list) ? list.items[index] : undefined;
    if (isScalar(one)) one.comment = ` ${why}`;
  }
}
