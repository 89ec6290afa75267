import type { Files as ListFiles } from "../cases/casework.ts";
import type { Clock } from "../clock.ts";
import { MOST_LIST_BYTES } from "../grammar/list.ts";
import { fail } from "../result.ts";
import { downloadFailureText } from "../texts/batch.ts";
import type { Files } from "./files.ts";
import { remember } from "./remembered.ts";

/** How long a text is kept, in milliseconds, and how many of them. */
const KEPT_MS = 60_000;
const MOST_KEPT = 4;

/** Lists of accounts that people upload. A request that is held up asks for its list again and again. */
export function listFiles(files: Pick<Files, "download">, clock: Clock): ListFiles {
  const kept = remember(clock, MOST_KEPT, (id) => files.download(id, MOST_LIST_BYTES));
  return {
    async read({ id }) {
      const text = await kept(id, KEPT_MS);
      if (text.ok) return text;
      const { kind } = text.failure;
      const mayPass = kind === "throttled" || kind === "uncertain";
      return fail({ detail: downloadFailureText(text.failure), mayPass });
    },
  };
}
