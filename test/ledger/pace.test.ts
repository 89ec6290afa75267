import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pause, type Clock } from "../../src/clock.ts";
import { createSharedPace, type Reserve } from "../../src/ledger/pace.ts";
import type { Pace, Urgency } from "../../src/vendors/port.ts";
import { movableClock, type MovableClock } from "../vendors/movable-clock.ts";

/** Replicas with clocks of their own around one row of a database with another one, some milliseconds away. */
interface Replica {
  readonly aheadMs: number;
  readonly thereMs: number;
  readonly backMs: number;
}

const NEAR: Replica = { aheadMs: 0, thereMs: 1, backMs: 1 };

function replicas(clock: MovableClock, all: readonly Replica[]): readonly Pace[] {
  const database = databaseOn(clock);
  return all.map(({ aheadMs, thereMs, backMs }) => {
    const own: Clock = {
      now: () => clock.now() + aheadMs,
      at: (instant, wake) => clock.at(instant - aheadMs, wake),
    };
    const reserve: Reserve = async (...asked) => {
      await pause(clock, thereMs);
      const reserved = await database(...asked);
      await pause(clock, backMs);
      return reserved;
    };
    return createSharedPace(reserve, own);
  });
}

/** What the statement in PostgreSQL does, by a clock that is 17 s ahead. */
function databaseOn(clock: Clock): Reserve {
  const rows = new Map<string, number>();
  return (key, spanUs, noticeUs) => {
    const nowUs = (clock.now() + 17_000) * 1_000;
    const firstUs = Math.max(rows.get(key) ?? 0, nowUs + noticeUs);
    rows.set(key, firstUs + spanUs);
    return Promise.resolve({ firstUs, nowUs });
  };
}

function busiestSecond(moments: readonly number[]): number {
  return Math.max(
    0,
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + 1_000).length),
  );
}

const urgency = fc.constantFrom<Urgency>("prompt", "patient");
const replica = fc.record({
  aheadMs: fc.integer({ min: -5_000, max: 5_000 }),
  thereMs: fc.nat(8),
  backMs: fc.nat(8),
});

