import pg from "pg";
import { describe, expect, it } from "vitest";
import { openLedger } from "../../src/ledger/open.ts";
import { systemClock } from "../../src/clock.ts";
import { postgresForTests } from "../shared-postgres.ts";
import { anEntry } from "./samples.ts";

const databases = await postgresForTests();

/** A role that owns nothing, and its address. */
async function servingRole(ownerUrl: string): Promise<string> {
  const name = `serving_${Math.trunc(performance.now() * 1_000)}`;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`create role ${name} login password 'serving'`);
  await client.end();
  const url = new URL(ownerUrl);
  url.username = name;
  url.password = "serving";
  return url.href;
}

describe.skipIf("unavailable" in databases)("a role that serves and owns nothing", () => {
  it("works as any other, and can change nothing of the record", async () => {
    if ("unavailable" in databases) return;
    const ownerUrl = await databases.url("owner");
    const url = await servingRole(ownerUrl);
    const opened = await openLedger(
      { kind: "postgres", url, ownerUrl },
      { clock: systemClock, owner: "first" },
    );
    if (!opened.ok) throw new Error(opened.failure.kind);
    const { ledger } = opened.value;
    await ledger.append([anEntry("start"), anEntry("denied", { who: "mia" })]);
    expect((await ledger.counts()).entries).toBe(2);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const attack of [
      "update entry set kind = 'stop'",
      "delete from entry",
      "truncate entry cascade",
      "update entry_body set body = '{}'",
      "update checkpoint set size = 0",
      "delete from redaction",
      "alter table entry disable trigger all",
      "drop trigger entry_no_change on entry",
      "drop table entry cascade",
    ])
      await expect(client.query(attack), attack).rejects.toThrow(/permission denied|must be owner/);
    // What it may delete at all, the trigger refuses.
    await expect(client.query("delete from entry_body")).rejects.toThrow(/only what was redacted/);
    await client.end();
    await ledger.close();
    // The next start needs no owner, as long as there is nothing to change.
    const again = await openLedger({ kind: "postgres", url }, { clock: systemClock, owner: "second" });
    expect(again.ok).toBe(true);
    if (again.ok) await again.value.ledger.close();
  });

  it(
    "is given its rights when several start at once, on empty tables and on old ones",
    { timeout: 60_000 },
    async () => {
      if ("unavailable" in databases) return;
      const ownerUrl = await databases.url("at_once");
      const url = await servingRole(ownerUrl);
      for (const _ of ["empty", "old"]) {
        const opened = await Promise.all(
          ["first", "second", "third"].map((owner) =>
            openLedger({ kind: "postgres", url, ownerUrl }, { clock: systemClock, owner }),
          ),
        );
        expect(opened.map((one) => (one.ok ? "opened" : one.failure))).toEqual([
          "opened",
          "opened",
          "opened",
        ]);
        for (const one of opened) if (one.ok) await one.value.ledger.close();
      }
    },
  );
});
