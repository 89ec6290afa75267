import { bodyOf } from "../../src/ledger/port.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { verifyChain } from "../../src/audit/chain.ts";
import type { LedgerPlace } from "../../src/ledger/open.ts";
import { enginesForTests } from "./engines.ts";

const engines = await enginesForTests();
const KILLS = 3;

for (const engine of engines) {
  it(
    `loses no acknowledged request when the process is killed, on ${engine.name}`,
    { timeout: 30_000 },
    async () => {
      await using home = await engine.home();
      const acknowledged: string[] = [];
      for (let kill = 1; kill <= KILLS; kill += 1) {
        acknowledged.push(...(await receiveUntilKilled(home.place, `life${kill}`, 40 * kill)));
        const ledger = await home.open();
        const states = await Promise.all(acknowledged.map((id) => ledger.jobById(id)));
        expect(acknowledged.filter((_, index) => states[index] === null)).toEqual([]);
        expect(verifyChain(await ledger.entries(1, 100_000)).ok).toBe(true);
        await ledger.close();
      }
      // Every entry tells of a settled request, and every settled request has its one entry.
      const ledger = await home.open();
      const told = (await ledger.entries(1, 100_000)).map((entry) => JSON.stringify(bodyOf(entry)["id"]));
      const settled = await home.sql("select id from job where state = 'settled'");
      expect(told.toSorted()).toEqual(settled.map(({ id }) => JSON.stringify(id)).toSorted());
    },
  );
}

describe("a killed process", () => {
  it("leaves its requests to the next one at once, in a folder", async () => {
    const [sqlite] = engines;
    if (!sqlite) throw new Error("SQLite is always there");
    await using home = await sqlite.home();
    await receiveUntilKilled(home.place, "life", 20);
    const ledger = await home.open();
    const { request } = (await ledger.counts()).jobs;
    expect(request.leased).toBe(0);
    expect(await ledger.claim("request", 1_000, 30_000)).toHaveLength(request.ready);
  });
});

/** Runs a process that receives requests, kills it after `enough` of them, and answers what it acknowledged. */
async function receiveUntilKilled(place: LedgerPlace, owner: string, enough: number): Promise<string[]> {
  const script = new URL("./receive.child.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify(place), owner], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "close");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === enough) child.kill("SIGKILL");
  }
  const [, signal] = await gone;
  expect(signal).toBe("SIGKILL");
  return lines;
}
