import type { AccountState } from "../vendors/port.ts";
import type { Policy, Rule } from "./rules.ts";

/** Why one account is out of reach although the command as a whole is allowed. */
export type OutOfReach = "protected" | "owner" | "admin";

/**
 * Rights are checked on every target: protected accounts and the group's owner are out of everybody's reach,
 * the group's admins out of reach of rules that do not say `admins: true`.
 */
export function reach(policy: Policy, rule: Rule, state: AccountState): OutOfReach | null {
  if (policy.protect.some((name) => isSameName(name, state.account))) return "protected";
  switch (state.standing) {
    case "owner":
      return "owner";
    case "admin":
      return rule.admins ? null : "admin";
    case "member":
    case "absent":
    case "unlisted":
      return null;
    default:
      return state.standing satisfies never;
  }
}

/**
 * Some vendors keep names in lower case, whatever is typed or configured. Where capitals do tell accounts apart, one
 * account too many is protected, which harms nobody.
 */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
