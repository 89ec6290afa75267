import type { Instant } from "../clock.ts";
import { NAMED_RIGHTS, VERBS, type End, type Right, type Role, type Verb } from "../words.ts";
import type { Bar, Person } from "./person.ts";
import type { Policy, Rule, Threshold } from "./rules.ts";

/** What somebody wants to do, as far as rules look at it. */
export interface Wish {
  readonly right: Right;
  /** The group's alias, or its id when it has none; null where no group is concerned. */
  readonly group: string | null;
  readonly accounts: number;
  /** How long a mute would last, in milliseconds; null for everything that has no length. */
  readonly lasts: number | "permanent" | null;
  /** Slack channel it is asked in. */
  readonly channel: string;
  /** On how many accounts the person acted in the hour before. */
  readonly recent: number;
}

/** How long a mute lasts that was asked for at `askedAt` and ends at `until`; null stays null. */
export function lastsFrom(askedAt: Instant, until: End | null): Wish["lasts"] {
  return until === null || until === "permanent" ? until : until - askedAt;
}

export type Decision =
  | {
      readonly allowed: true;
      readonly rule: Rule;
      /** True: it is shown to the asker before it is done. */
      readonly preview: boolean;
      /** Why other people have to approve it first; null: they have not. */
      readonly approval: ApprovalCause | null;
    }
  | { readonly allowed: false; readonly denial: Denial };

export type ApprovalCause =
  /** The rule wants it for acts of this size. */
  | { readonly kind: "threshold"; readonly rule: string }
  /** It is more than the person may do alone. */
  | { readonly kind: "over_limit"; readonly limit: LimitDenial };

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
      /** True: one of the person's own roles may, but not in the channel it was asked in. */
      readonly elsewhere: boolean;
    }
  | { readonly kind: "denied"; readonly right: Right; readonly group: string | null; readonly rule: string }
  | LimitDenial
  /** A rule wants an approval, and nobody is named who could give one. */
  | { readonly kind: "no_approvers"; readonly rule: string };

/** A limit of the rule that reaches furthest among those for this right. */
export type LimitDenial =
  | { readonly kind: "too_long"; readonly longest: number; readonly rule: string }
  | { readonly kind: "too_many"; readonly batch: number; readonly rule: string }
  | {
      readonly kind: "too_often";
      readonly perHour: number;
      readonly recent: number;
      readonly rule: string;
    };

/**
 * Decides by the rules alone; nothing is looked up. Among the rules that allow, one that covers the whole
 * wish decides; if each covers only less, the denial names the limit of the most generous one.
 */
export function decide(policy: Policy, person: Person, wish: Wish): Decision {
  const roles = [...new Set(person.grants.map((grant) => grant.role))];
  const deny = (denial: Denial): Decision => ({ allowed: false, denial });
  if (person.bar) return deny({ kind: "barred", bar: person.bar });
  if (roles.length === 0) return deny({ kind: "no_role" });

  const anywhere = policy.rules.filter((rule) => concerns(rule, wish));
  const about = anywhere.filter((rule) => countsIn(rule, wish.channel));
  const mine = about.filter((rule) => roles.includes(rule.role));
  const forbidding = mine.find((rule) => rule.effect === "deny");
  if (forbidding) return deny({ kind: "denied", right: wish.right, group: wish.group, rule: forbidding.id });

  // Whatever is left of theirs allows.
  if (mine.length === 0) {
    const others = about.filter((rule) => rule.effect === "allow").map((rule) => rule.role);
    const elsewhere = anywhere.some(({ role, effect }) => effect === "allow" && roles.includes(role));
    const { right, group } = wish;
    return deny({ kind: "no_rule", right, group, others: [...new Set(others)], elsewhere });
  }
  const covering = mine.filter((rule) => covers(rule, wish));
  const [best] = covering.map((rule) => ask(rule, wish)).toSorted(fewerQuestionsFirst);
  if (best) return best.approval && !policy.approvals ? deny(noApprovers(best.rule)) : best;
  const { limit, rule } = nearestLimit(mine, wish);
  if (!isVerb(wish.right) || !policy.approvals?.overLimits) return deny(limit);
  return { allowed: true, rule, preview: false, approval: { kind: "over_limit", limit } };
}

