import type { Verb } from "../words.ts";

/**
 * What a person asked for, as far as the text alone tells. Nothing here has been looked up yet: mentions are
 * not yet accounts, an alias is not yet a vendor's group, a wall-clock time is not yet a moment.
 */
export type CommandRequest =
  | ActRequest
  | { readonly kind: "muted" | "banned" | "limits"; readonly group: GroupWord | null }
  /** Pages are counted from 1. */
  | { readonly kind: "members"; readonly group: GroupWord | null; readonly page: number }
  | { readonly kind: "whois"; readonly account: AccountWord; readonly group: GroupWord | null }
  | { readonly kind: "case"; readonly number: number }
  | CasesRequest
  | NoteRequest
  | RedactRequest
  | ExportRequest
  /** Nothing more is to be sent for a case. */
  | { readonly kind: "stop"; readonly number: number }
  /** A form for many accounts at once. */
  | { readonly kind: "form" }
  | { readonly kind: "whoami" }
  /** Whether a command would run, and by which rule. It is not run. */
  | { readonly kind: "can"; readonly request: ActRequest; readonly words: string }
  | { readonly kind: "rules" }
  | { readonly kind: "doctor" }
  /** What was done; null: in the last seven days. */
  | { readonly kind: "summary"; readonly since: SinceWord | null }
  | { readonly kind: "links"; readonly person: string | null }
  /** A change of Bailiff's own register. */
  | ChangeRequest
  /** `verb` null: the list of all commands. */
  | { readonly kind: "help"; readonly verb: string | null };

/** With `dryRun` it is only told what would be changed. */
export type ChangeRequest = { readonly dryRun: boolean } & RegisterWish;

type RegisterWish =
  /** `group` tells the connection; null: the channel's own. */
  | {
      readonly kind: "link";
      readonly person: string;
      readonly account: string;
      readonly group: GroupWord | null;
      readonly reason: string | null;
    }
  | {
      readonly kind: "unlink";
      readonly person: string;
      readonly group: GroupWord | null;
      readonly reason: string | null;
    }
  | { readonly kind: "bind"; readonly channel: string; readonly group: GroupWord }
  | { readonly kind: "unbind"; readonly channel: string }
  /** `name` becomes another name of a group. */
  | { readonly kind: "alias"; readonly name: string; readonly group: GroupWord }
  | { readonly kind: "unalias"; readonly name: string };

/** Which cases are looked for; null: it does not matter. */
export interface CasesRequest {
  readonly kind: "cases";
  /** Whom they are about. A Slack person: what they asked for, too. */
  readonly about: AccountWord | null;
  /** Id of the Slack person who asked for them. */
  readonly by: string | null;
  readonly group: GroupWord | null;
  readonly verb: Verb | null;
  readonly since: SinceWord | null;
  /** Only cases with a smaller number: the next page. */
  readonly before: number | null;
}

/** Something to be added to the record of a case. With `dryRun` it is only told what would be added. */
export interface NoteRequest {
  readonly kind: "note";
  readonly number: number;
  /** Not blank, at most 3,000 characters. */
  readonly text: string;
  readonly dryRun: boolean;
}

/** What an entry told is to be removed for good. Unless `isConfirmed`, it is only told what would go and what would stay. */
export interface RedactRequest {
  readonly kind: "redact";
  readonly entry: number;
  /** Why: not blank, at most 3,000 characters. */
  readonly reason: string;
  readonly isConfirmed: boolean;
}

/** Entries are to be handed out as a file; null: of all groups, from the first on. */
export interface ExportRequest {
  readonly kind: "export";
  readonly group: GroupWord | null;
  readonly since: SinceWord | null;
}

export interface ActRequest {
  readonly kind: "act";
  readonly verb: Verb;
  /** Each account once. At least one, but for verbs about the whole group, and where a file names them. */
  readonly accounts: readonly AccountWord[];
  /** Null: the channel's own group. */
  readonly group: GroupWord | null;
  /** Null for verbs that take no time. */
  readonly time: TimeWord | null;
  readonly reason: string | null;
  /**
   * Words of the reason that stand where further accounts could stand; whoever looks accounts up asks when
   * one of them exists. Never accounts to act on. Each once, at most ten.
   */
  readonly doubtful: readonly string[];
  readonly silent: boolean;
  readonly dryRun: boolean;
}

export type AccountWord =
  | { readonly kind: "account"; readonly account: string }
  /** A Slack person, who needs a link to an account. Slack's label beside the id is not trusted and not kept. */
  | { readonly kind: "mention"; readonly person: string };

export type GroupWord =
  | { readonly kind: "alias"; readonly alias: string }
  /** A vendor's own id, such as `@TGS#2J4SZEAEL`. */
  | { readonly kind: "id"; readonly id: string }
  /** A Slack channel, standing for the group it is bound to. */
  | { readonly kind: "channel"; readonly channel: string };

export type TimeWord =
  /** `ms`: milliseconds, positive. */
  | { readonly kind: "span"; readonly ms: number; readonly typed: string }
  | { readonly kind: "until"; readonly wall: WallTime; readonly typed: string }
  | { readonly kind: "permanent" };

/** From when on. */
export type SinceWord =
  /** `ms`: milliseconds before it is asked, positive. */
  | { readonly kind: "span"; readonly ms: number; readonly typed: string }
  /** A calendar day of whoever asks, from its first moment on. */
  | { readonly kind: "day"; readonly day: CalendarDay | "today" | "yesterday"; readonly typed: string };

export interface CalendarDay {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly date: number;
}

/** A time on somebody's wall clock. Which moment it is depends on a time zone and on the day it is said. */
export interface WallTime {
  /** A calendar day, or null for "the next time the clock shows this". `tomorrow` is relative to the day it is said. */
  readonly day: { readonly year: number; readonly month: number; readonly date: number } | "tomorrow" | null;
  readonly hour: number;
  readonly minute: number;
  /** True when the person wrote `Z` or `UTC`; otherwise their own time zone counts. */
  readonly utc: boolean;
}
