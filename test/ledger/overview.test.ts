import { describe, expect, it } from "vitest";
import { bodyOf, type CaseDraft, type Ledger, type Settlement } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { manualClock } from "./manual-clock.ts";
import { aJob, anEntry, claimOne, held, openedCase } from "./samples.ts";

const engines = await enginesForTests();
const NOW = 1_790_000_000_000;
const HOUR = 3_600_000;
const LIVE = { alias: "live", connection: "game", id: "@TGS#LIVE" };

type Outcomes = Readonly<Record<string, Settlement["outcome"]>>;

/** A case with the outcomes of its accounts, settled. */
async function settledCase(
  ledger: Ledger,
  origin: string,
  outcomes: Outcomes,
  rest: Partial<CaseDraft> = {},
): Promise<number> {
  const accounts = Object.keys(outcomes);
  const { job, case: opened } = await openedCase(ledger, { origin, accounts, until: NOW + HOUR, ...rest });
  const settlements = accounts.map((account) => ({
    account,
    outcome: outcomes[account] ?? "unknown",
    detail: null,
  }));
  await ledger.record(job, { attempts: [], settlements, entries: [], posts: [], settle: { again: null } });
  return opened.number;
}

for (const engine of engines) {
  describe(`the books from above, on ${engine.name}`, () => {
    it("tell which mutes and bans still stand: what newer cases lifted or replaced does not", async () => {
      await using home = await engine.home();
      const ledger = await home.open({ clock: manualClock(NOW) });
      const standing = () => ledger.standingAt(NOW, 100);
      await settledCase(ledger, "r1", {
        tommy: "done",
        jared: "already",
        peter: "refused",
        leckie: "unknown",
      });
      expect(await standing()).toEqual([
        {
          number: 1,
          verb: "mute",
          group: { alias: "lobby", connection: "game", id: "@TGS#2J4SZEAEL" },
          until: NOW + HOUR,
          accounts: 3,
          sample: "jared",
          unknown: 1,
        },
      ]);
      // Another group, another kind, and what was refused or may not have happened decide about nothing here.
      await settledCase(ledger, "r2", { tommy: "done" }, { verb: "unmute", until: null, group: LIVE });
      await settledCase(ledger, "r3", { tommy: "done" }, { verb: "unban", until: null });
      await settledCase(ledger, "r4", { tommy: "refused" }, { verb: "unmute", until: null });
      await settledCase(ledger, "r5", { tommy: "unknown" }, { verb: "unmute", until: null });
      expect(await standing()).toMatchObject([{ number: 1, accounts: 3 }]);

      await settledCase(ledger, "r6", { tommy: "done", jared: "already" }, { verb: "unmute", until: null });
      expect(await standing()).toMatchObject([{ number: 1, accounts: 1, sample: "leckie", unknown: 1 }]);
      await settledCase(ledger, "r7", { leckie: "done" }, { until: "permanent" });
      await settledCase(ledger, "r8", { user1: "done" }, { verb: "ban", until: NOW + 2 * HOUR });
      await settledCase(ledger, "r9", { user2: "done" }, { until: NOW });
      expect((await standing()).map(({ number, verb, until }) => [number, verb, until])).toEqual([
        [8, "ban", NOW + 2 * HOUR],
        [7, "mute", "permanent"],
      ]);
      expect(await ledger.standingAt(NOW, 1)).toHaveLength(1);
      expect(await ledger.standingAt(NOW + 2 * HOUR, 100)).toMatchObject([{ number: 7 }]);
    });

    it("count what was opened in a period by group, verb and person, and nothing beside it", async () => {
      await using home = await engine.home();
      const clock = manualClock(NOW);
      const ledger = await home.open({ clock });
      await settledCase(ledger, "before", { tommy: "done" });
      clock.advance(HOUR);
      await settledCase(ledger, "a", { tommy: "done", jared: "absent" });
      await settledCase(ledger, "b", { tommy: "already" });
      await settledCase(
        ledger,
        "c",
        { tommy: "done" },
        { verb: "kick", until: null, group: LIVE, actor: { team: "T1", person: "U_MAX" } },
      );
      await settledCase(ledger, "lift", { tommy: "done" }, { verb: "unban", until: null, lifts: 1 });
      await openedCase(ledger, { origin: "open", accounts: ["peter"], verb: "add", until: null });
      clock.advance(HOUR);
      await settledCase(ledger, "after", { tommy: "done" });

      const tallies = await ledger.talliesOf({ from: NOW + HOUR, until: NOW + 2 * HOUR });
      const none = { done: 0, already: 0, absent: 0, refused: 0, unknown: 0 };
      expect(
        tallies
          .toSorted((one, other) => one.verb.localeCompare(other.verb))
          .map(({ group, verb, person, cases, books, open }) => [
            group.alias,
            verb,
            person,
            cases,
            books,
            open,
          ]),
      ).toEqual([
        ["lobby", "add", "U_MIA", 1, none, 1],
        ["live", "kick", "U_MAX", 1, { ...none, done: 1 }, 0],
        ["lobby", "mute", "U_MIA", 2, { ...none, done: 1, already: 1, absent: 1 }, 0],
        ["lobby", "unban", null, 1, { ...none, done: 1 }, 0],
      ]);
      expect(await ledger.talliesOf({ from: 0, until: NOW })).toEqual([]);
    });

    it("name somebody's open cases, newest first, without the ends that Bailiff carries out", async () => {
      await using home = await engine.home();
      const ledger = await home.open({ clock: manualClock(NOW) });
      await settledCase(ledger, "a", { tommy: "done", jared: "absent" });
      await openedCase(ledger, { origin: "b", accounts: ["peter"] });
      await openedCase(ledger, { origin: "c", actor: { team: "T1", person: "U_MAX" } });
      await openedCase(ledger, { origin: "d", verb: "unban", until: null, lifts: 1 });
      await openedCase(ledger, { origin: "e", accounts: ["leckie"] });
      expect(await ledger.openCasesOf({ team: "T1", person: "U_MIA" }, 10)).toEqual([5, 2]);
      expect(await ledger.openCasesOf({ team: "T1", person: "U_MIA" }, 1)).toEqual([5]);
      expect(await ledger.openCasesOf({ team: "T2", person: "U_MIA" }, 10)).toEqual([]);
    });

    it("name the acts that were held since a moment and have become no case", async () => {
      await using home = await engine.home();
      const clock = manualClock(NOW);
      const ledger = await home.open({ clock });
      const hold = async (id: string): Promise<void> => {
        const opened = { id, body: `body of ${id}`, entries: [anEntry("previewed")], jobs: [] };
        await ledger.openHold(await held(ledger, `request:${id}`), opened);
      };
      await hold("old");
      clock.advance(HOUR);
      await hold("first");
      clock.advance(HOUR);
      await hold("second");
      await hold("used");
      await home.sql("update hold set case_number = 7 where id = 'used'");
      expect(await ledger.holdsSince(NOW + HOUR, 10)).toEqual([
        { id: "second", version: 1, body: "body of second", case: null },
        { id: "first", version: 1, body: "body of first", case: null },
      ]);
      expect(await ledger.holdsSince(NOW + HOUR, 1)).toHaveLength(1);
    });

    it("tell why entries wait for the log channel, and when the whole log was last checked", async () => {
      await using home = await engine.home();
      const ledger = await home.open({ clock: manualClock(NOW) });
      expect(await ledger.whyUnshown()).toBeNull();
      await ledger.receive(aJob("log:1", { kind: "log" }));
      const job = await claimOne(ledger, "log");
      await ledger.postpone(job, NOW + HOUR, "Slack said channel_not_found");
      expect(await ledger.whyUnshown()).toBe("Slack said channel_not_found");

      expect(await ledger.lastVerified()).toBeNull();
      await ledger.append([
        anEntry("verified", { says: "first" }),
        anEntry("verified", { says: "second" }),
        anEntry("stop"),
      ]);
      const verified = await ledger.lastVerified();
      expect(verified).toMatchObject({ seq: 2, kind: "verified" });
      expect(verified && bodyOf(verified)).toEqual({ says: "second" });
    });
  });
}
