import type { Instant } from "./clock.ts";

/** The closed vocabulary of Bailiff (the words of the design): one name for one thing, everywhere. */

/** What can be done to accounts in a group. */
export type Verb = "mute" | "unmute" | "kick" | "add";

/** What can be asked without changing anything. */
export type Query = "muted" | "whois" | "case";

/** Everything a rule can allow. */
export type Right = Verb | Query;

export const VERBS = ["mute", "unmute", "kick", "add"] as const satisfies readonly Verb[];
const QUERIES = ["muted", "whois", "case"] as const satisfies readonly Query[];
export const RIGHTS = [...VERBS, ...QUERIES] as const satisfies readonly Right[];

/** When a mute ends: a moment, or never, which a person must have typed as a word. */
export type End = Instant | "permanent";

/**
 * What became of one target. Exactly one of these, so that the books of a case always balance:
 * requested = done + already + absent + refused + unknown.
 */
export type Outcome = "done" | "already" | "absent" | "refused" | "unknown";

export const OUTCOMES = [
  "done",
  "already",
  "absent",
  "refused",
  "unknown",
] as const satisfies readonly Outcome[];

/** How many targets ended in each outcome. */
export type Books = Readonly<Record<Outcome, number>>;

/** What a person may do in Bailiff. */
export type Role = "owner" | "admin" | "moderator" | "oncall" | "auditor" | "member";

export const ROLES = [
  "owner",
  "admin",
  "moderator",
  "oncall",
  "auditor",
  "member",
] as const satisfies readonly Role[];
