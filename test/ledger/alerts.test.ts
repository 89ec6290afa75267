import { describe, expect, it } from "vitest";
import type { AlertChange, NewAlert } from "../../src/ledger/port.ts";
import { bodyOf } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { anEntry, aJob, held, openedCase } from "./samples.ts";

const engines = await enginesForTests();

const anAlert = (rest: Partial<NewAlert> = {}): NewAlert => ({
  id: "a1",
  source: "prometheus",
  key: "flood",
  episode: 1,
  body: "firing",
  isOpen: true,
  entries: [anEntry("alert_opened", { alert: "a1" })],
  jobs: [aJob("alert:a1", { kind: "post" })],
  settle: true,
  ...rest,
});
const aChange = (rest: Partial<AlertChange> = {}): AlertChange => ({
  id: "a1",
  version: 1,
  body: "acked",
  isOpen: true,
  entries: [anEntry("alert_pressed")],
  jobs: [],
  settle: true,
  ...rest,
});

for (const engine of engines) {
  describe(`alerts, on ${engine.name}`, () => {
    it("are opened once, numbered without gaps, with their entry and their message, as their job is settled", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const jobs = await Promise.all(["j1", "j2", "j3"].map((id) => held(ledger, id)));
      const opened = await Promise.all(jobs.map((job) => ledger.openAlert(job, anAlert())));
      expect(opened.toSorted()).toEqual(["moved", "moved", "written"]);
      expect(await ledger.alertById("a1")).toEqual({
        id: "a1",
        number: 1,
        version: 1,
        source: "prometheus",
        key: "flood",
        episode: 1,
        body: "firing",
      });
      expect(await ledger.jobById("alert:a1")).toMatchObject({ state: "ready" });
      await ledger.openAlert(await held(ledger, "j4"), anAlert({ id: "a2", episode: 2 }));
      expect(await ledger.newestAlert("prometheus", "flood")).toMatchObject({
        id: "a2",
        number: 2,
        episode: 2,
      });
      expect(await ledger.newestAlert("grafana", "flood")).toBeNull();
      const entries = (await ledger.entries(1, 10)).filter(({ kind }) => kind === "alert_opened");
      expect(entries.map((entry) => bodyOf(entry)["number"])).toEqual([1, 2]);
    });

    it("change by the first word alone, of as many as come together", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await ledger.openAlert(await held(ledger, "j1"), anAlert());
      const jobs = await Promise.all(["p1", "p2", "p3"].map((id) => held(ledger, id)));
      const said = await Promise.all(jobs.map((job) => ledger.changeAlert(job, aChange({ body: job.id }))));
      expect(said.toSorted()).toEqual(["moved", "moved", "written"]);
      const first = jobs[said.indexOf("written")];
      expect(await ledger.alertById("a1")).toMatchObject({ version: 2, body: first?.id });
      expect(await ledger.jobById(first?.id ?? "")).toMatchObject({ state: "settled" });
      expect((await ledger.entries(1, 10)).filter(({ kind }) => kind === "alert_pressed")).toHaveLength(1);
      const gone = { ...(first as (typeof jobs)[number]), fence: 99 };
      expect(await ledger.changeAlert(gone, aChange({ version: 2 }))).toBe("stale");
    });

    it("are found while they are open, and know the cases that came of them", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await ledger.openAlert(await held(ledger, "j1"), anAlert());
      await ledger.openAlert(await held(ledger, "j2"), anAlert({ id: "a2", key: "other" }));
      await ledger.changeAlert(await held(ledger, "p1"), aChange({ isOpen: false }));
      expect((await ledger.openAlerts(10)).map(({ id }) => id)).toEqual(["a2"]);
      await openedCase(ledger, { origin: "r1", alert: "a1" });
      await openedCase(ledger, { origin: "r2", fingerprint: "another" });
      expect(
        (await ledger.casesOf({ alert: "a1", limit: 5 })).map(({ number, alert }) => [number, alert]),
      ).toEqual([[1, "a1"]]);
    });

    it("remember when a source was heard last, whatever comes late", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      expect(await ledger.heardAt("prometheus")).toBeNull();
      for (const at of [2_000, 1_000, 3_000, 2_500]) await ledger.noteHeard("prometheus", at);
      expect(await ledger.heardAt("prometheus")).toBe(3_000);
    });
  });
}
