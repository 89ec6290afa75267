import { setImmediate as endOfTurn } from "node:timers/promises";
import { exportEntries } from "../audit/exporting/make.ts";
import { manifestOf } from "../audit/exporting/manifest.ts";
import type { ExportSource } from "../audit/exporting/port.ts";
import { NO_FILTER } from "../audit/exporting/selection.ts";
import { sha256 } from "../audit/hash.ts";
import type { Signers } from "../audit/signers.ts";
import type { Exports } from "../cases/exports.ts";
import type { Clock } from "../clock.ts";
import type { Environment } from "../config/environment.ts";
import { openForExport } from "../ledger/export-source.ts";
import { fail, ok } from "../result.ts";
import { exportName } from "../texts/exporting.ts";
import { ledgerPlace } from "./ledger-place.ts";
import { programVersion } from "./version.ts";

/** Most entries between the two numbers: they are read, and held as a file of some megabytes. */
const MOST_ENTRIES = 10_000;

/** Files of entries for Slack, from a look into the database beside the thread that writes it. */
export function openExports({
  storage,
  clock,
  signers,
}: {
  readonly storage: Environment["storage"];
  readonly clock: Clock;
  readonly signers: Signers;
}): Exports {
  const reading = async <T>(read: (source: ExportSource) => Promise<T>): Promise<T> => {
    const opened = await openForExport(ledgerPlace(storage), clock);
    if (!opened.ok || opened.value === null) throw new Error("the journal cannot be opened to be exported");
    await using journal = opened.value;
    const { source } = journal;
    // SQLite works without yielding, and Slack waits for this thread: a turn of the event loop between two pages.
    const entries: ExportSource["entries"] = async (...asked) => {
      await endOfTurn();
      return source.entries(...asked);
    };
    // Waited for here: it is closed when this ends.
    return await read({ ...source, entries });
  };
  return {
    range: (since) =>
      reading(async (source) => {
        const { seq: last } = await source.head();
        const first = since === null ? 1 : await source.firstFrom(since);
        return first === null || last < first ? null : { first, last };
      }),
    make: ({ first, last, group }) =>
      reading(async (source) => {
        const among = last - first + 1;
        if (among > MOST_ENTRIES) return fail({ count: among, most: MOST_ENTRIES });
        const about = { origin: signers[0].name, version: programVersion(), format: "jsonl" } as const;
        const selection = { first, last, filter: { ...NO_FILTER, group }, sample: null };
        let text = "";
        const exported = await exportEntries(source, selection, about, async (lines) => {
          text += lines;
        });
        const bytes = Buffer.byteLength(text);
        const file = { name: exportName({ first, last }), bytes, sha256: sha256(text) };
        return ok({
          ...file,
          text,
          count: exported.count,
          manifest: (recorded: number | null) =>
            reading(async (now) =>
              manifestOf(exported, {
                ...about,
                file,
                madeAt: clock.now(),
                recorded,
                checkpoints: await now.checkpoints(first, last),
                redactions: await now.redactions(first, last),
                signers,
              }),
            ),
        });
      }),
  };
}
