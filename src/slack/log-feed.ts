import { feedJob, firstOf } from "../audit/feed-job.ts";
import type { OnStep } from "../cases/steps.ts";
import { growingWait } from "../cases/waits.ts";
import type { Clock } from "../clock.ts";
import type { Entry, Job, Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { describeSlackFailure, type SlackFailure } from "./client.ts";
import { barePage, logPage, PAGE_LINES, type LogPage } from "./log-page.ts";
import { findPosted, isTooMuch, post, type Publishing } from "./publishing.ts";
import type { Sent } from "./telling.ts";

/**
 * The log channel shows every entry, in order, each once. One job after the other: each shows what has come since the
 * one before it, as much as a message holds, and nothing is ever dropped or left for later entries to overtake.
 */
export interface LogFeed {
  show(job: Job): Promise<void>;
  /** Shows the entry at which Bailiff itself keeps failing without what it says, so that the others can follow. */
  giveUp(job: Job, why: string): Promise<void>;
}

export interface LogFeedOptions extends Publishing {
  readonly ledger: Pick<Ledger, "entries" | "logHead" | "awaitEntry" | "jobById" | "settleJob" | "postpone">;
  readonly clock: Clock;
  readonly onStep: OnStep;
  readonly log: Log;
  /** Null while none is configured: entries wait for one. */
  readonly channel: () => string | null;
}

const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const LONGEST_GATHERING_MS = 1_000;
const NO_CHANNEL_WAIT_MS = 60_000;

export function createLogFeed(options: LogFeedOptions): LogFeed {
  const { ledger, clock, log } = options;

  const show = async (job: Job, pageOf: (entries: readonly Entry[], headSeq: number) => LogPage) => {
    const from = firstOf(job);
    const channel = options.channel();
    const entries = await ledger.entries(from, PAGE_LINES);
    const [first] = entries;
    if (!first) return void (await ledger.awaitEntry(job, from));
    const tried = await wasTried(job);
    // What a command leads to comes within the time that one message takes anyway, and is read best together.
    const gatheredAt = first.at + Math.min(1_000 / options.postsPerSecond, LONGEST_GATHERING_MS);
    if (entries.length < PAGE_LINES && clock.now() < gatheredAt && !tried)
      return void (await ledger.postpone(job, gatheredAt, null, { note: { idle: job.fence } }));
    if (channel === null)
      return void (await ledger.postpone(job, clock.now() + NO_CHANNEL_WAIT_MS, "there is no log channel"));
    const found = tried ? await findPosted(options, { id: job.id, createdAt: first.at }, channel) : null;
    if (found?.ok) return settle(job, first, Number(found.facts["last"]), found);
    if (found) return hold(job, first, found.failure);
    const { seq: headSeq } = await ledger.logHead();
    const page = pageOf(entries, headSeq);
    options.onStep("log.drawn", { case: first.case, job: job.id });
    const sent = await post(options, job.id, channel, page.card);
    options.onStep("log.sent", { case: first.case, job: job.id });
    if (sent.ok) return settle(job, first, page.last, sent);
    if (!isTooMuch(sent.failure)) return hold(job, first, sent.failure);
    const bare = barePage(entries, headSeq);
    const again = await post(options, job.id, channel, bare.card);
    return again.ok ? settle(job, first, bare.last, again) : hold(job, first, again.failure);
  };

  /** Whether an earlier claim may have posted it. One that found nothing to show has left a note. */
  const wasTried = async (job: Job): Promise<boolean> => {
    if (job.attempts === 0) return false;
    const note = (await ledger.jobById(job.id))?.note ?? null;
    const idle = typeof note === "object" && note !== null && "idle" in note ? note["idle"] : null;
    return idle !== job.fence - 1;
  };

  const settle = async (
    job: Job,
    first: Entry,
    last: number,
    { note }: Sent & { readonly ok: true },
  ): Promise<void> => {
    // Slack counts from when a message came, which may be long after it was sent.
    const next = feedJob(last + 1, clock.now() + 1_000 / options.postsPerSecond);
    await ledger.settleJob(job, { posts: [next], note: { posted: note, last } });
    options.onStep("log.recorded", { case: first.case, job: job.id });
  };

  /** The log is held back as long as it takes: it is evidence. */
  const hold = async (job: Job, first: Entry, failure: SlackFailure): Promise<void> => {
    const why = describeSlackFailure(failure);
    const ageMs = clock.now() - first.at;
    log.warn({ job: job.id, ageMs, why }, "the log channel does not take its lines; they are held");
    const waitMs =
      failure.kind === "throttled"
        ? failure.retryAfterMs
        : growingWait(ageMs, SHORTEST_WAIT_MS, LONGEST_WAIT_MS);
    await ledger.postpone(job, clock.now() + waitMs, why);
  };

  return {
    show: (job) => show(job, logPage),
    giveUp: (job, why) => {
      log.error({ job: job.id, why }, "an entry could not be shown in the log channel; its place is");
      return show(job, barePage);
    },
  };
}
