import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, type Wish } from "../../src/policy/decide.ts";
import type { Approvals, Rule, Threshold } from "../../src/policy/rules.ts";
import { aPerson, aPolicy, aRule, aWish, HOUR_MS } from "./samples.ts";

/** What the rules ask before something is done: the asker, other people, or nobody. */

const APPROVALS: Approvals = {
  channel: "CAPPROVE",
  by: ["admin"],
  needed: 1,
  waitMs: 900_000,
  lapseMs: 600_000,
  overLimits: true,
  breakGlass: [],
  announce: null,
};
const threshold = (about: Partial<Threshold>): Threshold => ({
  over: null,
  longer: null,
  permanent: false,
  verbs: [],
  ...about,
});
const rule = (about: Partial<Rule> = {}): Rule => aRule({ longest: 24 * HOUR_MS, ...about });
const asked = (rules: readonly Rule[], about: Partial<Wish>, approvals: Approvals | null = APPROVALS) =>
  decide(aPolicy(rules, approvals), aPerson("moderator"), aWish(about));

describe("thresholds", () => {
  it.each([
    ["as many accounts as it says", { over: 5 }, { accounts: 5 }, false],
    ["one account more", { over: 5 }, { accounts: 6 }, true],
    ["as long as it says", { longer: HOUR_MS }, { lasts: HOUR_MS }, false],
    ["longer", { longer: HOUR_MS }, { lasts: HOUR_MS + 1 }, true],
    ["for ever, which is longer than any length", { longer: HOUR_MS }, { lasts: "permanent" }, true],
    ["for ever", { permanent: true }, { lasts: "permanent" }, true],
    ["for ever, when it is about how many accounts", { over: 5 }, { lasts: "permanent" }, false],
    ["an hour, when it is about what is permanent", { permanent: true }, { lasts: HOUR_MS }, false],
    ["no length at all", { longer: HOUR_MS, permanent: true }, { right: "kick", lasts: null }, false],
    ["a verb it names", { verbs: ["lock"] }, { right: "lock", lasts: null }, true],
    ["another verb", { verbs: ["lock"] }, { right: "unlock", lasts: null }, false],
    ["reading, however much", { over: 0 }, { right: "members", accounts: 1, lasts: null }, false],
  ] as const)("%s", (_, what, about, isAsked) => {
    const longest = { longest: "permanent" } as const;
    const approving = asked([rule({ ...longest, approval: threshold(what) })], about);
    expect(approving).toMatchObject({
      allowed: true,
      preview: false,
      approval: isAsked ? { kind: "threshold", rule: "mods" } : null,
    });
    const previewing = asked([rule({ ...longest, preview: threshold(what) })], about);
    expect(previewing).toMatchObject({ allowed: true, preview: isAsked, approval: null });
  });

  it("ask one question, of other people, where both would be asked", () => {
    const both = rule({ preview: threshold({ over: 1 }), approval: threshold({ over: 1 }) });
    expect(asked([both], { accounts: 2 })).toMatchObject({ preview: false, approval: { kind: "threshold" } });
  });

  it("of one role do not hold up who has another with a rule that asks nothing", () => {
    const rules = [rule({ approval: threshold({ over: 0 }) }), rule({ id: "plain", role: "oncall" })];
    expect(decide(aPolicy(rules, APPROVALS), aPerson("moderator", "oncall"), aWish())).toMatchObject({
      rule: { id: "plain" },
      approval: null,
    });
    expect(decide(aPolicy(rules, APPROVALS), aPerson("moderator"), aWish())).toMatchObject({
      rule: { id: "mods" },
    });
  });

  it.each([
    ["nothing rather than to be shown it", { preview: threshold({ over: 0 }) }, {}],
    [
      "to be shown it rather than for an approval",
      { approval: threshold({ over: 0 }) },
      { preview: threshold({ over: 0 }) },
    ],
    ["nothing, with a rule that reaches the group's admins", { admins: false }, { admins: true }],
    [
      "nothing rather than to be shown it, even if it reached the group's admins then",
      { preview: threshold({ over: 0 }), admins: true },
      { admins: false },
    ],
  ])("of several rules let one be asked for %s", (_, less, best) => {
    const [one, other] = [rule({ id: "other", ...less }), rule({ id: "best", ...best })];
    expect(asked([one, other], {})).toMatchObject({ allowed: true, rule: { id: "best" } });
    expect(asked([other, one], {})).toMatchObject({ allowed: true, rule: { id: "best" } });
  });

  it("without anybody to approve mean no", () => {
    const rules = [rule({ id: "strict", approval: threshold({ over: 0 }) })];
    expect(asked(rules, {}, null)).toEqual({
      allowed: false,
      denial: { kind: "no_approvers", rule: "strict" },
    });
  });
});

