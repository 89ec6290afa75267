import { readFile } from "node:fs/promises";
import { readConfigFile } from "../config/file.ts";
import { describeProblems } from "../config/problem.ts";
import type { ConfigFile } from "../config/schema.ts";
import { fail, type Result } from "../result.ts";
import { SANDBOX_AGORA, SANDBOX_CALLBACK_SECRET, SANDBOX_EASEMOB } from "../sandbox/hyphenate/cast.ts";
import { SANDBOX_ALERTS_SECRET } from "../sandbox/alerts/tools.ts";
import type { Sandbox } from "../sandbox/open.ts";
import { SANDBOX_APP, SANDBOX_CALLBACK_TOKEN } from "../sandbox/tencent/cast.ts";
import { Secret } from "../secret.ts";
import type { BailiffOptions } from "./assemble.ts";
import { CALLBACKS_PREFIX } from "./callbacks.ts";

/** What of the sandbox's credentials must not be logged, as anywhere. */
export const SANDBOX_SECRETS = [
  SANDBOX_APP.secretKey,
  SANDBOX_EASEMOB.clientSecret,
  SANDBOX_AGORA.appCertificate,
  SANDBOX_CALLBACK_TOKEN,
  SANDBOX_CALLBACK_SECRET,
  SANDBOX_ALERTS_SECRET,
] as const;

/** The sandbox's own bailiff.yml, read as any other. */
export async function sandboxConfigFrom({
  tencent,
  easemob,
  agora,
}: Readonly<Record<"tencent" | "easemob" | "agora", { readonly url: string }>>): Promise<
  Result<ConfigFile, string>
> {
  const text = await readFile(new URL("./sandbox.yml", import.meta.url), "utf8");
  const file = readConfigFile(text, {
    TENCENT_URL: tencent.url,
    TENCENT_SECRET: SANDBOX_APP.secretKey,
    EASEMOB_URL: easemob.url,
    EASEMOB_SECRET: SANDBOX_EASEMOB.clientSecret,
    AGORA_URL: agora.url,
    AGORA_CERTIFICATE: SANDBOX_AGORA.appCertificate,
    TENCENT_CALLBACK_TOKEN: SANDBOX_CALLBACK_TOKEN,
    EASEMOB_CALLBACK_SECRET: SANDBOX_CALLBACK_SECRET,
    AGORA_CALLBACK_SECRET: SANDBOX_CALLBACK_SECRET,
    ALERTS_SECRET: SANDBOX_ALERTS_SECRET,
  });
  return file.ok ? file : fail(describeProblems("sandbox.yml", file.failure));
}

/** How Bailiff reaches the sandbox's Slack. */
export function slackOf(
  { slack }: { readonly slack: Pick<Sandbox["slack"], "url" | "credentials"> },
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

/** Has the chat services of the sandbox call back to a Bailiff, each in the style that its documents have. */
export function callBackTo(
  { tencent, easemob, agora }: Pick<Sandbox, "tencent" | "easemob" | "agora">,
  bailiff: string,
): void {
  const at = (connection: string): string => `${bailiff}${CALLBACKS_PREFIX}${connection}`;
  tencent.callBackTo({ url: at("game"), token: SANDBOX_CALLBACK_TOKEN });
  easemob.callBackTo({ url: at("live"), secret: SANDBOX_CALLBACK_SECRET, style: "new" });
  agora.callBackTo({ url: at("meet"), secret: SANDBOX_CALLBACK_SECRET, style: "old" });
}
