import type { ExportSource } from "../audit/exporting/port.ts";
import type { Clock } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Reading } from "./engine.ts";
import { readEntries } from "./entries.ts";
import { logHead } from "./feed.ts";
import type { LedgerPlace } from "./keeper/messages.ts";
import { lookAtPostgres } from "./postgres/look.ts";
import type { LedgerProblem } from "./problem.ts";
import { inSlices } from "./slices.ts";
import { readFrom } from "./read-from.ts";
import { lookIntoFolder } from "./sqlite/look.ts";

/** The entries of an open database as exports read them. */
export function exportSource(reading: Reading): ExportSource {
  const { db } = reading;
  return {
    head: () => logHead(reading),
    async firstFrom(at) {
      const row = await db
        .selectFrom("entry")
        .select((eb) => eb.fn.min("seq").as("seq"))
        .where("at", ">=", at)
        .executeTakeFirst();
      return row?.seq ?? null;
    },
    async lastBefore(at) {
      const row = await db
        .selectFrom("entry")
        .select((eb) => eb.fn.max("seq").as("seq"))
        .where("at", "<", at)
        .executeTakeFirst();
      return row?.seq ?? null;
    },
    entries: (fromSeq, limit) => readEntries(reading, fromSeq, limit),
    hashes: (fromSeq, limit) =>
      db
        .selectFrom("entry")
        .select(["seq", "hash"])
        .where("seq", ">=", fromSeq)
        .orderBy("seq")
        .limit(limit)
        .execute(),
    async cases(numbers) {
      const found = [];
      for (const slice of inSlices(numbers))
        found.push(
          ...(await db
            .selectFrom("moderation_case")
            .select(["number", "team", "person", "verb", "alias as group", "rule", "channel"])
            .where("number", "in", slice)
            .execute()),
        );
      return found;
    },
    redactions: (first, last) =>
      db
        .selectFrom("redaction")
        .select(["seq as entry", "by_seq as by"])
        .where("seq", ">=", first)
        .where("seq", "<=", last)
        .orderBy("seq")
        .execute(),
    async treeUpTo(size) {
      const row = await db
        .selectFrom("checkpoint")
        .select(["size", "frontier"])
        .where("size", "<=", size)
        .orderBy("size", "desc")
        .limit(1)
        .executeTakeFirst();
      return row ? { size: row.size, roots: JSON.parse(row.frontier) as readonly string[] } : null;
    },
    checkpoints: (first, last) => checkpointsAround(reading, first, last),
  };
}

/** As many checkpoints between two numbers as a manifest names: a month of hours and more. */
const MOST_BETWEEN = 1_000;

async function checkpointsAround({ db }: Reading, first: number, last: number) {
  const kept = db.selectFrom("checkpoint").select(["number", "note", "verifier"]);
  const parts = await Promise.all([
    kept.where("size", "<", first).orderBy("number", "desc").limit(1).execute(),
    kept
      .where("size", ">=", first)
      .where("size", "<=", last)
      .orderBy("number", "desc")
      .limit(MOST_BETWEEN)
      .execute(),
    kept.where("size", ">=", last).orderBy("number").limit(1).execute(),
    kept.orderBy("number", "desc").limit(1).execute(),
  ]);
  const byNumber = new Map(parts.flat().map((row) => [row.number, row]));
  return [...byNumber.values()]
    .toSorted((one, other) => one.number - other.number)
    .map(({ note, verifier }) => ({ note, verifier }));
}

/** A database that was opened to export from, beside whoever else uses it. */
export interface OpenForExport extends AsyncDisposable {
  readonly source: ExportSource;
}

/** Null: there is no journal yet, or one that the next start has to bring to the form that this program knows. */
export async function openForExport(
  place: LedgerPlace,
  clock: Clock,
): Promise<Result<OpenForExport | null, LedgerProblem>> {
  const opened =
    place.kind === "sqlite" ? lookIntoFolder(place.folder, clock) : await lookAtPostgres(place.url, clock);
  return readFrom(opened, ({ reading, pending, strangers, close }) => {
    if (strangers.length > 0) return fail({ kind: "newer_schema", migrations: strangers });
    if (pending.length > 0) return ok(null);
    return ok({ source: exportSource(reading), [Symbol.asyncDispose]: close });
  });
}
