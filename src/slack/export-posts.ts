import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { EntriesFile, Exports } from "../cases/exports.ts";
import type { Address, Notice } from "../cases/notice.ts";
import type { Clock } from "../clock.ts";
import { bodyOf, type Job, type Ledger } from "../ledger/port.ts";
import { fail, ok, type Result } from "../result.ts";
import * as texts from "../texts/exporting.ts";
import { cardOf } from "./cards/card.ts";
import { failureOf, type SlackFailure } from "./client.ts";
import type { Files } from "./files.ts";

export interface ExportPostsOptions {
  readonly ledger: Ledger;
  readonly client: WebClient;
  readonly files: Pick<Files, "upload">;
  readonly exports: Exports;
  readonly clock: Clock;
}

export type ExportFile = Notice & { readonly kind: "export_file" };

/** Hands out a file of entries and its manifest, in the thread of a direct message. */
export interface ExportPosts {
  /** A failure is for whoever holds or gives up messages. */
  post(job: Job, address: Address & { to: "asker" }, notice: ExportFile): Promise<Result<null, SlackFailure>>;
}

/** How far it is: where the message stands, and how many of the two files are there. */
const progressNote = z.object({ channel: z.string(), ts: z.string().min(1), sent: z.number() });
type Progress = z.infer<typeof progressNote>;

/** Looked for among so many entries after the last one in the file. */
const LOOK_AHEAD = 1_000;

export function createExportPosts({
  ledger,
  client,
  files,
  exports,
  clock,
}: ExportPostsOptions): ExportPosts {
  /** One step a turn, each written down before the next: after a crash at most one file comes twice, and it is the same. */
  const goOn = async (job: Job, note: Progress): Promise<Result<null, SlackFailure>> => {
    if (note.sent === FILES) await ledger.settleJob(job, { note });
    else await ledger.postpone(job, clock.now(), null, { note });
    return ok(null);
  };

  const begin = async (job: Job, person: string, notice: ExportFile): Promise<Result<null, SlackFailure>> => {
    try {
      // A person's id opens the direct message with them; Slack answers with its channel.
      const { channel = "", ts = "" } = await client.chat.postMessage({
        channel: person,
        ...cardOf(texts.exportHead(notice)),
        unfurl_links: false,
        unfurl_media: false,
      });
      return await goOn(job, { channel, ts, sent: 0 });
    } catch (error) {
      return fail(failureOf(error));
    }
  };

  const changed = async (job: Job, { channel, ts }: Progress): Promise<Result<null, SlackFailure>> => {
    try {
      await client.chat.postMessage({ channel, thread_ts: ts, ...cardOf([texts.EXPORT_CHANGED]) });
    } catch (error) {
      return fail(failureOf(error));
    }
    await ledger.settleJob(job, { note: { leftOut: "an entry was redacted meanwhile" } });
    return ok(null);
  };

  return {
    async post(job, { person }, notice) {
      const note = progressNote.safeParse((await ledger.jobById(job.id))?.note).data;
      if (!note) return begin(job, person, notice);
      const made = await exports.make(notice);
      if (!made.ok || made.value.sha256 !== notice.sha256) return changed(job, note);
      const { name, text } = await partOf(made.value, note.sent, await entryOf(notice));
      const { channel, ts: threadTs } = note;
      const sent = await files.upload({ channel, threadTs, name, title: name, comment: "", text });
      return sent.ok ? goOn(job, { ...note, sent: note.sent + 1 }) : sent;
    },
  };

  /** The number of the entry that says that the file was handed out. */
  async function entryOf({ last, job }: ExportFile): Promise<number | null> {
    const after = await ledger.entries(last + 1, LOOK_AHEAD);
    return after.find((entry) => entry.kind === "exported" && bodyOf(entry)["request"] === job)?.seq ?? null;
  }
}

const FILES = 2;

async function partOf(
  file: EntriesFile,
  sent: number,
  recorded: number | null,
): Promise<{ readonly name: string; readonly text: string }> {
  if (sent === 0) return file;
  return { name: `${file.name}.manifest.json`, text: await file.manifest(recorded) };
}
