import type { Instant } from "../../clock.ts";
import type { Group } from "../../vendors/port.ts";
import type { Outcome, Verb } from "../../words.ts";
import type { Case, CaseDraft, Progress } from "./case.ts";
import type { Entry } from "./entry.ts";
import type { HoldRecord } from "./hold.ts";
import type { JobState } from "./job.ts";

/** Finding cases, and everything that belongs to one. */

/** A group without its name, which may have changed since. */
export type GroupKey = Pick<Group, "connection" | "id">;

export interface CaseSearch {
  /** In which groups; `except`: in all others, also those that no configuration names any more. */
  readonly groups: { readonly only: readonly GroupKey[] } | { readonly except: readonly GroupKey[] };
  readonly verb: Verb | null;
  readonly by: CaseDraft["actor"] | null;
  /** About one of these accounts, or asked for by this person; null: whoever it is about. */
  readonly about: {
    readonly accounts: readonly { readonly connection: string; readonly account: string }[];
    readonly person: CaseDraft["actor"] | null;
  } | null;
  /** Opened from this moment on. */
  readonly since: Instant | null;
  /** With a smaller number. */
  readonly before: number | null;
  readonly limit: number;
}

export interface FoundCases {
  /** Newest first. */
  readonly cases: readonly FoundCase[];
  /** The number below which the search goes on; null: there is nothing more. */
  readonly next: number | null;
  /** True: it ended before there were as many as asked for, because enough had been read for one page. */
  readonly isCutShort: boolean;
}

/** A case in a list. */
export interface FoundCase extends Omit<Progress, "waits"> {
  /** The first accounts of the command. */
  readonly first: readonly string[];
}

/** Everything that belongs to a case, as the books and the log hold it. */
export interface CaseRecord {
  readonly case: Case;
  readonly entries: readonly Entry[];
  readonly hold: HoldRecord | null;
  /** What was said of it before it became a case. */
  readonly holdEntries: readonly Entry[];
  /** Its messages, in the order in which they were made. */
  readonly posts: readonly CasePost[];
  /** Newer cases that changed again what it did, and older ones that it changed, oldest first. */
  readonly later: readonly RelatedCase[];
  readonly earlier: readonly RelatedCase[];
}

export interface CasePost {
  /** The id of its job. */
  readonly id: string;
  readonly state: JobState;
  /** Where it stands in Slack; null where only one person saw it, or it has not been posted. */
  readonly place: { readonly channel: string; readonly ts: string } | null;
}

export interface RelatedCase {
  readonly number: number;
  readonly verb: Verb;
  /** Of how many accounts of the case. */
  readonly accounts: number;
}

/** What was done to an account, or may have been, or is being done. */
export interface DoneTo {
  readonly account: string;
  readonly number: number;
  readonly verb: Verb;
  readonly until: Case["until"];
  readonly actor: CaseDraft["actor"];
  readonly openedAt: Instant;
  readonly outcome: Outcome | null;
}