describe("the pace that replicas share", () => {
  it("never gives more turns in any second than the vendor allows, whatever the clocks say and whoever is held up", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.array(replica, { minLength: 1, maxLength: 3 }),
        fc.array(
          fc.record({ who: fc.nat(2), ask: fc.nat(40), urgency, ms: fc.nat(500), heldUp: fc.boolean() }),
          {
            maxLength: 12,
          },
        ),
        async (perSecond, all, steps) => {
          const clock = movableClock();
          const paces = replicas(clock, all);
          const given: number[] = [];
          let asked = 0;
          for (const { who, ask, urgency, ms, heldUp } of steps) {
            for (let i = 0; i < ask; i += 1)
              void paces[who % paces.length]
                ?.turn("mute", perSecond, urgency)
                .then(() => given.push(clock.now()));
            asked += ask;
            if (heldUp) await clock.jump(ms);
            // Nobody is held up again and again exactly while it asks the database.
            await clock.advance(heldUp ? 40 : ms);
          }
          expect(busiestSecond(given)).toBeLessThanOrEqual(perSecond);
          await clock.advance(((asked + 60) * 1_200) / perSecond + 2_000);
          expect(given).toHaveLength(asked);
          expect(busiestSecond(given)).toBeLessThanOrEqual(perSecond);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("gives a batch that is alone all of the rate", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 600 }),
        async (perSecond, count) => {
          const clock = movableClock();
          const [pace] = replicas(clock, [NEAR]);
          let given = 0;
          for (let i = 0; i < count; i += 1)
            void pace?.turn("mute", perSecond, "patient").then(() => (given += 1));
          await clock.advance(Math.ceil((count / perSecond) * 1_060) + 5);
          expect(given).toBe(count);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("gives most of the rate even when the database takes long to answer", async () => {
    const clock = movableClock();
    const [pace] = replicas(clock, [{ aheadMs: 0, thereMs: 90, backMs: 60 }]);
    let given = 0;
    for (let i = 0; i < 400; i += 1) void pace?.turn("mute", 100, "patient").then(() => (given += 1));
    await clock.advance(5_000);
    expect(given).toBe(400);
  });

  it("gives single turns even when the database takes long to answer", async () => {
    const clock = movableClock();
    const [pace] = replicas(clock, [{ aheadMs: 0, thereMs: 60, backMs: 60 }]);
    const tookMs: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const asked = clock.now();
      void pace?.turn("mute", 2).then(() => tookMs.push(clock.now() - asked));
      await clock.advance(3_000);
    }
    expect(tookMs).toHaveLength(5);
    expect(Math.max(...tookMs.slice(1))).toBeLessThan(200);
  });

  it("lets the prompt pass the patient of their process at the next slot, in the order of asking", async () => {
    const clock = movableClock();
    const [pace] = replicas(clock, [NEAR]);
    const given: string[] = [];
    const ask = (name: string, urgency: Urgency): void =>
      void pace?.turn("mute", 20, urgency).then(() => given.push(name));
    for (let i = 0; i < 100; i += 1) ask(`patient ${i}`, "patient");
    await clock.advance(1_000);
    const before = given.length;
    ask("first", "prompt");
    ask("second", "prompt");
    await clock.advance(120);
    expect(given.slice(before, before + 2)).toEqual(["first", "second"]);
    await clock.advance(10_000);
    const patient = given.filter((name) => name.startsWith("patient"));
    expect(patient).toEqual(Array.from({ length: 100 }, (_, i) => `patient ${i}`));
  });

  it("makes a prompt one wait for no more than 100 ms of each other replica's patient work", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 50, max: 300 }),
        fc.nat(1_000),
        async (others, perSecond, ms) => {
          const clock = movableClock();
          const all = Array.from({ length: others + 1 }, () => NEAR);
          const [own, ...rest] = replicas(clock, all);
          for (const pace of rest)
            for (let i = 0; i < 10_000; i += 1) void pace.turn("mute", perSecond, "patient");
          await clock.advance(2_000 + ms);
          const asked = clock.now();
          const turn = own?.turn("mute", perSecond, "prompt").then(() => clock.now());
          await clock.advance(2_000);
          expect(((await turn) ?? Infinity) - asked).toBeLessThanOrEqual(others * 100 + 10);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("gives both their share when one replica has only patient work and another only prompt", async () => {
    const clock = movableClock();
    const [one, other] = replicas(clock, [NEAR, NEAR]);
    let patient = 0;
    for (let i = 0; i < 1_000; i += 1) void one?.turn("mute", 100, "patient").then(() => (patient += 1));
    for (let i = 0; i < 1_000; i += 1) void other?.turn("mute", 100, "prompt");
    await clock.advance(5_000);
    expect(patient).toBeGreaterThanOrEqual(50);
  });

  it("is not held up when the clock is set back an hour", async () => {
    const clock = movableClock();
    let aheadMs = 0;
    const own: Clock = {
      now: () => clock.now() + aheadMs,
      at: (instant, wake) => clock.at(instant - aheadMs, wake),
    };
    const database = databaseOn(clock);
    const pace = createSharedPace(database, own);
    let given = 0;
    for (let i = 0; i < 60; i += 1) void pace.turn("mute", 20).then(() => (given += 1));
    await clock.advance(1_000);
    aheadMs = -3_600_000;
    await clock.advance(3_000);
    expect(given).toBe(60);
  });

  it("gives what it has in hand when the clock is set back", async () => {
    const clock = movableClock();
    let aheadMs = 0;
    const own: Clock = {
      now: () => clock.now() + aheadMs,
      at: (instant, wake) => clock.at(instant - aheadMs, wake),
    };
    const pace = createSharedPace(databaseOn(clock), own);
    let given = 0;
    for (let i = 0; i < 4; i += 1) void pace.turn("mute", 20).then(() => (given += 1));
    await clock.advance(60);
    aheadMs = -3_600_000;
    await clock.advance(1_000);
    expect(given).toBe(4);
  });

  it.each(["there", "back"])(
    "keeps the rate when the process was held up on the way %s of its first question",
    async (way) => {
      const clock = movableClock();
      const database = databaseOn(clock);
      let questions = 0;
      const heldUp = createSharedPace(async (...asked) => {
        questions += 1;
        await pause(clock, questions === 1 && way === "there" ? 400 : 1);
        const reserved = await database(...asked);
        await pause(clock, questions === 1 && way === "back" ? 400 : 1);
        return reserved;
      }, clock);
      const given: number[] = [];
      // The slot after this one is a second away, by the database's clock.
      await createSharedPace(database, clock).turn("mute", 1);
      given.push(clock.now());
      for (let i = 0; i < 5; i += 1) void heldUp.turn("mute", 1).then(() => given.push(clock.now()));
      await clock.advance(8_000);
      expect(given).toHaveLength(6);
      expect(busiestSecond(given)).toBe(1);
    },
  );

  it("tells everybody who waits when the database does not answer, and goes on afterwards", async () => {
    const clock = movableClock();
    const database = databaseOn(clock);
    let isAway = true;
    const pace = createSharedPace(async (...asked) => {
      if (isAway) throw new Error("away");
      return database(...asked);
    }, clock);
    const turns = await Promise.allSettled(Array.from({ length: 500 }, () => pace.turn("mute", 10)));
    expect(turns.every(({ status }) => status === "rejected")).toBe(true);
    isAway = false;
    await pace.turn("mute", 10);
  });
});
