import type { WebClient } from "@slack/web-api";
import { troubleJob } from "../alerts/troubles.ts";
import type { Comparison } from "../audit/compare.ts";
import { growingWait } from "../cases/waits.ts";
import type { Clock, Instant } from "../clock.ts";
import type { Job, Ledger, NewEntry, NewJob } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { describeSlackFailure } from "../slack/client.ts";
import { compareChannel } from "../slack/compare-channel.ts";
import { describeComparison } from "../texts/comparison.ts";
import { recordDiffers } from "../texts/troubles.ts";

export interface ComparisonOptions {
  readonly ledger: Ledger;
  readonly client: WebClient;
  readonly clock: Clock;
  readonly log: Log;
  /** The log channel of this moment; null: there is none. */
  readonly logChannel: () => string | null;
}

const PREFIX = "compare:";
const DAY_MS = 24 * 3_600_000;
/** Each day looks back so far: Slack is asked for some pages, and what is older is for `bailiff audit compare`. */
const BACK_MS = 7 * DAY_MS;
/** More checkpoints than come within that time, at one an hour and some for thousands. */
const MOST_CHECKPOINTS = 2_000;
const SHORTEST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 30 * 60_000;

/** The timer for the day that begins next, by UTC. */
export function comparisonTimer(at: Instant): NewJob {
  const day = Math.floor(at / DAY_MS) + 1;
  return {
    id: `${PREFIX}${day}`,
    kind: "timer",
    payload: "{}",
    lane: null,
    runAt: day * DAY_MS,
    held: false,
  };
}

export function isComparisonTimer({ id }: Pick<Job, "id">): boolean {
  return id.startsWith(PREFIX);
}

/**
 * Holds the log channel against the journal, once a day. What was found is an entry, which the channel shows like any
 * other; a difference is told to the people on call as well.
 */
export async function compareToday(options: ComparisonOptions, job: Job): Promise<void> {
  const { ledger, client, clock, log } = options;
  const next = comparisonTimer(clock.now());
  const channel = options.logChannel();
  if (channel === null) {
    await ledger.settleJob(job, { posts: [next], note: { leftOut: "there is no log channel" } });
    return;
  }
  const from = await beginning(ledger, clock.now() - BACK_MS);
  const compared = await compareChannel({ client, ledger, clock }, channel, from);
  if (!compared.ok) {
    const why = describeSlackFailure(compared.failure);
    log.warn({ job: job.id, why }, "the log channel could not be read to compare it; it is tried again");
    const waitMs = growingWait(clock.now() - job.createdAt, SHORTEST_WAIT_MS, LONGEST_WAIT_MS);
    await ledger.postpone(job, clock.now() + waitMs, why);
    return;
  }
  const posts = compared.value.count > 0 ? [next, troubleOf(compared.value, clock.now())] : [next];
  await ledger.settleJob(job, { entries: [verifiedEntry(channel, compared.value)], posts });
}

/** The first entry after the last checkpoint from before a moment. */
async function beginning(ledger: Pick<Ledger, "latestCheckpoints">, since: Instant): Promise<number> {
  const checkpoints = await ledger.latestCheckpoints(MOST_CHECKPOINTS);
  const before = checkpoints.find(({ at }) => at < since);
  return (before?.frontier.size ?? 0) + 1;
}

function verifiedEntry(channel: string, comparison: Comparison): NewEntry {
  const { from, last, same, count, waiting, checkpoints, differences } = comparison;
  const [says = ""] = describeComparison(comparison);
  return {
    kind: "verified",
    case: null,
    body: {
      says,
      channel,
      from,
      last,
      same,
      waiting,
      checkpoints,
      count,
      differences: differences.map((difference) => ({ ...difference })),
    },
  };
}

function troubleOf(comparison: Comparison, at: Instant): NewJob {
  return troubleJob({ ...recordDiffers(describeComparison(comparison)), startsAt: at, endsAt: null }, at);
}
