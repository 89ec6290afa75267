import { request, type Dispatcher } from "undici";
import { fail, ok, type Result } from "../result.ts";
import type { Secret } from "../secret.ts";
import type { SlackFailure } from "./client.ts";

/** Why a file's text could not be fetched, beside what fails with any call. */
export type FetchFailure =
  /** The address is not one of Slack's, so nothing was sent there. */
  | { readonly kind: "foreign_address" }
  | { readonly kind: "too_large"; readonly most: number }
  /** Slack showed its login page: the app lacks `files:read`, was not installed again since, or may not see the file. */
  | { readonly kind: "login_page" };

export interface FileTransfer {
  /** Posts the bytes to an upload URL. */
  send(url: string, bytes: Buffer): Promise<Result<null, SlackFailure>>;
  /** Gets the text of a private file; the token goes to Slack's own hosts only. */
  fetch(url: string, token: Secret, maxBytes: number): Promise<Result<string, SlackFailure | FetchFailure>>;
}

/** For the whole of one transfer. */
const DEADLINE_MS = 30_000;
/** Between two signs of life. */
const SILENCE_MS = 10_000;
const UNSTATED_WAIT_MS = 5_000;

/**
 * The hosts of upload URLs and of private files (docs.slack.dev, "Working with files"; GovSlack has its own). An
 * address comes with a payload, and must not lead the token elsewhere.
 */
function hostsOf(apiUrl: string): ReadonlySet<string> {
  const api = new URL(apiUrl);
  const hosts = new Set(["https://files.slack.com", "https://files.slack-gov.com"]);
  // In the sandbox, the stand-in for Slack serves the files too.
  if (api.hostname !== "slack.com" && api.hostname !== "slack-gov.com") hosts.add(api.origin);
  return hosts;
}

export function createFileTransfer(apiUrl: string): FileTransfer {
  const hosts = hostsOf(apiUrl);
  const isSlacks = (url: string): boolean => URL.canParse(url) && hosts.has(new URL(url).origin);

  return {
    async send(url, bytes) {
      if (!isSlacks(url)) {
        return fail({
          kind: "uncertain",
          detail: "Slack named an upload address that is not known as its own",
        });
      }
      try {
        const answer = await request(url, {
          method: "POST",
          headers: { "content-type": "application/octet-stream" },
          body: bytes,
          ...limits(),
        });
        await answer.body.dump();
        return answer.statusCode === 200 ? ok(null) : fail(failureOfStatus(answer));
      } catch {
        return fail({ kind: "uncertain", detail: "Slack did not take the file" });
      }
    },
    async fetch(url, token, maxBytes) {
      if (!isSlacks(url)) return fail({ kind: "foreign_address" });
      try {
        // Redirects are not followed: they lead to the login page, and would take the token along.
        const answer = await request(url, {
          headers: { authorization: `Bearer ${token.reveal()}` },
          ...limits(),
        });
        return await textOf(answer, maxBytes);
      } catch {
        return fail({ kind: "uncertain", detail: "Slack did not give the file" });
      }
    },
  };
}

function limits() {
  return {
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
    signal: AbortSignal.timeout(DEADLINE_MS),
  };
}

async function textOf(
  answer: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<Result<string, SlackFailure | FetchFailure>> {
  const { statusCode, headers, body } = answer;
  const leaves = async <F>(failure: F): Promise<Result<never, F>> => {
    // The rest is not read, and its connection not used again.
    body.on("error", () => {}).destroy();
    return fail(failure);
  };
  const isMoved = statusCode >= 300 && statusCode < 400;
  const isPage = statusCode === 200 && String(headers["content-type"]).startsWith("text/html");
  if (isMoved || isPage) return leaves({ kind: "login_page" });
  if (statusCode !== 200) return leaves(failureOfStatus(answer));
  if (Number(headers["content-length"] ?? 0) > maxBytes) return leaves({ kind: "too_large", most: maxBytes });

  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return leaves({ kind: "too_large", most: maxBytes });
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  // Some proxies drop the content type.
  return /^\s*<(?:!doctype html|html)\b/i.test(text) ? fail({ kind: "login_page" }) : ok(text);
}

function failureOfStatus({ statusCode, headers }: Dispatcher.ResponseData): SlackFailure {
  if (statusCode === 429) {
    const seconds = Number(headers["retry-after"]);
    return { kind: "throttled", retryAfterMs: seconds > 0 ? seconds * 1_000 : UNSTATED_WAIT_MS };
  }
  if (statusCode === 404) return { kind: "refused", code: "file_not_found" };
  return { kind: "uncertain", detail: `Slack answered HTTP ${statusCode}` };
}
