import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { request } from "undici";

/** One more place where signed checkpoints are put, besides the log channel. */
export interface CopyPlace {
  /** As an operator knows it, without what may be secret in it. */
  readonly name: string;
  /** Rejects when the note may not have arrived; it may be put twice, which changes nothing. */
  put(note: string): Promise<void>;
}

const TIMEOUT_MS = 5_000;

/** A file that grows by each note, with a blank line between them. */
export function fileCopy(path: string): CopyPlace {
  return {
    name: path,
    async put(note) {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, `${note}\n`, { mode: 0o644, flush: true });
    },
  };
}

/** An address that is sent each note, as plain text. */
export function webhookCopy(url: string): CopyPlace {
  return {
    // The path of a webhook is often its secret.
    name: new URL(url).host,
    async put(note) {
      const { statusCode, body } = await request(url, {
        method: "POST",
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: note,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
      });
      await body.dump();
      if (statusCode >= 300) throw new Error(`it answered ${statusCode}`);
    },
  };
}
