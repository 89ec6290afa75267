import { join } from "node:path";
import { feedJob } from "../audit/feed-job.ts";
import { makeCheckpoint } from "../audit/checkpoints.ts";
import { hourTimer, isCheckpointTimer, keyTimer } from "../audit/checkpoint-timers.ts";
import type { Signers } from "../audit/signers.ts";
import { post } from "../cases/casework.ts";
import { growingWait } from "../cases/waits.ts";
import type { Environment } from "../config/environment.ts";
import type { ConfigFile } from "../config/schema.ts";
import type { Job, NewJob, StoredCheckpoint } from "../ledger/port.ts";
import {
  compareToday,
  comparisonTimer,
  isComparisonTimer,
  type ComparisonOptions,
} from "./daily-comparison.ts";
import { fileCopy, webhookCopy, type CopyPlace } from "../ops/checkpoint-copies.ts";

export interface RecordOptions extends ComparisonOptions {
  readonly signers: Signers;
  readonly file: Pick<ConfigFile, "audit">;
  readonly storage: Environment["storage"];
}

/** What keeps the record provable: signed checkpoints, and their copies elsewhere. */
export interface KeptRecord {
  /** Sees to it that what has to come again and again comes, and that the key in use is on record. */
  begin(): Promise<void>;
  /** The work of a timer, if it is one of the record's. */
  workOf(job: Job): (() => Promise<void>) | null;
  /** Ends a timer of the record at which Bailiff keeps failing. The next one is set. */
  giveUp(job: Job, why: string): Promise<void>;
}

const COPY = "copy:";
const SHORTEST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;

export function openRecord(options: RecordOptions): KeptRecord {
  const { ledger, clock, log, signers } = options;
  const places = placesOf(options);

  const told = ({ number, note, frontier }: StoredCheckpoint): readonly NewJob[] => {
    const notice = { kind: "checkpoint", number, size: frontier.size, note } as const;
    const channels = [options.logChannel(), options.file.audit?.copies.channel ?? null];
    return [
      ...channels.flatMap((channel, index) =>
        channel === null
          ? []
          : [post(`checkpoint:${number}:${index}`, { to: "log", channel }, notice, clock.now())],
      ),
      ...places.map((_, index) => copyTimer(number, index, note, clock.now())),
    ];
  };

  const checkpoint = async (job: Job): Promise<void> => {
    const made = await makeCheckpoint({ ledger, clock, signers, told }, job);
    if (made.ok) return;
    const why = `no checkpoint was signed: ${made.failure.detail}`;
    log.error(
      { job: job.id, why },
      "the journal is not what was signed before; somebody may have changed it",
    );
    await ledger.bury(job, why, { posts: [hourTimer(clock.now())] });
  };

  const copy = async (job: Job): Promise<void> => {
    const { place, note } = JSON.parse(job.payload) as { readonly place: number; readonly note: string };
    const target = places[place];
    // The configuration names fewer places than when the checkpoint was made.
    if (!target) return void (await ledger.settleJob(job, { note: { leftOut: "there is no such place" } }));
    try {
      await target.put(note);
      await ledger.settleJob(job, { note: { copied: target.name } });
    } catch (error) {
      const why = error instanceof Error ? error.message : "it failed";
      log.warn(
        { job: job.id, place: target.name, why },
        "a checkpoint could not be copied; it is tried again",
      );
      const waitMs = growingWait(clock.now() - job.createdAt, SHORTEST_WAIT_MS, LONGEST_WAIT_MS);
      await ledger.postpone(job, clock.now() + waitMs, why);
    }
  };

  return {
    async begin() {
      const [{ verifier }] = signers;
      const [latest = null] = await ledger.latestCheckpoints(1);
      await ledger.receive(feedJob(1, clock.now()));
      await ledger.receive(hourTimer(clock.now()));
      await ledger.receive(comparisonTimer(clock.now()));
      if (latest?.verifier === verifier) return;
      const before = latest?.verifier ?? null;
      await ledger.append([{ kind: "key_taken", case: null, body: { verifier, before } }]);
      await ledger.receive(keyTimer(verifier, clock.now()));
    },
    workOf(job) {
      if (isCheckpointTimer(job)) return () => checkpoint(job);
      if (isComparisonTimer(job)) return () => compareToday(options, job);
      return job.id.startsWith(COPY) ? () => copy(job) : null;
    },
    async giveUp(job, why) {
      const next = isComparisonTimer(job) ? comparisonTimer(clock.now()) : hourTimer(clock.now());
      await ledger.bury(job, why, { posts: [next] });
    },
  };
}

function copyTimer(number: number, place: number, note: string, runAt: number): NewJob {
  const payload = JSON.stringify({ place, note });
  return { id: `${COPY}${number}:${place}`, kind: "timer", payload, lane: null, runAt, held: false };
}

/** Those that are configured; otherwise a file beside the journal, which is better than none. */
function placesOf({ file, storage }: Pick<RecordOptions, "file" | "storage">): readonly CopyPlace[] {
  const copies = file.audit?.copies;
  if (!copies) return storage.kind === "sqlite" ? [fileCopy(join(storage.folder, "checkpoints.txt"))] : [];
  return [
    ...(copies.file === undefined ? [] : [fileCopy(copies.file)]),
    ...(copies.webhook === undefined ? [] : [webhookCopy(copies.webhook)]),
  ];
}
