import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/clock.ts";
import type { Urgency } from "../../src/vendors/port.ts";
import { createPace } from "../../src/vendors/pace.ts";
import { movableClock } from "./movable-clock.ts";

interface Asked {
  readonly number: number;
  readonly urgency: Urgency;
}

/** Most moments that lie within any one second. */
function busiestSecond(moments: readonly number[]): number {
  return Math.max(
    0,
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + 1_000).length),
  );
}

const urgency = fc.constantFrom<Urgency>("prompt", "patient");

describe("the pace of one process", () => {
  it("never gives more turns in any second than the vendor allows, even after the process was held up", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.record({ ask: fc.nat(40), urgency, ms: fc.nat(700), heldUp: fc.boolean() }), {
          maxLength: 12,
        }),
        async (perSecond, steps) => {
          const clock = movableClock();
          const pace = createPace(clock);
          const given: number[] = [];
          for (const { ask, urgency, ms, heldUp } of steps) {
            for (let i = 0; i < ask; i += 1)
              void pace.turn("mute", perSecond, urgency).then(() => given.push(clock.now()));
            await (heldUp ? clock.jump(ms) : clock.advance(ms));
          }
          expect(busiestSecond(given)).toBeLessThanOrEqual(perSecond);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives turns in the order of asking, and close to the rate", async () => {
    const clock = movableClock();
    const pace = createPace(clock);
    const order: number[] = [];
    for (let i = 0; i < 400; i += 1) void pace.turn("mute", 200).then(() => order.push(i));
    await clock.advance(2_000);
    expect(order.length).toBeGreaterThan(370);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  });

  it("lets the prompt pass the patient, keeps the order within each, and lets no patient one wait for ever", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.record({ ask: fc.nat(30), urgency, ms: fc.nat(400) }), { minLength: 1, maxLength: 12 }),
        async (perSecond, steps) => {
          const clock = movableClock();
          const pace = createPace(clock);
          const asked: Asked[] = [];
          const given: Asked[] = [];
          for (const { ask, urgency, ms } of steps) {
            for (let i = 0; i < ask; i += 1) {
              const one = { number: asked.length, urgency };
              asked.push(one);
              void pace.turn("mute", perSecond, urgency).then(() => {
                given.push(one);
                checkOrder(asked, given);
              });
            }
            await clock.advance(ms);
          }
          await clock.advance((asked.length * 1_050) / perSecond + 1);
          expect(given).toHaveLength(asked.length);
        },
      ),
      { numRuns: 60 },
    );

    /** Looks at the one who went last, and at who else waited. */
    function checkOrder(asked: readonly Asked[], given: readonly Asked[]): void {
      const last = given.at(-1);
      if (!last) return;
      const gone = new Set(given.map(({ number }) => number));
      const waiting = asked.filter(({ number }) => !gone.has(number));
      for (const other of waiting) {
        if (other.urgency === last.urgency) expect(other.number).toBeGreaterThan(last.number);
      }
      const lastTen = given.slice(-10).map(({ urgency }) => urgency);
      if (last.urgency === "patient" && waiting.some((other) => other.urgency === "prompt"))
        expect(lastTen.slice(0, -1)).toEqual(Array.from({ length: 9 }, () => "prompt"));
    }
  });

  it("gives a patient one every tenth turn while prompt ones keep coming at the full rate", async () => {
    const clock = movableClock();
    const pace = createPace(clock);
    const given: Urgency[] = [];
    const ask = (urgency: Urgency): void =>
      void pace.turn("mute", 100, urgency).then(() => given.push(urgency));
    for (let i = 0; i < 100; i += 1) ask("patient");
    for (let second = 0; second < 5; second += 1) {
      for (let i = 0; i < 100; i += 1) ask("prompt");
      await clock.advance(1_000);
    }
    const tens = Array.from({ length: 47 }, (_, ten) => given.slice(ten * 10, ten * 10 + 10));
    expect(tens.every((ten) => ten.includes("patient"))).toBe(true);
    expect(given.filter((one) => one === "patient").length).toBeLessThan(60);
  });

  it("gives a batch that is alone all of the rate", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 600 }),
        async (perSecond, count) => {
          const clock = movableClock();
          const pace = createPace(clock);
          let given = 0;
          for (let i = 0; i < count; i += 1)
            void pace.turn("mute", perSecond, "patient").then(() => (given += 1));
          await clock.advance(Math.ceil((count / perSecond) * 1_060));
          expect(given).toBe(count);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("lets a prompt one pass 10,000 patient ones, with one timer for all of them", async () => {
    const clock = movableClock();
    let timers = 0;
    let most = 0;
    const counted: Clock = {
      now: () => clock.now(),
      at(instant, wake) {
        most = Math.max(most, (timers += 1));
        return clock.at(instant, () => {
          timers -= 1;
          wake();
        });
      },
    };
    const pace = createPace(counted);
    for (let i = 0; i < 10_000; i += 1) void pace.turn("mute", 100, "patient");
    await clock.advance(1_000);
    const asked = clock.now();
    const turn = pace.turn("mute", 100, "prompt").then(() => clock.now());
    await clock.advance(1_000);
    expect((await turn) - asked).toBeLessThanOrEqual(11);
    expect(most).toBe(1);
  });

  it("lets another command go at once", async () => {
    const pace = createPace(movableClock());
    await pace.turn("mute", 1);
    await pace.turn("kick", 1);
  });

  it("is not held up when the clock is set back an hour", async () => {
    const clock = movableClock();
    const pace = createPace(clock);
    await pace.turn("mute", 10);
    await clock.jump(-3_600_000);
    const turn = pace.turn("mute", 10);
    await clock.advance(200);
    await turn;
  });

  it("takes no rate of zero for an answer", () => {
    expect(() => createPace(movableClock()).turn("mute", 0)).toThrow(RangeError);
  });
});
