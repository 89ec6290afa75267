import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { openLedger, type LedgerPlace } from "../../src/ledger/open.ts";
import { ledgerProblemText } from "../../src/texts/ledger.ts";
import { enginesForTests } from "./engines.ts";
import { aJob, claimOne, held } from "./samples.ts";

const engines = await enginesForTests();

for (const engine of engines) {
  describe(`opening the ledger on ${engine.name}`, () => {
    it("makes its tables in an empty place and finds them again", async () => {
      await using home = await engine.home();
      const first = await home.open();
      await first.receive(aJob("r1"));
      await first.close();
      const second = await home.open();
      expect(await second.jobById("r1")).toMatchObject({ state: "ready" });
    });

    it("does not touch tables that a newer version has changed", async () => {
      await using home = await engine.home();
      await (await home.open()).close();
      await home.sql("insert into ledger_migration (name, timestamp) values ('999_from_the_future', '2030')");
      expect(await problemAt(home.place)).toContain("A newer version of Bailiff has changed this database");
    });
  });
}

describe("a folder", () => {
  it("belongs to one process at a time, and is free when that one closes", async () => {
    await using home = await sqlite().home();
    const ledger = await home.open();
    expect(await problemAt(home.place)).toContain("Another Bailiff process is using the folder");
    expect(await openedElsewhere(home.place)).toContain("Another Bailiff process is using the folder");
    // The refusal has not hurt the one who has it.
    expect((await ledger.receive(aJob("r1"))).kind).toBe("new");
    await ledger.close();
    expect(await openedElsewhere(home.place)).toBe("open");
  });

  it("gives back at once what a process that is gone had in hand", async () => {
    await using home = await sqlite().home();
    const first = await home.open();
    await held(first, "r1");
    await first.receive(aJob("r2"));
    const before = await claimOne(first, "request", 3_600_000);
    await first.close();
    const second = await home.open();
    const again = await second.claim("request", 10, 30_000);
    expect(again.map(({ id, fence }) => [id, fence])).toEqual([
      ["r1", 2],
      ["r2", before.fence + 1],
    ]);
  });

  it("that cannot be used is named, with what to do", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bailiff-opening-"));
    try {
      await writeFile(join(folder, "file"), "");
      expect(await problemAt({ kind: "sqlite", folder: join(folder, "file", "data") })).toMatch(
        /cannot write to the folder .*file\/data \(ENOTDIR\)/,
      );
      await writeFile(
        join(folder, "ledger.db"),
        "this is not a database, however long it may be".repeat(100),
      );
      expect(await problemAt({ kind: "sqlite", folder })).toMatch(/cannot be read \(SQLITE_NOTADB\)/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("a database address", () => {
  it.each([
    [
      "nobody listens",
      "postgres://bot:hunter2@127.0.0.1:1/books",
      "127.0.0.1:1/books cannot be used: nothing answers",
    ],
    ["it is of another kind", "mysql://bot:hunter2@db/books", "the address has the wrong form"],
    ["it is no address", "bot hunter2", "the address has the wrong form"],
  ])("is refused without showing its password: %s", async (_, url, says) => {
    const text = await problemAt({ kind: "postgres", url });
    expect(text).toContain(says);
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain("bot:");
  });

  it.runIf(engines.length > 1)("is refused without showing its password: the password is wrong", async () => {
    await using home = await postgres().home();
    if (home.place.kind !== "postgres") return;
    const url = new URL(home.place.url);
    url.password = "hunter2";
    const text = await problemAt({ kind: "postgres", url: url.href });
    expect(text).toContain("it refused the user name or the password");
    expect(text).not.toContain("hunter2");
  });

  it.runIf(engines.length > 1)("may be opened by several new processes at the same moment", async () => {
    await using home = await postgres().home();
    const ledgers = await Promise.all([home.open(), home.open(), home.open()]);
    const received = await Promise.all(ledgers.map((ledger) => ledger.receive(aJob("r1"))));
    expect(received.map(({ kind }) => kind).toSorted()).toEqual(["duplicate", "duplicate", "new"]);
  });
});

async function problemAt(place: LedgerPlace): Promise<string> {
  const opened = await openLedger(place, { clock: systemClock, owner: "test" });
  if (opened.ok) await opened.value.ledger.close();
  return opened.ok ? "open" : ledgerProblemText(opened.failure);
}

/** Opens the place in another process and answers what that one says. */
async function openedElsewhere(place: LedgerPlace): Promise<string> {
  const script = new URL("./open.child.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify(place)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await once(child, "close");
  return said;
}

function sqlite() {
  return named("sqlite");
}

function postgres() {
  return named("postgres");
}

function named(name: "sqlite" | "postgres") {
  const engine = engines.find((one) => one.name === name);
  if (!engine) throw new Error(`there is no ${name} here`);
  return engine;
}
