import type { WebClient } from "@slack/web-api";
import { compare, type Comparison } from "../audit/compare.ts";
import type { Clock } from "../clock.ts";
import type { Ledger } from "../ledger/port.ts";
import type { Result } from "../result.ts";
import type { SlackFailure } from "./client.ts";
import { readChannel } from "./read-channel.ts";

export interface ComparingChannel {
  readonly client: WebClient;
  readonly ledger: Pick<Ledger, "entries" | "logHead" | "latestCheckpoints">;
  readonly clock: Clock;
}

/** A checkpoint every hour, for ten years and more. */
const ALL = 100_000;

/** Holds the log channel as Slack has it now against the journal, from entry `from` on. Changes nothing. */
export function compareChannel(
  { client, ledger, clock }: ComparingChannel,
  channel: string,
  from = 1,
): Promise<Result<Comparison, SlackFailure>> {
  return compare({
    messages: () => readChannel(client, channel, clock),
    entries: ledger.entries,
    head: ledger.logHead,
    checkpoints: async () =>
      (await ledger.latestCheckpoints(ALL)).map(({ frontier, ...checkpoint }) => ({
        ...checkpoint,
        size: frontier.size,
      })),
    from,
    now: clock.now(),
  });
}
