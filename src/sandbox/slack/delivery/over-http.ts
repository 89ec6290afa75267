import { createHmac } from "node:crypto";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { Ack, Carrier, Delivery, Misdelivery } from "./ack.ts";
import { dispatchFailed, TIMED_OUT } from "./ack.ts";

export interface HttpLetter {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const FORM = "application/x-www-form-urlencoded";
const STALE_SECONDS = -6 * 60;
const FUTURE_SECONDS = 60 * 60;

/**
 * Posts to the app's request URL, signed as Slack signs: `v0=` HMAC-SHA256 over `v0:<timestamp>:<raw body>`
 * (docs.slack.dev/authentication/verifying-requests-from-slack). Timestamps are of the machine's clock, also when
 * the workspace's clock is moved, because receivers compare them with the machine's.
 */
export function carryOverHttp(options: {
  readonly url: string;
  readonly signingSecret: string;
  readonly ackTimeoutMs: number;
  /** Cuts what is under way when the fake closes. */
  readonly closing: AbortSignal;
}): Carrier<HttpLetter> {
  return {
    write(delivery, misdelivery) {
      const body = encode(delivery);
      const seconds = String(Math.floor(Date.now() / 1000) + skewSeconds(misdelivery));
      const secret = misdelivery === "forged-signature" ? "another secret" : options.signingSecret;
      const signature = createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex");
      const type = delivery.kind === "events_api" ? "application/json" : FORM;
      const headers = {
        "content-type": misdelivery === "charset" ? `${type};charset=UTF-8` : type,
        "content-length": String(Buffer.byteLength(body)),
        accept: "application/json,*/*",
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": seconds,
        "x-slack-signature": `v0=${signature}`,
      };
      return { url: options.url, headers, body };
    },
    carry: (letter) => post(letter, options),
    again: (letter) => letter,
  };
}

function encode({ kind, payload }: Delivery): string {
  if (kind === "events_api") return JSON.stringify(payload);
  if (kind === "interactive") return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(payload)) form.append(name, String(value));
  return form.toString();
}

function skewSeconds(misdelivery: Misdelivery | undefined): number {
  if (misdelivery === "stale-timestamp") return STALE_SECONDS;
  return misdelivery === "future-timestamp" ? FUTURE_SECONDS : 0;
}

function post(
  { url, headers, body }: HttpLetter,
  { ackTimeoutMs, closing }: { readonly ackTimeoutMs: number; readonly closing: AbortSignal },
): Promise<Ack> {
  const deadline = AbortSignal.timeout(ackTimeoutMs);
  return new Promise((resolve) => {
    const outgoing = request(url, {
      method: "POST",
      headers,
      agent: false,
      signal: AbortSignal.any([deadline, closing]),
    });
    const failed = (): void => resolve(deadline.aborted ? TIMED_OUT : dispatchFailed(null));
    outgoing.on("error", failed);
    outgoing.on("response", (response) => {
      const httpStatus = response.statusCode ?? 0;
      const isJson = (response.headers["content-type"] ?? "").startsWith("application/json");
      text(response).then((answer) => {
        if (httpStatus !== 200) return resolve(dispatchFailed(httpStatus));
        return resolve({ status: "acknowledged", httpStatus, body: readBody(answer, isJson) });
      }, failed);
    });
    outgoing.end(body);
  });
}

function readBody(answer: string, isJson: boolean): unknown {
  if (answer === "") return null;
  if (!isJson) return answer;
  try {
    return JSON.parse(answer);
  } catch {
    return answer;
  }
}
