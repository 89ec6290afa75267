import { describe, expect, it } from "vitest";
import type { CaseDraft } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { aDraft, claimOne, held, openedCase, WITHOUT_ASKING } from "./samples.ts";

const engines = await enginesForTests();

for (const engine of engines) {
  describe(`cases on ${engine.name}`, () => {
    it("opens a case with its targets, entry and held job, and settles the request, all at once", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const draft = aDraft({ accounts: ["tommy", "jared"], until: "permanent" });
      const opened = await ledger.openCase(await held(ledger, "r1"), draft, WITHOUT_ASKING);
      if (opened.kind !== "opened") throw new Error(opened.kind);

      expect(opened.case).toMatchObject({ ...draft, number: 1, state: "open" });
      expect(await ledger.caseByNumber(1)).toEqual(opened.case);
      expect(opened.job).toMatchObject({ kind: "case", case: 1, fence: 1 });
      expect(await ledger.renew(opened.job, 60_000)).toBe("written");
      expect(await ledger.jobById("r1")).toMatchObject({ state: "settled", note: { case: 1 } });
      expect(await ledger.entriesOf(1)).toMatchObject([{ seq: 1, kind: "opened", case: 1 }]);
      expect(await ledger.counts()).toMatchObject({ openCases: 1, entries: 1 });
    });

    it("opens one case for one origin, ever", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const presses = await Promise.all(["press1", "press2", "press3"].map((id) => held(ledger, id)));
      const opened = await Promise.all(
        presses.map((press) => ledger.openCase(press, aDraft({ origin: "r1" }), WITHOUT_ASKING)),
      );
      expect(opened.map(({ kind }) => kind)).toEqual(["opened", "exists", "exists"]);
      expect((await ledger.counts()).jobs.case.leased).toBe(1);
      // The other presses are still in hand, to be answered.
      expect((await ledger.jobById("press2"))?.state).toBe("leased");
    });

    it("asks about the same wish within the window, and not after it or when it was confirmed", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const asking = { ...WITHOUT_ASKING, confirmed: false };
      const ask = async (id: string, rest: Partial<CaseDraft>, confirmed = false) =>
        ledger.openCase(await held(ledger, id), aDraft({ origin: id, ...rest }), { ...asking, confirmed });
      const first = { askedAt: 1_000_000 };
      expect((await ask("r1", first)).kind).toBe("opened");

      const before = await home.everything();
      const request = await held(ledger, "r2");
      const again = await ledger.openCase(request, aDraft({ origin: "r2", askedAt: 1_119_999 }), asking);
      expect(again).toMatchObject({ kind: "repeat", case: { number: 1 } });
      expect(await home.everything()).toEqual({ ...Object(before), job: expect.anything() });

      expect((await ask("overtaken", { askedAt: 999_000 })).kind).toBe("repeat");
      expect((await ask("other", { askedAt: 1_000_001, fingerprint: "mia mutes jared" })).kind).toBe(
        "opened",
      );
      expect((await ask("r3", { askedAt: 1_120_000 })).kind).toBe("opened");
      expect((await ask("r4", { askedAt: 1_120_001 }, true)).kind).toBe("opened");
    });

    it("opens nothing for a request that another process has taken over", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const request = await held(ledger, "r1");
      await ledger.postpone(request, 0, "to be taken over");
      await claimOne(ledger, "request");
      const before = await home.everything();
      expect(await ledger.openCase(request, aDraft(), WITHOUT_ASKING)).toEqual({ kind: "stale" });
      expect(await home.everything()).toEqual(before);
    });

    it("numbers cases and entries without gaps, whoever else writes and fails meanwhile", async () => {
      await using home = await engine.home();
      const ledgers = [await home.open()];
      if (engine.name === "postgres") ledgers.push(await home.open(), await home.open());
      const opening = ledgers.flatMap((ledger, who) =>
        Array.from({ length: 20 }, async (_, n) => {
          const origin = `${who}.${n}`;
          // Every fourth names an account twice: a bug, which must not cost a number or hurt the others.
          const accounts = n % 4 === 3 ? ["twin", "twin"] : [`account-${origin}`];
          const draft = aDraft({ origin, accounts });
          const opened = await ledger.openCase(await held(ledger, origin), draft, WITHOUT_ASKING);
          return opened.kind === "opened" ? opened.case.number : null;
        }),
      );
      const ends = await Promise.allSettled(opening);
      const numbers = ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
      const expected = Array.from({ length: 15 * ledgers.length }, (_, index) => index + 1);
      expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(expected);
      const entries = await ledgers[0]?.entries(1, 1_000);
      expect(entries?.map(({ seq }) => seq)).toEqual(expected);
      expect(entries?.map((entry) => entry.case)).toEqual(entries?.map(({ seq }) => seq));
    });

    it("finds the earliest open case that touches one of the accounts in the same group", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const stage = { alias: "stage", connection: "live", id: "66XXXX33" };
      await openedCase(ledger, { origin: "r1", accounts: ["jared"] });
      const second = await openedCase(ledger, { origin: "r2", accounts: ["tommy", "peter"] });
      await openedCase(ledger, { origin: "r3", accounts: ["peter", "leckie"] });
      await openedCase(ledger, { origin: "r4", accounts: ["leckie", "tommy"] });
      await openedCase(ledger, { origin: "r5", accounts: ["tommy"], group: stage });
      const blocks = () => Promise.all([1, 2, 3, 4, 5].map((number) => ledger.blockedBy(number)));
      expect(await blocks()).toEqual([null, null, 2, 2, null]);

      const settlements = ["tommy", "peter"].map((account) => ({
        account,
        outcome: "unknown" as const,
        detail: null,
      }));
      const told = { attempts: [], settlements, entries: [], posts: [], settle: { again: null } };
      await ledger.record(second.job, told);
      expect(await blocks()).toEqual([null, null, null, 3, null]);
    });

    it("lists the cases of a group, an account or a verb, newest first", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const stage = { alias: "stage", connection: "live", id: "66XXXX33" };
      await openedCase(ledger, { origin: "r1", accounts: ["tommy", "jared"] });
      await openedCase(ledger, {
        origin: "r2",
        accounts: ["tommy"],
        group: stage,
        verb: "kick",
        until: null,
      });
      await openedCase(ledger, { origin: "r3", accounts: ["jared"] });
      const numbers = async (filter: Omit<Parameters<typeof ledger.casesOf>[0], "limit">, limit = 10) =>
        (await ledger.casesOf({ ...filter, limit })).map(({ number }) => number);
      expect(await numbers({})).toEqual([3, 2, 1]);
      expect(await numbers({}, 2)).toEqual([3, 2]);
      expect(await numbers({ account: "tommy" })).toEqual([2, 1]);
      expect(await numbers({ group: stage })).toEqual([2]);
      expect(await numbers({ account: "jared", verb: "mute", group: aDraft().group })).toEqual([3, 1]);
      expect(await numbers({ account: "nobody" })).toEqual([]);
    });

    it("keeps foreign text as it is, except for what a database cannot hold", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const reason = `"quoted"; drop table job; -- 😀 \u0000 \ud800 end`;
      await openedCase(ledger, { reason, accounts: ["nul\u0000account"] });
      const kept = await ledger.caseByNumber(1);
      expect(kept?.reason).toBe(`"quoted"; drop table job; -- 😀 \ufffd \ufffd end`);
      expect(await ledger.casesOf({ account: "nul\u0000account", limit: 1 })).toHaveLength(1);
    });
  });
}
