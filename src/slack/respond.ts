import { request } from "undici";
import type { Card } from "./cards/card.ts";
import { agentUnderLease } from "./under-lease.ts";

/** What is sent to a response URL. */
export type Reply =
  | (Card & { readonly response_type: "ephemeral"; readonly replace_original: boolean })
  | { readonly delete_original: true };

/** Answers through a response URL; false when it no longer works or is not one of Slack's. */
export type Respond = (url: string, reply: Reply) => Promise<boolean>;

const TIMEOUT_MS = 5_000;

/**
 * A response URL comes from a signed request, but it is still an address that somebody else names: only hosts
 * that are known to be Slack's are called (docs.slack.dev, "Handling user interaction"; GovSlack has its own).
 */
export function createRespond(apiUrl: string): Respond {
  const api = new URL(apiUrl);
  const hosts = new Set(["https://hooks.slack.com", "https://hooks.slack-gov.com"]);
  // In the sandbox, the stand-in for Slack serves both.
  if (api.hostname !== "slack.com" && api.hostname !== "slack-gov.com") hosts.add(api.origin);
  return async (url, reply) => {
    if (!URL.canParse(url) || !hosts.has(new URL(url).origin)) return false;
    try {
      const { statusCode, body } = await request(url, {
        dispatcher: agentUnderLease,
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(reply),
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
      });
      await body.dump();
      return statusCode >= 200 && statusCode < 300;
    } catch {
      return false;
    }
  };
}