describe("what is over one's own limits", () => {
  it.each([
    ["longer", { lasts: 25 * HOUR_MS }, { kind: "too_long", longest: 24 * HOUR_MS, rule: "mods" }],
    ["for ever", { lasts: "permanent" }, { kind: "too_long", longest: 24 * HOUR_MS, rule: "mods" }],
    ["more accounts", { accounts: 21 }, { kind: "too_many", batch: 20, rule: "mods" }],
    ["more often", { accounts: 3, recent: 28 }, { kind: "too_often", perHour: 30, recent: 28, rule: "mods" }],
  ] as const)("%s goes to the approvers, or is refused, and is never made smaller", (_, about, limit) => {
    const rules = [rule({ perHour: 30 })];
    expect(asked(rules, about)).toMatchObject({
      allowed: true,
      preview: false,
      approval: { kind: "over_limit", limit },
    });
    expect(asked(rules, about, null)).toEqual({ allowed: false, denial: limit });
    expect(asked(rules, about, { ...APPROVALS, overLimits: false })).toEqual({
      allowed: false,
      denial: limit,
    });
  });

  it("counts up to the limit, and only what changes something", () => {
    const rules = [rule({ perHour: 30 })];
    expect(asked(rules, { accounts: 2, recent: 28 })).toMatchObject({ approval: null });
    expect(asked(rules, { right: "members", lasts: null, recent: 5_000 })).toMatchObject({ approval: null });
  });

  it("names the limit of the rule that reaches furthest", () => {
    const rules = [rule({ id: "few", perHour: 10 }), rule({ id: "many", perHour: 50 })];
    expect(asked(rules, { recent: 60 }, null)).toMatchObject({ denial: { rule: "many", perHour: 50 } });
  });

  it("never becomes a question where no rule gives the right at all, or one forbids it", () => {
    expect(asked([rule({ may: ["kick"] })], { lasts: "permanent" })).toMatchObject({
      denial: { kind: "no_rule" },
    });
    const forbidden = [rule(), rule({ id: "not", effect: "deny" })];
    expect(asked(forbidden, { lasts: "permanent" })).toMatchObject({ denial: { kind: "denied" } });
  });
});

describe("channels", () => {
  it("a rule counts where it says, whichever way it goes", () => {
    expect(asked([rule({ channels: ["C1"] })], {})).toMatchObject({ allowed: true });
    expect(asked([rule({ channels: ["C2"] })], {})).toMatchObject({
      denial: { kind: "no_rule", others: [], elsewhere: true },
    });
    expect(asked([rule({ channels: ["C2"], role: "admin" })], {})).toMatchObject({
      denial: { kind: "no_rule", elsewhere: false },
    });
    const elsewhereForOthers = [rule({ channels: ["C2"] }), rule({ channels: ["C2"], role: "admin" })];
    expect(asked(elsewhereForOthers, {})).toMatchObject({ denial: { kind: "no_rule", elsewhere: true } });
    const forbiddenElsewhere = [rule({ channels: ["C2"], effect: "deny" })];
    expect(asked(forbiddenElsewhere, {})).toMatchObject({ denial: { kind: "no_rule", elsewhere: false } });
    const forbidding = [rule(), rule({ id: "not", effect: "deny", channels: ["C1"] })];
    expect(asked(forbidding, {})).toMatchObject({ denial: { kind: "denied" } });
    expect(asked(forbidding, { channel: "C2" })).toMatchObject({ allowed: true });
  });
});

describe("any rules", () => {
  const about = fc.record({
    accounts: fc.integer({ min: 1, max: 6 }),
    lasts: fc.oneof(fc.constant("permanent" as const), fc.integer({ min: 1, max: 12 })),
    recent: fc.integer({ min: 0, max: 8 }),
  });
  const limits = fc.record({
    longest: fc.oneof(fc.constant("permanent" as const), fc.integer({ min: 1, max: 10 })),
    batch: fc.integer({ min: 1, max: 5 }),
    perHour: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 10 })),
    approval: fc.oneof(
      fc.constant(null),
      fc.integer({ min: 0, max: 4 }).map((over) => threshold({ over })),
    ),
  });

  it("let nobody go beyond their limits without other people", () => {
    fc.assert(
      fc.property(fc.array(limits, { minLength: 1, maxLength: 4 }), about, (all, wanted) => {
        const decision = asked(
          all.map((one, index) => rule({ ...one, id: `r${index}` })),
          wanted,
        );
        const isWithin = all.some(
          ({ longest, batch, perHour }) =>
            (longest === "permanent" || (wanted.lasts !== "permanent" && wanted.lasts <= longest)) &&
            wanted.accounts <= batch &&
            (perHour === null || wanted.recent + wanted.accounts <= perHour),
        );
        const isAlone = decision.allowed && decision.approval === null;
        if (isAlone) expect(isWithin).toBe(true);
        expect(decision.allowed && decision.approval?.kind === "over_limit").toBe(!isWithin);
      }),
      { numRuns: 5_000 },
    );
  });
});
