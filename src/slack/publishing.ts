import type { WebClient } from "@slack/web-api";
import type { Address } from "../cases/notice.ts";
import type { Job } from "../ledger/port.ts";
import type { Pace } from "../vendors/port.ts";
import * as texts from "../texts/hints.ts";
import { shorten, withHint, type Card } from "./cards/card.ts";
import { failureOf, type SlackFailure } from "./client.ts";
import { tell, type Sent, type Telling } from "./telling.ts";

export interface Publishing extends Telling {
  readonly client: WebClient;
  readonly pace: Pace;
  /** Messages a second in one channel. */
  readonly postsPerSecond: number;
  /** Told how each post into a channel ended. */
  readonly onPost?: (channel: string, failure: SlackFailure | null) => void;
  /** Whether outsiders read along in a channel where the configuration does not allow it, asked anew. */
  readonly isOverheard: (channel: string) => Promise<boolean>;
}

/** The kind of our message metadata; its payload holds the id of the post, by which it is found again. */
const POST_EVENT = "bailiff_post";

const PAGE = 200;

/** A message that stands in its channel, with what it told programs. */
export type Found =
  | (Sent & { readonly ok: true; readonly facts: Readonly<Record<string, unknown>> })
  | (Sent & { readonly ok: false });

/** Errors that say the message itself is at fault; a plain and shorter one goes instead. */
const TOO_MUCH = new Set(["msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format"]);

export function isTooMuch(failure: SlackFailure): boolean {
  return failure.kind === "refused" && TOO_MUCH.has(failure.code);
}

/**
 * A post that was tried before may stand in the channel although nobody wrote that down: a crash, or a lost
 * answer. Slack has no idempotency key for chat.postMessage, so the channel is searched for the post's id, back to
 * when the post was made. Null: it certainly does not stand there.
 */
export async function findPosted(
  { client }: Publishing,
  job: Pick<Job, "id" | "createdAt">,
  channel: string,
  threadTs: string | null = null,
): Promise<Found | null> {
  const oldest = String(Math.floor(job.createdAt / 1_000) - 60);
  let cursor: string | undefined;
  try {
    do {
      const asked = {
        channel,
        oldest,
        include_all_metadata: true,
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      };
      const page = await (threadTs === null
        ? client.conversations.history(asked)
        : client.conversations.replies({ ...asked, ts: threadTs }));
      const found = page.messages?.find(
        ({ metadata }) => metadata?.event_type === POST_EVENT && idIn(metadata.event_payload) === job.id,
      );
      if (found?.ts)
        return {
          ok: true,
          note: { channel, ts: found.ts, found: true },
          facts: factsIn(found.metadata?.event_payload),
        };
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor);
    return null;
  } catch (error) {
    const failure = failureOf(error);
    // Where the bot is not, it cannot have posted. Any other refusal leaves the question open, so nothing is posted.
    const isAway =
      failure.kind === "refused" &&
      (failure.code === "not_in_channel" || failure.code === "channel_not_found");
    if (isAway) return null;
    return {
      ok: false,
      failure:
        failure.kind === "refused"
          ? { kind: "uncertain", detail: `Slack said ${failure.code} when the channel was searched` }
          : failure,
    };
  }
}

/**
 * Posts a card. When Slack does not let Bailiff post in the channel, for whatever reason, whoever asked still gets it:
 * as `alone` makes it, for one reader outside the channel.
 */
export async function publish(
  options: Publishing,
  id: string,
  address: Exclude<Address, { to: "asker" }>,
  card: Card,
  alone: () => Promise<Card> = async () => card,
  threadTs: string | null = null,
): Promise<Sent> {
  const asker = address.to === "channel" ? address.asker : null;
  if (asker && (await options.isOverheard(address.channel)))
    return tell(options, asker, withHint(await alone(), texts.SHARED));
  const sent = await post(options, id, address.channel, card, threadTs);
  if (sent.ok || sent.failure.kind !== "refused") return sent;
  if (isTooMuch(sent.failure)) return post(options, id, address.channel, shorten(card), threadTs);
  return asker ? tell(options, asker, withHint(await alone(), texts.NOT_IN_CHANNEL)) : sent;
}

export async function post(
  { client, pace, postsPerSecond, onPost }: Publishing,
  id: string,
  channel: string,
  { facts = {}, ...card }: Card,
  threadTs: string | null = null,
): Promise<Sent> {
  await pace.turn(`slack:${channel}`, postsPerSecond);
  try {
    const { ts } = await client.chat.postMessage({
      channel,
      ...card,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
      metadata: { event_type: POST_EVENT, event_payload: { id, ...facts } },
      parse: "none",
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
    });
    onPost?.(channel, null);
    return { ok: true, note: { channel, ts: ts ?? "" } };
  } catch (error) {
    const failure = failureOf(error);
    // What Slack was not asked says nothing about the channel.
    if (failure.kind !== "uncertain" || !failure.isOurs) onPost?.(channel, failure);
    return { ok: false, failure };
  }
}

function factsIn(payload: unknown): Readonly<Record<string, unknown>> {
  return typeof payload === "object" && payload !== null ? { ...payload } : {};
}

function idIn(payload: unknown): unknown {
  return typeof payload === "object" && payload !== null && "id" in payload ? payload.id : null;
}
