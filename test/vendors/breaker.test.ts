import { setImmediate as letOthersGoOn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fail, ok, type Result } from "../../src/result.ts";
import { withBreaker, type BreakerDriver } from "../../src/vendors/breaker.ts";
import type { Act, GroupState, Receipt, VendorDriver, VendorFailure } from "../../src/vendors/port.ts";
import { movableClock, START, type MovableClock } from "./movable-clock.ts";

type Answer = Result<Receipt, VendorFailure>;
type Kind = VendorFailure["kind"];

const DONE: Answer = ok({ rows: null, request: { method: "POST", path: "/", body: "" } });
const ACT: Act = { verb: "unmute", accounts: ["tommy"] };
const GROUP = {} as GroupState;

function failureOf(kind: Kind): VendorFailure {
  const detail = kind;
  if (kind === "throttled") return { kind, detail, retryAfterMs: null };
  if (kind === "too_many") return { kind, detail, batch: 1 };
  if (kind === "unsupported") return { kind, detail, instead: [] };
  return { kind, detail };
}

/** A vendor whose calls stay open until the test answers them, unless it says beforehand what it answers. */
class ScriptedVendor {
  answer: Answer | null = null;
  calls = 0;
  readonly open: ((answer: Answer) => void)[] = [];

  readonly ask = (): Promise<Answer> => {
    this.calls += 1;
    if (this.answer) return Promise.resolve(this.answer);
    return new Promise((resolve) => this.open.push(resolve));
  };

  get driver(): VendorDriver {
    const reading = async (): Promise<Result<never, VendorFailure>> => {
      const answered = await this.ask();
      return answered.ok ? ok([] as never) : answered;
    };
    return {
      vendor: "tencent",
      connection: "game",
      answerWithinMs: 6_000,
      readsTogether: 50,
      nameOf: (account) => account,
      describe: reading,
      states: reading,
      muted: reading,
      banned: reading,
      members: reading,
      locked: reading,
      act: this.ask,
      close: async () => {},
    };
  }
}

interface Stage {
  readonly clock: MovableClock;
  readonly vendor: ScriptedVendor;
  readonly breaker: BreakerDriver;
  readonly act: () => Promise<Answer>;
}

function stage(random = 1 - Number.EPSILON): Stage {
  const clock = movableClock();
  const vendor = new ScriptedVendor();
  const breaker = withBreaker(vendor.driver, { clock, random: () => random });
  return { clock, vendor, breaker, act: () => breaker.act(GROUP, ACT) };
}

/** Calls `times` times over a second and a bit, each answered as said. */
async function callOver({ clock, vendor, act }: Stage, kind: Kind, times: number): Promise<void> {
  vendor.answer = fail(failureOf(kind));
  for (let i = 0; i < times; i += 1) {
    await act();
    if (i < times - 1) await clock.advance(1_200 / (times - 1));
  }
}

async function opened(): Promise<Stage> {
  const on = stage();
  await callOver(on, "unavailable", 5);
  expect(on.breaker.state().kind).toBe("open");
  return on;
}

