import type { Clock, Instant } from "../../clock.ts";

/** Slack's pace for `chat.postMessage`: about one a second and channel (docs.slack.dev/apis/web-api/rate-limits). */
const BETWEEN_POSTS_MS = 1000;
/** Tier 3 of the same page: 50 a minute for one method in one workspace. */
const TIER_3_CALLS = 50;
const MINUTE_MS = 60_000;

export interface PostingPace {
  /** Seconds to wait before this channel takes another post, or 0 when this one may go now and counts. */
  askSeconds(channel: string): number;
  /** The same for one more call of a method of Tier 3. */
  askTier3Seconds(method: string): number;
  forget(): void;
}

export function openPostingPace(clock: Clock): PostingPace {
  const lastAt = new Map<string, Instant>();
  const calls = new Map<string, readonly Instant[]>();
  return {
    askSeconds(channel) {
      const waitMs = (lastAt.get(channel) ?? -Infinity) + BETWEEN_POSTS_MS - clock.now();
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      lastAt.set(channel, clock.now());
      return 0;
    },
    askTier3Seconds(method) {
      const now = clock.now();
      const recent = (calls.get(method) ?? []).filter((at) => at > now - MINUTE_MS);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= TIER_3_CALLS) {
        return Math.ceil((oldest + MINUTE_MS - now) / 1000);
      }
      calls.set(method, [...recent, now]);
      return 0;
    },
    forget() {
      lastAt.clear();
      calls.clear();
    },
  };
}
