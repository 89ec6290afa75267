import { describe, expect, it } from "vitest";
import type { Ledger, Settlement } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { aJob, anAttempt, anEntry, aPost, aState, claimOne, held, openedCase } from "./samples.ts";

/** What the ledger does for cases of thousands: stops, progress, latest words, timers, lists in slices. */

const LARGEST = 10_000;
const many = Array.from({ length: LARGEST }, (_, index) => `fan${index}`);

function settled(accounts: readonly string[], outcome: Settlement["outcome"]): readonly Settlement[] {
  return accounts.map((account) => ({ account, outcome, detail: null }));
}

function nothing() {
  return { attempts: [], settlements: [], entries: [], posts: [], settle: null } as const;
}

async function stop(ledger: Ledger, request: string, number: number, by = "U_MAX") {
  const job = await held(ledger, request);
  return ledger.stopCase(job, number, by, { ...anEntry("stop_asked"), case: number }, [
    aPost(`told:${request}`),
  ]);
}

describe.each(await enginesForTests())("large cases on $name", (engine) => {
  it(
    "are opened, settled and updated whole, far above what one statement takes",
    { timeout: 60_000 },
    async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { case: opened, job } = await openedCase(ledger, { accounts: many });
      expect(opened.targets).toHaveLength(LARGEST);
      const begun = await ledger.beginAttempt(job, anAttempt(many.slice(0, 500)), anEntry("attempt"));
      if (begun.kind !== "begun") throw new Error("stale");
      const untouched = many.slice(0, 500);
      await ledger.record(job, { ...nothing(), attempts: [begun.attempt], untouched });
      expect((await ledger.caseByNumber(1))?.targets.filter(({ attempted }) => attempted)).toEqual([]);
      const before = many.map((account) => ({
        account,
        outcome: "done" as const,
        detail: null,
        before: aState(account),
      }));
      expect(await ledger.record(job, { ...nothing(), settlements: before })).toBe("written");
      const read = await ledger.caseByNumber(1);
      expect(read?.accounts).toEqual(many);
      expect(read?.targets.every(({ outcome, before: state }) => outcome === "done" && state !== null)).toBe(
        true,
      );
      expect(await ledger.latestOn(opened.group, ["mute"], many, ["done"])).toHaveLength(LARGEST);
      expect(await ledger.record(job, { ...nothing(), settle: { again: null } })).toBe("written");
    },
  );

  it("of which one stands in another's way are found out at once", { timeout: 60_000 }, async () => {
    await using home = await engine.home();
    const ledger = await home.open();
    await openedCase(ledger, { origin: "r1", accounts: many });
    await openedCase(ledger, { origin: "r2", accounts: many.toReversed(), fingerprint: "other" });
    const startedAt = performance.now();
    expect(await ledger.blockedBy(2)).toBe(1);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(await ledger.blockedBy(1)).toBeNull();
  });

  it("tell how far they are, and why they wait, without their targets", async () => {
    await using home = await engine.home();
    const ledger = await home.open();
    expect(await ledger.progressOf(1)).toBeNull();
    const { case: opened, job } = await openedCase(ledger, { accounts: many.slice(0, 60) });
    const { number, verb, group, actor, command, openedAt } = opened;
    const head = { number, verb, group, actor, command, openedAt, state: "open", stoppedBy: null };
    const books = { done: 0, already: 0, absent: 0, refused: 0, unknown: 0 };
    expect(await ledger.progressOf(1)).toMatchObject({ ...head, requested: 60, books, waits: null });
    await ledger.record(job, { ...nothing(), settlements: settled(many.slice(0, 20), "done") });
    await ledger.record(job, { ...nothing(), settlements: settled(many.slice(20, 25), "unknown") });
    await ledger.postpone(job, 0, "the vendor is away");
    expect(await ledger.progressOf(1)).toMatchObject({
      ...head,
      requested: 60,
      books: { ...books, done: 20, unknown: 5 },
      waits: "the vendor is away",
    });
    await claimOne(ledger, "case");
    expect((await ledger.progressOf(1))?.waits).toBeNull();
  });
});

describe.each(await enginesForTests())("stopping on $name", (engine) => {
  it("is written down with its entry and its answer, and the first who stopped it stays", async () => {
    await using home = await engine.home();
    const ledger = await home.open();
    await openedCase(ledger);
    expect(await ledger.stopOf(1)).toBeNull();
    expect(await stop(ledger, "s1", 1)).toBe("stopped");
    expect(await stop(ledger, "s2", 1, "U_MIA")).toBe("stopped");
    expect(await ledger.stopOf(1)).toBe("U_MAX");
    expect((await ledger.caseByNumber(1))?.stoppedBy).toBe("U_MAX");
    const kinds = (await ledger.entriesOf(1)).map(({ kind }) => kind);
    expect(kinds).toEqual(["opened", "stop_asked", "stop_asked"]);
    expect(await ledger.jobById("s1")).toMatchObject({ state: "settled", note: { stopped: 1 } });
    expect((await ledger.jobById("told:s1"))?.state).toBe("ready");
  });

  it("wakes a case that waits, and leaves one alone that is worked on", async () => {
    await using home = await engine.home();
    const ledger = await home.open();
    const { job } = await openedCase(ledger);
    await stop(ledger, "s1", 1);
    expect(await ledger.renew(job, 60_000)).toBe("written");
    await ledger.postpone(job, Date.now() + 3_600_000, "the vendor is away");
    expect(await ledger.claim("case", 1, 60_000)).toEqual([]);
    await stop(ledger, "s2", 1);
    expect(await claimOne(ledger, "case")).toMatchObject({ id: "case:1" });
  });

  it("comes too late for a settled case, and is nobody's who lost the request", async () => {
    await using home = await engine.home();
    const ledger = await home.open();
    const { job } = await openedCase(ledger);
    const request = await held(ledger, "s1");
    await ledger.postpone(request, 0, "taken over");
    await claimOne(ledger, "request");
    const before = await home.everything();
    expect(await ledger.stopCase(request, 1, "U_MAX", anEntry("stop_asked"), [])).toBe("stale");
    expect(await home.everything()).toEqual(before);
    await ledger.record(job, {
      ...nothing(),
      settlements: settled(["tommy"], "done"),
      settle: { again: null },
    });
    expect(await stop(ledger, "s2", 1)).toBe("settled");
    expect(await ledger.stopOf(1)).toBeNull();
    expect((await ledger.entriesOf(1)).map(({ kind }) => kind)).not.toContain("stop_asked");
    // The request is still in hand, to be answered.
    expect((await ledger.jobById("s2"))?.state).toBe("leased");
  });
});

