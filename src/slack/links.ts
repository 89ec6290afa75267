import type { WebClient } from "@slack/web-api";

/** The address of a message, for people who do not see it; null where Slack does not tell it. */
export function createLinks(client: WebClient): (channel: string, ts: string) => Promise<string | null> {
  return async (channel, message_ts) => {
    try {
      const { permalink } = await client.chat.getPermalink({ channel, message_ts });
      const isLink = permalink !== undefined && /^https:\/\/[^\s|<>]+$/.test(permalink);
      return isLink ? permalink : null;
    } catch {
      return null;
    }
  };
}
