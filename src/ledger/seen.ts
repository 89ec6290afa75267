import { expressionBuilder, sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Instant } from "../clock.ts";
import type { Verb } from "../words.ts";
import type { Reading, Writing } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { addJobs, endJob, holds } from "./jobs.ts";
import type { Job, NewSeen, Seen, SeenIn, Telling, ToldSeen, TriedAttempt, Written } from "./port.ts";

/**
 * A chained unit, as the next one: so whoever adds sees whether the telling that it counts on is still to come, and
 * whoever tells sees what was added.
 */
export async function noteSeen(
  writing: Writing,
  job: Job,
  { connection, id: group }: SeenIn,
  rows: readonly NewSeen[],
  telling: Telling,
): Promise<Written> {
  const held = await holds(writing, job);
  if (!held) return "stale";
  const { db } = writing;
  const added = await db
    .insertInto("seen")
    .values(rows.map(({ key, body }) => ({ key, connection, group_id: group, body, told_at: null })))
    .onConflict((conflict) => conflict.column("key").doNothing())
    .returning("seq")
    .execute();
  if (added.length > 0) await addTelling(writing, { connection, id: group }, telling);
  await endJob(writing, job, held, { note: { seen: added.length } });
  return "written";
}

/** A chained unit. */
export async function tellSeen(
  writing: Writing,
  job: Job,
  { connection, id: group }: SeenIn,
  { upTo, entries, posts, next }: ToldSeen,
): Promise<Written> {
  const held = await holds(writing, job);
  if (!held) return "stale";
  await writing.db
    .updateTable("seen")
    .set({ told_at: writing.now() })
    .where("connection", "=", connection)
    .where("group_id", "=", group)
    .where("told_at", "is", null)
    .where("seq", "<=", upTo)
    .execute();
  await appendEntries(writing, entries);
  await addJobs(writing, posts, null);
  const left = await untoldIn(writing, { connection, id: group }, 1);
  if (left.length > 0) await addTelling(writing, { connection, id: group }, next);
  await endJob(writing, job, held, { note: { toldUpTo: upTo } });
  return "written";
}

async function addTelling(writing: Writing, { connection, id }: SeenIn, telling: Telling): Promise<void> {
  const last = await writing.db
    .selectFrom("seen")
    .select(["seq", "told_at"])
    .where("connection", "=", connection)
    .where("group_id", "=", id)
    .where("told_at", "is not", null)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const earliest = last?.told_at ? last.told_at + telling.gapMs : 0;
  const runAt = Math.max(telling.soon, earliest);
  await addJobs(
    writing,
    [
      {
        id: `tell:${connection}/${id}:${last?.seq ?? 0}`,
        kind: "callback",
        payload: telling.payload,
        lane: null,
        runAt,
        held: false,
      },
    ],
    null,
  );
}

/** What has gathered about a group and was not told, oldest first. */
export async function untoldIn(
  { db }: Pick<Reading, "db">,
  { connection, id }: SeenIn,
  limit: number,
): Promise<readonly Seen[]> {
  const rows = await about({ db }, { connection, id })
    .where("told_at", "is", null)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map(seenOf);
}

export async function seenBySeq({ db }: Pick<Reading, "db">, seq: number): Promise<Seen | null> {
  const row = await db.selectFrom("seen").selectAll().where("seq", "=", seq).executeTakeFirst();
  return row ? seenOf(row) : null;
}

/** What was told about a group and names one of these accounts, newest first; with many of them, whatever was told. */
export async function seenIn(
  { db }: Pick<Reading, "db">,
  { connection, id }: SeenIn,
  accounts: readonly string[],
  limit: number,
): Promise<readonly Seen[]> {
  const rows = await about({ db }, { connection, id })
    .where((eb) => mayName(eb.ref("body"), accounts))
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.map(seenOf);
}

function about({ db }: Pick<Reading, "db">, { connection, id }: SeenIn) {
  return db.selectFrom("seen").selectAll().where("connection", "=", connection).where("group_id", "=", id);
}

function seenOf(row: {
  readonly seq: number;
  readonly key: string;
  readonly connection: string;
  readonly group_id: string;
  readonly body: string;
}): Seen {
  const { seq, key, connection, group_id: group, body } = row;
  return { seq, key, connection, group, body };
}

/** A request lasts seconds; so far back one can have begun that was still open at a moment. */
const LONGEST_ATTEMPT_MS = 10 * 60_000;

/** Requests about a group with one of these verbs that a vendor may have applied between two moments. */
export async function attemptsBetween(
  { db }: Pick<Reading, "db">,
  { connection, id }: SeenIn,
  verbs: readonly Verb[],
  accounts: readonly string[],
  from: Instant,
  to: Instant,
): Promise<readonly TriedAttempt[]> {
  if (verbs.length === 0 || accounts.length === 0) return [];
  const rows = await db
    .selectFrom("attempt")
    .innerJoin("moderation_case as kase", "kase.number", "attempt.case_number")
    .select(["case_number", "verb", "accounts", "started_at", "deadline", "ended_at"])
    .where("kase.connection", "=", connection)
    .where("kase.group_id", "=", id)
    .where("kase.verb", "in", verbs)
    .where("started_at", ">=", from - LONGEST_ATTEMPT_MS)
    .where("started_at", "<=", to)
    .where((eb) => eb(eb.fn.coalesce("ended_at", "deadline"), ">=", from))
    .where((eb) => mayName(eb.ref("attempt.accounts"), accounts))
    .execute();
  const asked = new Set(accounts);
  return rows.flatMap((row) => {
    // Written by beginAttempt.
    const named = (JSON.parse(row.accounts) as string[]).filter((account) => asked.has(account));
    const { case_number, verb, started_at, ended_at, deadline } = row;
    const about = { case: case_number, verb, accounts: named, startedAt: started_at };
    return named.length > 0 ? [{ ...about, until: ended_at ?? deadline }] : [];
  });
}

/**
 * More names than this are looked for in the lists themselves: a batch comes back one account at a time, and each time
 * the database passes over its many other requests.
 */
const FEW = 8;

/** Whether a list in JSON may name one of these accounts. */
function mayName(list: Expression<string>, accounts: readonly string[]): Expression<SqlBool> {
  const eb = expressionBuilder();
  return accounts.length <= FEW ? eb.or(accounts.map((account) => names(list, account))) : eb.lit(true);
}

/** Whether a list in JSON may name an account; the list itself decides. SQLite makes no difference of case here. */
function names(list: Expression<string>, account: string): RawBuilder<boolean> {
  const pattern = `%${JSON.stringify(account).replaceAll(/[!%_]/g, "!$&")}%`;
  return sql<boolean>`${list} like ${pattern} escape '!'`;
}
