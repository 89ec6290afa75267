/** What an app gets from Slack when it is created and installed. */
export interface Credentials {
  readonly botToken: string;
  /** App-level token; its only scope is `connections:write`, for Socket Mode. */
  readonly appToken: string;
  /** Configuration token of the person who made the app; it lives for 12 hours and validates manifests. */
  readonly configToken: string;
  readonly signingSecret: string;
  /** The deprecated verification token that rides in every payload and proves nothing. */
  readonly verificationToken: string;
  readonly teamId: string;
  readonly appId: string;
  readonly botUserId: string;
  readonly botId: string;
}

/**
 * Fixed, and plainly not real: the prefixes are Slack's because programs check them, the rest is words,
 * so that no scanner for leaked secrets takes them for one.
 */
export function sandboxCredentials(teamId: string): Credentials {
  return {
    botToken: ["xoxb", "sandbox", "bot", "token"].join("-"),
    appToken: ["xapp", "sandbox", "app", "token"].join("-"),
    configToken: ["xoxe.xoxp", "sandbox", "config", "token"].join("-"),
    // A real one is 32 hexadecimal digits.
    signingSecret: Buffer.from("bailiff sandbox!").toString("hex"),
    verificationToken: "sandbox-verification",
    teamId,
    appId: "A00BAILIFF0",
    botUserId: "U00BAILIFF0",
    botId: "B00BAILIFF0",
  };
}

/**
 * The bot scopes of an install where nothing else is said. `chat:write.public` and `users:read.email` are
 * left out: a test that needs them should have to say so.
 */
export const USUAL_BOT_SCOPES: readonly string[] = [
  "commands",
  "chat:write",
  "users:read",
  "usergroups:read",
  "channels:read",
  "groups:read",
  "channels:history",
  "groups:history",
  "im:write",
  "files:read",
  "files:write",
];

/** `valid`, or the error that Slack answers for the token. */
export type TokenState = "valid" | "token_revoked" | "account_inactive";
