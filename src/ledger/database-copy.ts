import type { DatabaseCopy } from "../audit/verify-database.ts";
import type { Clock } from "../clock.ts";
import { ok, type Result } from "../result.ts";
import { latestCheckpoints } from "./checkpoints.ts";
import type { Reading } from "./engine.ts";
import { readEntries } from "./entries.ts";
import { logHead } from "./feed.ts";
import type { Entry, Ledger } from "./port.ts";
import { lookAtPostgres } from "./postgres/look.ts";
import type { LedgerProblem } from "./problem.ts";
import { readFrom } from "./read-from.ts";
import { lookIntoFile } from "./sqlite/look.ts";

/** A database that is looked at as evidence: for reading only, in a connection of its own, and none of it believed. */
export interface OpenDatabaseCopy extends AsyncDisposable {
  readonly copy: DatabaseCopy;
  /** The same as a running program reads it. */
  readonly ledger: Pick<Ledger, "entries" | "logHead" | "latestCheckpoints">;
  /** What an error while it is read means; null: a mistake of ours. */
  readonly problemOf: (error: unknown) => LedgerProblem | null;
}

/** Where it is: a file of SQLite under any name, or the address of a PostgreSQL database. */
export type DatabasePlace =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "postgres"; readonly url: string };

/** Null: there is no journal there, or one of a form from before entries had commitments. */
export async function openDatabaseCopy(
  place: DatabasePlace,
  clock: Clock,
): Promise<Result<OpenDatabaseCopy | null, LedgerProblem>> {
  const opened =
    place.kind === "file" ? lookIntoFile(place.path, clock) : await lookAtPostgres(place.url, clock);
  return readFrom(opened, ({ reading, problemOf, applied, close }) =>
    applied.includes("005_audit")
      ? ok({
          copy: databaseCopy(reading),
          ledger: ledgerOf(reading),
          problemOf,
          [Symbol.asyncDispose]: close,
        })
      : ok(null),
  );
}

function ledgerOf(reading: Reading): OpenDatabaseCopy["ledger"] {
  return {
    entries: (fromSeq, limit) => readEntries(reading, fromSeq, limit),
    logHead: () => logHead(reading),
    latestCheckpoints: (limit) => latestCheckpoints(reading, limit),
  };
}

export function databaseCopy(reading: Reading): DatabaseCopy {
  const { db } = reading;
  return {
    checkpoints: () =>
      db
        .selectFrom("checkpoint")
        .select(["number", "size", "at", "frontier", "verifier", "note"])
        .orderBy("number")
        .execute(),
    async head() {
      const head = await db
        .selectFrom("head")
        .select(["number as seq", "hash"])
        .where("name", "=", "entry")
        .executeTakeFirst();
      return head ?? null;
    },
    entries: () => allEntries(reading),
  };
}

/** Most entries that are read together, and about how many characters of them are held at a time. */
const MOST_ENTRIES = 2_000;
const MOST_CHARACTERS = 4_000_000;

/** From the smallest number there is, since a forger is not bound to begin at 1. */
async function* allEntries({ db }: Reading): AsyncGenerator<readonly Entry[]> {
  let last = Number.MIN_SAFE_INTEGER;
  for (let limit = 100; ;) {
    const page = await db
      .selectFrom("entry")
      .leftJoin("entry_body", "entry_body.seq", "entry.seq")
      .select(["entry.seq", "at", "kind", "case_number as case", "text", "prev", "hash", "body", "salt"])
      .where("entry.seq", ">", last)
      .orderBy("entry.seq")
      .limit(limit)
      .execute();
    const end = page.at(-1);
    if (!end) return;
    yield page;
    last = end.seq;
    const length = page.reduce((sum, { text, body }) => sum + text.length + (body?.length ?? 0), 1);
    const fitting = Math.floor((MOST_CHARACTERS * page.length) / length);
    limit = Math.max(1, Math.min(MOST_ENTRIES, limit * 2, fitting));
  }
}
