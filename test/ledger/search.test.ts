import { describe, expect, it } from "vitest";
import type { CaseDraft, CaseSearch, Ledger, Settlement } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { manualClock } from "./manual-clock.ts";
import { anEntry, held, openedCase } from "./samples.ts";

const engines = await enginesForTests();

const LOBBY = { alias: "lobby", connection: "game", id: "@TGS#2J4SZEAEL" };
const STAGE = { alias: "stage", connection: "live", id: "66XXXX33" };
const MIA = { team: "T1", person: "U_MIA" };
const MAX = { team: "T1", person: "U_MAX" };
const KICK = { verb: "kick", until: null } as const;

const ANYTHING: CaseSearch = {
  groups: { except: [] },
  verb: null,
  by: null,
  about: null,
  since: null,
  before: null,
  limit: 10,
};

function about(account: string, ...connections: readonly string[]): Pick<CaseSearch, "about"> {
  return { about: { accounts: connections.map((connection) => ({ connection, account })), person: null } };
}

/** Opens cases one after the other, a minute apart. */
async function openAll(
  ledger: Ledger,
  clock: { advance(ms: number): void },
  drafts: readonly Partial<CaseDraft>[],
): Promise<void> {
  for (const [index, draft] of drafts.entries()) {
    await openedCase(ledger, { origin: `r${index}`, ...draft });
    clock.advance(60_000);
  }
}

