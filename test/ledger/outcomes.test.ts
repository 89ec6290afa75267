import { describe, expect, it } from "vitest";
import type { Settlement } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { anAttempt, anEntry, aPost, aState, claimOne, openedCase } from "./samples.ts";

const engines = await enginesForTests();

const NOTHING = { attempts: [], settlements: [], entries: [], posts: [], settle: null };

for (const engine of engines) {
  describe(`attempts and outcomes on ${engine.name}`, () => {
    it("writes down an attempt before it is made, and its end after", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job } = await openedCase(ledger, { accounts: ["tommy", "jared", "peter"] });
      const begun = await ledger.beginAttempt(job, anAttempt(["tommy", "jared"]), anEntry("attempt"));
      if (begun.kind !== "begun") throw new Error("stale");
      expect(await ledger.openAttempts(1)).toEqual([{ id: begun.attempt, ...anAttempt(["tommy", "jared"]) }]);
      const targets = (await ledger.caseByNumber(1))?.targets;
      expect(targets?.map(({ account, attempted, before }) => [account, attempted, before])).toEqual([
        ["tommy", true, aState("tommy")],
        ["jared", true, aState("jared")],
        ["peter", false, null],
      ]);
      await ledger.record(job, { ...NOTHING, attempts: [begun.attempt] });
      expect(await ledger.openAttempts(1)).toEqual([]);
    });

    it("takes it back that a request named a target when the vendor certainly did not apply it", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job } = await openedCase(ledger, { accounts: ["tommy", "jared"] });
      await ledger.beginAttempt(job, anAttempt(["tommy", "jared"]), anEntry("attempt"));
      await ledger.record(job, { ...NOTHING, untouched: ["jared"] });
      const targets = (await ledger.caseByNumber(1))?.targets;
      expect(targets?.map(({ attempted }) => attempted)).toEqual([true, false]);
    });

    it("keeps the state from before the first attempt, not from before a later one", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job } = await openedCase(ledger);
      await ledger.beginAttempt(job, anAttempt(["tommy"]), anEntry("attempt"));
      const muted = { ...aState("tommy"), mutedUntil: 1_800_000_000_000 };
      await ledger.beginAttempt(job, { ...anAttempt(["tommy"]), before: [muted] }, anEntry("attempt"));
      expect((await ledger.caseByNumber(1))?.targets[0]?.before).toEqual(aState("tommy"));
      expect(await ledger.openAttempts(1)).toHaveLength(2);
    });

    it("begins no attempt on accounts that are not the case's", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job } = await openedCase(ledger);
      const before = await home.everything();
      const attempt = ledger.beginAttempt(job, anAttempt(["tommy", "stranger"]), anEntry("attempt"));
      await expect(attempt).rejects.toThrow("not among its targets");
      expect(await home.everything()).toEqual(before);
    });

    it("settles a case only when every target has an outcome", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job } = await openedCase(ledger, { accounts: ["tommy", "jared"] });
      const before = await home.everything();
      const half = {
        attempts: [],
        settlements: [told("tommy", "done")],
        entries: [anEntry()],
        posts: [aPost("p1", "log")],
        settle: { again: null },
      };
      await expect(ledger.record(job, half)).rejects.toThrow("2 requested, 1 with an outcome");
      expect(await home.everything()).toEqual(before);

      const settlements = [told("tommy", "done"), told("jared", "absent")];
      expect(await ledger.record(job, { ...half, settlements })).toBe("written");
      expect(await ledger.caseByNumber(1)).toMatchObject({ state: "settled" });
      expect(await ledger.jobById("case:1")).toMatchObject({ state: "settled" });
      expect(await claimOne(ledger, "post")).toMatchObject({ id: "p1", case: 1 });
      expect((await ledger.counts()).openCases).toBe(0);
    });

    it("settles unknown by a later outcome, and never changes a known one", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job } = await openedCase(ledger, { accounts: ["tommy", "jared"] });
      const first = [told("tommy", "unknown", "no answer"), told("jared", "refused", "is the owner")];
      const again = { again: 5 };
      expect(await ledger.record(job, { ...NOTHING, settlements: first, settle: again })).toBe("written");
      const settledAt = (await ledger.caseByNumber(1))?.settledAt;
      expect(settledAt).not.toBeNull();

      // The job goes on for a settled case, to find out about the unknown ones.
      const job2 = await claimOne(ledger, "case");
      expect([job2.case, job2.fence]).toEqual([1, 2]);
      const second = [told("tommy", "done"), told("jared", "done")];
      await ledger.record(job2, { ...NOTHING, settlements: second, settle: { again: null } });
      const kept = await ledger.caseByNumber(1);
      expect(kept?.targets.map(({ outcome, detail }) => [outcome, detail])).toEqual([
        ["done", null],
        ["refused", "is the owner"],
      ]);
      expect(kept?.settledAt).toBe(settledAt);
      expect(await ledger.nextDue("case")).toBeNull();
    });

    it("lets a zombie begin and record nothing", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job: zombie } = await openedCase(ledger);
      await ledger.postpone(zombie, 0, "taken over below");
      const heir = await claimOne(ledger, "case");
      const begun = await ledger.beginAttempt(heir, anAttempt(["tommy"]), anEntry("attempt"));
      const before = await home.everything();

      expect(await ledger.beginAttempt(zombie, anAttempt(["tommy"]), anEntry("attempt"))).toEqual({
        kind: "stale",
      });
      const claim = {
        attempts: begun.kind === "begun" ? [begun.attempt] : [],
        settlements: [told("tommy", "done")],
        entries: [anEntry()],
        posts: [aPost("p1")],
        settle: { again: null },
      };
      expect(await ledger.record(zombie, claim)).toBe("stale");
      expect(await home.everything()).toEqual(before);
      expect(await ledger.record(heir, claim)).toBe("written");
    });

    it("does not let one caller's failure touch those whose writes share its commit", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const cases = [];
      for (let n = 0; n < 12; n += 1) {
        cases.push(await openedCase(ledger, { origin: `r${n}`, accounts: [`a${n}`] }));
      }
      const entriesBefore = (await ledger.counts()).entries;
      const ends = await Promise.allSettled(
        cases.map(({ job }, n) =>
          ledger.record(job, {
            ...NOTHING,
            // Case 7 says nothing about its target, so its books do not balance.
            settlements: n === 7 ? [] : [told(`a${n}`, "done")],
            entries: [anEntry("outcome", { n })],
            settle: { again: null },
          }),
        ),
      );
      expect(ends.map(({ status }) => status)).toEqual(
        cases.map((_, n) => (n === 7 ? "rejected" : "fulfilled")),
      );
      const entries = await ledger.entries(entriesBefore + 1, 100);
      expect(entries).toHaveLength(11);
      expect(await ledger.counts()).toMatchObject({
        openCases: 1,
        jobs: { case: { leased: 1, settled: 11 } },
      });
    });
  });
}

function told(account: string, outcome: Settlement["outcome"], detail: string | null = null): Settlement {
  return { account, outcome, detail };
}
