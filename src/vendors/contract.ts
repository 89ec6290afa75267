import type { Verb } from "../words.ts";

/**
 * What a vendor documents about its limits, as data. Chunks, previews and refusals are all derived from these
 * tables, so that a limit stands in one place, beside the document it was read in.
 */

/** Where a limit was read, and when. */
export interface Source {
  /** The vendor's own number of the document, such as `269/1622`. */
  readonly document: string;
  readonly section: string;
  /** Day on which the document was last compared with the table, as YYYY-MM-DD. */
  readonly checked: string;
}

/** How one verb is sent, whatever the kind of group. */
export interface CommandLimits {
  /** The vendor's name for the command. */
  readonly command: string;
  /** Most accounts in one request. */
  readonly batch: number;
  /** Requests a second for the whole app. */
  readonly perSecond: number;
  /** Whether the answer tells the outcome of each account. */
  readonly perAccount: boolean;
  readonly source: Source;
}

/** How a command that only reads is asked. */
export interface ReadLimits {
  readonly command: string;
  /** Most accounts or groups in one request; null where a request is about one group as a whole. */
  readonly batch: number | null;
  readonly perSecond: number;
  readonly source: Source;
}

/** Whether a kind of group takes a verb at all, and what serves instead. */
export type Allowance =
  | { readonly allowed: true; readonly source: Source }
  | {
      readonly allowed: false;
      readonly why: string;
      readonly instead: readonly Verb[];
      readonly source: Source;
    };

/** How long a mute may last, in the unit the vendor counts in. */
export interface MuteSpan {
  /** Milliseconds in one unit of the vendor. */
  readonly unitMs: number;
  /** Shortest and longest, in units. */
  readonly shortest: number;
  readonly longest: number;
  /** The value that lifts a mute. */
  readonly lift: number;
  /** The value that stands for "for ever". It is a word, never a number of units to reckon with. */
  readonly permanent: number;
  readonly source: Source;
}
