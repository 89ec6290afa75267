import { z } from "zod";
import { readPost, type Address } from "../cases/notice.ts";
import type { OnStep } from "../cases/steps.ts";
import { growingWait } from "../cases/waits.ts";
import type { Job } from "../ledger/port.ts";
import { createAlertPosts } from "./alert-posts.ts";
import { createBatchPosts, type BatchPostsOptions } from "./batch-posts.ts";
import type { Card } from "./cards/card.ts";
import { bareCard } from "./cards/case-card.ts";
import { render } from "./cards/render.ts";
import { describeSlackFailure, type SlackFailure } from "./client.ts";
import { changeHoldCard } from "./hold-posts.ts";
import { createExportPosts, type ExportPostsOptions } from "./export-posts.ts";
import { findPosted, publish } from "./publishing.ts";
import { tell, type Sent, type Telling } from "./telling.ts";

export interface PosterOptions extends BatchPostsOptions, ExportPostsOptions, Telling {
  readonly onStep: OnStep;
}

export interface Poster {
  /** Posts one message, once, or holds it while Slack does not take it. */
  post(job: Job): Promise<void>;
  /** Ends a message at which Bailiff itself keeps failing, with a bare one in its place, so that others can follow. */
  giveUp(job: Job, why: string): Promise<void>;
}

/** How soon a result looks again whether its card may be changed, in milliseconds. */
const CARD_LOOK_MS = 100;
const LONGEST_LOOK_MS = 2_000;
const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Messages to a channel or a person are given up after this time; those to the log never. */
const GIVE_UP_AFTER_MS = 60 * 60_000;

const standing = z.object({ ts: z.string().min(1) });

/** Posts what the journal holds for Slack. */
export function createPoster(options: PosterOptions): Poster {
  const { ledger, clock, onStep, log } = options;
  const batches = createBatchPosts(options);
  const alerts = createAlertPosts(options);
  const handouts = createExportPosts(options);

  const send = async (job: Job): Promise<Sent | "later"> => {
    const { address, notice } = readPost(job.payload);
    const draw = (): Promise<Card> => render(notice, address.to, options);
    // Before anything is searched for: a result that waits for its card looks often.
    if (notice.kind === "result" && !notice.late && address.to === "channel") {
      const became = await batches.becomeResult(notice.number, address.channel, draw);
      if (became !== null) return became;
    }
    if (notice.kind === "hold_changed") {
      const changed = await changeHoldCard(options, notice, draw);
      if (changed !== null) return changed;
    }
    const placed = address.to === "channel" && address.below ? await threadOf(address.below) : null;
    if (placed === "later") return "later";
    const thread = placed?.ts ?? null;
    const found =
      job.attempts > 0 && address.to !== "asker"
        ? await findPosted(options, job, address.channel, thread)
        : null;
    if (found) return found;
    const isOver = notice.kind === "waiting" && (await hasEnded(notice.job));
    if (isOver) return { ok: true, note: { leftOut: "what it spoke of had ended" } };
    const card = await draw();
    onStep("post.drawn", { case: job.case, job: job.id });
    const sent =
      address.to === "asker"
        ? await tell(options, address, card)
        : await publish(options, job.id, address, card, () => render(notice, "asker", options), thread);
    onStep("post.sent", { case: job.case, job: job.id });
    return sent;
  };

  /** Where a message stands, to write below it; null: nowhere. */
  const threadOf = async (below: string): Promise<{ readonly ts: string | null } | "later"> => {
    const record = await ledger.jobById(below);
    if (record && record.state !== "settled" && record.state !== "dead") return "later";
    return { ts: standing.safeParse(record?.note).data?.ts ?? null };
  };

  /** The job of a case goes on reading after the case was told; for who asked it has ended then. */
  const hasEnded = async (id: string): Promise<boolean> => {
    const [kind, number] = id.split(":");
    if (kind === "case") return (await ledger.caseByNumber(Number(number)))?.state === "settled";
    const state = (await ledger.jobById(id))?.state;
    return state === "settled" || state === "dead";
  };

  const hold = async (job: Job, address: Address, failure: SlackFailure): Promise<void> => {
    const why = describeSlackFailure(failure);
    const ageMs = clock.now() - job.createdAt;
    log.warn({ job: job.id, to: address.to, channel: address.channel, ageMs, why }, "a message is held");
    const isHopeless = address.to === "asker" && failure.kind === "refused";
    if (isHopeless || (address.to !== "log" && ageMs > GIVE_UP_AFTER_MS)) return bury(job, why);
    const waitMs =
      failure.kind === "throttled"
        ? failure.retryAfterMs
        : growingWait(ageMs, SHORTEST_WAIT_MS, LONGEST_WAIT_MS);
    await ledger.postpone(job, clock.now() + waitMs, why);
  };

  /** Where many wait for their card, in a storm of alerts, they do not look all the time. */
  const lookAgainMs = (job: Job): number =>
    Math.min(LONGEST_LOOK_MS, CARD_LOOK_MS + (clock.now() - job.createdAt) / 20);

  const bury = async (job: Job, why: string): Promise<void> => {
    log.error({ job: job.id, case: job.case, why }, "a message was given up and is among the dead letters");
    await ledger.bury(job, why);
  };

  return {
    async post(job) {
      const { address, notice } = readPost(job.payload);
      if (notice.kind === "progress") return batches.keepCard(job, address.channel, notice.number);
      if (notice.kind === "table") return batches.postTable(job, address.channel, notice);
      if (notice.kind === "export_file" && address.to === "asker") {
        const handed = await handouts.post(job, address, notice);
        return handed.ok ? undefined : hold(job, address, handed.failure);
      }
      if (notice.kind === "alert_changed") return alerts.keepCard(job, address.channel, notice);
      const sent = await send(job);
      if (sent === "later") return void (await ledger.postpone(job, clock.now() + lookAgainMs(job), null));
      if (!sent.ok) return hold(job, address, sent.failure);
      const posts = notice.kind === "alert_news" ? await alerts.callsOf(job, address.channel, notice) : [];
      await ledger.settleJob(job, { note: sent.note, posts });
      onStep("post.recorded", { case: job.case, job: job.id });
    },
    async giveUp(job, why) {
      const { address, notice } = readPost(job.payload);
      const isBeside = ["progress", "table", "alert_changed", "alert_news"].includes(notice.kind);
      if (address.to === "asker" || isBeside) return bury(job, why);
      const sent =
        (await findPosted(options, job, address.channel)) ??
        (await publish(options, job.id, address, bareCard(job.case)));
      return sent.ok ? bury(job, why) : hold(job, address, sent.failure);
    },
  };
}
