import { WebAPIPlatformError, WebClient, type WebAPICallResult } from "@slack/web-api";
import type { FakeSlackOptions } from "../../../src/sandbox/slack/fake-slack.ts";
import { openSlack } from "./bolt-app.ts";

/** The stand-in for Slack, and Slack's own client for it. */
export async function openClient(options: Partial<FakeSlackOptions> = {}, token?: string) {
  const stage = await openSlack(options);
  const client = new WebClient(token ?? stage.slack.credentials.botToken, {
    slackApiUrl: `${stage.slack.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  return { ...stage, client };
}

/** The error name that Slack answered, or `ok`. */
export async function outcome(call: Promise<WebAPICallResult>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data.error;
    throw error;
  }
}
