import { z } from "zod";
import type { Notice } from "../cases/notice.ts";
import { tableOf } from "../cases/table.ts";
import type { Job, Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { render, type Rendering } from "./cards/render.ts";
import type { Card } from "./cards/card.ts";
import { describeSlackFailure, failureOf, type SlackFailure } from "./client.ts";
import type { Files } from "./files.ts";
import { findPosted, publish, type Publishing } from "./publishing.ts";
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
  becomeResult(number: number, card: Card): Promise<Sent | "later" | null>;
}

/** How often a card looks whether its case has ended, in milliseconds. */
const LOOK_AGAIN_MS = 400;
/** A card changes at most so often, in milliseconds: people read it, and Slack takes about 50 edits a minute (tier 3). */
const CHANGE_EVERY_MS = 3_000;
const ANY_CHANGE_EVERY_MS = 1_250;
const TRY_AGAIN_MS = 2_000;
/** How long a table waits for Slack to take it, in milliseconds. */
const TABLE_PATIENCE_MS = 60 * 60_000;

/** Where a message stands, as its job has noted it. */
const placeNote = z.object({ channel: z.string(), ts: z.string().min(1), changedAt: z.number().default(0) });
type Place = z.infer<typeof placeNote>;

export function createBatchPosts(options: BatchPostsOptions): BatchPosts {
  const { ledger, client, clock, log, files } = options;
  let lastChangeAt = 0;

  async function placeOf(
    jobId: string,
  ): Promise<{ readonly place: Place | null; readonly isEnded: boolean } | null> {
    const record = await ledger.jobById(jobId);
    if (!record) return null;
    const place = placeNote.safeParse(record.note).data ?? null;
    return { place, isEnded: record.state === "settled" || record.state === "dead" };
  }

  async function begin(job: Job, channel: string, number: number): Promise<void> {
    const now = clock.now();
    if (await options.isOverheard(channel)) return leaveOut(job, "outsiders read the channel");
    const card = await render({ kind: "progress", number }, "channel", options);
    const found = job.attempts > 0 ? await findPosted(options, job, channel) : null;
    const sent = found ?? (await publish(options, job.id, { to: "channel", channel, asker: null }, card));
    if (!sent.ok) return holdCard(job, sent.failure);
    const place = placeNote.parse(sent.note);
    await ledger.postpone(job, now + LOOK_AGAIN_MS, null, { note: { ...place, changedAt: now } });
  }

  /** Where the bot may not post, the result goes to whoever asked, and there is no card. */
  async function holdCard(job: Job, failure: SlackFailure): Promise<void> {
    const why = describeSlackFailure(failure);
    if (failure.kind === "refused") return leaveOut(job, why);
    await ledger.postpone(job, clock.now() + TRY_AGAIN_MS, why);
  }

  async function leaveOut(job: Job, why: string): Promise<void> {
    await ledger.settleJob(job, { note: { leftOut: why } });
  }

  async function change({ channel, ts }: Place, card: Card): Promise<SlackFailure | null> {
    lastChangeAt = clock.now();
    try {
      await client.chat.update({ channel, ts, ...card, parse: "none", link_names: false });
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  async function isInThread({ channel, ts }: Place, name: string): Promise<boolean> {
    const { messages } = await client.conversations.replies({ channel, ts, limit: 50 });
    return messages?.some((message) => message.files?.some((file) => file.name === name)) ?? false;
  }

  return {
    async keepCard(job, channel, number) {
      const progress = await ledger.progressOf(number);
      const place = (await placeOf(job.id))?.place ?? null;
      const isOver = progress?.state !== "open";
      if (isOver) return void (await ledger.settleJob(job, place ? { note: place } : {}));
      if (!place) return begin(job, channel, number);
      const now = clock.now();
      const isTurn = now - place.changedAt >= CHANGE_EVERY_MS && now - lastChangeAt >= ANY_CHANGE_EVERY_MS;
      if (!isTurn) return void (await ledger.postpone(job, now + LOOK_AGAIN_MS, null));
      const failure = await change(place, await render({ kind: "progress", number }, "channel", options));
      // A card that somebody deleted is not posted again; the result comes as a message of its own.
      if (failure?.kind === "refused") return leaveOut(job, describeSlackFailure(failure));
      await ledger.postpone(job, clock.now() + LOOK_AGAIN_MS, null, { note: { ...place, changedAt: now } });
    },

    async becomeResult(number, card) {
      const found = await placeOf(`progress:#${number}`);
      if (!found) return null;
      if (!found.isEnded) return "later";
      if (!found.place) return null;
      const failure = await change(found.place, card);
      if (failure === null) return { ok: true, note: { channel: found.place.channel, ts: found.place.ts } };
      return failure.kind === "refused" ? null : { ok: false, failure };
    },

    async postTable(job, channel, { number, below }) {
      const found = await placeOf(below);
      if (found && !found.isEnded)
        return void (await ledger.postpone(job, clock.now() + LOOK_AGAIN_MS, null));
      const kase = await ledger.caseByNumber(number);
      // A result that only the asker saw has no thread.
      if (!found?.place || !kase) return leaveOut(job, "the result stands in no channel");
      const table = tableOf(kase);
      try {
        if (job.attempts > 0 && (await isInThread(found.place, table.name)))
          return leaveOut(job, "it is there");
      } catch (error) {
        return holdTable(job, failureOf(error));
      }
      const threadTs = found.place.ts;
      const title = `Result of #${number} (SHA-256 ${table.sha256.slice(0, 12)})`;
      const sent = await files.upload({ channel, threadTs, name: table.name, title, text: table.text });
      if (!sent.ok) return holdTable(job, sent.failure);
      await ledger.settleJob(job, { note: { file: sent.value.id, sha256: table.sha256 } });
    },
  };

  async function holdTable(job: Job, failure: SlackFailure): Promise<void> {
    const why = describeSlackFailure(failure);
    const isHopeless = failure.kind === "refused" || clock.now() - job.createdAt > TABLE_PATIENCE_MS;
    log.warn({ job: job.id, case: job.case, why, isHopeless }, "the table of a case could not be uploaded");
    if (isHopeless) return void (await ledger.bury(job, why));
    await ledger.postpone(job, clock.now() + TRY_AGAIN_MS, why);
  }
}
