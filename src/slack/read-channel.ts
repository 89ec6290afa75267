import type { WebClient } from "@slack/web-api";
import type { ChannelMessage } from "../audit/channel-form.ts";
import { pause, type Clock } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import { failureOf, type SlackFailure } from "./client.ts";

const PAGE = 200;
/** Slack asks to slow down for some seconds, or a minute; whoever reads a whole channel has that time. */
const MOST_WAITS = 10;
const PACE_MS = 1_200;

/**
 * Everything in a channel with what programs read of it, the newest first, at most 50 pages a minute
 * (docs.slack.dev: conversations.history is of tier 3).
 */
export async function* readChannel(
  client: WebClient,
  channel: string,
  clock: Clock,
): AsyncGenerator<Result<readonly ChannelMessage[], SlackFailure>> {
  let cursor: string | undefined;
  let waits = 0;
  do {
    const page = await readPage(client, channel, cursor);
    if (page.ok) {
      yield ok(page.value.messages);
      cursor = page.value.next;
      if (cursor !== undefined) await pause(clock, PACE_MS);
      continue;
    }
    if (page.failure.kind !== "throttled" || waits >= MOST_WAITS) return void (yield page);
    waits += 1;
    await pause(clock, page.failure.retryAfterMs);
    if (cursor === undefined) cursor = "";
  } while (cursor !== undefined);
}

async function readPage(
  client: WebClient,
  channel: string,
  cursor: string | undefined,
): Promise<
  Result<{ readonly messages: readonly ChannelMessage[]; readonly next: string | undefined }, SlackFailure>
> {
  try {
    const { messages = [], response_metadata } = await client.conversations.history({
      channel,
      include_all_metadata: true,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    const known = messages.flatMap(({ ts, ...message }) => (ts === undefined ? [] : [{ ts, ...message }]));
    return ok({ messages: known, next: response_metadata?.next_cursor || undefined });
  } catch (error) {
    return fail(failureOf(error));
  }
}
