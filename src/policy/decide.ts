import type { Instant } from "../clock.ts";
import type { End, Right, Role } from "../words.ts";
import type { Bar, Person } from "./person.ts";
import type { Policy, Rule } from "./rules.ts";

/** What somebody wants to do, as far as rules look at it. */
export interface Wish {
  readonly right: Right;
  /** The group's alias, or its id when it has none; null where no group is concerned. */
  readonly group: string | null;
  readonly accounts: number;
  /** How long a mute would last, in milliseconds; null for everything that has no length. */
  readonly lasts: number | "permanent" | null;
}

/** How long a mute lasts that was asked for at `askedAt` and ends at `until`; null stays null. */
export function lastsFrom(askedAt: Instant, until: End | null): Wish["lasts"] {
  return until === null || until === "permanent" ? until : until - askedAt;
}

export type Decision =
  | { readonly allowed: true; readonly rule: Rule }
  | { readonly allowed: false; readonly denial: Denial };

/** Why not. Said only to the person who asked. */
export type Denial =
  | { readonly kind: "barred"; readonly bar: Bar }
  | { readonly kind: "no_role" }
  /** None of the person's roles has a rule for this right in this group. `others`: roles that do. */
  | {
      readonly kind: "no_rule";
      readonly right: Right;
      readonly group: string | null;
      readonly others: readonly Role[];
    }
  | { readonly kind: "denied"; readonly right: Right; readonly group: string | null; readonly rule: string }
  | { readonly kind: "too_long"; readonly longest: number; readonly rule: string }
  | { readonly kind: "too_many"; readonly batch: number; readonly rule: string };

/**
 * Decides by the rules alone; nothing is looked up. Among the rules that allow, one that covers the whole
 * wish decides; if each covers only less, the denial names the limit of the most generous one.
 */
export function decide(policy: Policy, person: Person, wish: Wish): Decision {
  const roles = [...new Set(person.grants.map((grant) => grant.role))];
  const deny = (denial: Denial): Decision => ({ allowed: false, denial });
  if (person.bar) return deny({ kind: "barred", bar: person.bar });
  if (roles.length === 0) return deny({ kind: "no_role" });

  const about = policy.rules.filter((rule) => concerns(rule, wish));
  const mine = about.filter((rule) => roles.includes(rule.role));
  const forbidding = mine.find((rule) => rule.effect === "deny");
  if (forbidding) return deny({ kind: "denied", right: wish.right, group: wish.group, rule: forbidding.id });

  const allowing = mine.filter((rule) => rule.effect === "allow");
  if (allowing.length === 0) {
    const others = about.filter((rule) => rule.effect === "allow").map((rule) => rule.role);
    return deny({ kind: "no_rule", right: wish.right, group: wish.group, others: [...new Set(others)] });
  }
  const covering = allowing.filter((rule) => longEnough(rule, wish) && wish.accounts <= rule.batch);
  // Somebody with two roles acts by the one that reaches further.
  const rule = covering.find(({ admins }) => admins) ?? covering[0];
  if (rule) return { allowed: true, rule };
  return deny(nearestLimit(allowing, wish));
}

function concerns(rule: Rule, wish: Wish): boolean {
  const right = rule.may === "*" || rule.may.includes(wish.right);
  // A wish about no group in particular is allowed by any rule for the right, but forbidden only by one for all groups.
  const group =
    rule.groups === "*" || (wish.group === null ? rule.effect === "allow" : rule.groups.includes(wish.group));
  return right && group;
}

function longEnough(rule: Rule, wish: Wish): boolean {
  if (wish.lasts === null || rule.longest === "permanent") return true;
  return wish.lasts !== "permanent" && wish.lasts <= rule.longest;
}

/** Prefers to speak of the length when some rule would have taken that many accounts. */
function nearestLimit(allowing: readonly Rule[], wish: Wish): Denial {
  const wide = allowing.filter((rule) => wish.accounts <= rule.batch);
  if (wide.length > 0) {
    const longest = wide.reduce((best, rule) => (spanOf(rule) > spanOf(best) ? rule : best));
    return { kind: "too_long", longest: spanOf(longest), rule: longest.id };
  }
  const widest = allowing.reduce((best, rule) => (rule.batch > best.batch ? rule : best));
  return { kind: "too_many", batch: widest.batch, rule: widest.id };
}

function spanOf(rule: Rule): number {
  return rule.longest === "permanent" ? Number.POSITIVE_INFINITY : rule.longest;
}
