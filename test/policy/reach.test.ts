import { describe, expect, it } from "vitest";
import { reach } from "../../src/policy/reach.ts";
import type { Rule } from "../../src/policy/rules.ts";
import type { AccountState } from "../../src/vendors/port.ts";

const rule: Rule = {
  id: "r1",
  effect: "allow",
  role: "moderator",
  may: "*",
  groups: "*",
  longest: "permanent",
  batch: 20,
  admins: false,
};
const state = (account: string, standing: AccountState["standing"] = "member"): AccountState => ({
  account,
  standing,
  mutedUntil: null,
  bannedUntil: null,
  exists: true,
});

describe("who is out of reach", () => {
  it("a protected account, in whatever case it is configured or kept", () => {
    const policy = { rules: [rule], protect: ["Administrator"] };
    expect(reach(policy, rule, state("Administrator"))).toBe("protected");
    expect(reach(policy, rule, state("administrator"))).toBe("protected");
    expect(reach(policy, rule, state("administrators"))).toBeNull();
  });

  it("the owner for everybody, admins for rules that do not say so", () => {
    const policy = { rules: [rule], protect: [] };
    expect(reach(policy, { ...rule, admins: true }, state("olga", "owner"))).toBe("owner");
    expect(reach(policy, rule, state("adam", "admin"))).toBe("admin");
    expect(reach(policy, { ...rule, admins: true }, state("adam", "admin"))).toBeNull();
  });
});
