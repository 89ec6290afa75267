import type { Files as ListFiles } from "../cases/casework.ts";
import { MOST_LIST_BYTES } from "../grammar/list.ts";
import { fail } from "../result.ts";
import { downloadFailureText } from "../texts/batch.ts";
import type { Files } from "./files.ts";

/** Lists of accounts that people upload. */
export function listFiles(files: Pick<Files, "download">): ListFiles {
  return {
    async read({ id }) {
      const text = await files.download(id, MOST_LIST_BYTES);
      if (text.ok) return text;
      const { kind } = text.failure;
      const mayPass = kind === "throttled" || kind === "uncertain";
      return fail({ detail: downloadFailureText(text.failure), mayPass });
    },
  };
}
