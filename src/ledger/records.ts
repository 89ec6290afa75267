import type { Instant } from "../clock.ts";
import type { AccountState, Group } from "../vendors/port.ts";
import type { Books, End, Outcome, Verb } from "../words.ts";

/** What the ledger keeps: jobs, entries, cases with their targets, attempts. Told to the outside by `port.ts`. */

/**
 * What a job is for: a request to work on, a case to carry out, a message to post, a moment at which something
 * is to be asked for.
 */
export type JobKind = "request" | "case" | "post" | "timer";

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  /** The case it belongs to, if any. */
  readonly case: number | null;
  /** Canonical JSON; what it means depends on the kind. */
  readonly payload: string;
  /** Grows by one with each claim; proves who holds the job. */
  readonly fence: number;
  /** How often it was claimed before: 0 the first time. */
  readonly attempts: number;
  readonly createdAt: Instant;
}

/** A job to be created. `id` is the key under which it exists at most once, ever. */
export interface NewJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly payload: string;
  /** Posts to one lane are made one after the other, in order of creation. */
  readonly lane: string | null;
  readonly runAt: Instant;
  /** True: the creating process holds the lease at once and works on it without claiming. */
  readonly held: boolean;
}

/** A fact for the audit log. The ledger gives it its number and its place in the chain. */
export interface NewEntry {
  readonly kind: EntryKind;
  readonly case: number | null;
  /** What happened, as JSON; canonicalised before it is hashed. */
  readonly body: Readonly<Record<string, Json>>;
}

export type EntryKind =
  | "start"
  | "stop"
  | "denied"
  | "opened"
  | "attempt"
  | "outcome"
  | "late_outcome"
  /** The result of a case, with the digest of its table: once when it is settled, again after late news. */
  | "closed"
  | "stop_asked"
  /** The end of a ban came, and it could not be lifted. */
  | "not_lifted"
  | "repeat_asked"
  /** An act waits: its plan was shown to the asker, or it was put to the approvers. */
  | "previewed"
  | "approval_asked"
  /** What somebody said to an act that waits; `press_refused`: what did not count, and why. */
  | "confirmed"
  | "approved"
  | "approval_denied"
  | "cancelled"
  | "glass_broken"
  | "press_refused"
  /** Nobody said enough in time, or what was approved did not begin in time. */
  | "hold_expired"
  /** The register was changed at run time: who is which account, a channel's group, a group's other name. */
  | "linked"
  | "unlinked"
  | "bound"
  | "unbound"
  | "aliased"
  | "unaliased"
  /** The configuration file was read again: what it says counts now, or it is wrong and what was read last goes on counting. */
  | "config_changed"
  | "config_refused";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Entry {
  /** Gap-free, from 1. */
  readonly seq: number;
  readonly at: Instant;
  readonly kind: EntryKind;
  readonly case: number | null;
  /** Canonical JSON (RFC 8785) of the whole entry, the bytes that are hashed. */
  readonly text: string;
  /** Hex SHA-256 of the entry before it; 64 zeros for the first. */
  readonly prev: string;
  /** Hex SHA-256 over `text`, which includes `prev`. */
  readonly hash: string;
}

/** A case as a person asked for it, frozen. */
export interface CaseDraft {
  /** The request it comes from. At most one case exists for an origin, ever. */
  readonly origin: string;
  readonly verb: Verb;
  readonly group: Group;
  readonly accounts: readonly string[];
  /** For mute and ban: when it ends. Null for the other verbs. */
  readonly until: End | null;
  readonly reason: string | null;
  readonly silent: boolean;
  readonly actor: { readonly team: string; readonly person: string };
  /** Slack channel the command was typed in. */
  readonly channel: string;
  /** The command as it was understood, in words. */
  readonly command: string;
  /** The rule that allowed it. */
  readonly rule: string;
  /** Equal for two requests that ask for the same thing: actor, verb, group, accounts, time as typed. */
  readonly fingerprint: string;
  readonly planHash: string;
  readonly askedAt: Instant;
  /** After this moment nothing more is sent for the case. */
  readonly notAfter: Instant;
  /** The case whose end it carries out, when nobody asked for it but the clock; otherwise null. */
  readonly lifts: number | null;
  /** The hold that people cleared it from; null when nobody had to. */
  readonly hold: string | null;
}

export interface Case extends CaseDraft {
  /** Gap-free, shown as #1042. */
  readonly number: number;
  readonly openedAt: Instant;
  /** `open` while work goes on; `settled` when the result was told (some targets may still be unknown). */
  readonly state: "open" | "settled";
  readonly settledAt: Instant | null;
  /** Person who asked that nothing more be sent for it. */
  readonly stoppedBy: string | null;
  readonly targets: readonly Target[];
}

/** How far a case is, without its targets. */
export interface Progress {
  readonly number: number;
  readonly verb: Verb;
  readonly group: Group;
  readonly actor: CaseDraft["actor"];
  /** The command as it was understood, in words. */
  readonly command: string;
  readonly openedAt: Instant;
  readonly state: Case["state"];
  /** The case whose end it carries out; null for what a person asked for. */
  readonly lifts: number | null;
  readonly stoppedBy: string | null;
  readonly requested: number;
  readonly books: Books;
  /** Why work on it waits at present, in words; null while it goes on. */
  readonly waits: string | null;
}

/** The newest case of some verbs that changed one account, may have changed it, or found it as wanted. */
export interface Latest {
  readonly account: string;
  readonly number: number;
  readonly verb: Verb;
  readonly until: End | null;
}

