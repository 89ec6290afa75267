import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPace } from "../../src/vendors/pace.ts";
import { movableClock } from "./movable-clock.ts";

/** Most moments that lie within any one second. */
function busiestSecond(moments: readonly number[]): number {
  return Math.max(
    0,
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + 1_000).length),
  );
}

describe("the pace of one process", () => {
  it("never gives more turns in any second than the vendor allows, even after the process was held up", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.record({ ask: fc.nat(40), ms: fc.nat(700), heldUp: fc.boolean() }), { maxLength: 12 }),
        async (perSecond, steps) => {
          const clock = movableClock();
          const pace = createPace(clock);
          const given: number[] = [];
          for (const { ask, ms, heldUp } of steps) {
            for (let i = 0; i < ask; i += 1)
              void pace.turn("mute", perSecond).then(() => given.push(clock.now()));
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
