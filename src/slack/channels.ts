import type { WebClient } from "@slack/web-api";
import type { Channels } from "../cases/casework.ts";
import { isDirect } from "../cases/place.ts";
import type { Clock } from "../clock.ts";
import { fail, ok } from "../result.ts";
import { failureOf } from "./client.ts";
import { remember } from "./remembered.ts";

/** Sharing a channel is rare and announced in it; a minute of memory spares a call for each command. */
const MAX_AGE_MS = 60_000;

/**
 * Whether outsiders read along in a channel. `is_ext_shared` is the mark of another organisation
 * (`is_shared` also covers one's own); a pending share counts (docs.slack.dev, Slack Connect).
 */
export function createChannels(client: WebClient, clock: Clock): Channels {
  const look = remember(clock, 10_000, async (channel) => {
    try {
      const { channel: info } = await client.conversations.info({ channel });
      return ok(
        info?.is_ext_shared === true || info?.is_pending_ext_shared === true
          ? ("shared" as const)
          : ("internal" as const),
      );
    } catch (error) {
      return fail(failureOf(error));
    }
  });
  return {
    async reach(channel) {
      // Direct messages have no outsiders but the two who write, and need another scope to be looked at.
      if (isDirect(channel)) return "internal";
      const found = await look(channel, MAX_AGE_MS);
      if (found.ok) return found.value;
      const isHidden = found.failure.kind === "refused" && found.failure.code === "channel_not_found";
      return isHidden ? "unknown" : "unreachable";
    },
  };
}
