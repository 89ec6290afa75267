import type { Clock, Instant } from "../../clock.ts";

/** Slack's pace for `chat.postMessage`: about one a second and channel (docs.slack.dev/apis/web-api/rate-limits). */
const BETWEEN_POSTS_MS = 1000;

export interface PostingPace {
  /** Seconds to wait before this channel takes another post, or 0 when this one may go now and counts. */
  askSeconds(channel: string): number;
  forget(): void;
}

export function openPostingPace(clock: Clock): PostingPace {
  const lastAt = new Map<string, Instant>();
  return {
    askSeconds(channel) {
      const waitMs = (lastAt.get(channel) ?? -Infinity) + BETWEEN_POSTS_MS - clock.now();
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      lastAt.set(channel, clock.now());
      return 0;
    },
    forget: () => lastAt.clear(),
  };
}
