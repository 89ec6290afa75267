import { describe, expect, it } from "vitest";
import type { HoldChange, NewHold } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { aDraft, anEntry, aJob, held, openedCase, WITHOUT_ASKING } from "./samples.ts";

const engines = await enginesForTests();

const aHold = (rest: Partial<NewHold> = {}): NewHold => ({
  id: "approval:1",
  body: "waiting",
  entries: [anEntry("approval_asked")],
  jobs: [aJob("card:1", { kind: "post" })],
  ...rest,
});
const aChange = (rest: Partial<HoldChange> = {}): HoldChange => ({
  id: "approval:1",
  version: 1,
  body: "approved",
  entries: [anEntry("approved")],
  jobs: [],
  settle: true,
  ...rest,
});

for (const engine of engines) {
  describe(`acts that wait, on ${engine.name}`, () => {
    it("are written down with their entry and messages as their request is settled, once, ever", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      expect(await ledger.openHold(await held(ledger, "r1"), aHold())).toBe("written");
      expect(await ledger.holdById("approval:1")).toEqual({
        id: "approval:1",
        version: 1,
        body: "waiting",
        case: null,
      });
      expect(await ledger.jobById("r1")).toMatchObject({ state: "settled", note: { hold: "approval:1" } });
      expect(await ledger.jobById("card:1")).toMatchObject({ state: "ready" });

      await ledger.openHold(await held(ledger, "r2"), aHold({ body: "another" }));
      expect(await ledger.holdById("approval:1")).toMatchObject({ version: 1, body: "waiting" });
      expect(await ledger.holdById("approval:2")).toBeNull();
    });

    it("change by the first word alone, of as many as come together", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await ledger.openHold(await held(ledger, "r1"), aHold());
      const presses = ["a", "b", "c", "d"];
      const jobs = await Promise.all(presses.map((id) => held(ledger, id)));
      const said = await Promise.all(
        jobs.map((job, index) => ledger.changeHold(job, aChange({ body: `by ${presses[index]}` }))),
      );
      expect(said.toSorted()).toEqual(["moved", "moved", "moved", "written"]);
      const first = presses[said.indexOf("written")];
      expect(await ledger.holdById("approval:1")).toMatchObject({ version: 2, body: `by ${first}` });
      const approved = (await ledger.entries(1, 100)).filter(({ kind }) => kind === "approved");
      expect(approved).toHaveLength(1);
      // Whoever came later is still in hand, to be answered.
      const states = await Promise.all(presses.map(async (id) => (await ledger.jobById(id))?.state));
      expect(states.filter((state) => state === "leased")).toHaveLength(3);
    });

    it("write nothing for somebody who has lost the request", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const request = await held(ledger, "r1");
      await ledger.settleJob(request, {});
      const before = await home.everything();
      expect(await ledger.openHold(request, aHold())).toBe("stale");
      expect(await ledger.changeHold(request, aChange())).toBe("stale");
      expect(await home.everything()).toEqual(before);
    });

    it("become one case, and are used up with it", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await ledger.openHold(await held(ledger, "r1"), aHold());
      const press = await held(ledger, "press");
      const draft = aDraft({ origin: "r1", hold: "approval:1" });
      const old = { id: "approval:1", version: 7, body: "used", jobs: [] };
      expect(await ledger.openCase(press, draft, { ...WITHOUT_ASKING, hold: old })).toEqual({
        kind: "moved",
      });
      expect((await ledger.counts()).openCases).toBe(0);

      const hold = { ...old, version: 1, jobs: [aJob("card:2", { kind: "post" })] };
      const opened = await ledger.openCase(press, draft, { ...WITHOUT_ASKING, hold });
      expect(opened).toMatchObject({ kind: "opened", case: { number: 1, hold: "approval:1" } });
      expect(await ledger.caseByNumber(1)).toMatchObject({ hold: "approval:1" });
      expect(await ledger.holdById("approval:1")).toMatchObject({ version: 2, body: "used", case: 1 });
      expect(await ledger.jobById("card:2")).toMatchObject({ state: "ready" });
    });
  });

  describe(`how much a person did, on ${engine.name}`, () => {
    it("counts the accounts of their own cases since a moment, and no end of a ban", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const mia = { team: "T1", people: ["U_MIA"] };
      await openedCase(ledger, { origin: "a", accounts: ["one", "two"] });
      await openedCase(ledger, { origin: "b", accounts: ["three"], lifts: 1 });
      await openedCase(ledger, { origin: "c", accounts: ["four"], actor: { team: "T1", person: "U_MAX" } });
      await openedCase(ledger, { origin: "d", accounts: ["five"], actor: { team: "T2", person: "U_MIA" } });
      const openedAt = (await ledger.caseByNumber(1))?.openedAt ?? 0;
      expect(await ledger.actsSince(mia, openedAt - 1)).toBe(2);
      expect(await ledger.actsSince(mia, openedAt)).toBe(0);
      expect(await ledger.actsSince({ ...mia, people: ["U_MIA", "U_MAX"] }, openedAt - 1)).toBe(3);
    });

    it("lets no two commands at once find the same room", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const perHour = { most: 3, since: 0, people: ["U_MIA"] };
      const ask = async (id: string) =>
        ledger.openCase(await held(ledger, id), aDraft({ origin: id, accounts: [`${id}1`, `${id}2`] }), {
          ...WITHOUT_ASKING,
          perHour,
        });
      const opened = await Promise.all(["a", "b", "c"].map(ask));
      expect(opened.map(({ kind }) => kind).toSorted()).toEqual(["opened", "too_often", "too_often"]);
      expect(opened.find(({ kind }) => kind === "too_often")).toMatchObject({ recent: 2 });
    });
  });
}
