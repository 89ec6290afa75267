import type { Clock, Instant } from "../../clock.ts";
import type { Result } from "../../result.ts";
import { fail, ok } from "../../result.ts";

/** docs.slack.dev/interactivity/handling-user-interaction: five answers within thirty minutes. */
const MOST_USES = 5;
const LIFETIME_MS = 30 * 60_000;

/** What an answer at a response_url is an answer to. */
export interface Occasion {
  readonly kind: "command" | "action";
  readonly personId: string;
  readonly conversationId: string;
  /** The message that was clicked. A command has none, so there is nothing that its answers could replace. */
  readonly originalTs: string | null;
  /** What the person typed, until an answer for the channel has made it visible too. */
  typed: string | null;
}

export interface ResponseUrls {
  issue(occasion: Occasion): string;
  /** What this path answers to, counting one use. The failure is Slack's error, sent with HTTP 404. */
  use(path: string): Result<Occasion, "expired_url" | "used_url" | "no_such_url">;
  forget(): void;
}

export function openResponseUrls(
  clock: Clock,
  teamId: string,
  baseUrl: () => string,
  newId: () => string,
): ResponseUrls {
  const issued = new Map<string, { occasion: Occasion; at: Instant; uses: number }>();
  return {
    issue(occasion) {
      const folder = occasion.kind === "command" ? "commands" : "actions";
      const path = `/${folder}/${teamId}/${issued.size + 1}/${newId().replaceAll("-", "")}`;
      issued.set(path, { occasion, at: clock.now(), uses: 0 });
      return `${baseUrl()}${path}`;
    },
    use(path) {
      const url = issued.get(path);
      if (!url) return fail("no_such_url");
      if (clock.now() - url.at > LIFETIME_MS) return fail("expired_url");
      if (url.uses >= MOST_USES) return fail("used_url");
      url.uses += 1;
      return ok(url.occasion);
    },
    forget: () => issued.clear(),
  };
}
