import { sandboxCommands } from "../../src/cli/commands.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/open.ts";

/** A workspace and a chat service to serve, with the configuration and the variables that Bailiff takes for it. */
export interface Workspace {
  readonly sandbox: Sandbox;
  /** A bailiff.yml. */
  readonly config: string;
  /** Slack by Socket Mode, and the secret that the configuration names. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openWorkspace(): Promise<Workspace> {
  const sandbox = await openSandbox({ clock: createMovableClock(), commands: await sandboxCommands() });
  sandbox.slack.deliverTo({ kind: "socket" });
  const { botToken, appToken } = sandbox.slack.credentials;
  return {
    sandbox,
    config: `connections: { game: { vendor: tencent, sdkAppId: 1400000001, secretKey: "\${TENCENT_SECRET}", url: "${sandbox.tencent.url}" } }
groups: { lobby: { connection: game, id: "@TGS#2J4SZEAEL" } }
channels: { C0LOBBYMODS: { group: lobby } }
roles: { moderator: ["usergroup:S0MODERATORS"] }
rules: [{ role: moderator, may: "*" }]
`,
    variables: {
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: `${sandbox.slack.url}/api/`,
      TENCENT_SECRET: "0123456789abcdef".repeat(4),
    },
    close: () => sandbox.close(),
  };
}
