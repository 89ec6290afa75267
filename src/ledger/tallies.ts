import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { OUTCOMES, type Books, type Outcome, type Verb } from "../words.ts";
import type { Instant } from "../clock.ts";
import type { Reading } from "./engine.ts";
import { booksOf, type Period, type Tally } from "./port.ts";

/** Counted at a time, in milliseconds: SQLite answers nobody else meanwhile. */
const SLICE_MS = 86_400_000;

/** Ends that Bailiff carries out were asked for by the clock, not by the person of the case they end. */
const ASKED_BY = sql<string | null>`case when kase.lifts is null then kase.person end`;

/** What was opened in a period, counted by group, verb and person. */
export async function talliesOf(reading: Reading, { from, until }: Period): Promise<readonly Tally[]> {
  const tallies = new Map<string, Tally>();
  // One look at each end of the index; where there are no cases, there is nothing to count.
  const [oldest, newest] = await Promise.all([openedFirst(reading, "asc"), openedFirst(reading, "desc")]);
  const end = Math.min(until, newest + 1);
  for (let start = Math.max(from, oldest); start < end; start += SLICE_MS) {
    const slice = await talliesOfSlice(reading, { from: start, until: Math.min(start + SLICE_MS, end) });
    for (const [key, tally] of slice) tallies.set(key, added(tallies.get(key), tally));
    await setImmediate();
  }
  return [...tallies.values()];
}

async function openedFirst({ db }: Reading, order: "asc" | "desc"): Promise<Instant> {
  const row = await db
    .selectFrom("moderation_case")
    .select("opened_at")
    .orderBy("opened_at", order)
    .limit(1)
    .executeTakeFirst();
  return row?.opened_at ?? 0;
}

async function talliesOfSlice(
  { db }: Reading,
  { from, until }: Period,
): Promise<readonly (readonly [key: string, tally: Tally])[]> {
  const opened = db
    .selectFrom("moderation_case as kase")
    .where("kase.opened_at", ">=", from)
    .where("kase.opened_at", "<", until);
  const cases = await opened
    .select((eb) => [
      "kase.connection",
      "kase.group_id",
      "kase.verb",
      ASKED_BY.as("person"),
      eb.fn.max("kase.alias").as("alias"),
      eb.fn.countAll<number>().as("cases"),
    ])
    .groupBy(["kase.connection", "kase.group_id", "kase.verb", ASKED_BY])
    .execute();
  const accounts = await opened
    .innerJoin("target", "target.case_number", "kase.number")
    .select((eb) => [
      "kase.connection",
      "kase.group_id",
      "kase.verb",
      ASKED_BY.as("person"),
      "target.outcome",
      eb.fn.countAll<number>().as("accounts"),
    ])
    .groupBy(["kase.connection", "kase.group_id", "kase.verb", ASKED_BY, "target.outcome"])
    .execute();
  const counted = Map.groupBy(accounts, keyOf);
  return cases.map((row) => {
    const key = keyOf(row);
    const group = { alias: row.alias, connection: row.connection, id: row.group_id };
    const { verb, person } = row;
    return [key, { group, verb, person, cases: row.cases, ...bookedIn(counted.get(key) ?? []) }];
  });
}

function added(before: Tally | undefined, more: Tally): Tally {
  if (!before) return more;
  const books = { ...before.books };
  for (const outcome of OUTCOMES) books[outcome] += more.books[outcome];
  return { ...more, cases: before.cases + more.cases, open: before.open + more.open, books };
}

function keyOf(row: {
  readonly connection: string;
  readonly group_id: string;
  readonly verb: Verb;
  readonly person: string | null;
}): string {
  return JSON.stringify([row.connection, row.group_id, row.verb, row.person]);
}

function bookedIn(rows: readonly { readonly outcome: Outcome | null; readonly accounts: number }[]): {
  readonly books: Books;
  readonly open: number;
} {
  const books = { ...booksOf([]) };
  let open = 0;
  for (const { outcome, accounts } of rows) {
    if (outcome) books[outcome] = accounts;
    else open = accounts;
  }
  return { books, open };
}
