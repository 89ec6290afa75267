import type { Kysely } from "kysely";
import { caseHead } from "./case-rows.ts";
import type { Reading } from "./engine.ts";
import { booksOf, type CaseSearch, type FoundCase, type FoundCases, type GroupKey } from "./port.ts";
import type { Schema } from "./schema.ts";
import { lanesOf, type CaseRow, type Lane } from "./search-lanes.ts";

/** Most rows of one lane that are read for a page. */
const MOST_READ = 5_000;
const FIRST_PIECE = 64;
const LARGEST_PIECE = 1_024;
/** Accounts of a case that a list names. */
const NAMED = 3;

/** A page of cases. */
export async function searchCases({ db }: Reading, search: CaseSearch): Promise<FoundCases> {
  const floor = search.since === null ? 0 : await firstSince(db, search.since);
  if (floor === null) return { cases: [], next: null, isCutShort: false };
  const below = search.before ?? Number.MAX_SAFE_INTEGER;
  const most = search.limit + 1;
  const fits = fitsIn(search);
  const pages = await Promise.all(
    lanesOf(db, search).map(({ read, isOwn }) =>
      readLane(read, { below, floor, most, fits: (row) => isOwn(row) && fits(row) }),
    ),
  );
  // Below the number at which one lane was left, others have more than this one.
  const left = Math.max(0, ...pages.map((page) => page.leftAt ?? 0));
  const rows = new Map(pages.flatMap((page) => page.rows).map((row) => [row.number, row]));
  const sorted = [...rows.values()]
    .filter(({ number }) => number >= left)
    .toSorted((one, other) => other.number - one.number);
  const shown = sorted.slice(0, search.limit);
  const isFull = sorted.length > search.limit;
  const last = shown.at(-1)?.number ?? below;
  return {
    cases: await foundCases(db, shown),
    next: isFull ? last : left > 0 ? left : null,
    isCutShort: !isFull && left > 0,
  };
}

/** Numbers and moments of opening grow together, so a moment has a number from which on to look. */
async function firstSince(db: Kysely<Schema>, since: number): Promise<number | null> {
  const first = await db
    .selectFrom("moderation_case")
    .select("number")
    .where("opened_at", ">=", since)
    .orderBy("opened_at")
    .orderBy("number")
    .limit(1)
    .executeTakeFirst();
  return first?.number ?? null;
}

/** Whether a row is what was asked for, whichever lane it comes from. */
function fitsIn({ groups, verb, by, since }: CaseSearch): (row: CaseRow) => boolean {
  const keys = new Set(("only" in groups ? groups.only : groups.except).map(keyOf));
  return (row) => {
    const isListed = keys.has(keyOf({ connection: row.connection, id: row.group_id }));
    return (
      isListed === "only" in groups &&
      (verb === null || row.verb === verb) &&
      (by === null || (row.team === by.team && row.person === by.person && row.lifts === null)) &&
      (since === null || row.opened_at >= since)
    );
  };
}

function keyOf({ connection, id }: GroupKey): string {
  return JSON.stringify([connection, id]);
}

/** `leftAt`: the lowest number read, where the lane was left before its end and before it gave enough. */
async function readLane(
  lane: Lane["read"],
  {
    below,
    floor,
    most,
    fits,
  }: {
    readonly below: number;
    readonly floor: number;
    readonly most: number;
    readonly fits: (row: CaseRow) => boolean;
  },
): Promise<{ readonly rows: readonly CaseRow[]; readonly leftAt: number | null }> {
  const rows: CaseRow[] = [];
  let read = 0;
  let size = FIRST_PIECE;
  let lowest = below;
  while (rows.length < most) {
    const piece = await lane(lowest, size);
    const isEnd = piece.length < size || (piece.at(-1)?.number ?? 0) < floor;
    rows.push(...piece.filter((row) => row.number >= floor && fits(row)));
    if (isEnd) return { rows, leftAt: null };
    lowest = piece.at(-1)?.number ?? lowest;
    read += piece.length;
    if (rows.length < most && read >= MOST_READ) return { rows, leftAt: lowest };
    size = Math.min(2 * size, LARGEST_PIECE);
  }
  return { rows, leftAt: null };
}

async function foundCases(db: Kysely<Schema>, rows: readonly CaseRow[]): Promise<readonly FoundCase[]> {
  if (rows.length === 0) return [];
  const numbers = rows.map(({ number }) => number);
  const heads = await db.selectFrom("moderation_case").selectAll().where("number", "in", numbers).execute();
  const byNumber = new Map(heads.map((head) => [head.number, head]));
  const counts = await db
    .selectFrom("target")
    .select((eb) => ["case_number", "outcome", eb.fn.countAll<number>().as("count")])
    .where("case_number", "in", numbers)
    .groupBy(["case_number", "outcome"])
    .execute();
  const names = await db
    .selectFrom("target")
    .select(["case_number", "account"])
    .where("case_number", "in", numbers)
    .where("ordinal", "<", NAMED)
    .orderBy("ordinal")
    .execute();
  return numbers.flatMap((number) => {
    const head = byNumber.get(number);
    if (!head) return [];
    const mine = counts.filter(({ case_number }) => case_number === number);
    const books = { ...booksOf([]) };
    for (const { outcome, count } of mine) if (outcome) books[outcome] = Number(count);
    return [
      {
        ...caseHead(head),
        books,
        requested: mine.reduce((sum, { count }) => sum + Number(count), 0),
        first: names.filter(({ case_number }) => case_number === number).map(({ account }) => account),
      },
    ];
  });
}
