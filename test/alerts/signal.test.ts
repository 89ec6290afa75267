import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFiring, type Alert, type Signal } from "../../src/alerts/alert.ts";
import { press } from "../../src/alerts/press.ts";
import { hear, ON_ITS_WAY_MS, open, SAME_CARD_MS } from "../../src/alerts/signal.ts";
import { aSignal, CLOCKS, MINUTE } from "./samples.ts";

const ABOUT = { source: "prometheus", channel: "C1" };
const T = 1_700_000_000_000;

function opened(signal: Signal = aSignal(T), now = T): Alert {
  const change = open(signal, ABOUT, now);
  if (!change) throw new Error("nothing was opened");
  return change.alert;
}

function heard(alert: Alert, signal: Signal, now: number) {
  const result = hear(alert, signal, now);
  return result.kind === "changed"
    ? { kind: result.kind, alert: result.alert, told: result.told.map(({ kind }) => kind) }
    : { kind: result.kind, alert, told: [] };
}

function resolvedBy(alert: Alert, person: string, now: number): Alert {
  const done = press(alert, { kind: "resolve" }, person, CLOCKS, now);
  if (!done.ok) throw new Error("it could not be resolved");
  return done.value.alert;
}

describe("an alert and its source", () => {
  it("ends when all of its alerts have ended, and not before", () => {
    const two = aSignal(T, null, { parts: [part("a", T), part("b", T)] });
    const one = heard(opened(two), aSignal(T, null, { parts: [part("a", T, T + 1)] }), T + 1);
    expect(one).toMatchObject({ kind: "changed", told: [], alert: { state: "firing" } });
    const both = heard(one.alert, aSignal(T, null, { parts: [part("b", T, T + 2)] }), T + 2);
    expect(both).toMatchObject({ told: ["resolved_at_source"], alert: { resolved: { by: null } } });
  });

  it("says nothing new when it says the same again", () => {
    expect(heard(opened(), aSignal(T), T + MINUTE).kind).toBe("same");
  });

  it("has ended although the news of its beginning comes later", () => {
    const ended = opened(aSignal(T, T + 5), T + 6);
    expect(ended).toMatchObject({ state: "resolved", shown: false });
    const late = heard(ended, aSignal(T), T + 7);
    expect(late).toMatchObject({ told: ["opened"], alert: { state: "resolved", shown: true } });
  });

  it("of which only an end is heard is no alert where ends may be of anything", () => {
    expect(open(aSignal(null, T, { endsUnknown: false }), ABOUT, T)).toBeNull();
  });

  it("that fires again has the same card for half an hour, and another one after that", () => {
    const over = heard(opened(), aSignal(T, T + 10), T + 10).alert;
    const soon = T + 10 + SAME_CARD_MS;
    expect(heard(over, aSignal(soon), soon)).toMatchObject({
      told: ["fired_again"],
      alert: { state: "firing", owner: null, escalation: { since: soon, step: 0 } },
    });
    expect(heard(over, aSignal(soon + 1), soon + 1).kind).toBe("another");
  });

  it("that a person resolved stays so for what was on its way, and opens when its source says it again", () => {
    const done = resolvedBy(opened(), "U1", T + MINUTE);
    expect(done.resolved).toMatchObject({ by: "U1", stillFiring: true });
    expect(heard(done, aSignal(T), T + MINUTE + ON_ITS_WAY_MS).kind).toBe("same");
    expect(heard(done, aSignal(T), T + MINUTE + ON_ITS_WAY_MS + 1).told).toEqual(["fired_again"]);
    const ended = heard(done, aSignal(T, T + 2 * MINUTE), T + 2 * MINUTE);
    expect(ended).toMatchObject({
      told: ["ended_at_source"],
      alert: { resolved: { by: "U1", stillFiring: false } },
    });
    // Another alert of the group is news, however soon it comes.
    const other = aSignal(T, null, { parts: [part("b", T + MINUTE)] });
    expect(heard(done, other, T + MINUTE + 1).told).toEqual(["fired_again"]);
  });

  it("is taken and let go of where it comes from", () => {
    const taken = heard(opened(), { ...aSignal(T), atSource: { kind: "acked", name: "Ann" } }, T + 1);
    expect(taken).toMatchObject({ told: ["acked_at_source"], alert: { state: "acked", ackUntil: null } });
    const loose = heard(taken.alert, { ...aSignal(T), atSource: { kind: "unacked", name: "Ann" } }, T + 2);
    expect(loose).toMatchObject({ told: ["unacked_at_source"], alert: { state: "firing" } });
  });

  it("does not take from a person what somebody takes at the source", () => {
    const own = press(opened(), { kind: "ack" }, "U1", CLOCKS, T);
    if (!own.ok) throw new Error("not taken");
    const signal = { ...aSignal(T), atSource: { kind: "acked" as const, name: "Ann" } };
    expect(heard(own.value.alert, signal, T + 1).kind).toBe("same");
  });

  it("ends the same in whichever order its news arrives", () => {
    const occurrences = fc.array(
      fc.record({ lasts: fc.integer({ min: 1, max: 50 }), pause: fc.integer({ min: 1, max: 50 }) }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(occurrences, fc.boolean(), fc.infiniteStream(fc.nat(1_000)), (all, endsFiring, order) => {
        let at = T;
        const news: Signal[] = [];
        for (const [index, { lasts, pause }] of all.entries()) {
          const startsAt = at + pause;
          at = startsAt + lasts;
          news.push(aSignal(startsAt));
          if (index < all.length - 1 || !endsFiring) news.push(aSignal(startsAt, at));
        }
        const arriving = news
          .map((signal) => ({ signal, place: order.next().value as number }))
          .toSorted((one, other) => one.place - other.place);
        let alert: Alert | null = null;
        for (const { signal } of arriving) {
          if (alert === null) alert = open(signal, ABOUT, at)?.alert ?? null;
          else alert = heard(alert, signal, at).alert;
        }
        expect(alert && isFiring(alert)).toBe(endsFiring);
        expect(alert?.state).toBe(endsFiring ? "firing" : "resolved");
      }),
      { numRuns: 2_000 },
    );
  });
});

function part(fingerprint: string, startsAt: number, endsAt: number | null = null) {
  return { fingerprint, startsAt, endsAt };
}

describe("a press", () => {
  const T1 = T + MINUTE;
  const take = (alert: Alert, kind: "ack" | "take_over" | "keep" | "resolve", person: string, now = T1) =>
    press(alert, { kind }, person, CLOCKS, now);

  it("makes the first one the owner, and tells the others who that is", () => {
    const first = take(opened(), "ack", "U1");
    if (!first.ok) throw new Error("not taken");
    expect(first.value).toMatchObject({
      told: [{ kind: "acked", by: "U1" }],
      alert: { ackUntil: T1 + 30 * MINUTE },
    });
    const { alert } = first.value;
    expect(take(alert, "ack", "U2", T1 + 4_000)).toMatchObject({
      failure: { kind: "taken", owner: { person: "U1", at: T1 } },
    });
    expect(take(alert, "ack", "U1")).toMatchObject({ failure: { kind: "yours" } });
    expect(take(alert, "take_over", "U2")).toMatchObject({
      value: { alert: { owner: { person: "U2" } }, told: [{ kind: "taken_over", by: "U2", from: "U1" }] },
    });
    expect(take(alert, "keep", "U2")).toMatchObject({ failure: { kind: "not_yours" } });
  });

  it("does nothing to what is resolved", () => {
    const done = resolvedBy(opened(), "U1", T1);
    for (const kind of ["ack", "take_over", "keep", "resolve"] as const)
      expect(take(done, kind, "U2")).toMatchObject({ failure: { kind: "resolved", resolved: { by: "U1" } } });
  });

  it("silences for a day at most, never into the past", () => {
    const silence = (until: number) => press(opened(), { kind: "silence", until }, "U1", CLOCKS, T1);
    expect(silence(T1)).toMatchObject({ failure: { kind: "bad_end" } });
    expect(silence(T1 + 24 * 60 * MINUTE + 1)).toMatchObject({ failure: { kind: "bad_end" } });
    expect(silence(T1 + 15 * MINUTE)).toMatchObject({ value: { alert: { state: "silenced", owner: null } } });
  });
});
