import { sql } from "kysely";
import type { Books, Outcome, Verb } from "../words.ts";
import type { Reading } from "./engine.ts";
import { booksOf, type Period, type Tally } from "./port.ts";

/** Replicas may disagree about the time by less than this, in milliseconds. */
const DISAGREEMENT_MS = 3_600_000;

/** Ends that Bailiff carries out were asked for by the clock, not by the person of the case they end. */
const ASKED_BY = sql<string | null>`case when kase.lifts is null then kase.person end`;

/** What was opened in a period, counted by group, verb and person. */
export async function talliesOf({ db }: Reading, { from, until }: Period): Promise<readonly Tally[]> {
  // Numbers grow with time, so everything before this one is older: the search begins at the newest case and ends there.
  const before = await db
    .selectFrom("moderation_case")
    .select("number")
    .where("opened_at", "<", from - DISAGREEMENT_MS)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const opened = db
    .selectFrom("moderation_case as kase")
    .where("kase.number", ">", before?.number ?? 0)
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
  return cases.map((row) => ({
    group: { alias: row.alias, connection: row.connection, id: row.group_id },
    verb: row.verb,
    person: row.person,
    cases: row.cases,
    ...bookedIn(counted.get(keyOf(row)) ?? []),
  }));
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
