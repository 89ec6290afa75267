import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { verifyChain } from "../../src/audit/chain.ts";
import type { Entry, JobKind, Ledger } from "../../src/ledger/port.ts";
import type { Pace } from "../../src/vendors/port.ts";
import { enginesForTests, type Home } from "./engines.ts";
import { aJob, anEntry, claimOne } from "./samples.ts";

const postgres = (await enginesForTests()).find(({ name }) => name === "postgres");

describe.runIf(postgres)("processes that share a database", () => {
  it("wake each other when there is something to do", async () => {
    await using home = await fresh();
    const here = await home.open();
    const there = await home.open();
    // Once it listens, a process looks at everything, since it may have missed something.
    await nextWake(there)("request");
    const woken = nextWake(there);
    await here.receive(aJob("r1"));
    expect(await woken("request")).toBe("request");
  });

  it("are heard again after the connection that listens was cut", async () => {
    await using home = await fresh();
    const ledger = await home.open();
    const woken = nextWake(ledger);
    const listening =
      "from pg_stat_activity where application_name = 'bailiff listen' and datname = current_database()";
    await expect
      .poll(async () => (await home.sql(`select query ${listening} and query like 'listen%'`)).length)
      .toBe(1);
    await home.sql(`select pg_terminate_backend(pid) ${listening}`);
    await expect
      .poll(async () => (await home.sql(`select 1 ${listening} and query like 'listen%'`)).length, {
        timeout: 6_000,
      })
      .toBe(1);
    // What was missed meanwhile is made up for.
    expect(await woken("post")).toBe("post");
  });

  it("outlive it when the server cuts their connections while they are held up in the middle of a write", async () => {
    await using home = await fresh();
    const ledger = await home.open();
    const ends: PromiseSettledResult<readonly Entry[]>[] = [];
    for (let n = 0; n < 9; n += 1) {
      const write = Promise.allSettled([ledger.append([anEntry("start", { n })])]);
      if (n % 3 === 2) {
        await nextTurn();
        // Held up, as by SIGSTOP: an answer and the end of its connection wait for this process together.
        execFileSync(process.execPath, [new URL("./cut.child.ts", import.meta.url).pathname, urlOf(home)]);
      }
      ends.push(...(await write));
    }
    // Whoever was told that it is written finds it; nothing was written twice.
    const told = ends.flatMap((end) => (end.status === "fulfilled" ? end.value : []));
    // A statement may still meet a connection whose end has not been heard of yet.
    await expect.poll(() => ledger.counts()).toMatchObject({ openCases: 0 });
    const entries = await ledger.entries(1, 1_000);
    expect(entries).toEqual(expect.arrayContaining(told));
    const bodies = entries.map(({ text }) => /"body":(.*?)}/.exec(text)?.[1]);
    expect(new Set(bodies).size).toBe(entries.length);
    expect(verifyChain(entries).ok).toBe(true);
    expect((await ledger.receive(aJob("r1"))).kind).toBe("new");
  });

  it("never work on the same job, and each takes what it can get", async () => {
    await using home = await fresh();
    const ledgers = await Promise.all([home.open(), home.open(), home.open()]);
    for (let n = 0; n < 60; n += 1) await ledgers[0]?.receive(aJob(`r${n}`));
    const claimed = await Promise.all(
      ledgers.map(async (ledger) => {
        const mine: string[] = [];
        for (let round = 0; round < 10; round += 1) {
          const jobs = await ledger.claim("request", 3, 30_000);
          mine.push(...jobs.map(({ id }) => id));
          await Promise.all(jobs.map((job) => ledger.settleJob(job, {})));
        }
        return mine;
      }),
    );
    const all = claimed.flat();
    expect([all.length, new Set(all).size]).toEqual([60, 60]);
  });

  it("go on when one of them loses its lease while it is paused in the middle of its work", async () => {
    await using home = await fresh();
    const [paused, other] = [await home.open(), await home.open()];
    await paused.receive(aJob("r1"));
    const before = await claimOne(paused, "request", 30);
    await expect.poll(() => other.claim("request", 1, 30_000), { interval: 10 }).toHaveLength(1);
    expect(await paused.settleJob(before, {})).toBe("stale");
  });

  it("together never start more requests in a second than the rate, and not far fewer", async () => {
    await using home = await fresh();
    const perSecond = 60;
    const turns = await Promise.all([
      turnsElsewhere(home, 50, perSecond),
      turnsElsewhere(home, 50, perSecond),
    ]);
    const starts = turns.flat();
    expect(starts).toHaveLength(100);
    expect(mostInOneSecond(starts)).toBeLessThanOrEqual(perSecond);
    const seconds = (Math.max(...starts) - Math.min(...starts)) / 1_000;
    expect(100 / seconds).toBeGreaterThan(perSecond * 0.5);
  });

  it("do not send a backlog after one was held up", async () => {
    await using home = await fresh();
    const { pace } = await home.openWithPace();
    if (!pace) throw new Error("PostgreSQL has a shared pace");
    const perSecond = 20;
    const running = takeTurns(pace, 28, perSecond);
    await expect.poll(() => running.starts.length, { interval: 5 }).toBeGreaterThan(4);
    // What garbage collection, a snapshot of the machine or SIGSTOP do.
    const until = Date.now() + 400;
    while (Date.now() < until);
    await running.done;
    expect(mostInOneSecond(running.starts)).toBeLessThanOrEqual(perSecond);
  });

  it("let a prompt command pass thousands of patient ones, here and on another replica", async () => {
    await using home = await fresh();
    const { pace: busy } = await home.openWithPace();
    const { pace: other } = await home.openWithPace();
    if (!busy || !other) throw new Error("PostgreSQL has a shared pace");
    // Whoever still waits when the ledger closes is told so.
    const waitsOn = (): void => {};
    for (let n = 0; n < 5_000; n += 1) busy.turn("game", 100, "patient").catch(waitsOn);
    await busy.turn("game", 100);
    for (const pace of [busy, other, busy, other]) {
      const asked = performance.now();
      await pace.turn("game", 100);
      expect(performance.now() - asked).toBeLessThan(200);
    }
  });

  it("keep a pace for each key", async () => {
    await using home = await fresh();
    const { pace } = await home.openWithPace();
    await pace?.turn("slow", 0.01);
    await pace?.turn("other", 0.01);
  });
});

