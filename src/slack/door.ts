import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../clock.ts";

/**
 * What Bolt's signature check leaves open (measured with Bolt 5.1): it takes timestamps from the future, and
 * the same signed request any number of times. Both are refused here, before Bolt.
 */
export interface Door {
  /** True when the request may go on; otherwise it has been answered with 401. */
  admit(request: IncomingMessage, response: ServerResponse): boolean;
  /** To be told of requests whose signature has been verified, so that they are known when they come again. */
  remember(request: IncomingMessage): void;
}

/** Slack's own limit for the past is five minutes (docs.slack.dev, verifying requests); a minute ahead covers clock error. */
const OLDEST_SECONDS = 300;
const NEWEST_SECONDS = 60;
/** Longer than any timestamp can stay acceptable. */
const REMEMBERED_MS = 10 * 60_000;

export function createDoor(clock: Clock): Door {
  // A map keeps insertion order, which here is the order of time: forgetting looks only at the front.
  const seen = new Map<string, number>();

  const forget = (now: number): void => {
    for (const [signature, at] of seen) {
      if (at > now - REMEMBERED_MS) return;
      seen.delete(signature);
    }
  };

  return {
    admit(request, response) {
      const stamp = headerOf(request, "x-slack-request-timestamp");
      const signature = headerOf(request, "x-slack-signature");
      const age = clock.now() / 1_000 - Number(stamp);
      const isTimely = /^\d{10}$/.test(stamp) && age <= OLDEST_SECONDS && age >= -NEWEST_SECONDS;
      if (!isTimely || !/^v0=[0-9a-f]{64}$/.test(signature) || seen.has(signature)) {
        response
          .writeHead(401, { "content-type": "text/plain" })
          .end("This request is not signed as Slack signs, or not just now, or it came before.\n");
        return false;
      }
      // Bolt compares the whole header; proxies and hand-made requests add a charset.
      request.headers["content-type"] = headerOf(request, "content-type").split(";", 1)[0] ?? "";
      return true;
    },
    remember(request) {
      const now = clock.now();
      forget(now);
      seen.set(headerOf(request, "x-slack-signature"), now);
    },
  };
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}
