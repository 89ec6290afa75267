import { describe, expect, it } from "vitest";
import type { Job, Ledger, Telling } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { manualClock } from "./manual-clock.ts";
import { aJob, anAttempt, anEntry, aPost, claimOne, openedCase } from "./samples.ts";

const engines = await enginesForTests();
const LOBBY = { connection: "game", id: "@TGS#2J4SZEAEL" };
const LIVE = { connection: "game", id: "@TGS#2C5SZEAEF" };

const telling = (soon: number): Telling => ({ payload: '{"tell":1}', soon, gapMs: 20_000 });

/** A job that a callback has left. */
async function came(ledger: Ledger, id: string): Promise<Job> {
  await ledger.receive(aJob(id, { kind: "callback" }));
  return claimOne(ledger, "callback");
}

const keys = async (ledger: Ledger, group = LOBBY): Promise<readonly string[]> =>
  (await ledger.untoldIn(group, 100)).map(({ key }) => key);

for (const engine of engines) {
  describe(`what chat services told, on ${engine.name}`, () => {
    it("gathers until it is told, each once, group by group", async () => {
      await using home = await engine.home();
      const clock = manualClock(1_000_000);
      const ledger = await home.open({ clock });
      const rows = [
        { key: "a", body: "1" },
        { key: "b", body: "2" },
      ];
      expect(await ledger.noteSeen(await came(ledger, "c1"), LOBBY, rows, telling(1_002_000))).toBe(
        "written",
      );
      await ledger.noteSeen(
        await came(ledger, "c2"),
        LOBBY,
        [{ key: "b", body: "again" }],
        telling(1_009_000),
      );
      await ledger.noteSeen(await came(ledger, "c3"), LIVE, [{ key: "c", body: "3" }], telling(1_002_000));
      expect(await ledger.untoldIn(LOBBY, 100)).toMatchObject([
        { key: "a", body: "1", connection: "game", group: LOBBY.id },
        { key: "b", body: "2" },
      ]);
      expect(await keys(ledger, LIVE)).toEqual(["c"]);
      expect((await ledger.counts()).jobs.callback).toMatchObject({ ready: 2, settled: 3 });
      expect(await ledger.nextDue("callback")).toBe(1_002_000);
      const [first] = await ledger.untoldIn(LOBBY, 1);
      expect(await ledger.seenBySeq(first?.seq ?? 0)).toEqual(first);
      expect(await ledger.seenBySeq(99)).toBeNull();
    });

    it("is found again by whom it names, newest first, however much was told of others since", async () => {
      await using home = await engine.home();
      const ledger = await home.open({ clock: manualClock(1_000_000) });
      const naming = (key: string, ...accounts: readonly string[]) => ({
        key,
        body: JSON.stringify({ what: "unmuted", accounts }),
      });
      const others = Array.from({ length: 30 }, (_, index) =>
        naming(`other${index}`, `tommy${index}`, "to_my"),
      );
      const rows = [naming("a", "tommy"), naming("b", 'say "hi"', "tommy"), ...others];
      await ledger.noteSeen(await came(ledger, "c1"), LOBBY, rows, telling(1_002_000));
      const found = async (accounts: readonly string[], limit: number) =>
        (await ledger.seenIn(LOBBY, accounts, limit)).map(({ key }) => key);
      expect(await found(["tommy"], 10)).toEqual(["b", "a"]);
      expect(await found(["tommy"], 1)).toEqual(["b"]);
      expect(await found(['say "hi"', "tommy3"], 10)).toEqual(["other3", "b"]);
      expect(await ledger.seenIn(LIVE, ["tommy"], 10)).toEqual([]);
      const many = Array.from({ length: 20 }, (_, index) => `who${index}`);
      expect(await found([...many, "tommy"], 100)).toHaveLength(32);
    });

    it("is told with its entry and messages in one transaction, and what came meanwhile is told later", async () => {
      await using home = await engine.home();
      const clock = manualClock(1_000_000);
      const ledger = await home.open({ clock });
      await ledger.noteSeen(await came(ledger, "c1"), LOBBY, [{ key: "a", body: "1" }], telling(1_000_000));
      const tell = await claimOne(ledger, "callback");
      const [a] = await ledger.untoldIn(LOBBY, 10);
      // While it is being told, something more comes: nobody else will tell it.
      await ledger.noteSeen(await came(ledger, "c2"), LOBBY, [{ key: "b", body: "2" }], telling(1_002_000));
      expect((await ledger.counts()).jobs.callback).toMatchObject({ ready: 0, leased: 1 });
      const told = {
        upTo: a?.seq ?? 0,
        entries: [anEntry("seen_elsewhere", { what: "a" })],
        posts: [aPost("p1")],
        next: telling(1_002_000),
      };
      expect(await ledger.tellSeen(tell, LOBBY, told)).toBe("written");
      expect(await ledger.tellSeen(tell, LOBBY, told)).toBe("stale");
      expect((await ledger.entries(1, 10)).filter(({ kind }) => kind === "seen_elsewhere")).toHaveLength(1);
      expect(await ledger.jobById("p1")).toMatchObject({ state: "ready" });
      expect(await keys(ledger)).toEqual(["b"]);
      // Not before the pause between two messages is over.
      expect(await ledger.nextDue("callback")).toBe(1_020_000);
      clock.advance(20_000);
      const next = await claimOne(ledger, "callback");
      const [b] = await ledger.untoldIn(LOBBY, 10);
      await ledger.tellSeen(next, LOBBY, { ...told, upTo: b?.seq ?? 0, posts: [], entries: [] });
      expect(await keys(ledger)).toEqual([]);
      expect((await ledger.counts()).jobs.callback).toMatchObject({ ready: 0, leased: 0, settled: 4 });
    });

    it("a job that somebody else holds writes nothing", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const job = await came(ledger, "c1");
      const stale = { ...job, fence: job.fence - 1 };
      expect(await ledger.noteSeen(stale, LOBBY, [{ key: "a", body: "1" }], telling(0))).toBe("stale");
      expect(await keys(ledger)).toEqual([]);
    });

    it("is compared with the requests that may have been applied at the time", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job, case: kase } = await openedCase(ledger, { accounts: ["tommy", "jared"] });
      const { startedAt, deadline } = anAttempt([]);
      await ledger.beginAttempt(job, anAttempt(["tommy"]), anEntry("attempt"));
      const whom = ["tommy", "jared"];
      const between = (from: number, to: number, group = LOBBY, accounts: readonly string[] = whom) =>
        ledger.attemptsBetween(group, ["mute", "kick"], accounts, from, to);
      const found = [{ case: kase.number, verb: "mute", accounts: ["tommy"], startedAt, until: deadline }];
      expect(await between(startedAt, startedAt)).toEqual(found);
      expect(await between(deadline, deadline + 60_000)).toEqual(found);
      expect(await between(deadline + 1, deadline + 60_000)).toEqual([]);
      expect(await between(startedAt - 60_000, startedAt - 1)).toEqual([]);
      expect(await between(startedAt, startedAt, LIVE)).toEqual([]);
      expect(await between(startedAt, startedAt, LOBBY, ["jared"])).toEqual([]);
      expect(await between(startedAt, startedAt, LOBBY, ["tomm_", "%", "Tommy", '"'])).toEqual([]);
      const many = Array.from({ length: 100 }, (_, index) => `user${index}`);
      expect(await between(startedAt, startedAt, LOBBY, [...many, "tommy"])).toEqual(found);
      expect(await between(startedAt, startedAt, LOBBY, many)).toEqual([]);
      expect(await ledger.attemptsBetween(LOBBY, ["ban"], whom, startedAt, startedAt)).toEqual([]);
      expect(await ledger.attemptsBetween(LOBBY, [], whom, startedAt, startedAt)).toEqual([]);
    });
  });
}
