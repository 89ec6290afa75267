import { describe, expect, it } from "vitest";
import type { Job, JobKind, Ledger } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { manualClock } from "./manual-clock.ts";
import { aJob, anEntry, aPost, claimOne, held } from "./samples.ts";

const engines = await enginesForTests();

for (const engine of engines) {
  describe(`jobs on ${engine.name}`, () => {
    it("stores a request once, however often and however close together it comes", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const together = await Promise.all([1, 2, 3].map(() => ledger.receive(aJob("r1", { held: true }))));
      expect(together.map(({ kind }) => kind)).toEqual(["new", "duplicate", "duplicate"]);
      expect(await ledger.receive(aJob("r1", { payload: '{"other":1}' }))).toEqual({ kind: "duplicate" });
      expect(await ledger.jobById("r1")).toEqual({ state: "leased", payload: "{}", note: null });
    });

    it("remembers a request after it was settled, so that a late repetition has no effect", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      expect(await ledger.settleJob(await held(ledger, "r1"), { note: { told: "done" } })).toBe("written");
      expect(await ledger.receive(aJob("r1"))).toEqual({ kind: "duplicate" });
      expect(await ledger.jobById("r1")).toMatchObject({ state: "settled", note: { told: "done" } });
    });

    it("gives each due job to one claimer only, oldest first", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      for (let n = 1; n <= 20; n += 1) await ledger.receive(aJob(`r${n}`, { runAt: n }));
      const claims = await Promise.all([1, 2, 3, 4].map(() => ledger.claim("request", 5, 30_000)));
      const ids = claims.flat().map(({ id }) => id);
      expect(new Set(ids).size).toBe(20);
      expect(claims[0]?.map(({ id }) => id)).toEqual(["r1", "r2", "r3", "r4", "r5"]);
      expect(await ledger.claim("request", 5, 30_000)).toEqual([]);
    });

    it("does not give out what is not due, of another kind, or held from its creation", async () => {
      await using home = await engine.home();
      const clock = manualClock();
      const ledger = await home.open({ clock });
      await ledger.receive(aJob("later", { runAt: clock.now() + 60_000 }));
      await ledger.receive(aPost("post"));
      await held(ledger, "mine");
      expect(await ledger.claim("request", 10, 30_000)).toEqual([]);
      clock.advance(60_000);
      expect((await claimOne(ledger, "request")).id).not.toBe("post");
    });

    it("stops a zombie: once its lease ran out and another took over, nothing it writes is kept", async () => {
      await using home = await engine.home();
      const clock = manualClock();
      const ledger = await home.open({ clock });
      await ledger.receive(aJob("r1"));
      const zombie = await claimOne(ledger, "request", 20);
      await untilLeaseEnds(ledger, clock, 20);
      const heir = await claimOne(ledger, "request");
      expect([heir.fence, heir.attempts]).toEqual([zombie.fence + 1, zombie.attempts + 1]);

      const before = await home.everything();
      const news = { entries: [anEntry()], posts: [aPost("p1", "log")], note: "mine" };
      expect(await ledger.settleJob(zombie, news)).toBe("stale");
      expect(await ledger.postpone(zombie, 0, "later", { posts: [aPost("p2")] })).toBe("stale");
      expect(await ledger.bury(zombie, "gave up")).toBe("stale");
      expect(await ledger.renew(zombie, 60_000)).toBe("stale");
      expect(await home.everything()).toEqual(before);

      expect(await ledger.settleJob(heir, news)).toBe("written");
      expect(await ledger.settleJob(heir, {})).toBe("stale");
    });

    it("keeps a renewed lease from running out", async () => {
      await using home = await engine.home();
      const clock = manualClock();
      const ledger = await home.open({ clock });
      await ledger.receive(aJob("r1"));
      const job = await claimOne(ledger, "request", 20);
      expect(await ledger.renew(job, 60_000)).toBe("written");
      clock.advance(30_000);
      expect(await ledger.claim("request", 1, 20)).toEqual([]);
    });

    it("makes the posts of a lane one after the other, and lets other lanes pass", async () => {
      await using home = await engine.home();
      const clock = manualClock();
      const ledger = await home.open({ clock });
      const posts = [aPost("a1", "a"), aPost("a2", "a"), aPost("b1", "b"), aPost("free"), aPost("a3", "a")];
      await ledger.settleJob(await held(ledger, "r1"), { posts });
      const claimed = await ledger.claim("post", 10, 30_000);
      expect(claimed.map(({ id }) => id)).toEqual(["a1", "b1", "free"]);
      const a1 = named(claimed, "a1");

      // A post that must wait makes its lane wait: a2 said before a1 would be out of order.
      expect(await ledger.postpone(a1, clock.now() + 5_000, "Slack is slow")).toBe("written");
      expect(await ledger.claim("post", 10, 30_000)).toEqual([]);
      clock.advance(5_000);
      await ledger.settleJob(await claimOne(ledger, "post"), {});

      // One that is given up does not.
      const a2 = await claimOne(ledger, "post");
      expect(a2.id).toBe("a2");
      await ledger.bury(a2, "the channel is gone");
      expect((await claimOne(ledger, "post")).id).toBe("a3");
    });

    it("tells when the next job is due, also when only a lease stands in the way", async () => {
      await using home = await engine.home();
      const clock = manualClock();
      const ledger = await home.open({ clock });
      expect(await ledger.nextDue("post")).toBeNull();
      await ledger.settleJob(await held(ledger, "r1"), { posts: [aPost("a1", "a"), aPost("a2", "a")] });
      expect(await ledger.nextDue("post")).toBe(0);
      const a1 = await claimOne(ledger, "post", 30_000);
      const leaseEnds = (await ledger.nextDue("post")) ?? 0;
      expect(leaseEnds).toBeGreaterThan(clock.now() + 20_000);
      expect(leaseEnds).toBeLessThanOrEqual(clock.now() + 30_000);
      await ledger.postpone(a1, clock.now() + 7_000, "later");
      // Not 0: a2 has been due for long, and yet it must wait for a1.
      expect(await ledger.nextDue("post")).toBe(clock.now() + 7_000);
    });

    it("wakes whoever works on a kind when a job of it appears, is given back, or frees its lane", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const woken: JobKind[] = [];
      ledger.onDue((kind) => woken.push(kind));
      const since = () => woken.splice(0);
      await ledger.receive(aJob("r1"));
      expect(since()).toContain("request");
      await ledger.settleJob(await claimOne(ledger, "request"), {
        posts: [aPost("a1", "a"), aPost("a2", "a")],
      });
      expect(since()).toContain("post");
      const a1 = await claimOne(ledger, "post");
      await ledger.postpone(a1, 0, "once more");
      expect(since()).toContain("post");
      await ledger.settleJob(await claimOne(ledger, "post"), {});
      expect(since()).toContain("post");
    });

    it("counts what there is to do and what was given up", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await ledger.settleJob(await held(ledger, "r1"), {
        posts: [aPost("p1"), aPost("p2")],
        entries: [anEntry()],
      });
      await ledger.bury(await claimOne(ledger, "post"), "no such channel");
      const { jobs, openCases, entries } = await ledger.counts();
      expect(jobs.request).toEqual({ ready: 0, leased: 0, settled: 1, dead: 0 });
      expect(jobs.post).toEqual({ ready: 1, leased: 0, settled: 0, dead: 1 });
      expect([openCases, entries]).toEqual([0, 1]);
    });

    it("loses nothing that was being written when it is closed, and refuses what comes after", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const request = await held(ledger, "r0");
      const writes = [
        ledger.settleJob(request, { entries: [anEntry()] }),
        ...[1, 2, 3].map((n) => ledger.receive(aJob(`r${n}`))),
      ];
      await ledger.close();
      await Promise.all(writes);
      await expect(ledger.receive(aJob("r4"))).rejects.toThrow("closed");
      await expect(ledger.append([anEntry()])).rejects.toThrow("closed");
      const again = await home.open();
      expect((await again.counts()).jobs.request).toMatchObject({ ready: 3, settled: 1 });
    });
  });

  /** Leases end by the manual clock on SQLite and by the server's own clock on PostgreSQL. */
  async function untilLeaseEnds(
    ledger: Ledger,
    clock: ReturnType<typeof manualClock>,
    leaseMs: number,
  ): Promise<void> {
    if (engine.name === "sqlite") return clock.advance(leaseMs);
    await expect
      .poll(async () => ((await ledger.nextDue("request")) ?? Infinity) <= clock.now(), { interval: 5 })
      .toBe(true);
  }
}

function named(jobs: readonly Job[], id: string): Job {
  const job = jobs.find((one) => one.id === id);
  if (!job) throw new Error(`${id} was not claimed`);
  return job;
}
