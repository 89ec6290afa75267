import type { AccountState } from "../vendors/port.ts";
import type { Role, Verb } from "../words.ts";
import type { Policy, Rule } from "./rules.ts";

/** Why one account is out of reach although the command as a whole is allowed. */
export type OutOfReach = "protected" | "owner" | "admin" | "outranked" | "oneself";

/** What decides about single targets. */
export interface Authority {
  readonly policy: Pick<Policy, "protect" | "protectPeople">;
  readonly rule: Rule;
  readonly verb: Verb;
  /** Null for what nobody asks for but the clock. */
  readonly actor: Actor | null;
  /** The people whose accounts are among the targets, by account in lower case. */
  readonly holders: ReadonlyMap<string, readonly Holder[]>;
}

/** Who acts: `same` are all Slack people who are the same person, themselves among them. */
export interface Actor extends Holder {
  readonly same: readonly string[];
}

/** A Slack person with their roles at this moment. */
export interface Holder {
  readonly person: string;
  readonly roles: readonly Role[];
}

/** Roles of one rank cannot act on each other; nobody acts on a higher one. */
const RANK: Readonly<Record<Role, number>> = {
  owner: 4,
  admin: 3,
  moderator: 2,
  oncall: 2,
  auditor: 2,
  member: 1,
};

/** Verbs that can give somebody more than they had: a ban of a second takes the place of a longer one, or of a mute. */
const WIDENS: readonly Verb[] = ["unmute", "unban", "add", "ban"];

/**
 * Rights are checked on every target: protected accounts and the group's owner are out of everybody's reach, the
 * group's admins out of reach of rules that do not say `admins: true`, people of an equal or higher role out of
 * each other's, and nobody gives rights to themselves.
 */
export function reach(
  { policy, rule, verb, actor, holders }: Authority,
  state: AccountState,
): OutOfReach | null {
  if (policy.protect.some((name) => isSameName(name, state.account))) return "protected";
  const holding = holders.get(state.account.toLowerCase()) ?? [];
  if (holding.some(({ person }) => policy.protectPeople.includes(person))) return "protected";
  const between = actor === null ? null : outOfRank(actor, holding, widens(verb, state));
  if (between !== null) return between;
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

/** A mute that stands could be made shorter by another one. */
function widens(verb: Verb, { mutedUntil }: AccountState): boolean {
  return WIDENS.includes(verb) || (verb === "mute" && mutedUntil !== null);
}

function outOfRank(actor: Actor, holding: readonly Holder[], isWidening: boolean): OutOfReach | null {
  const isOwn = holding.some(({ person }) => actor.same.includes(person));
  if (isOwn && isWidening) return "oneself";
  const others = holding.filter(({ person }) => !actor.same.includes(person));
  return others.some((holder) => !outranks(actor, holder)) ? "outranked" : null;
}

/** Whether one person's role stands above another's. */
export function outranks(one: Holder, other: Holder): boolean {
  return rankOf(one) > rankOf(other);
}

function rankOf({ roles }: Holder): number {
  return Math.max(0, ...roles.map((role) => RANK[role]));
}

/**
 * Some vendors keep names in lower case, whatever is typed or configured. Where capitals do tell accounts apart, one
 * account too many is protected, which harms nobody.
 */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
