import { readFile } from "node:fs/promises";
import { readConfigFile } from "../config/file.ts";
import { describeProblems } from "../config/problem.ts";
import type { ConfigFile } from "../config/schema.ts";
import { fail, type Result } from "../result.ts";
import type { Sandbox } from "../sandbox/open.ts";
import { SANDBOX_APP } from "../sandbox/tencent/cast.ts";
import { Secret } from "../secret.ts";
import type { BailiffOptions } from "./assemble.ts";

/** The sandbox's own bailiff.yml, read as any other. */
export async function sandboxConfigFrom(tencentUrl: string): Promise<Result<ConfigFile, string>> {
  const text = await readFile(new URL("./sandbox.yml", import.meta.url), "utf8");
  const file = readConfigFile(text, { TENCENT_URL: tencentUrl, TENCENT_SECRET: SANDBOX_APP.secretKey });
  return file.ok ? file : fail(describeProblems("sandbox.yml", file.failure));
}

/** How Bailiff reaches the sandbox's Slack. */
export function slackOf(
  { slack }: Pick<Sandbox, "slack">,
  receiving: "http" | "socket" = "http",
): BailiffOptions["slack"] {
  const { botToken, appToken, signingSecret } = slack.credentials;
  return {
    botToken: new Secret(botToken),
    receiving:
      receiving === "http"
        ? { kind: "http", signingSecret: new Secret(signingSecret) }
        : { kind: "socket", appToken: new Secret(appToken) },
    apiUrl: `${slack.url}/api/`,
  };
}