describe("a breaker", () => {
  it("learns nothing from a description, which may be kept from better days", async () => {
    const { clock, vendor, breaker, act } = stage();
    const describeKept = async (): Promise<void> => {
      vendor.answer = DONE;
      await breaker.describe({ alias: "lobby", connection: "game", id: "1" });
    };
    for (let i = 0; i < 5; i += 1) {
      await describeKept();
      vendor.answer = fail(failureOf("unavailable"));
      await act();
      await clock.advance(300);
    }
    expect(breaker.state().kind).toBe("open");
    await clock.advance(60_000);
    await describeKept();
    expect(breaker.state().kind).toBe("open");
    vendor.answer = DONE;
    await act();
    expect(breaker.state().kind).toBe("closed");
  });

  it("sends nothing to a vendor that has failed five times in a row, and says so", async () => {
    const { vendor, clock, act, breaker } = await opened();
    await clock.advance(1_000);
    vendor.answer = DONE;
    expect(await act()).toEqual(
      fail({
        kind: "unavailable",
        detail: "Tencent has not answered for 3s and is tried again in 1s; nothing was sent",
      }),
    );
    const refused = await Promise.all([
      breaker.describe({ alias: "lobby", connection: "game", id: "@1" }),
      breaker.states(GROUP, ["tommy"], ["mute"]),
      breaker.muted(GROUP),
      breaker.banned(GROUP),
      breaker.members(GROUP, 0, 10),
      breaker.locked(GROUP),
    ]);
    expect(refused.map((one) => (one.ok ? "ok" : one.failure.kind))).toEqual(
      Array.from({ length: 6 }, () => "unavailable"),
    );
    expect(vendor.calls).toBe(5);
  });

  it("stays closed when requests under way together fail together", async () => {
    const { vendor, act, breaker } = stage();
    vendor.answer = fail(failureOf("uncertain"));
    await Promise.all(Array.from({ length: 50 }, act));
    expect(breaker.state()).toEqual({ kind: "closed" });
  });

  it("stays closed when failures are hours apart", async () => {
    const on = stage();
    on.vendor.answer = fail(failureOf("uncertain"));
    for (let i = 0; i < 12; i += 1) {
      await on.act();
      await on.clock.advance(3_600_000);
    }
    expect(on.breaker.state()).toEqual({ kind: "closed" });
  });

  it.each(["no_group", "no_account", "group_full", "not_permitted", "misconfigured", "rejected"] as const)(
    "takes %s for an answer, which ends the run and closes",
    async (kind) => {
      const on = stage();
      await callOver(on, "unavailable", 4);
      await callOver(on, kind, 1);
      await callOver(on, "unavailable", 4);
      expect(on.breaker.state().kind).toBe("closed");
      const down = await opened();
      await down.clock.advance(2_000);
      down.vendor.answer = fail(failureOf(kind));
      await down.act();
      expect(down.breaker.state().kind).toBe("closed");
    },
  );

  it.each(["lapsed", "too_many", "unsupported"] as const)(
    "learns nothing from %s, which needs no vendor",
    async (kind) => {
      const on = stage();
      await callOver(on, "unavailable", 4);
      await callOver(on, kind, 30);
      expect(on.breaker.state().kind).toBe("closed");
      await callOver(on, "unavailable", 1);
      expect(on.breaker.state().kind).toBe("open");
      await on.clock.advance(2_000);
      await callOver(on, kind, 1);
      const { vendor, act } = on;
      // Still open, and the next call tries.
      expect(on.breaker.state().kind).toBe("open");
      vendor.answer = DONE;
      expect(await act()).toEqual(DONE);
      expect(on.breaker.state().kind).toBe("closed");
    },
  );

  it.each(["unavailable", "throttled"] as const)(
    "does not blame the vendor for what Bailiff itself was too slow for (%s)",
    async (kind) => {
      const on = stage();
      await callOver(on, "unavailable", 4);
      on.vendor.answer = fail({ ...failureOf(kind), isOurs: true } as VendorFailure);
      for (let i = 0; i < 30; i += 1) {
        await on.act();
        await on.clock.advance(100);
      }
      expect(on.breaker.state().kind).toBe("closed");
      // It is no answer either: the run goes on.
      await callOver(on, "unavailable", 1);
      expect(on.breaker.state().kind).toBe("open");
      await on.clock.advance(2_000);
      on.vendor.answer = fail({ ...failureOf(kind), isOurs: true } as VendorFailure);
      await on.act();
      expect(on.breaker.state().kind).toBe("open");
      on.vendor.answer = DONE;
      expect(await on.act()).toEqual(DONE);
    },
  );

  it("slows down after a long row of nothing but pauses", async () => {
    const on = stage();
    await callOver(on, "throttled", 19);
    expect(on.breaker.state().kind).toBe("closed");
    await on.act();
    expect(on.breaker.state()).toMatchObject({
      kind: "open",
      detail: "Tencent has asked for nothing but pauses for 2s and is tried again in 2s",
    });
  });

  it("lets one call try, answers the others meanwhile, and closes when the vendor is back", async () => {
    const { clock, vendor, act, breaker } = await opened();
    await clock.advance(2_000);
    expect(breaker.state()).toMatchObject({
      detail: "Tencent has not answered for 4s and is tried again with the next request",
    });
    vendor.answer = null;
    const trial = act();
    const other = await act();
    expect(other).toMatchObject({
      failure: {
        detail: "Tencent has not answered for 4s and is being tried again now; nothing was sent",
      },
    });
    vendor.open[0]?.(DONE);
    expect(await trial).toEqual(DONE);
    expect(breaker.state()).toEqual({ kind: "closed" });
  });

  it("waits twice as long after each trial in vain, up to a minute", async () => {
    const { clock, act, breaker } = await opened();
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      const state = breaker.state();
      if (state.kind !== "open") throw new Error("closed too early");
      waits.push(Math.round((state.until - clock.now()) / 1_000));
      expect(state.since).toBe(START);
      await clock.advance(state.until - clock.now());
      await act();
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("closes when a call from before succeeds, and minds no failure of calls older than an answer", async () => {
    const on = stage();
    const early = Array.from({ length: 30 }, on.act);
    await letOthersGoOn();
    await callOver(on, "unavailable", 5);
    expect(on.breaker.state().kind).toBe("open");
    on.vendor.open[0]?.(DONE);
    await early[0];
    expect(on.breaker.state().kind).toBe("closed");
    for (const answer of on.vendor.open.slice(1)) {
      answer(fail(failureOf("uncertain")));
      await on.clock.advance(100);
    }
    expect(on.breaker.state().kind).toBe("closed");
  });

  it("lets another call try when the one that tried broke off", async () => {
    const { clock, vendor, act, breaker } = await opened();
    await clock.advance(2_000);
    vendor.answer = null;
    const bug = new Error("a bug");
    const trial = act();
    vendor.open[0]?.(Promise.reject(bug) as never);
    await expect(trial).rejects.toBe(bug);
    vendor.answer = DONE;
    await act();
    expect(breaker.state().kind).toBe("closed");
  });

  it("is not held up when the clock is set back an hour", async () => {
    const { clock, vendor, act } = await opened();
    await clock.jump(-3_600_000);
    vendor.answer = DONE;
    expect(await act()).toEqual(DONE);
  });

  it("never lets more than one call try, sends nothing while it waits, and recovers within its wait", async () => {
    const step = fc.record({
      calls: fc.nat(6),
      answers: fc.array(fc.constantFrom<Kind>("unavailable", "uncertain", "throttled", "lapsed"), {
        maxLength: 6,
      }),
      ms: fc.nat(4_000),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.array(step),
        async (random, steps) => {
          const { clock, vendor, act, breaker } = stage(random);
          let tries = 0;
          const call = async (): Promise<void> => {
            const before = { state: breaker.state(), calls: vendor.calls };
            const answered = act();
            const isSent = vendor.calls > before.calls;
            if (before.state.kind === "closed") return void (await answered);
            if (!isSent) return expect(await answered).toMatchObject({ failure: { kind: "unavailable" } });
            expect(clock.now()).toBeGreaterThanOrEqual(before.state.until);
            tries += 1;
            expect(tries).toBe(1);
            await answered.finally(() => (tries -= 1));
          };
          const calls: Promise<void>[] = [];
          for (const { calls: count, answers, ms } of steps) {
            for (let i = 0; i < count; i += 1) calls.push(call());
            for (const kind of answers) vendor.open.shift()?.(fail(failureOf(kind)));
            await clock.advance(ms);
          }
          vendor.answer = DONE;
          for (const answer of vendor.open.splice(0)) answer(fail(failureOf("unavailable")));
          await Promise.all(calls);
          const state = breaker.state();
          if (state.kind === "open") await clock.advance(Math.max(0, state.until - clock.now()));
          expect(await act()).toEqual(DONE);
          expect(breaker.state().kind).toBe("closed");
        },
      ),
      { numRuns: 300 },
    );
  });
});
