import type { Instant } from "../../clock.ts";
import type { AccountState, Group } from "../../vendors/port.ts";
import type { Books, End, Outcome, Verb } from "../../words.ts";
import type { NewEntry } from "./entry.ts";
import type { HoldChange } from "./hold.ts";
import type { Job } from "./job.ts";

/** Cases with their targets. */

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
  /** The alert it was asked for on; null for what came another way. */
  readonly alert: string | null;
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

/** The five outcomes of a case's targets; those still open are not counted. */
export function booksOf(targets: readonly { readonly outcome: Outcome | null }[]): Books {
  const books = { done: 0, already: 0, absent: 0, refused: 0, unknown: 0 };
  for (const { outcome } of targets) if (outcome) books[outcome] += 1;
  return books;
}
