import { link, type ChainHead, type WholeEntry } from "../audit/chain.ts";
import type { Reading, Writing } from "./engine.ts";
import type { Entry, NewEntry } from "./port.ts";
import { inSlices } from "./slices.ts";

/** Takes the row that orders all chained units. Must come before any other lock of a transaction. */
export async function lockChain(writing: Writing): Promise<ChainHead> {
  const { db, engine } = writing;
  const head = await engine
    .forUpdate(db.selectFrom("head").select(["number as seq", "hash"]).where("name", "=", "entry"))
    .executeTakeFirst();
  if (!head) throw new Error("the head of the chain is gone from the database");
  return head;
}

/** Numbers the facts and adds them to the chain. Only in a chained unit. */
export async function appendEntries(writing: Writing, facts: readonly NewEntry[]): Promise<readonly Entry[]> {
  if (facts.length === 0) return [];
  const { db } = writing;
  const at = writing.now();
  const before = await lockChain(writing);
  let head: ChainHead = before;
  const entries: WholeEntry[] = [];
  for (const fact of facts) {
    const entry = link(head, { ...fact, at }, writing.newSalt());
    entries.push(entry);
    head = entry;
  }
  for (const slice of inSlices(entries)) await insertEntries(writing, slice);
  await db
    .updateTable("head")
    .set({ number: head.seq, hash: head.hash })
    .where("name", "=", "entry")
    .execute();
  writing.added(before.seq, head.seq);
  return entries;
}

async function insertEntries({ db }: Writing, entries: readonly WholeEntry[]): Promise<void> {
  await db
    .insertInto("entry")
    .values(
      entries.map(({ seq, at, kind, case: case_number, text, prev, hash }) => ({
        seq,
        at,
        kind,
        case_number,
        text,
        prev,
        hash,
      })),
    )
    .execute();
  await db
    .insertInto("entry_body")
    .values(entries.map(({ seq, body, salt }) => ({ seq, body, salt })))
    .execute();
}

/**
 * In order, from a number on: two reads by number, put together here. Joined in the database, PostgreSQL reads the bodies
 * from the first one on for each page (a merge join knows no lower bound for its other side), so that a walk over all
 * entries would take the square of their number.
 */
export async function readEntries(
  { db }: Reading,
  fromSeq: number,
  limit: number,
): Promise<readonly Entry[]> {
  const entries = await db
    .selectFrom("entry")
    .select(["seq", "at", "kind", "case_number as case", "text", "prev", "hash"])
    .where("seq", ">=", fromSeq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const last = entries.at(-1);
  if (!last) return [];
  const bodies = await db
    .selectFrom("entry_body")
    .select(["seq", "body", "salt"])
    .where("seq", ">=", fromSeq)
    .where("seq", "<=", last.seq)
    .execute();
  const bySeq = new Map(bodies.map(({ seq, body, salt }) => [seq, { body, salt }]));
  return entries.map((entry) => ({ ...entry, ...(bySeq.get(entry.seq) ?? GONE) }));
}

const GONE = { body: null, salt: null };

export function entriesOf({ db }: Reading, caseNumber: number): Promise<readonly Entry[]> {
  return allEntries(db).where("case_number", "=", caseNumber).orderBy("entry.seq").execute();
}

/** What was said of an act that waited, in order. */
export function entriesOfHold({ db }: Reading, hold: string): Promise<readonly Entry[]> {
  return allEntries(db)
    .where("entry.seq", "in", (eb) => eb.selectFrom("hold_entry").select("seq").where("hold", "=", hold))
    .orderBy("entry.seq")
    .execute();
}

export function allEntries(db: Reading["db"]) {
  return db
    .selectFrom("entry")
    .leftJoin("entry_body", "entry_body.seq", "entry.seq")
    .select(["entry.seq", "at", "kind", "case_number as case", "text", "prev", "hash", "body", "salt"]);
}
