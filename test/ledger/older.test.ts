import { join } from "node:path";
import Database from "better-sqlite3";
import { Kysely, PostgresDialect, SqliteDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { ledger } from "../../src/ledger/migrations/001-ledger.ts";
import { liftsAndStops } from "../../src/ledger/migrations/002-lifts-and-stops.ts";
import { register } from "../../src/ledger/migrations/003-register.ts";
import { holds } from "../../src/ledger/migrations/004-holds.ts";
import { systemClock } from "../../src/clock.ts";
import { openLedger, type LedgerPlace } from "../../src/ledger/open.ts";
import { ledgerProblemText } from "../../src/texts/ledger.ts";
import { enginesForTests, type TestEngine } from "./engines.ts";
import { openedCase } from "./samples.ts";
import { mkdir } from "node:fs/promises";

/** Makes the tables as they were before entries had commitments, and lets `fill` write into them. */
async function olderDatabase(
  { name }: TestEngine,
  place: LedgerPlace,
  fill: (db: Kysely<unknown>) => Promise<void>,
): Promise<void> {
  if (place.kind === "sqlite") await mkdir(place.folder, { recursive: true });
  const dialect =
    place.kind === "sqlite"
      ? new SqliteDialect({ database: new Database(join(place.folder, "ledger.db")) })
      : new PostgresDialect({ pool: new pg.Pool({ connectionString: place.url }) });
  const db = new Kysely<unknown>({ dialect });
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => ({
        "001_ledger": ledger(name),
        "002_lifts_and_stops": liftsAndStops,
        "003_register": register,
        "004_holds": holds,
      }),
    },
    migrationTableName: "ledger_migration",
    migrationLockTableName: "ledger_migration_lock",
  });
  const { error } = await migrator.migrateToLatest();
  expect(error).toBeUndefined();
  await fill(db);
  await db.destroy();
}

describe.each(await enginesForTests())("a database of an older Bailiff on $name", (engine) => {
  it("gets what it lacks, as long as nothing was recorded in it", async () => {
    await using home = await engine.home();
    await olderDatabase(engine, home.place, async (db) => {
      await sql`insert into register_value values ('alias', 'hall', 'lobby', 'U1', 5)`.execute(db);
      await sql`update head set number = 1 where name = 'register'`.execute(db);
    });
    const ledger = await home.open();
    expect(await ledger.registerValues()).toMatchObject({
      version: 1,
      values: [{ key: "hall", value: "lobby", person: "U1" }],
    });
    expect((await openedCase(ledger, { accounts: ["tommy"] })).case.number).toBe(1);
    expect(await ledger.latestCheckpoints(1)).toEqual([]);
  });

  it("is refused, and left as it is, when its entries cannot be checked", async () => {
    await using home = await engine.home();
    await olderDatabase(engine, home.place, async (db) => {
      await sql`insert into entry values (1, 5, 'start', null, '{"v":1}', ${"0".repeat(64)}, ${"f".repeat(64)})`.execute(
        db,
      );
      await sql`update head set number = 1, hash = ${"f".repeat(64)} where name = 'entry'`.execute(db);
    });
    const opened = await openLedger(home.place, { clock: systemClock, owner: "newer" });
    expect(opened).toEqual({ ok: false, failure: { kind: "old_entries" } });
    expect(opened.ok ? "" : ledgerProblemText(opened.failure)).toMatch(
      /before its first release.*nothing was changed.*BAILIFF_DATA/s,
    );
    expect(await home.sql("select text from entry")).toEqual([{ text: '{"v":1}' }]);
    const tables = await home.sql("select name from ledger_migration order by name");
    expect(tables.at(-1)).toEqual({ name: "004_holds" });
  });
});
