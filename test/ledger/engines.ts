import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { systemClock, type Clock } from "../../src/clock.ts";
import { openLedger, type LedgerPlace, type KeptLedger } from "../../src/ledger/open.ts";
import type { Ledger } from "../../src/ledger/port.ts";
import { ledgerProblemText } from "../../src/texts/ledger.ts";
import { postgresForTests } from "../shared-postgres.ts";

/** An empty database, and what a test may do with it. Everything it opened is closed at the end of the scope. */
export interface Home extends AsyncDisposable {
  readonly place: LedgerPlace;
  /** Opens the ledger. On PostgreSQL any number may be open at a time. */
  open(setting?: { readonly clock?: Clock; readonly owner?: string }): Promise<Ledger>;
  openWithPace(setting?: { readonly clock?: Clock; readonly owner?: string }): Promise<KeptLedger>;
  /** Runs SQL behind the ledger's back. */
  sql(statement: string): Promise<readonly Record<string, unknown>[]>;
  /** Every row of every table, to see that nothing was written. */
  everything(): Promise<unknown>;
}

export interface TestEngine {
  readonly name: "sqlite" | "postgres";
  home(): Promise<Home>;
}

const TABLES = {
  job: "seq",
  moderation_case: "number",
  target: "case_number, ordinal",
  attempt: "id",
  entry: "seq",
  head: "name",
  hold: "id",
  register_value: "kind, key",
};

/** SQLite always, PostgreSQL where the machine has it. */
export async function enginesForTests(): Promise<readonly TestEngine[]> {
  const sqlite: TestEngine = { name: "sqlite", home: sqliteHome };
  const databases = await postgresForTests();
  if ("unavailable" in databases) return [sqlite];
  return [sqlite, { name: "postgres", home: () => postgresHome(databases) }];
}

async function sqliteHome(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), "bailiff-ledger-"));
  const sql: Home["sql"] = async (statement) => {
    const database = new Database(join(folder, "ledger.db"), { timeout: 5_000 });
    try {
      const prepared = database.prepare<[], Record<string, unknown>>(statement);
      if (prepared.reader) return prepared.all();
      prepared.run();
      return [];
    } finally {
      database.close();
    }
  };
  return homeOf({ kind: "sqlite", folder }, sql, () => rm(folder, { recursive: true }));
}

async function postgresHome(databases: { url(name: string): Promise<string> }): Promise<Home> {
  const url = await databases.url("ledger");
  const sql: Home["sql"] = async (statement) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  return homeOf({ kind: "postgres", url }, sql, async () => {});
}

function homeOf(place: LedgerPlace, sql: Home["sql"], remove: () => Promise<void>): Home {
  const opened: Ledger[] = [];
  const openWithPace: Home["openWithPace"] = async (setting = {}) => {
    const { clock = systemClock, owner = `test-${opened.length}` } = setting;
    const result = await openLedger(place, { clock, owner });
    if (!result.ok) throw new Error(ledgerProblemText(result.failure));
    opened.push(result.value.ledger);
    return result.value;
  };
  return {
    place,
    openWithPace,
    open: async (setting) => (await openWithPace(setting)).ledger,
    sql,
    async everything() {
      const tables: Record<string, unknown> = {};
      for (const [table, order] of Object.entries(TABLES)) {
        tables[table] = await sql(`select * from ${table} order by ${order}`);
      }
      return tables;
    },
    async [Symbol.asyncDispose]() {
      for (const ledger of opened) await ledger.close();
      await remove();
    },
  };
}
