import { z } from "zod";
import type { Notice } from "../cases/notice.ts";
import { tableOf } from "../cases/table.ts";
import type { Job, JobState, Ledger, Progress } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { tableComment, tableTitle } from "../texts/table.ts";
import { render, type Rendering } from "./cards/render.ts";
import { shorten, type Card } from "./cards/card.ts";
import { toldOf, type Mark } from "./cards/progress-card.ts";
import { describeSlackFailure, failureOf, type SlackFailure } from "./client.ts";
import type { Files } from "./files.ts";
import { findPosted, isTooMuch, publish, type Publishing } from "./publishing.ts";
import type { Sent } from "./telling.ts";

export interface BatchPostsOptions extends Rendering, Publishing {
  readonly ledger: Ledger;
  readonly files: Pick<Files, "upload">;
  readonly log: Log;
}

/** The messages of a batch: one card that is kept up to date and becomes the result, and the table below it. */
export interface BatchPosts {
  keepCard(job: Job, channel: string, number: number): Promise<void>;
  postTable(job: Job, channel: string, notice: Notice & { kind: "table" }): Promise<void>;
  /** Puts the result of a case into its card; null where it has none, `later` while the card is still worked on. */
  becomeResult(number: number, channel: string, draw: () => Promise<Card>): Promise<Sent | "later" | null>;
}

/** How often a card looks whether its case has ended, in milliseconds. */
const LOOK_AGAIN_MS = 400;
/** A card changes at most so often, in milliseconds: people read it, and Slack takes about 50 edits a minute (tier 3). */
const CHANGE_EVERY_MS = 3_000;
const ANY_CHANGE_EVERY_MS = 1_250;
const TRY_AGAIN_MS = 2_000;
const OVERHEARD = "outsiders read the channel";
/** How long a table waits for Slack to take it, in milliseconds. */
const TABLE_PATIENCE_MS = 60 * 60_000;

/** Where a message stands, as its job has noted it, and how far the batch was when it was changed last. */
const placeNote = z.object({
  channel: z.string(),
  ts: z.string().min(1),
  changedAt: z.number().default(0),
  told: z.number().default(0),
});
type Place = z.infer<typeof placeNote>;