for (const engine of engines) {
  describe(`finding cases on ${engine.name}`, () => {
    it("by group, verb, person, account and time, in every combination, newest first", async () => {
      await using home = await engine.home();
      const clock = manualClock();
      const began = clock.now();
      const ledger = await home.open({ clock });
      await openAll(ledger, clock, [
        { group: LOBBY, actor: MIA, accounts: ["tommy", "jared"] }, // 1
        { group: LOBBY, actor: MAX, accounts: ["tommy"], ...KICK }, // 2
        { group: STAGE, actor: MIA, accounts: ["tommy"] }, // 3
        { group: STAGE, actor: MAX, accounts: ["peter"], ...KICK }, // 4
        { group: LOBBY, actor: { ...MIA, team: "T2" }, accounts: ["Tommy"], ...KICK }, // 5
        { group: LOBBY, actor: MIA, accounts: ["peter"], lifts: 1 }, // 6
      ]);
      const numbers = async (search: Partial<CaseSearch>): Promise<readonly number[]> => {
        const found = await ledger.searchCases({ ...ANYTHING, ...search });
        expect(found).toMatchObject({ next: null, isCutShort: false });
        return found.cases.map(({ number }) => number);
      };
      expect(await numbers({})).toEqual([6, 5, 4, 3, 2, 1]);
      expect(await numbers({ groups: { only: [LOBBY] } })).toEqual([6, 5, 2, 1]);
      expect(await numbers({ groups: { only: [LOBBY, STAGE] } })).toEqual([6, 5, 4, 3, 2, 1]);
      expect(await numbers({ groups: { only: [] } })).toEqual([]);
      expect(await numbers({ groups: { except: [LOBBY] } })).toEqual([4, 3]);
      expect(await numbers({ verb: "kick" })).toEqual([5, 4, 2]);
      expect(await numbers({ verb: "kick", groups: { only: [STAGE] } })).toEqual([4]);
      // What the clock asks for, nobody has asked for.
      expect(await numbers({ by: MIA })).toEqual([3, 1]);
      expect(await numbers({ by: MIA, groups: { only: [LOBBY] } })).toEqual([1]);
      expect(await numbers({ by: MAX, verb: "mute" })).toEqual([]);
      expect(await numbers(about("tommy", "game"))).toEqual([2, 1]);
      expect(await numbers(about("tommy", "game", "live"))).toEqual([3, 2, 1]);
      expect(await numbers({ ...about("tommy", "live"), by: MAX })).toEqual([]);
      expect(await numbers({ ...about("tommy", "game"), verb: "kick", by: MAX })).toEqual([2]);
      expect(await numbers({ about: { accounts: [], person: MAX } })).toEqual([4, 2]);
      expect(
        await numbers({ about: { accounts: [{ connection: "game", account: "jared" }], person: MAX } }),
      ).toEqual([4, 2, 1]);
      expect(await numbers({ since: began + 3 * 60_000 })).toEqual([6, 5, 4]);
      expect(await numbers({ since: began + 3 * 60_000, by: MIA })).toEqual([]);
      expect(await numbers({ since: began + 3_600_000 })).toEqual([]);
      expect(await numbers({ before: 3 })).toEqual([2, 1]);
      expect(await numbers({ before: 3, since: began + 60_000, verb: "kick" })).toEqual([2]);
    });

    it("a page at a time, without gaps and without the same twice", async () => {
      await using home = await engine.home();
      const clock = manualClock();
      const ledger = await home.open({ clock });
      const drafts = Array.from({ length: 23 }, (_, index) => ({
        group: index % 2 === 0 ? LOBBY : STAGE,
        actor: index % 3 === 0 ? MIA : MAX,
        accounts: [index % 4 === 0 ? "tommy" : `user${index}`],
      }));
      await openAll(ledger, clock, drafts);
      const searches: readonly Partial<CaseSearch>[] = [
        {},
        { by: MIA },
        { groups: { only: [LOBBY, STAGE] } },
        { about: { accounts: [{ connection: "game", account: "tommy" }], person: MIA } },
      ];
      for (const search of searches) {
        const whole = await ledger.searchCases({ ...ANYTHING, ...search, limit: 100 });
        const paged: number[] = [];
        let before: number | null = null;
        do {
          const page = await ledger.searchCases({ ...ANYTHING, ...search, before, limit: 4 });
          expect(page.cases.length).toBeGreaterThan(0);
          paged.push(...page.cases.map(({ number }) => number));
          before = page.next;
        } while (before !== null);
        expect(paged).toEqual(whole.cases.map(({ number }) => number));
        expect(paged.length).toBeGreaterThan(4);
      }
    });

    it("tells of each how many it is about, what became of them, and the first by name", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const accounts = Array.from({ length: 7 }, (_, index) => `user${index}`);
      const { job } = await openedCase(ledger, { origin: "r1", accounts });
      const settlements = accounts.slice(0, 5).map((account): Settlement => ({
        account,
        outcome: account === "user0" ? "refused" : "done",
        detail: null,
      }));
      await ledger.record(job, { attempts: [], settlements, entries: [], posts: [], settle: null });
      expect((await ledger.searchCases(ANYTHING)).cases).toMatchObject([
        {
          number: 1,
          state: "open",
          requested: 7,
          books: { done: 4, already: 0, absent: 0, refused: 1, unknown: 0 },
          first: ["user0", "user1", "user2"],
        },
      ]);
    });

    it("ends a page early where an index gives many that do not fit, and goes on from there", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await openedCase(ledger, { origin: "first", actor: MIA, ...KICK });
      // Written behind the ledger's back: 6,000 cases of one person, of which only the oldest is a kick.
      const columns = (await home.sql("select * from moderation_case"))[0];
      const names = Object.keys(columns ?? {}).filter((name) => !["number", "origin", "verb"].includes(name));
      await home.sql(`insert into moderation_case (number, origin, verb, ${names.join(", ")})
        with recursive n(i) as (select 2 union all select i + 1 from n where i < 6001)
        select i, 'r' || i, 'mute', ${names.join(", ")} from moderation_case, n where number = 1`);
      const rare = { by: MIA, verb: "kick", groups: { only: [LOBBY] } } as const;
      const first = await ledger.searchCases({ ...ANYTHING, ...rare });
      expect(first).toMatchObject({ cases: [], isCutShort: true });
      expect(first.next).toBeLessThan(1_500);
      const second = await ledger.searchCases({ ...ANYTHING, ...rare, before: first.next });
      expect(second).toMatchObject({ cases: [{ number: 1 }], next: null, isCutShort: false });
      // Where an index holds all that was asked for, nothing has to be sifted.
      for (const direct of [
        { verb: "kick", groups: { only: [LOBBY] } },
        { verb: "kick", by: MIA },
      ] as const)
        expect(await ledger.searchCases({ ...ANYTHING, ...direct })).toMatchObject({
          cases: [{ number: 1 }],
          next: null,
          isCutShort: false,
        });
    });

    it("shows nothing below the number at which it has not looked everywhere", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await openedCase(ledger, { origin: "r1", actor: MAX, accounts: ["peter"], ...KICK });
      await openedCase(ledger, { origin: "r2", actor: MIA, accounts: ["tommy"], ...KICK });
      const columns = (await home.sql("select * from moderation_case"))[0];
      const names = Object.keys(columns ?? {}).filter((name) => !["number", "origin", "verb"].includes(name));
      await home.sql(`insert into moderation_case (number, origin, verb, ${names.join(", ")})
        with recursive n(i) as (select 3 union all select i + 1 from n where i < 6002)
        select i, 'r' || i, 'mute', ${names.join(", ")} from moderation_case, n where number = 2`);
      await home.sql(`insert into target (case_number, ordinal, account, attempted)
        select number, 0, 'tommy', 0 from moderation_case where number > 2`);
      const kicks = { verb: "kick", about: { ...about("tommy", "game").about!, person: MAX } } as const;
      const first = await ledger.searchCases({ ...ANYTHING, ...kicks });
      // The kick by Max is found at once, but of Tommy's cases not all have been looked through.
      expect(first).toMatchObject({ cases: [], isCutShort: true });
      const second = await ledger.searchCases({ ...ANYTHING, ...kicks, before: first.next });
      expect(second.cases.map(({ number }) => number)).toEqual([2, 1]);
    });
  });

  describe(`what belongs to a case on ${engine.name}`, () => {
    const done = (...accounts: readonly string[]): readonly Settlement[] =>
      accounts.map((account) => ({ account, outcome: "done", detail: null }));

    it("is told with it: entries, what was said before it was one, messages, and the cases around it", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const waiting = await held(ledger, "held");
      const said = { ...anEntry("previewed"), body: { hold: "preview:1" } };
      await ledger.openHold(waiting, { id: "preview:1", body: "{}", entries: [said], jobs: [] });
      const press = await held(ledger, "press");
      const confirmed = { ...anEntry("confirmed"), body: { hold: "preview:1" } };
      const change = {
        id: "preview:1",
        version: 1,
        body: "{}",
        entries: [confirmed],
        jobs: [],
        settle: true,
      };
      await ledger.changeHold(press, change);
      const late = await held(ledger, "late");
      await ledger.settleJob(late, {
        entries: [{ ...anEntry("press_refused"), body: { hold: "preview:1" } }],
      });

      const settle = async (
        origin: string,
        draft: Partial<CaseDraft>,
        ...accounts: readonly string[]
      ): Promise<void> => {
        const { job } = await openedCase(ledger, { origin, accounts, ...draft });
        const post = {
          id: `result:${origin}`,
          kind: "post",
          payload: "{}",
          lane: null,
          runAt: 0,
          held: true,
        } as const;
        const what = { attempts: [], settlements: done(...accounts), entries: [], posts: [post] };
        await ledger.record(job, { ...what, settle: { again: null } });
      };
      await settle("r1", {}, "tommy", "jared"); // 1: mute
      await settle("r2", { hold: "preview:1" }, "tommy", "peter"); // 2: mute again
      await settle("r3", { verb: "unmute", until: null }, "peter", "tommy"); // 3
      await settle("r4", { verb: "kick", until: null }, "tommy"); // 4: of another kind
      await settle("r5", { verb: "unmute", until: null }, "tommy"); // 5: later than 3
      await settle("r6", { group: STAGE }, "tommy"); // 6: elsewhere

      const record = await ledger.caseRecord(2);
      expect(record?.case.number).toBe(2);
      expect(record?.entries.map(({ kind }) => kind)).toEqual(["opened"]);
      expect(record?.holdEntries.map(({ kind }) => kind)).toEqual([
        "previewed",
        "confirmed",
        "press_refused",
      ]);
      expect(record?.hold?.id).toBe("preview:1");
      expect(record?.posts).toEqual([{ id: "result:r2", state: "leased", place: null }]);
      expect(record?.earlier).toEqual([{ number: 1, verb: "mute", accounts: 1 }]);
      expect(record?.later).toEqual([{ number: 3, verb: "unmute", accounts: 2 }]);
      expect(await ledger.caseRecord(99)).toBeNull();
    });

    it("and where its messages stand", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job } = await openedCase(ledger, { origin: "r1" });
      const post = {
        id: "result:#1",
        kind: "post",
        payload: "{}",
        lane: null,
        runAt: 0,
        held: false,
      } as const;
      const what = { attempts: [], settlements: [], entries: [], posts: [post], settle: null };
      await ledger.record(job, what);
      const [claimed] = await ledger.claim("post", 1, 30_000);
      if (!claimed) throw new Error("the post is not due");
      await ledger.settleJob(claimed, { note: { channel: "C1", ts: "1.000001" } });
      const place = { channel: "C1", ts: "1.000001" };
      expect((await ledger.caseRecord(1))?.posts).toEqual([{ id: "result:#1", state: "settled", place }]);
    });

    it("what others did to accounts lately: not what failed, not what the clock did, not elsewhere", async () => {
      await using home = await engine.home();
      const clock = manualClock();
      const ledger = await home.open({ clock });
      await openAll(ledger, clock, [
        { accounts: ["tommy"], until: "permanent" }, // 1: too long ago
        { accounts: ["tommy", "jared"], actor: MAX }, // 2
        { accounts: ["tommy"], group: STAGE },
        { accounts: ["tommy"], lifts: 1 },
        { accounts: ["peter"] },
      ]);
      const { job } = await openedCase(ledger, { origin: "late", accounts: ["tommy"] });
      const settlements: readonly Settlement[] = [{ account: "tommy", outcome: "refused", detail: null }];
      await ledger.record(job, { attempts: [], settlements, entries: [], posts: [], settle: null });
      const since = clock.now() - 4.5 * 60_000;
      expect(await ledger.doneTo(LOBBY, ["tommy", "jared", "nobody"], since)).toMatchObject([
        { account: expect.any(String), number: 2, actor: MAX, verb: "mute", outcome: null },
        { account: expect.any(String), number: 2, actor: MAX },
      ]);
      expect(await ledger.doneTo(LOBBY, ["tommy"], clock.now() + 1)).toEqual([]);
      expect((await ledger.doneTo(LOBBY, ["tommy"], 0)).map(({ number }) => number)).toEqual([2, 1]);
    });
  });
}
