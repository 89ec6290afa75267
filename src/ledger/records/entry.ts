import type { Instant } from "../../clock.ts";

/** The lines of the audit log. */

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
  /** Somebody added a reason or a remark to a case, later. */
  | "noted"
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
  /** An alert began to be shown; what its source told of it since; what a person pressed; what time made of it. */
  | "alert_opened"
  | "alert_at_source"
  | "alert_pressed"
  | "alert_due"
  /** Somebody pressed a button of an alert, and it did not count, or came to nothing. */
  | "alert_refused"
  /** The note at the change of a shift, with what is open. */
  | "handover"
  /** A key signs the checkpoints from here on. */
  | "key_taken"
  /** The log channel was held against the journal, with what was found. */
  | "verified"
  /** Entries were handed out as a file. */
  | "exported"
  /** What an entry told was removed for good; its number, its commitment and why stay. */
  | "redacted"
  /** A chat service told what others did in a group, who came back, or that it was full; or of too many requests. */
  | "seen_elsewhere"
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
  /** Canonical JSON (RFC 8785) of the entry with a commitment in place of `body`: the bytes that are hashed. */
  readonly text: string;
  /** Hash of the entry before it; 64 zeros for the first. */
  readonly prev: string;
  /** Hex SHA-256 over a zero byte and `text`, which includes `prev`: the leaf hash of RFC 6962, section 2.1. */
  readonly hash: string;
  /** What happened, as canonical JSON. Null once it was redacted; the commitment in `text` remains. */
  readonly body: string | null;
  /** Hex of the 16 random bytes that keep a short body from being guessed by its commitment. Goes with `body`. */
  readonly salt: string | null;
}

/** What happened, as it was written. Empty when it was redacted. */
export function bodyOf({ body }: Pick<Entry, "body">): NewEntry["body"] {
  return body === null ? {} : (JSON.parse(body) as NewEntry["body"]);
}
