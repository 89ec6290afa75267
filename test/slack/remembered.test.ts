import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { currentLease, underLease } from "../../src/cases/lease.ts";
import { fail, ok, type Result } from "../../src/result.ts";
import { remember } from "../../src/slack/remembered.ts";

/** Look-ups that the test answers one by one, on a clock that it sets. */
function desk() {
  let now = 1_000_000;
  const open: ((answer: Result<string, "down">) => void)[] = [];
  const look = remember(
    { now: () => now, at: () => () => {} },
    2,
    () => new Promise<Result<string, "down">>((resolve) => void open.push(resolve)),
  );
  return {
    look,
    asked: () => open.length,
    answer: (index: number, text: string | null) => open[index]?.(text === null ? fail("down") : ok(text)),
    pass: (ms: number) => void (now += ms),
  };
}

describe("what is remembered of Slack's answers", () => {
  it("is given again until it is too old for whoever asks", async () => {
    const { look, asked, answer, pass } = desk();
    const first = look("U1", 60_000);
    answer(0, "admin");
    expect(await first).toEqual(ok("admin"));
    pass(30_000);
    expect(await look("U1", 30_000)).toEqual(ok("admin"));
    expect(asked()).toBe(1);
    void look("U1", 29_999);
    expect(asked()).toBe(2);
  });

  it("is gone once forgotten", async () => {
    const { look, asked, answer } = desk();
    const first = look("U1", 60_000);
    answer(0, "admin");
    await first;
    look.forget("U1");
    const second = look("U1", 60_000);
    expect(asked()).toBe(2);
    answer(1, "member");
    expect(await second).toEqual(ok("member"));
  });

  it("is not what a look-up said that was under way when it was forgotten: nobody joins it, nobody keeps it", async () => {
    const { look, asked, answer } = desk();
    const before = look("U1", 60_000);
    look.forget("U1");
    const after = look("U1", 60_000);
    expect(asked()).toBe(2);
    answer(1, "member");
    expect(await after).toEqual(ok("member"));
    // The answer of before the change arrives last, and changes nothing.
    answer(0, "admin");
    expect(await before).toEqual(ok("admin"));
    expect(await look("U1", 60_000)).toEqual(ok("member"));
    expect(asked()).toBe(2);
  });

  it("is not kept from a look-up that nobody repeated after it was forgotten", async () => {
    const { look, asked, answer } = desk();
    const before = look("U1", 60_000);
    look.forget("U1");
    answer(0, "admin");
    await before;
    void look("U1", 60_000);
    expect(asked()).toBe(2);
  });

  it("is no failure, and a failure takes away what was known", async () => {
    const { look, asked, answer, pass } = desk();
    const first = look("U1", 60_000);
    answer(0, "admin");
    await first;
    pass(2_000);
    const second = look("U1", 1_000);
    answer(1, null);
    expect(await second).toEqual(fail("down"));
    void look("U1", 60_000);
    expect(asked()).toBe(3);
  });

  it("is shared by whoever asks at the same time, but a look-up that began too long ago is not joined", () => {
    const { look, asked, pass } = desk();
    void look("U1", 20_000);
    void look("U1", 20_000);
    expect(asked()).toBe(1);
    pass(4_000);
    void look("U1", 20_000);
    expect(asked()).toBe(1);
    void look("U1", 1_000);
    expect(asked()).toBe(2);
  });

  it("does not hang on the job of whoever asked first", async () => {
    const leases: unknown[] = [];
    const look = remember({ now: () => 0, at: () => () => {} }, 2, async (key) => {
      await setImmediate();
      leases.push(currentLease());
      return ok(key);
    });
    const lease = { isHeld: () => false, isStillHeld: async () => false, isEnding: () => false };
    await underLease(lease, async () => {
      expect(await look("U1", 60_000)).toEqual(ok("U1"));
      expect(currentLease()).toBe(lease);
    });
    expect(leases).toEqual([null]);
  });

  it("is not taken for fresh when the clock was set back", async () => {
    const { look, asked, answer, pass } = desk();
    const first = look("U1", 60_000);
    answer(0, "admin");
    await first;
    pass(-3_600_000);
    void look("U1", 60_000);
    expect(asked()).toBe(2);
  });

  it("is never more than there is room for", async () => {
    const { look, asked, answer } = desk();
    for (const [index, key] of ["U1", "U2", "U3"].entries()) {
      const looked = look(key, 60_000);
      answer(index, key);
      await looked;
    }
    expect(await look("U3", 60_000)).toEqual(ok("U3"));
    expect(asked()).toBe(3);
    void look("U1", 60_000);
    expect(asked()).toBe(4);
  });
});
