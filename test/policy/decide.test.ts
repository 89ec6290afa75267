import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RIGHTS, ROLES } from "../../src/words.ts";
import { decide } from "../../src/policy/decide.ts";
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
