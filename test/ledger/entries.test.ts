import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyChain } from "../../src/audit/chain.ts";
import { storableJson } from "../../src/audit/storable.ts";
import type { Json } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { anEntry } from "./samples.ts";

const engines = await enginesForTests();

for (const engine of engines) {
  describe(`entries on ${engine.name}`, () => {
    it("chains what several callers append at once, without gaps", async () => {
      await using home = await engine.home();
      const ledgers = [await home.open()];
      if (engine.name === "postgres") ledgers.push(await home.open(), await home.open());
      await Promise.all(
        ledgers.flatMap((ledger, who) =>
          Array.from({ length: 15 }, (_, n) =>
            ledger.append([anEntry("start", { who, n }), anEntry("stop", { who, n })]),
          ),
        ),
      );
      const entries = (await ledgers[0]?.entries(1, 1_000)) ?? [];
      const count = 30 * ledgers.length;
      expect(verifyChain(entries)).toMatchObject({ ok: true, value: { count, head: { seq: count } } });
    });

    it("goes on with the chain after it was closed and opened again", async () => {
      await using home = await engine.home();
      const first = await home.open();
      await first.append([anEntry("start"), anEntry("stop")]);
      await first.close();
      const second = await home.open();
      expect(await second.append([anEntry("start")])).toMatchObject([{ seq: 3 }]);
      expect(verifyChain(await second.entries(1, 10)).ok).toBe(true);
    });

    it("records any text and any shape of body, and can prove it", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      // Binary strings hold NUL and lone surrogates, which a crafted reason may hold too.
      const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\0", "\ud800", "__proto__", "�"));
      const value = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" }) as fc.Arbitrary<Json>;
      const bodies = fc.array(fc.dictionary(text, value, { noNullPrototype: true }), {
        minLength: 1,
        maxLength: 10,
      });
      await fc.assert(
        fc.asyncProperty(bodies, async (batch) => {
          const appended = await ledger.append(batch.map((body) => anEntry("outcome", body)));
          const stored = await ledger.entries(appended[0]?.seq ?? 0, 100);
          expect(stored).toEqual(appended);
          const read = stored.map(({ body }) => JSON.parse(body ?? "") as Json);
          // JSON has one zero.
          expect(read).toEqual(batch.map((body) => JSON.parse(JSON.stringify(storableJson(body)))));
        }),
        { numRuns: 25 },
      );
      expect(verifyChain(await ledger.entries(1, 10_000)).ok).toBe(true);
    });

    it("has the database itself refuse to change or remove an entry", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const [entry] = await ledger.append([anEntry("denied", { why: "no rule" })]);
      const attacks = ["update entry set text = 'nothing happened'", "delete from entry"];
      if (engine.name === "postgres") attacks.push("truncate entry cascade");
      for (const attack of attacks)
        await expect(home.sql(attack)).rejects.toThrow("entries are never changed");
      const onBodies = [
        "update entry_body set body = '{}'",
        "delete from entry_body",
        "update checkpoint set size = 1",
      ];
      if (engine.name === "postgres")
        onBodies.push("truncate entry_body", "truncate checkpoint", "truncate redaction");
      for (const attack of onBodies) {
        // A trigger for each row sees no row of an empty table.
        const isRefused = await home.sql(attack).then(
          () => false,
          () => true,
        );
        expect([attack, isRefused]).toEqual([
          attack,
          engine.name === "postgres" || attack.includes("entry_body"),
        ]);
      }
      expect(await ledger.entries(1, 10)).toEqual([entry]);
    });

    it("shows it when somebody takes the guard away and edits an entry", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await ledger.append([
        anEntry("denied", { who: "mia" }),
        anEntry("denied", { who: "max" }),
        anEntry("stop"),
      ]);
      await home.sql(
        engine.name === "sqlite"
          ? "drop trigger entry_body_no_update"
          : "drop trigger entry_body_no_change on entry_body",
      );
      await home.sql("update entry_body set body = replace(body, 'max', 'mel') where seq = 2");
      expect(verifyChain(await ledger.entries(1, 10))).toEqual({
        ok: false,
        failure: { seq: 2, what: "edited" },
      });
    });
  });
}
