import type { WebClient } from "@slack/web-api";
import { readPost, type Address, type AskerAddress } from "../cases/notice.ts";
import type { OnStep } from "../cases/steps.ts";
import type { Job, Json, Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import type { Pace } from "../vendors/port.ts";
import type { Card } from "./cards/card.ts";
import { render, type Rendering } from "./cards/render.ts";
import { describeSlackFailure, failureOf, type SlackFailure } from "./client.ts";
import type { Respond } from "./respond.ts";

export interface PosterOptions extends Rendering {
  readonly ledger: Ledger;
  readonly client: WebClient;
  readonly respond: Respond;
  readonly pace: Pace;
  readonly postsPerSecond: number;
  readonly onStep: OnStep;
  readonly log: Log;
}

/** The kind of our message metadata; its payload holds the id of the post, by which it is found again. */
export const POST_EVENT = "bailiff_post";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Messages to a channel or a person are given up after this many tries; those to the log never. */
const MOST_TRIES = 25;

type Sent =
  | { readonly ok: true; readonly note: Json }
  | { readonly ok: false; readonly failure: SlackFailure };

/** Posts what the journal holds for Slack, each message once, and holds what Slack does not take yet. */
export function createPoster(options: PosterOptions): (job: Job) => Promise<void> {
  const { ledger, onStep } = options;
  return async (job) => {
    const { address, notice } = readPost(job.payload);
    const posted = await alreadyPosted(options, job, address);
    if (!posted.ok) return hold(options, job, address, posted.failure);
    let note = posted.note;
    if (note === null) {
      const card = await render(notice, address.to, options);
      const sent =
        address.to === "asker"
          ? await tell(options, address, card)
          : await publish(options, job, address, card);
      onStep("post.sent", { case: job.case, job: job.id });
      if (!sent.ok) return hold(options, job, address, sent.failure);
      note = sent.note;
    }
    await ledger.settleJob(job, { note });
    onStep("post.recorded", { case: job.case, job: job.id });
  };
}

/**
 * A post that was tried before may stand in the channel although nobody wrote that down: a crash, or a lost
 * answer. Slack has no idempotency key for chat.postMessage, so the channel is searched for the post's id.
 */
async function alreadyPosted({ client }: PosterOptions, job: Job, address: Address): Promise<Sent> {
  if (job.attempts === 0 || address.to === "asker") return { ok: true, note: null };
  try {
    const oldest = String(Math.floor(job.createdAt / 1_000) - 60);
    const history = await client.conversations.history({
      channel: address.channel,
      oldest,
      include_all_metadata: true,
      limit: 200,
    });
    const found = history.messages?.find(
      ({ metadata }) => metadata?.event_type === POST_EVENT && idIn(metadata.event_payload) === job.id,
    );
    return { ok: true, note: found?.ts ? { channel: address.channel, ts: found.ts, found: true } : null };
  } catch (error) {
    const failure = failureOf(error);
    // A channel that does not show itself holds no message of ours; posting will say what is wrong.
    return failure.kind === "refused" ? { ok: true, note: null } : { ok: false, failure };
  }
}

function idIn(payload: unknown): unknown {
  return typeof payload === "object" && payload !== null && "id" in payload ? payload.id : null;
}

async function publish(
  options: PosterOptions,
  job: Job,
  address: Exclude<Address, { to: "asker" }>,
  card: Card,
): Promise<Sent> {
  const { client, pace, postsPerSecond } = options;
  await pace.turn(`slack:${address.channel}`, postsPerSecond);
  try {
    const { ts } = await client.chat.postMessage({
      channel: address.channel,
      ...card,
      metadata: { event_type: POST_EVENT, event_payload: { id: job.id } },
      parse: "none",
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
    });
    return { ok: true, note: { channel: address.channel, ts: ts ?? "" } };
  } catch (error) {
    const failure = failureOf(error);
    if (
      failure.kind !== "refused" ||
      address.to === "log" ||
      !address.asker ||
      !CLOSED_TO_US.has(failure.code)
    )
      return { ok: false, failure };
    return tell(options, address.asker, withHint(card));
  }
}

/** Errors that say the bot may not write in this channel; trying again would not help. */
const CLOSED_TO_US = new Set([
  "not_in_channel",
  "channel_not_found",
  "is_archived",
  "restricted_action",
  "restricted_action_read_only_channel",
]);

const HINT =
  "Only you see this: Bailiff is not in this channel. Invite it to have results posted for everybody here.";

function withHint(card: Card): Card {
  return {
    text: `${card.text}\n${HINT}`,
    blocks: [...card.blocks, { type: "context", elements: [{ type: "mrkdwn", text: HINT }] }],
  };
}

/** Only the person who asked sees it: through the response URL while it lasts (30 minutes, 5 uses), else as an ephemeral message. */
async function tell({ client, respond }: PosterOptions, asker: AskerAddress, card: Card): Promise<Sent> {
  if (
    asker.responseUrl !== null &&
    (await respond(asker.responseUrl, { response_type: "ephemeral", replace_original: false, ...card }))
  ) {
    return { ok: true, note: { person: asker.person } };
  }
  try {
    await client.chat.postEphemeral({ channel: asker.channel, user: asker.person, ...card });
    return { ok: true, note: { person: asker.person } };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

async function hold(
  { ledger, log, clock }: PosterOptions,
  job: Job,
  address: Address,
  failure: SlackFailure,
): Promise<void> {
  const why = describeSlackFailure(failure);
  log.warn(
    { job: job.id, to: address.to, channel: address.channel, tries: job.attempts + 1, why },
    "a message is held",
  );
  const isHopeless = address.to === "asker" && failure.kind === "refused";
  if (isHopeless || (address.to !== "log" && job.attempts + 1 >= MOST_TRIES)) {
    log.error({ job: job.id, case: job.case, why }, "a message was given up and is among the dead letters");
    await ledger.bury(job, why);
    return;
  }
  const waitMs =
    failure.kind === "throttled"
      ? failure.retryAfterMs
      : Math.min(FIRST_WAIT_MS * 2 ** job.attempts, LONGEST_WAIT_MS);
  await ledger.postpone(job, clock.now() + waitMs, why);
}
