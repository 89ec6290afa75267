import type { Entry } from "../../ledger/port.ts";
import type { ExportSource } from "./port.ts";

/** Most entries that are read together, and most characters of them that are held at a time, about. */
const MOST_ENTRIES = 1_000;
const MOST_CHARACTERS = 4_000_000;

/**
 * The entries from `first` to `last`, in pages. How many are in a page hangs on how long they are, so that what is held
 * at a time stays the same: an entry about 10,000 accounts is a thousand times as long as others.
 */
export async function* entryPages(
  source: Pick<ExportSource, "entries">,
  first: number,
  last: number,
): AsyncGenerator<readonly Entry[]> {
  let limit = 100;
  for (let next = first; next <= last;) {
    const page = await source.entries(next, Math.min(limit, last - next + 1));
    const end = page.at(-1);
    if (!end || end.seq > last) {
      const rest = page.filter(({ seq }) => seq <= last);
      if (rest.length > 0) yield rest;
      return;
    }
    yield page;
    next = end.seq + 1;
    const length = page.reduce((sum, { text, body }) => sum + text.length + (body?.length ?? 0), 1);
    limit = Math.max(
      1,
      Math.min(MOST_ENTRIES, limit * 2, Math.floor((MOST_CHARACTERS * page.length) / length)),
    );
  }
}
