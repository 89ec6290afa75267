import { describe, expect, it } from "vitest";
import {
  at,
  GLASS_WORD,
  isBacked,
  mayBegin,
  say,
  type Hold,
  type Saying,
  type Sayer,
} from "../../src/policy/approval.ts";

const START = 1_000_000;
const WAIT_MS = 900_000;
const LAPSE_MS = 600_000;
const ASKER = "UASK";
const HASH = "what was shown";

const approval = (about: Partial<Hold> = {}): Hold => ({
  kind: "approval",
  asker: { team: "T1", person: ASKER },
  hash: HASH,
  needed: 1,
  votes: [],
  state: "waiting",
  decided: null,
  expiresAt: START + WAIT_MS,
  lapseMs: LAPSE_MS,
  lapsesAt: null,
  ...about,
});
const sayer = (person: string, about: Partial<Sayer> = {}): Sayer => ({
  team: "T1",
  person,
  same: [person],
  isTarget: false,
  mayApprove: true,
  mayBreakGlass: false,
  ...about,
});
const YES: Saying = { kind: "approve", hash: HASH, reason: null };
const NO: Saying = { kind: "deny", reason: "not like this" };
const CONFIRM: Saying = { kind: "confirm", hash: HASH };
const GLASS: Saying = { kind: "break_glass", typed: GLASS_WORD, reason: "raid" };

/** What became of it when all of this was said, in order, at the start. */
function after(hold: Hold, ...said: readonly (readonly [Saying, Sayer])[]): Hold {
  return said.reduce((now, [what, who]) => {
    const spoken = say(now, what, who, START);
    return spoken.ok ? spoken.value : now;
  }, hold);
}

