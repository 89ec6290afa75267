import { link, type ChainHead } from "../audit/chain.ts";
import type { Reading, Writing } from "./engine.ts";
import type { Entry, NewEntry } from "./port.ts";

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
  let head = await lockChain(writing);
  const entries: Entry[] = [];
  for (const fact of facts) {
    const entry = link(head, { ...fact, at });
    entries.push(entry);
    head = entry;
  }
  await db
    .insertInto("entry")
    .values(entries.map(({ case: case_number, ...entry }) => ({ ...entry, case_number })))
    .execute();
  await db
    .updateTable("head")
    .set({ number: head.seq, hash: head.hash })
    .where("name", "=", "entry")
    .execute();
  return entries;
}

export function readEntries({ db }: Reading, fromSeq: number, limit: number): Promise<readonly Entry[]> {
  return allEntries(db).where("seq", ">=", fromSeq).orderBy("seq").limit(limit).execute();
}

export function entriesOf({ db }: Reading, caseNumber: number): Promise<readonly Entry[]> {
  return allEntries(db).where("case_number", "=", caseNumber).orderBy("seq").execute();
}

function allEntries(db: Reading["db"]) {
  return db.selectFrom("entry").select(["seq", "at", "kind", "case_number as case", "text", "prev", "hash"]);
}
