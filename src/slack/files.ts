import type { WebClient } from "@slack/web-api";
import { fail, ok, type Result } from "../result.ts";
import type { Secret } from "../secret.ts";
import { failureOf, type SlackFailure } from "./client.ts";
import { createFileTransfer, type FetchFailure } from "./file-transfer.ts";

/** Files in Slack: results that go up, lists that come down. */
export interface Files {
  /**
   * Uploads a text (UTF-8) and shows it in a channel, or in the thread of `threadTs`. Slack takes no empty file and
   * wants the bot to be in the channel. After `uncertain` it may stand there all the same; after any other failure
   * it does not.
   */
  upload(file: NewFile): Promise<Result<{ readonly id: string }, SlackFailure>>;
  /**
   * The text of a file, by its id or its `url_private_download`, when it has at most `maxBytes`. Bytes that are no
   * UTF-8 come out as U+FFFD; a byte order mark stays.
   */
  download(file: string, maxBytes: number): Promise<Result<string, DownloadFailure>>;
}

export interface NewFile {
  readonly channel: string;
  readonly threadTs: string | null;
  /** With its extension, which tells Slack what it is. */
  readonly name: string;
  readonly title: string;
  /** What is said with it, as markup. */
  readonly comment: string;
  readonly text: string;
}

export type DownloadFailure = SlackFailure | FetchFailure;

/** `client` and `token` must be of the same bot. */
export function createFiles(client: WebClient, token: Secret, apiUrl: string): Files {
  const transfer = createFileTransfer(apiUrl);

  /** The address of a file's bytes, and their number where it is known without fetching them. */
  const locate = async (
    file: string,
  ): Promise<Result<{ readonly url: string; readonly bytes: number }, DownloadFailure>> => {
    if (!/^F[A-Z0-9]+$/.test(file)) return ok({ url: file, bytes: 0 });
    try {
      const { file: found } = await client.files.info({ file });
      const url = found?.url_private_download ?? found?.url_private;
      // A deleted file is still known, as a tombstone without an address.
      return url === undefined
        ? fail({ kind: "refused", code: "file_not_found" })
        : ok({ url, bytes: found?.size ?? 0 });
    } catch (error) {
      return fail(failureOf(error));
    }
  };

  return {
    async upload({ channel, threadTs, name, title, comment, text }) {
      const bytes = Buffer.from(text);
      try {
        const promised = await client.files.getUploadURLExternal({ filename: name, length: bytes.length });
        const { upload_url: url = "", file_id: id = "" } = promised;
        const sent = await transfer.send(url, bytes);
        if (!sent.ok) return sent;
        const place =
          threadTs === null ? { channel_id: channel } : { channel_id: channel, thread_ts: threadTs };
        await client.files.completeUploadExternal({
          files: [{ id, title }],
          initial_comment: comment,
          ...place,
        });
        return ok({ id });
      } catch (error) {
        return fail(failureOf(error));
      }
    },
    async download(file, maxBytes) {
      const located = await locate(file);
      if (!located.ok) return located;
      const { url, bytes } = located.value;
      if (bytes > maxBytes) return fail({ kind: "too_large", most: maxBytes });
      return transfer.fetch(url, token, maxBytes);
    },
  };
}