export interface Target {
  readonly account: string;
  /** Null until something is known. */
  readonly outcome: Outcome | null;
  /** Why, in words for a person; null when the outcome says it all. */
  readonly detail: string | null;
  /** State read before the first attempt. */
  readonly before: AccountState | null;
  /** True once a request naming it may have left for the vendor. */
  readonly attempted: boolean;
}

export interface Settlement {
  readonly account: string;
  readonly outcome: Outcome;
  readonly detail: string | null;
  /** What was read before, where nothing had to be sent; otherwise the attempt has brought it. */
  readonly before?: AccountState;
}

/** One request to a vendor that is about to be sent for a case. */
export interface NewAttempt {
  readonly accounts: readonly string[];
  readonly before: readonly AccountState[];
  readonly startedAt: Instant;
  /** When the vendor can no longer apply it. */
  readonly deadline: Instant;
}

/** What is to happen besides a write, in the same transaction. */
export interface Besides {
  readonly posts?: readonly NewJob[];
}

export interface OpenAttempt extends NewAttempt {
  readonly id: number;
}

export type Written = "written" | "stale";

export type Opened =
  | { readonly kind: "opened"; readonly case: Case; readonly job: Job }
  /** This origin has its case already (a second press, a request worked on again after a crash). */
  | { readonly kind: "exists"; readonly case: Case }
  /** The same person asked for the same within the window. */
  | { readonly kind: "repeat"; readonly case: Case }
  /** The person has acted on too many accounts in the hour before: so many. */
  | { readonly kind: "too_often"; readonly recent: number }
  /** The hold it comes from was changed meanwhile. */
  | { readonly kind: "moved" }
  | { readonly kind: "stale" };

export interface OpenOptions {
  /** Most accounts that `people` of its actor's team may act on from `since` on, these included; null: no limit. */
  readonly perHour: {
    readonly most: number;
    readonly since: Instant;
    readonly people: readonly string[];
  } | null;
  /** The hold it comes from, as it is to be afterwards, with messages to post. */
  readonly hold: Pick<HoldChange, "id" | "version" | "body" | "jobs"> | null;
  /** False: a case of the same fingerprint asked less than `repeatWindowMs` before stops it. */
  readonly confirmed: boolean;
  readonly repeatWindowMs: number;
  readonly entry: NewEntry;
}

/** What became of targets and attempts of a case. */
export interface NewRecord {
  readonly attempts: readonly number[];
  /** Accounts that the ended attempts certainly did not touch: they count as not attempted again. */
  readonly untouched?: readonly string[];
  readonly settlements: readonly Settlement[];
  readonly entries: readonly NewEntry[];
  readonly posts: readonly NewJob[];
  /** `dead`: why the job goes to the dead letters, for good; then `again` does not count. */
  readonly settle: { readonly again: Instant | null; readonly dead?: string } | null;
}

/** An act that waits for people. What `body` means is the business of whoever opened it. */
export interface HoldRecord {
  readonly id: string;
  /** Grows by one with each change. */
  readonly version: number;
  readonly body: string;
  /** The case it has become. */
  readonly case: number | null;
}

export interface NewHold {
  /** It exists at most once, ever. */
  readonly id: string;
  readonly body: string;
  readonly entries: readonly NewEntry[];
  readonly jobs: readonly NewJob[];
}

export interface HoldChange extends NewHold {
  /** The version that was read. */
  readonly version: number;
  /** True: the request that changes it is settled with it. */
  readonly settle: boolean;
}

/** What of the register can be changed at run time: a person's account, a channel's group, another name of a group. */
export type RegisterKind = "link" | "bind" | "alias";

/** One value that was set at run time and lies over what the configuration file says. */
export interface RegisterValue {
  readonly kind: RegisterKind;
  /** What the value is of; what it means is the business of whoever set it. */
  readonly key: string;
  /** Null: there is to be none, whatever the file says. */
  readonly value: string | null;
  /** Who set it, and when. */
  readonly person: string;
  readonly at: Instant;
}

export interface RegisterValues {
  /** Grows by one with each change. */
  readonly version: number;
  readonly values: readonly RegisterValue[];
}

/** One change of the register, decided on as it was at `version`. */
export interface RegisterUpdate {
  readonly version: number;
  readonly kind: RegisterKind;
  readonly key: string;
  /** Null: what was set is taken back, and the file counts again. */
  readonly set: Pick<RegisterValue, "value" | "person"> | null;
  readonly entry: NewEntry;
  readonly posts: readonly NewJob[];
}

/** What is known of a job. */
export interface JobRecord {
  readonly state: JobState;
  readonly payload: string;
  readonly note: Json | null;
}

/** A job that was given up. Nobody works on it any more; what was to be done by it may not have been. */
export interface DeadLetter {
  readonly id: string;
  readonly kind: JobKind;
  readonly case: number | null;
  readonly why: string;
  readonly at: Instant;
}

export type JobState = "ready" | "leased" | "settled" | "dead";

export interface LedgerCounts {
  readonly jobs: Readonly<Record<JobKind, Readonly<Record<JobState, number>>>>;
  readonly openCases: number;
  readonly entries: number;
}

/** The five outcomes of a case's targets; those still open are not counted. */
export function booksOf(targets: readonly { readonly outcome: Outcome | null }[]): Books {
  const books = { done: 0, already: 0, absent: 0, refused: 0, unknown: 0 };
  for (const { outcome } of targets) if (outcome) books[outcome] += 1;
  return books;
}