describe.each(await enginesForTests())("later cases on $name", (engine) => {
  it("speak last about an account, where they did or may have done something to it", async () => {
    await using home = await engine.home();
    const ledger = await home.open();
    const ask = async (
      origin: string,
      verb: "ban" | "unban",
      outcome: Settlement["outcome"],
      account = "tommy",
    ) => {
      const { case: opened, job } = await openedCase(ledger, {
        origin,
        fingerprint: origin,
        verb,
        accounts: [account],
        until: verb === "ban" ? "permanent" : null,
      });
      await ledger.record(job, { ...nothing(), settlements: settled([account], outcome) });
      return opened.group;
    };
    const group = await ask("r1", "ban", "done");
    await ask("r2", "unban", "refused");
    await ask("r3", "ban", "unknown", "jared");
    const latest = (accounts: readonly string[]) =>
      ledger.latestOn(group, ["ban", "unban"], accounts, ["done", "unknown"]);
    expect(await latest(["tommy", "jared", "peter"])).toEqual(
      expect.arrayContaining([
        { account: "tommy", number: 1, verb: "ban", until: "permanent" },
        { account: "jared", number: 3, verb: "ban", until: "permanent" },
      ]),
    );
    await ask("r4", "unban", "done");
    expect(await latest(["tommy"])).toMatchObject([{ number: 4, verb: "unban", until: null }]);
    expect(await ledger.latestOn({ ...group, id: "other" }, ["ban"], ["tommy"], ["done"])).toEqual([]);
  });

  it("count as attempted only when they may have sent something about the account", async () => {
    await using home = await engine.home();
    const ledger = await home.open();
    await openedCase(ledger, { origin: "r1", accounts: ["tommy", "jared"] });
    const { job } = await openedCase(ledger, {
      origin: "r2",
      fingerprint: "2",
      accounts: ["tommy", "jared"],
    });
    expect(await ledger.isAttemptedLater(1, "tommy")).toBe(false);
    await ledger.beginAttempt(job, anAttempt(["tommy"]), anEntry("attempt"));
    expect(await ledger.isAttemptedLater(1, "tommy")).toBe(true);
    expect(await ledger.isAttemptedLater(1, "jared")).toBe(false);
    expect(await ledger.isAttemptedLater(2, "tommy")).toBe(false);
  });
});

describe.each(await enginesForTests())("what goes along with a write on $name", (engine) => {
  it("a job keeps its note while it is postponed, until it has another", async () => {
    await using home = await engine.home();
    const ledger = await home.open();
    await ledger.settleJob(await held(ledger, "r1"), { posts: [aPost("card")] });
    await ledger.postpone(await claimOne(ledger, "post"), 0, null, { note: { ts: "1.2" } });
    const again = await claimOne(ledger, "post");
    expect(await ledger.jobById("card")).toMatchObject({ note: { ts: "1.2" } });
    await ledger.postpone(again, 0, "later");
    expect((await ledger.jobById("card"))?.note).toEqual({ ts: "1.2" });
    await ledger.postpone(await claimOne(ledger, "post"), 0, null, { note: { ts: "1.2", changedAt: 7 } });
    expect((await ledger.jobById("card"))?.note).toEqual({ ts: "1.2", changedAt: 7 });
    expect(await ledger.postpone(again, 0, null, { note: null })).toBe("stale");
    expect((await ledger.jobById("card"))?.note).toEqual({ ts: "1.2", changedAt: 7 });
  });

  it("timers stand as soon as an attempt is begun, once, and not when it was not", async () => {
    await using home = await engine.home();
    const ledger = await home.open();
    const { job } = await openedCase(ledger, { accounts: ["tommy", "jared"] });
    const timer = aJob("lift:#1", { kind: "timer", runAt: 5 });
    for (const account of ["tommy", "jared"])
      expect(await ledger.beginAttempt(job, anAttempt([account]), anEntry("attempt"), [timer])).toMatchObject(
        {
          kind: "begun",
        },
      );
    expect((await ledger.counts()).jobs.timer.ready).toBe(1);
    expect(await ledger.nextDue("timer")).toBe(5);
    await ledger.postpone(job, 0, "to be taken over");
    await claimOne(ledger, "case");
    const late = aJob("lift:late", { kind: "timer" });
    expect(await ledger.beginAttempt(job, anAttempt(["tommy"]), anEntry("attempt"), [late])).toEqual({
      kind: "stale",
    });
    expect(await ledger.jobById("lift:late")).toBeNull();
  });
});
