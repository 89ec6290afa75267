import { describe, expect, it } from "vitest";
import { decide } from "../../src/policy/decide.ts";
import { NAMED_RIGHTS, RIGHTS, type Right } from "../../src/words.ts";
import { aPerson, aPolicy, aRule, aWish } from "./samples.ts";

describe("rights that a rule must name", () => {
  const may = (right: Right, ...rules: Parameters<typeof aRule>[0][]): boolean => {
    const wish = aWish({ right, group: null, lasts: null });
    const given = rules.map((rule, index) => aRule({ id: `r${index}`, ...rule }));
    return decide(aPolicy(given), aPerson("moderator"), wish).allowed;
  };

  it("are not in everything, which holds all others", () => {
    const denied = RIGHTS.filter((right) => !may(right, { may: "*" }));
    expect(denied).toEqual(NAMED_RIGHTS);
    expect(denied).toEqual(["redact"]);
  });

  it("count where they are named, and are forbidden with everything", () => {
    expect(may("redact", { may: ["redact"] })).toBe(true);
    expect(may("redact", { may: ["redact"] }, { effect: "deny", may: "*" })).toBe(false);
  });
});
