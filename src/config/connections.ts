import { z } from "zod";
import { TENCENT_HOSTS, type TencentRegion } from "../vendors/tencent/regions.ts";

/** The vendor apps that bailiff.yml can name: one shape for each vendor, told apart by `vendor`. */

const secret = (what: string) =>
  z.string().min(1).describe(`${what}; write \`\${NAME}\` to take it from the environment`);

/** One secret, or several while one replaces another. */
const secrets = (what: string) =>
  z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1).max(10)])
    .optional()
    .describe(`${what}; write \`\${NAME}\`. Without it no callbacks are taken`);

const url = (instead: string) =>
  z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(`another address instead of ${instead}, for a proxy or the sandbox`);

const timeout = (vendorsOwn: string) =>
  z.int().min(100).max(60_000).default(5_000).describe(`milliseconds to wait for an answer${vendorsOwn}`);

const host = (example: string) =>
  z.string().regex(/^[A-Za-z0-9.-]+(:\d+)?$/, `must be a host name such as ${example}`);

/** A part of every path of the REST API. */
const pathPart = z
  .string()
  .regex(/^[A-Za-z0-9._-]+$/, "must be as the console shows it: letters, digits, . _ -");

const hex32 = z.string().regex(/^[0-9a-fA-F]{32}$/, "must be 32 hexadecimal digits");

const tencent = z.strictObject({
  vendor: z.literal("tencent"),
  sdkAppId: z.int().positive().describe("SDKAppID of the app in the Tencent Cloud Chat console"),
  admin: z
    .string()
    .min(1)
    .default("administrator")
    .describe("an app administrator account that requests are signed for"),
  secretKey: secret("the app's secret key"),
  region: z
    .enum(Object.keys(TENCENT_HOSTS) as [TencentRegion, ...TencentRegion[]])
    .default("china")
    .describe("the data centre of the app; the wrong one is answered with code 60026"),
  url: url("the region's"),
  dialect: z
    .enum(["auto", "old", "new"])
    .default("auto")
    .describe("`old` sends ShutUpTime, `new` sends MuteTime; `auto` finds out"),
  limits: z
    .enum(["seed", "newest"])
    .default("seed")
    .describe("the documented batch sizes to start from; smaller ones are learnt from refusals"),
  timeout: timeout("; the vendor's own limit is 3,000"),
  callbackToken: secrets(
    "the authentication token of the callback URL `/callbacks/<name>` in the console; a list while one replaces another",
  ),
});

const easemob = z.strictObject({
  vendor: z.literal("easemob"),
  host: host("a1.easemob.com").describe(
    "REST host of the app, from the Easemob console, such as `a1.easemob.com`",
  ),
  org: pathPart.describe("Orgname: the part of the App Key before `#`"),
  app: pathPart.describe("AppName: the part of the App Key after `#`"),
  clientId: z.string().min(1).describe("Client ID of the app, from the Easemob console"),
  clientSecret: secret("Client Secret of the app"),
  url: url("`https://` and the host"),
  timeout: timeout(""),
  callbackSecret: secrets(
    "the secret of the callback rule that calls `/callbacks/<name>`; a list where there are several rules, or while one replaces another",
  ),
});

const agora = z.strictObject({
  vendor: z.literal("agora"),
  host: host("a41.chat.agora.io").describe(
    "REST host of the app, from the Agora console, such as `a41.chat.agora.io`",
  ),
  appId: hex32.describe("App ID of the project, from the Agora console"),
  appCertificate: hex32.describe(
    "App Certificate of the project; write `${NAME}` to take it from the environment",
  ),
  org: pathPart.optional().describe("only for apps that are reached as `/{org}/{app}`, with `app`: Orgname"),
  app: pathPart.optional().describe("only with `org`: AppName"),
  url: url("`https://` and the host"),
  timeout: timeout(""),
  callbackSecret: secrets(
    "the secret of the callback rule that calls `/callbacks/<name>`; a list where there are several rules, or while one replaces another",
  ),
});

export const connection = z.discriminatedUnion("vendor", [tencent, easemob, agora], {
  error: "must have a vendor: tencent, easemob or agora",
});

export type Connection = z.output<typeof connection>;

/** What of a connection must never be shown. */
export function secretOf(settings: Connection): string {
  switch (settings.vendor) {
    case "tencent":
      return settings.secretKey;
    case "easemob":
      return settings.clientSecret;
    case "agora":
      return settings.appCertificate;
    default:
      return settings satisfies never;
  }
}

/** What proves that a callback comes from the vendor; empty: none is taken. */
export function callbackSecretsOf(settings: Connection): readonly string[] {
  const given = settings.vendor === "tencent" ? settings.callbackToken : settings.callbackSecret;
  if (given === undefined) return [];
  return typeof given === "string" ? [given] : given;
}