describe("an act that waits for approval", () => {
  it("is cleared by another person with the right, for a while", () => {
    const done = after(approval(), [YES, sayer("UBOSS")]);
    expect(done).toMatchObject({ state: "cleared", decided: { person: "UBOSS", brokeGlass: false } });
    const known = (person: string): Sayer => sayer(person);
    expect(mayBegin(done, HASH, START + LAPSE_MS, known)).toBe(true);
    expect(mayBegin(done, HASH, START + LAPSE_MS + 1, known)).toBe(false);
    expect(mayBegin(done, "something else", START, known)).toBe(false);
  });

  it.each([
    ["the asker", sayer(ASKER), "own_act"],
    ["the asker by a second Slack account", sayer("USECOND", { same: ["USECOND", ASKER] }), "own_act"],
    ["somebody whose account it is about", sayer("UTOM", { isTarget: true }), "about_you"],
    ["somebody without the right", sayer("UMEL", { mayApprove: false }), "no_right"],
    ["somebody of another workspace", sayer("UBOSS", { team: "T2" }), "no_right"],
  ] as const)("is neither approved nor denied by %s", (_, who, refusal) => {
    expect(say(approval(), YES, who, START)).toEqual({ ok: false, failure: { kind: refusal } });
    expect(say(approval(), NO, who, START)).toEqual({ ok: false, failure: { kind: refusal } });
  });

  it("counts each person once, however many accounts they have in Slack", () => {
    const two = approval({ needed: 2 });
    const once = after(two, [YES, sayer("UBOSS")]);
    expect(once.state).toBe("waiting");
    expect(say(once, YES, sayer("UBOSS"), START)).toMatchObject({ failure: { kind: "counted_before" } });
    const again = sayer("UALSO", { same: ["UALSO", "UBOSS"] });
    expect(say(once, YES, again, START)).toMatchObject({ failure: { kind: "counted_before" } });
    expect(after(once, [YES, sayer("UOTHER")]).state).toBe("cleared");
  });

  it("takes yes only for what was shown", () => {
    const other: Saying = { kind: "approve", hash: "another plan", reason: null };
    expect(say(approval(), other, sayer("UBOSS"), START)).toMatchObject({ failure: { kind: "other_plan" } });
  });

  it("is over with the first no, which needs a reason, and tells whoever comes later whose it was", () => {
    const blank: Saying = { kind: "deny", reason: "  " };
    expect(say(approval(), blank, sayer("UBOSS"), START)).toMatchObject({ failure: { kind: "no_reason" } });
    const denied = after(approval(), [NO, sayer("UBOSS")]);
    expect(denied).toMatchObject({ state: "denied", decided: { person: "UBOSS", reason: "not like this" } });
    for (const late of [YES, NO, { kind: "cancel" } as const, GLASS])
      expect(say(denied, late, sayer("UOTHER"), START)).toMatchObject({
        failure: { kind: "decided", state: "denied", decided: { person: "UBOSS" } },
      });
  });

  it("is cancelled by its asker alone", () => {
    expect(after(approval(), [{ kind: "cancel" }, sayer(ASKER)])).toMatchObject({ state: "cancelled" });
    expect(say(approval(), { kind: "cancel" }, sayer("UBOSS"), START)).toMatchObject({
      failure: { kind: "not_yours" },
    });
    const namesake = sayer(ASKER, { team: "T2" });
    expect(say(approval(), { kind: "cancel" }, namesake, START)).toMatchObject({
      failure: { kind: "not_yours" },
    });
  });

  it("expires, and lapses when it was not used", () => {
    expect(say(approval(), YES, sayer("UBOSS"), START + WAIT_MS).ok).toBe(true);
    expect(say(approval(), YES, sayer("UBOSS"), START + WAIT_MS + 1)).toMatchObject({
      failure: { kind: "expired" },
    });
    expect(at(approval(), START + WAIT_MS).state).toBe("waiting");
    expect(at(approval(), START + WAIT_MS + 1).state).toBe("expired");
    const done = after(approval(), [YES, sayer("UBOSS")]);
    expect(at(done, START + LAPSE_MS).state).toBe("cleared");
    expect(at(done, START + LAPSE_MS + 1).state).toBe("lapsed");
    expect(at({ ...done, state: "used" }, START + LAPSE_MS + 1).state).toBe("used");
  });

  it("has all its time to begin when it was cleared in the last moment of the wait", () => {
    const late = say(approval(), YES, sayer("UBOSS"), START + WAIT_MS);
    const done = late.ok ? late.value : approval();
    expect(at(done, START + WAIT_MS + LAPSE_MS).state).toBe("cleared");
    expect(at(done, START + WAIT_MS + LAPSE_MS + 1).state).toBe("lapsed");
  });

  it.each(["waiting", "used", "dropped", "denied", "cancelled", "expired", "lapsed"] as const)(
    "does not begin when it is %s, whoever has said yes",
    (state) => {
      const done = after(approval(), [YES, sayer("UBOSS")]);
      expect(mayBegin(done, HASH, START, sayer)).toBe(true);
      expect(mayBegin({ ...done, state }, HASH, START, sayer)).toBe(false);
    },
  );

  it("does not begin when somebody it rests on has lost the right since", () => {
    const done = after(approval({ needed: 2 }), [YES, sayer("UONE")], [YES, sayer("UTWO")]);
    const without = (lost: string) => (person: string) =>
      person === lost ? sayer(person, { mayApprove: false }) : sayer(person);
    expect(mayBegin(done, HASH, START, without("nobody"))).toBe(true);
    expect(mayBegin(done, HASH, START, without("UTWO"))).toBe(false);
    expect(isBacked(done, (person) => (person === "UONE" ? undefined : sayer(person)))).toBe(false);
    expect(isBacked(approval(), sayer)).toBe(false);
  });

  it("is done alone only by who may, with the typed word and a reason", () => {
    const may = sayer(ASKER, { mayBreakGlass: true });
    const done = after(approval(), [GLASS, may]);
    expect(done).toMatchObject({
      state: "cleared",
      decided: { person: ASKER, brokeGlass: true, reason: "raid" },
    });
    expect(isBacked(done, () => may)).toBe(true);
    expect(isBacked(done, () => sayer(ASKER))).toBe(false);
    expect(isBacked(done, () => undefined)).toBe(false);
    const kinds = (saying: Saying, who: Sayer) => say(approval(), saying, who, START);
    expect(kinds(GLASS, sayer(ASKER))).toMatchObject({ failure: { kind: "no_right" } });
    expect(kinds(GLASS, sayer("UBOSS", { mayBreakGlass: true }))).toMatchObject({
      failure: { kind: "not_yours" },
    });
    for (const typed of ["break glass", "", "BREAK", "BREAK GLASS!"])
      expect(kinds({ kind: "break_glass", typed, reason: "x" }, may)).toMatchObject({
        failure: { kind: "wrong_word" },
      });
    expect(kinds({ kind: "break_glass", typed: " BREAK GLASS ", reason: "x" }, may).ok).toBe(true);
    expect(kinds({ kind: "break_glass", typed: GLASS_WORD, reason: " " }, may)).toMatchObject({
      failure: { kind: "no_reason" },
    });
  });
});

describe("an act that waits for its asker", () => {
  const preview = approval({ kind: "preview", needed: 0 });
  it("goes ahead by their word alone, and only with the plan they saw", () => {
    const done = after(preview, [CONFIRM, sayer(ASKER)]);
    expect(done.state).toBe("cleared");
    expect(mayBegin(done, HASH, START, () => undefined)).toBe(true);
    expect(say(preview, CONFIRM, sayer("UBOSS"), START)).toMatchObject({ failure: { kind: "not_yours" } });
    const old: Saying = { kind: "confirm", hash: "an older plan" };
    expect(say(preview, old, sayer(ASKER), START)).toMatchObject({ failure: { kind: "other_plan" } });
  });

  it("is nothing that others approve, and an approval is nothing that the asker confirms", () => {
    for (const saying of [YES, NO, GLASS])
      expect(say(preview, saying, sayer("UBOSS", { mayBreakGlass: true }), START)).toMatchObject({
        failure: { kind: "not_yours" },
      });
    expect(say(preview, GLASS, sayer(ASKER, { mayBreakGlass: true }), START)).toMatchObject({
      failure: { kind: "not_yours" },
    });
    expect(say(approval(), CONFIRM, sayer(ASKER), START)).toMatchObject({ failure: { kind: "not_yours" } });
  });
});
