import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RIGHTS, ROLES } from "../../src/words.ts";
import { decide, lastsFrom } from "../../src/policy/decide.ts";
import type { Policy, Rule } from "../../src/policy/rules.ts";
import { aPerson, aPolicy, aRule, aWish, HOUR_MS } from "./samples.ts";

const policy = (...rules: Rule[]): Policy => aPolicy(rules);

describe("who may do what", () => {
  it("says no where no rule speaks, and names the roles that may", () => {
    const only = policy(aRule({ id: "r1", role: "moderator" }));
    expect(decide(only, aPerson("member"), aWish())).toMatchObject({
      allowed: false,
      denial: { kind: "no_rule", others: ["moderator"] },
    });
  });

  it("says no to somebody without a role", () => {
    expect(decide(policy(aRule({ id: "r1", role: "moderator" })), aPerson(), aWish())).toMatchObject({
      allowed: false,
      denial: { kind: "no_role" },
    });
  });

  it.each(["guest", "bot", "deactivated", "stranger"] as const)(
    "never lets a %s do anything, whatever roles stand beside it",
    (bar) => {
      const barred = { ...aPerson(...ROLES), bar };
      expect(
        decide(policy(...ROLES.map((role) => aRule({ id: role, role }))), barred, aWish()),
      ).toMatchObject({
        allowed: false,
        denial: { kind: "barred" },
      });
    },
  );

  it("lets a deny beat every allow, of any role the person has", () => {
    const rules = policy(
      aRule({ id: "all", role: "admin" }),
      aRule({ id: "no-kick", role: "moderator", effect: "deny", may: ["kick"] }),
    );
    expect(decide(rules, aPerson("admin", "moderator"), aWish({ right: "kick" }))).toMatchObject({
      allowed: false,
      denial: { kind: "denied", rule: "no-kick" },
    });
    expect(decide(rules, aPerson("admin"), aWish({ right: "kick" }))).toMatchObject({ allowed: true });
  });

  it("keeps a rule to its groups; a raw id is reached only by a rule for all groups", () => {
    const rules = policy(aRule({ id: "r1", role: "moderator", groups: ["lobby"] }));
    expect(decide(rules, aPerson("moderator"), aWish()).allowed).toBe(true);
    expect(decide(rules, aPerson("moderator"), aWish({ group: "live" })).allowed).toBe(false);
    expect(decide(rules, aPerson("moderator"), aWish({ group: "@TGS#OTHER" })).allowed).toBe(false);
  });

  it("allows what is about no group by any rule for it, and forbids it by none for single groups", () => {
    const rules = [
      aRule({ id: "r1", role: "moderator", groups: ["lobby"] }),
      aRule({ id: "not-live", effect: "deny", groups: ["live"] }),
    ];
    const asking = aWish({ right: "case", group: null, lasts: null });
    expect(decide(policy(...rules), aPerson("moderator"), asking)).toMatchObject({
      allowed: true,
      rule: { id: "r1" },
    });
    const closed = policy(...rules, aRule({ id: "nothing", effect: "deny" }));
    expect(decide(closed, aPerson("moderator"), asking)).toMatchObject({ denial: { rule: "nothing" } });
  });

  it("names as roles that may only those that a rule allows it to, each once", () => {
    const rules = policy(
      aRule({ id: "a1", role: "admin" }),
      aRule({ id: "a2", role: "admin", may: ["mute"] }),
      aRule({ id: "no-oncall", role: "oncall", effect: "deny" }),
    );
    expect(decide(rules, aPerson("member"), aWish())).toMatchObject({
      denial: { kind: "no_rule", right: "mute", group: "lobby", others: ["admin"] },
    });
  });

  it("refuses what is too long and says how long is allowed, instead of shortening it", () => {
    const rules = policy(aRule({ id: "short", role: "moderator", longest: HOUR_MS }));
    expect(decide(rules, aPerson("moderator"), aWish({ lasts: HOUR_MS })).allowed).toBe(true);
    expect(decide(rules, aPerson("moderator"), aWish({ lasts: HOUR_MS + 1 }))).toMatchObject({
      denial: { kind: "too_long", longest: HOUR_MS, rule: "short" },
    });
    expect(decide(rules, aPerson("moderator"), aWish({ lasts: "permanent" }))).toMatchObject({
      denial: { kind: "too_long" },
    });
  });

  it("needs one rule for the whole wish: long from one and wide from another do not add up", () => {
    const rules = policy(
      aRule({ id: "long", role: "moderator", batch: 1 }),
      aRule({ id: "wide", role: "moderator", batch: 50, longest: HOUR_MS }),
    );
    expect(decide(rules, aPerson("moderator"), aWish({ accounts: 50, lasts: 2 * HOUR_MS })).allowed).toBe(
      false,
    );
    expect(decide(rules, aPerson("moderator"), aWish({ accounts: 1, lasts: 2 * HOUR_MS }))).toMatchObject({
      allowed: true,
      rule: { id: "long" },
    });
    expect(decide(rules, aPerson("moderator"), aWish({ accounts: 51 }))).toMatchObject({
      denial: { kind: "too_many", batch: 50 },
    });
  });

  it.each([
    ["too many", { batch: 5 }, { batch: 10 }, { accounts: 11 }, { kind: "too_many", batch: 10 }],
    [
      "too long",
      { longest: HOUR_MS },
      { longest: 2 * HOUR_MS },
      { lasts: 3 * HOUR_MS },
      { kind: "too_long", longest: 2 * HOUR_MS },
    ],
    [
      "too long, for as many accounts as it takes",
      { batch: 1, longest: 5 * HOUR_MS },
      { batch: 5, longest: HOUR_MS },
      { accounts: 5, lasts: 3 * HOUR_MS },
      { kind: "too_long", longest: HOUR_MS },
    ],
    [
      "too often",
      { perHour: 10 },
      { perHour: 50 },
      { recent: 60 },
      { kind: "too_often", perHour: 50, recent: 60 },
    ],
  ] as const)(
    "names the limit that reaches furthest when it is %s, wherever its rule stands",
    (_, less, more, wish, denial) => {
      const [near, far] = [aRule({ id: "near", ...less }), aRule({ id: "far", ...more })];
      for (const rules of [policy(near, far), policy(far, near)])
        expect(decide(rules, aPerson("moderator"), aWish(wish))).toEqual({
          allowed: false,
          denial: { ...denial, rule: "far" },
        });
      const twice = policy(far, { ...far, id: "again" });
      expect(decide(twice, aPerson("moderator"), aWish(wish))).toMatchObject({ denial: { rule: "far" } });
    },
  );

  it("counts a length from the moment of the asking", () => {
    expect(lastsFrom(5_000, 5_000 + HOUR_MS)).toBe(HOUR_MS);
    expect(lastsFrom(5_000, "permanent")).toBe("permanent");
    expect(lastsFrom(5_000, null)).toBeNull();
  });

  it("never allows more after a rule is taken away or a deny is added", () => {
    const rules = fc.array(
      fc.record({
        id: fc.string(),
        effect: fc.constantFrom("allow" as const, "deny" as const),
        role: fc.constantFrom(...ROLES),
        may: fc.oneof(fc.constant("*" as const), fc.subarray([...RIGHTS])),
        groups: fc.oneof(fc.constant("*" as const), fc.subarray(["lobby", "live"])),
        longest: fc.oneof(fc.constant("permanent" as const), fc.integer({ min: 1, max: 10 })),
        batch: fc.integer({ min: 1, max: 5 }),
        admins: fc.boolean(),
        channels: fc.constant("*" as const),
        perHour: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 10 })),
        preview: fc.constant(null),
        approval: fc.constant(null),
      }),
      { maxLength: 6 },
    );
    const wish = fc.record({
      right: fc.constantFrom(...RIGHTS),
      group: fc.constantFrom("lobby", "live", null),
      accounts: fc.integer({ min: 1, max: 6 }),
      lasts: fc.oneof(fc.constant("permanent" as const), fc.constant(null), fc.integer({ min: 1, max: 12 })),
      channel: fc.constant("C1"),
      recent: fc.integer({ min: 0, max: 8 }),
    });
    fc.assert(
      fc.property(rules, wish, fc.subarray([...ROLES]), fc.nat(), (all, wanted, roles, which) => {
        const before = decide(policy(...all), aPerson(...roles), wanted).allowed;
        const fewer = all.filter(
          (each, index) => each.effect === "deny" || index !== which % Math.max(1, all.length),
        );
        if (decide(policy(...fewer), aPerson(...roles), wanted).allowed) expect(before).toBe(true);
        const forbidden = [...all, ...ROLES.map((role) => aRule({ id: "no", role, effect: "deny" }))];
        expect(decide(policy(...forbidden), aPerson(...roles), wanted).allowed).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
