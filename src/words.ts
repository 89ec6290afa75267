import type { Instant } from "./clock.ts";

/** The closed vocabulary of Bailiff (the words of the design): one name for one thing, everywhere. */

/** What can be done to accounts in a group. */
export type AccountVerb = "mute" | "unmute" | "kick" | "add" | "ban" | "unban";

/** What can be done to a group as a whole: nobody but its owner and admins may write, or everybody again. */
export type GroupVerb = "lock" | "unlock";

export type Verb = AccountVerb | GroupVerb;

/** What can be asked without changing anything. */
export type Query =
  | "muted"
  | "banned"
  | "members"
  | "whois"
  | "case"
  | "cases"
  | "limits"
  | "links"
  | "doctor"
  | "summary";

/** What of Bailiff's own register can be changed: who is which account, a channel's group, a group's name. */
export type Change = "link" | "bind" | "alias";

/** What adds to the record of a case, and changes nothing that stands there. */
export type Remark = "note";

/** Taking care of alerts: acknowledge, resolve, silence, take over. */
export type Duty = "oncall";

/** What concerns the record itself: handing entries out as a file, and removing what one of them told. */
export type Custody = "export" | "redact";

/** Everything a rule can allow. */
export type Right = Verb | Query | Change | Duty | Remark | Custody;

export const VERBS = [
  "mute",
  "unmute",
  "kick",
  "add",
  "ban",
  "unban",
  "lock",
  "unlock",
] as const satisfies readonly Verb[];
const QUERIES = [
  "muted",
  "banned",
  "members",
  "whois",
  "case",
  "cases",
  "limits",
  "links",
  "doctor",
  "summary",
] as const satisfies readonly Query[];
const CHANGES = ["link", "bind", "alias"] as const satisfies readonly Change[];
const REMARKS = ["note"] as const satisfies readonly Remark[];
const DUTIES = ["oncall"] as const satisfies readonly Duty[];
const CUSTODIES = ["export", "redact"] as const satisfies readonly Custody[];
export const RIGHTS = [
  ...VERBS,
  ...QUERIES,
  ...CHANGES,
  ...DUTIES,
  ...REMARKS,
  ...CUSTODIES,
] as const satisfies readonly Right[];

/** Rights that a rule must name: what cannot be undone is in nobody's "everything". */
export const NAMED_RIGHTS = ["redact"] as const satisfies readonly Right[];

/** The one target of a verb about the whole group. No vendor takes it for the name of an account. */
export const EVERYBODY = "*";

export function isGroupVerb(verb: Verb): verb is GroupVerb {
  return verb === "lock" || verb === "unlock";
}

/** When a mute or a ban ends: a moment, or never, which a person must have typed as a word. */
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
