import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { lookAtLedger, type LedgerLook } from "../../src/ledger/look.ts";
import type { LedgerPlace } from "../../src/ledger/open.ts";
import { enginesForTests } from "./engines.ts";
import { aJob, anEntry, held } from "./samples.ts";

const engines = await enginesForTests();

async function lookAt(place: LedgerPlace): Promise<LedgerLook> {
  const looked = await lookAtLedger(place, systemClock);
  if (!looked.ok || looked.value === null) throw new Error("nothing to look at");
  return looked.value;
}

for (const engine of engines) {
  describe(`looking at the ledger on ${engine.name}`, () => {
    it("shows what stands in it while another process holds it, and writes nothing", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await ledger.append([anEntry("start"), anEntry("stop")]);
      await ledger.bury(await held(ledger, "r1"), "it did not work");
      await ledger.receive(aJob("r2"));
      const before = await home.everything();
      const look = await lookAt(home.place);
      expect(await look.counts()).toMatchObject({
        entries: 2,
        jobs: { request: { ready: 1, dead: 1 } },
      });
      expect((await look.entries(2, 5)).map(({ kind }) => kind)).toEqual(["stop"]);
      expect(await look.deadLetters(5)).toMatchObject([
        { id: "r1", kind: "request", why: "it did not work" },
      ]);
      expect(look.pending).toEqual([]);
      await look.close();
      expect(await home.everything()).toEqual(before);
      expect((await ledger.receive(aJob("r3"))).kind).toBe("new");
    });

    it("finds no ledger where none was made, and makes none", async () => {
      await using home = await engine.home();
      expect(await lookAtLedger(home.place, systemClock)).toEqual({ ok: true, value: null });
      expect(await lookAtLedger(home.place, systemClock)).toEqual({ ok: true, value: null });
    });

    it("tells of tables that a newer or an older program has left", async () => {
      await using home = await engine.home();
      await (await home.open()).close();
      await home.sql("delete from ledger_migration where name = '002_lifts_and_stops'");
      const older = await lookAt(home.place);
      expect(older.pending).toEqual(["002_lifts_and_stops"]);
      await older.close();
      await home.sql("insert into ledger_migration (name, timestamp) values ('999_from_the_future', '2030')");
      expect(await lookAtLedger(home.place, systemClock)).toMatchObject({
        failure: { kind: "newer_schema", migrations: ["999_from_the_future"] },
      });
    });

    it("lists the dead letters newest first, and no more than asked for", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      for (const id of ["r1", "r2", "r3"]) await ledger.bury(await held(ledger, id), `why ${id}`);
      await ledger.settleJob(await held(ledger, "r4"), {});
      expect((await ledger.deadLetters(2)).map(({ id }) => id)).toEqual(["r3", "r2"]);
      expect((await ledger.deadLetters(9)).map(({ why }) => why)).toEqual(["why r3", "why r2", "why r1"]);
    });
  });
}

describe("a folder that is looked into", () => {
  it("stays free for a Bailiff that starts meanwhile, and is told of when it is damaged", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bailiff-look-"));
    const place = { kind: "sqlite", folder } as const;
    await writeFile(
      join(folder, "ledger.db"),
      "this is no database, but it is long enough to be taken for one".repeat(20),
    );
    expect(await lookAtLedger(place, systemClock)).toMatchObject({
      failure: { kind: "damaged", code: "SQLITE_NOTADB" },
    });
    expect(await readdir(folder)).toEqual(["ledger.db"]);
    await rm(folder, { recursive: true });

    const sqlite = engines.find(({ name }) => name === "sqlite");
    if (!sqlite) throw new Error("SQLite is always there");
    await using home = await sqlite.home();
    await (await home.open()).close();
    const look = await lookAt(home.place);
    const ledger = await home.open();
    expect((await ledger.receive(aJob("r1"))).kind).toBe("new");
    expect((await look.counts()).jobs.request.ready).toBe(1);
    await look.close();
  });
});