function fresh(): Promise<Home> {
  if (!postgres) throw new Error("skipped without PostgreSQL");
  return postgres.home();
}

function nextWake(ledger: Ledger): (kind: JobKind) => Promise<JobKind> {
  const heard = new Map<JobKind, PromiseWithResolvers<JobKind>>();
  const of = (kind: JobKind) => heard.get(kind) ?? heard.set(kind, Promise.withResolvers()).get(kind);
  ledger.onDue((kind) => of(kind)?.resolve(kind));
  return async (kind) => of(kind)?.promise ?? kind;
}

function takeTurns(pace: Pace, turns: number, perSecond: number) {
  const starts: number[] = [];
  const done = Promise.all(
    Array.from({ length: turns }, async () => {
      await pace.turn("game", perSecond);
      starts.push(Date.now());
    }),
  );
  return { starts, done };
}

function urlOf({ place }: Home): string {
  if (place.kind !== "postgres") throw new Error("only PostgreSQL is shared");
  return place.url;
}

async function turnsElsewhere(home: Home, turns: number, perSecond: number): Promise<number[]> {
  const script = new URL("./turns.child.ts", import.meta.url).pathname;
  const args = [script, urlOf(home), String(turns), String(perSecond)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await once(child, "close");
  return JSON.parse(said) as number[];
}

/** Most moments in any window of one second. */
function mostInOneSecond(moments: readonly number[]): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + 1_000).length));
}
