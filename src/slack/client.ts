import {
  WebClient,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type Logger,
} from "@slack/web-api";
import type { Secret } from "../secret.ts";
import { fetchUnderLease, isTakenOver } from "./under-lease.ts";

/**
 * WebClient's own settings suit batch jobs: no time limit, ten retries over half an hour, and one 429 that
 * holds up every other call of the client (measured with web-api 8.2). Bailiff retries from its journal, so
 * its clients answer soon, one way or the other.
 */
const TIMEOUT_MS = 5_000;

export function createClient(
  token: Secret,
  apiUrl: string,
  logger: Logger,
  fetch = fetchUnderLease,
): WebClient {
  return new WebClient(token.reveal(), {
    slackApiUrl: apiUrl,
    timeout: TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch,
    // What waits in the client's own queue would be sent under the lease of whoever makes room for it.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    logger,
  });
}

/** Errors that tell of Slack's own troubles, and nothing about the call (docs.slack.dev, common Web API errors). */
const TROUBLES = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);
const UNSTATED_WAIT_MS = 5_000;

/** How a call to Slack failed, by what can be done about it. */
export type SlackFailure =
  /** Slack said no; `code` is its error name. */
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "throttled"; readonly retryAfterMs: number }
  /** No answer, or not one of Slack's: it may or may not have been done. `isOurs`: Slack was not asked. */
  | { readonly kind: "uncertain"; readonly detail: string; readonly isOurs?: true };

export function failureOf(error: unknown): SlackFailure {
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    if (code === "ratelimited" || code === "rate_limited")
      return { kind: "throttled", retryAfterMs: UNSTATED_WAIT_MS };
    return TROUBLES.has(code)
      ? { kind: "uncertain", detail: `Slack said ${code}` }
      : { kind: "refused", code };
  }
  if (error instanceof WebAPIRateLimitedError)
    return { kind: "throttled", retryAfterMs: error.retryAfter * 1_000 };
  if (error instanceof WebAPIHTTPError)
    return { kind: "uncertain", detail: `Slack answered HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError && isTakenOver(error.original))
    return { kind: "uncertain", detail: "another process may be sending it by now", isOurs: true };
  if (error instanceof WebAPIRequestError) return { kind: "uncertain", detail: "Slack did not answer" };
  // Whatever else comes out of the client (an answer that is no JSON, a 429 without Retry-After) says nothing certain.
  return { kind: "uncertain", detail: "Slack gave no answer that can be read" };
}

export function describeSlackFailure(failure: SlackFailure): string {
  switch (failure.kind) {
    case "refused":
      return `Slack said ${failure.code}`;
    case "throttled":
      return "Slack asks to slow down";
    case "uncertain":
      return failure.detail;
    default:
      return failure satisfies never;
  }
}
