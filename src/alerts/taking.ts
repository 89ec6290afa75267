import type { Casework } from "../cases/casework.ts";
import type { Instant } from "../clock.ts";
import type { AlertRecord, Job } from "../ledger/port.ts";
import type { Change, Signal } from "./alert.ts";
import type { AlertSettings } from "./port.ts";
import { alertIdOf, alertJob, readAlert, writingOf } from "./record.ts";
import { hear, open } from "./signal.ts";

/** What one delivery of a source says, as it is stored before the source is answered. */
export interface Sent {
  readonly source: string;
  readonly at: Instant;
  readonly signals: readonly Signal[];
}

/** The name under which Bailiff's own troubles are alerts; no source of the configuration can have it. */
export const OWN_SOURCE = "bailiff";

/** Whoever loses so often to other processes has met something else. */
const TRIES = 20;
/** A source that is heard all the time is written down as heard so often, in milliseconds. */
const HEARD_EVERY_MS = 10_000;

export function sentJob(id: string, sent: Sent) {
  return alertJob(id, { kind: "sent", sent }, sent.at);
}

/** Takes in what a source has sent. It may be done twice, after a crash: the second time nothing is new. */
export async function takeSent(
  work: Casework,
  settings: AlertSettings,
  job: Job,
  { source, at, signals }: Sent,
  heard: Map<string, Instant>,
): Promise<void> {
  if (source !== OWN_SOURCE && at - (heard.get(source) ?? 0) >= HEARD_EVERY_MS) {
    await work.ledger.noteHeard(source, at);
    heard.set(source, at);
  }
  let isSettled = false;
  for (const [index, signal] of signals.entries()) {
    const settle = index === signals.length - 1;
    const took = await takeSignal(work, settings, job, source, at, signal, settle);
    if (took === "stale") return;
    isSettled = settle && took === "written";
  }
  if (!isSettled) await work.ledger.settleJob(job, {});
}

/** `same`: nothing was new, so nothing was written. */
async function takeSignal(
  work: Casework,
  settings: AlertSettings,
  job: Job,
  source: string,
  at: Instant,
  signal: Signal,
  settle: boolean,
): Promise<"written" | "same" | "stale"> {
  const { ledger } = work;
  const channel = settings.sources.get(source)?.channel ?? settings.channel;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const record = await ledger.newestAlert(source, signal.key);
    const written = record
      ? await takeKnown(work, settings, job, record, signal, at, settle)
      : await takeNew(work, settings, job, { source, channel }, signal, 1, at, settle);
    if (written !== "moved") return written;
  }
  throw new Error(`the alert ${source} ${signal.key} moved at every look`);
}

async function takeNew(
  work: Casework,
  settings: AlertSettings,
  job: Job,
  about: { readonly source: string; readonly channel: string },
  signal: Signal,
  episode: number,
  at: Instant,
  settle: boolean,
): Promise<"written" | "moved" | "stale" | "same"> {
  const opened = open(signal, about, at);
  if (opened === null) return "same";
  const id = alertIdOf(about.source, signal.key, episode);
  const writing = writingOf(work, settings.clocks, { id, version: 0, before: null }, opened);
  return work.ledger.openAlert(job, {
    id,
    source: about.source,
    key: signal.key,
    episode,
    ...writing,
    settle,
  });
}

async function takeKnown(
  work: Casework,
  settings: AlertSettings,
  job: Job,
  record: AlertRecord,
  signal: Signal,
  at: Instant,
  settle: boolean,
): Promise<"written" | "moved" | "stale" | "same"> {
  const before = readAlert(record);
  const heard = hear(before, signal, at);
  if (heard.kind === "same") return "same";
  if (heard.kind === "another") {
    const { source, channel } = before;
    return takeNew(work, settings, job, { source, channel }, signal, record.episode + 1, at, settle);
  }
  return change(work, settings, job, record, heard, settle);
}

function change(
  work: Casework,
  settings: AlertSettings,
  job: Job,
  record: AlertRecord,
  changed: Change,
  settle: boolean,
): Promise<"written" | "moved" | "stale"> {
  const { id, version } = record;
  const writing = writingOf(work, settings.clocks, { id, version, before: readAlert(record) }, changed);
  return work.ledger.changeAlert(job, { id, version, ...writing, settle });
}
