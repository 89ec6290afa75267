import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { CHAIN_START, link, type ChainHead, type WholeEntry } from "../../src/audit/chain.ts";
import { newSalt } from "../../src/audit/salt.ts";
import { systemClock } from "../../src/clock.ts";
import { openLedger, type LedgerPlace } from "../../src/ledger/open.ts";
import type { NewEntry } from "../../src/ledger/port.ts";
import type { TestDatabases } from "../postgres.ts";

/**
 * How many entries a second get into the chain from 1, 8 and 32 writers at a time, each waiting until its entry is safe:
 * Bailiff's ledger, beside the plain way, one transaction for each entry under a lock on the row that orders them.
 */
const WRITERS = [1, 8, 32] as const;
const MEASURED_MS = 2_500;

const FACT: NewEntry = {
  kind: "opened",
  case: null,
  body: { actor: { team: "T1", person: "U1" }, verb: "mute", accounts: ["tommy"], reason: "spam" },
};

type Append = () => Promise<unknown>;

/** Appends from so many writers for a while; the answer is entries a second. */
async function rateOf(writers: number, append: Append): Promise<number> {
  await append();
  const begun = performance.now();
  let count = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() - begun < MEASURED_MS) {
        await append();
        count += 1;
      }
    }),
  );
  return count / ((performance.now() - begun) / 1_000);
}

export async function measureAppends(databases: TestDatabases | null): Promise<void> {
  console.log("\nEntries appended a second, each safe on disk before the next of its writer");
  console.log(`${"".padEnd(44)}${WRITERS.map((n) => `${n} at a time`.padStart(14)).join("")}`);
  const folder = await mkdtemp(join(tmpdir(), "bailiff-append-"));
  try {
    await report("one transaction an entry, SQLite", plainSqlite(join(folder, "plain.db")));
    await report(
      "Bailiff's ledger, SQLite",
      await bailiff({ kind: "sqlite", folder: join(folder, "ledger") }),
    );
    if (!databases) return;
    await report("one transaction an entry, PostgreSQL", await plainPostgres(await databases.url("plain")));
    const url = await databases.url("append");
    await report("Bailiff's ledger, PostgreSQL", await bailiff({ kind: "postgres", url }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Subject {
  readonly append: Append;
  readonly close: () => Promise<void>;
}

async function report(name: string, { append, close }: Subject): Promise<void> {
  const rates: string[] = [];
  for (const writers of WRITERS)
    rates.push(
      Math.round(await rateOf(writers, append))
        .toLocaleString("en-US")
        .padStart(14),
    );
  console.log(`${name.padEnd(44)}${rates.join("")}`);
  await close();
}

async function bailiff(place: LedgerPlace): Promise<Subject> {
  const opened = await openLedger(place, { clock: systemClock, owner: "bench" });
  if (!opened.ok) throw new Error(opened.failure.kind);
  const { ledger } = opened.value;
  return { append: () => ledger.append([FACT]), close: () => ledger.close() };
}

const TABLES = `create table entry (seq bigint primary key, at bigint, kind text, text text, prev text, hash text, body text, salt text);
  create table head (name text primary key, number bigint, hash text)`;
const INSERT = "insert into entry (seq, at, kind, text, prev, hash, body, salt) values";

function next(head: ChainHead): WholeEntry {
  return link(head, { ...FACT, at: systemClock.now() }, newSalt());
}

function rowOf({ seq, at, kind, text, prev, hash, body, salt }: WholeEntry): readonly (string | number)[] {
  return [seq, at, kind, text, prev, hash, body, salt];
}

/** With the settings under which a commit has reached the disk, as Bailiff has them. */
function plainSqlite(path: string): Subject {
  const db = new Database(path);
  db.pragma("journal_mode = wal");
  db.pragma("synchronous = full");
  db.exec(TABLES);
  db.prepare("insert into head values ('entry', 0, ?)").run(CHAIN_START.hash);
  const read = db.prepare<[], ChainHead>("select number as seq, hash from head where name = 'entry'");
  const insert = db.prepare(`${INSERT} (?, ?, ?, ?, ?, ?, ?, ?)`);
  const move = db.prepare("update head set number = ?, hash = ? where name = 'entry'");
  const append = db.transaction(() => {
    const entry = next(read.get() ?? CHAIN_START);
    insert.run(...rowOf(entry));
    move.run(entry.seq, entry.hash);
  });
  return { append: async () => append.immediate(), close: async () => void db.close() };
}

async function plainPostgres(url: string): Promise<Subject> {
  const pool = new pg.Pool({ connectionString: url, max: 32 });
  await pool.query(TABLES);
  await pool.query("insert into head values ('entry', 0, $1)", [CHAIN_START.hash]);
  const append = async (): Promise<void> => {
    const client = await pool.connect();
    await client.query("begin");
    const { rows } = await client.query<{ number: string; hash: string }>(
      "select number, hash from head where name = 'entry' for update",
    );
    const [head] = rows;
    const entry = next(head ? { seq: Number(head.number), hash: head.hash } : CHAIN_START);
    await client.query(`${INSERT} ($1, $2, $3, $4, $5, $6, $7, $8)`, [...rowOf(entry)]);
    await client.query("update head set number = $1, hash = $2 where name = 'entry'", [
      entry.seq,
      entry.hash,
    ]);
    await client.query("commit");
    client.release();
  };
  return { append, close: () => pool.end() };
}