export function createBatchPosts(options: BatchPostsOptions): BatchPosts {
  const { ledger, client, clock, log, files } = options;
  let lastChangeAt = 0;
  /** Slack counts edits of one app in a workspace together, so when it asks for a pause, no card is changed before. */
  let quietUntil = 0;

  async function placeOf(
    jobId: string,
  ): Promise<{ readonly place: Place | null; readonly state: JobState } | null> {
    const record = await ledger.jobById(jobId);
    if (!record) return null;
    const place = placeNote.safeParse(record.note).data ?? null;
    return { place, state: record.state };
  }

  async function begin(job: Job, channel: string, progress: Progress): Promise<void> {
    const now = clock.now();
    if (await options.isOverheard(channel)) return leaveOut(job, OVERHEARD);
    const since: Mark = { at: progress.openedAt, told: 0 };
    const card = await drawn(progress.number, since);
    const found = job.attempts > 0 ? await findPosted(options, job, channel) : null;
    const sent = found ?? (await publish(options, job.id, { to: "channel", channel, asker: null }, card));
    if (!sent.ok) return holdCard(job, sent.failure);
    const place = placeNote.parse(sent.note);
    // One that was found is as old as it is: it is brought up to date at its next turn.
    const note = { ...place, changedAt: now, told: toldOf(progress) };
    await ledger.postpone(job, now + LOOK_AGAIN_MS, null, { note });
  }

  const drawn = (number: number, since: Mark): Promise<Card> =>
    render({ kind: "progress", number }, "channel", { ...options, since });

  /** The result takes the card over, also one that was posted and not written down. */
  async function end(job: Job, channel: string, place: Place | null): Promise<void> {
    const found = place === null && job.attempts > 0 ? await findPosted(options, job, channel) : null;
    if (found && !found.ok) return holdCard(job, found.failure);
    const note = place ?? found?.note;
    await ledger.settleJob(job, note === undefined ? {} : { note });
  }

  /** Where the bot may not post, the result goes to whoever asked, and there is no card. */
  async function holdCard(job: Job, failure: SlackFailure): Promise<void> {
    const why = describeSlackFailure(failure);
    if (failure.kind === "refused") return leaveOut(job, why);
    await ledger.postpone(job, clock.now() + waitAfter(failure), why);
  }

  function waitAfter(failure: SlackFailure): number {
    return failure.kind === "throttled" ? failure.retryAfterMs : TRY_AGAIN_MS;
  }

  async function leaveOut(job: Job, why: string): Promise<void> {
    await ledger.settleJob(job, { note: { leftOut: why } });
  }

  async function change(place: Place, card: Card): Promise<SlackFailure | null> {
    const failure = await changeTo(place, card);
    return failure !== null && isTooMuch(failure) ? changeTo(place, shorten(card)) : failure;
  }

  async function changeTo({ channel, ts }: Place, card: Card): Promise<SlackFailure | null> {
    const now = clock.now();
    if (now < quietUntil) return { kind: "throttled", retryAfterMs: quietUntil - now };
    lastChangeAt = now;
    try {
      await client.chat.update({ channel, ts, ...card, parse: "none", link_names: false });
      return null;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "throttled") quietUntil = clock.now() + failure.retryAfterMs;
      return failure;
    }
  }

  async function isInThread({ channel, ts }: Place, title: string): Promise<boolean> {
    const { messages } = await client.conversations.replies({ channel, ts, limit: 50 });
    return messages?.some((message) => message.files?.some((file) => file.title === title)) ?? false;
  }

  return {
    async keepCard(job, channel, number) {
      const progress = await ledger.progressOf(number);
      const place = (await placeOf(job.id))?.place ?? null;
      if (progress?.state !== "open") return end(job, channel, place);
      if (!place) return begin(job, channel, progress);
      const now = clock.now();
      const isTurn = now - place.changedAt >= CHANGE_EVERY_MS && now - lastChangeAt >= ANY_CHANGE_EVERY_MS;
      if (!isTurn) return void (await ledger.postpone(job, now + LOOK_AGAIN_MS, null));
      const card = await drawn(number, { at: place.changedAt, told: place.told });
      const failure = await change(place, card);
      // A card that somebody deleted is not posted again; the result comes as a message of its own.
      if (failure?.kind === "refused") return leaveOut(job, describeSlackFailure(failure));
      if (failure) return holdCard(job, failure);
      const note = { ...place, changedAt: now, told: toldOf(progress) };
      await ledger.postpone(job, clock.now() + LOOK_AGAIN_MS, null, { note });
    },

    async becomeResult(number, channel, draw) {
      const found = await placeOf(`progress:#${number}`);
      if (!found) return null;
      // A card whose job waits for its turn is taken over as it stands; that job then finds the case settled.
      const isFree = hasEnded(found.state) || (found.state === "ready" && found.place !== null);
      if (!isFree) return "later";
      if (!found.place || (await options.isOverheard(channel))) return null;
      const failure = await change(found.place, await draw());
      if (failure === null) return { ok: true, note: { channel: found.place.channel, ts: found.place.ts } };
      return failure.kind === "refused" ? null : { ok: false, failure };
    },

    async postTable(job, channel, { number, below }) {
      const found = await placeOf(below);
      if (found && !hasEnded(found.state))
        return void (await ledger.postpone(job, clock.now() + LOOK_AGAIN_MS, null));
      const kase = await ledger.caseByNumber(number);
      // A result that only the asker saw has no thread.
      if (!found?.place || !kase) return leaveOut(job, "the result stands in no channel");
      if (await options.isOverheard(channel)) return leaveOut(job, OVERHEARD);
      const { name, text, sha256 } = tableOf(kase);
      const title = tableTitle(number, sha256);
      try {
        if (job.attempts > 0 && (await isInThread(found.place, title))) return leaveOut(job, "it is there");
      } catch (error) {
        return holdTable(job, failureOf(error));
      }
      const comment = tableComment(kase.targets.length, sha256);
      const sent = await files.upload({ channel, threadTs: found.place.ts, name, title, comment, text });
      if (!sent.ok) return holdTable(job, sent.failure);
      await ledger.settleJob(job, { note: { file: sent.value.id, sha256 } });
    },
  };

  async function holdTable(job: Job, failure: SlackFailure): Promise<void> {
    const why = describeSlackFailure(failure);
    const isHopeless = failure.kind === "refused" || clock.now() - job.createdAt > TABLE_PATIENCE_MS;
    log.warn({ job: job.id, case: job.case, why, isHopeless }, "the table of a case could not be uploaded");
    if (isHopeless) return void (await ledger.bury(job, why));
    await ledger.postpone(job, clock.now() + waitAfter(failure), why);
  }
}

function hasEnded(state: JobState): boolean {
  return state === "settled" || state === "dead";
}