type Allowed = Extract<Decision, { readonly allowed: true }>;

function ask(rule: Rule, wish: Wish): Allowed {
  const approval: ApprovalCause | null = passes(rule.approval, wish)
    ? { kind: "threshold", rule: rule.id }
    : null;
  // Who approves sees the plan, and so does the asker: one question is enough.
  return { allowed: true, rule, preview: approval === null && passes(rule.preview, wish), approval };
}

/** Somebody with two roles acts by the one that asks less, and among those by the one that reaches further. */
function fewerQuestionsFirst(one: Allowed, other: Allowed): number {
  return weightOf(one) - weightOf(other);
}

function weightOf({ rule, preview, approval }: Allowed): number {
  return (approval ? 4 : 0) + (preview ? 2 : 0) + (rule.admins ? 0 : 1);
}

function noApprovers({ id }: Rule): Denial {
  return { kind: "no_approvers", rule: id };
}

/** Whether a wish is within all limits of a rule. */
function covers(rule: Rule, wish: Wish): boolean {
  return longEnough(rule, wish) && wish.accounts <= rule.batch && seldomEnough(rule, wish);
}

function seldomEnough({ perHour }: Rule, { right, recent, accounts }: Wish): boolean {
  return perHour === null || !isVerb(right) || recent + accounts <= perHour;
}

function passes(threshold: Threshold | null, { right, accounts, lasts }: Wish): boolean {
  if (threshold === null || !isVerb(right)) return false;
  const { over, longer, permanent, verbs } = threshold;
  return (
    verbs.includes(right) ||
    (over !== null && accounts > over) ||
    (lasts === "permanent" && (permanent || longer !== null)) ||
    (longer !== null && typeof lasts === "number" && lasts > longer)
  );
}

function isVerb(right: Right): right is Verb {
  return (VERBS as readonly Right[]).includes(right);
}

function concerns(rule: Rule, wish: Wish): boolean {
  const right = rule.may === "*" ? isInEverything(rule, wish.right) : rule.may.includes(wish.right);
  // A wish about no group in particular is allowed by any rule for the right, but forbidden only by one for all groups.
  const group =
    rule.groups === "*" || (wish.group === null ? rule.effect === "allow" : rule.groups.includes(wish.group));
  return right && group;
}

/** What cannot be undone has to be allowed by name; forbidding everything forbids it too. */
function isInEverything({ effect }: Rule, right: Right): boolean {
  return effect === "deny" || !(NAMED_RIGHTS as readonly Right[]).includes(right);
}

function countsIn({ channels }: Rule, channel: string): boolean {
  return channels === "*" || channels.includes(channel);
}

function longEnough({ longest }: Rule, { lasts }: Wish): boolean {
  return spanOf(lasts ?? 0) <= spanOf(longest);
}

/** Prefers to speak of the length when some rule would have taken that many accounts. */
function nearestLimit(
  allowing: readonly Rule[],
  wish: Wish,
): { readonly limit: LimitDenial; readonly rule: Rule } {
  const wide = allowing.filter((rule) => wish.accounts <= rule.batch);
  const long = wide.filter((rule) => longEnough(rule, wish));
  if (long.length > 0) {
    const rule = furthest(long, ({ perHour }) => perHour ?? 0);
    const { perHour, id } = rule;
    return { limit: { kind: "too_often", perHour: perHour ?? 0, recent: wish.recent, rule: id }, rule };
  }
  if (wide.length > 0) {
    const rule = furthest(wide, ({ longest }) => spanOf(longest));
    return { limit: { kind: "too_long", longest: spanOf(rule.longest), rule: rule.id }, rule };
  }
  const rule = furthest(allowing, ({ batch }) => batch);
  return { limit: { kind: "too_many", batch: rule.batch, rule: rule.id }, rule };
}

/** The first in the file of those that reach furthest. At least one must be given. */
function furthest(rules: readonly Rule[], reachOf: (rule: Rule) => number): Rule {
  return rules.reduce((best, one) => (reachOf(one) > reachOf(best) ? one : best));
}

function spanOf(lasts: number | "permanent"): number {
  return lasts === "permanent" ? Number.POSITIVE_INFINITY : lasts;
}
