import type { End, Verb } from "../../../src/words.ts";
import type { Group, Urgency, VendorDriver } from "../../../src/vendors/port.ts";
import type { MovableClock } from "../movable-clock.ts";

/** One way in which every vendor's stand-in can misbehave, each in its own words. */
export type Trouble =
  /** Refuses because of too many requests; nothing is applied. */
  | "too_often"
  /** Says that something went wrong inside; nothing was applied, but nobody could know. */
  | "failed_inside"
  | "reset_before"
  /** Applies, then cuts the connection. */
  | "reset_after"
  /** Applies, then cuts the connection in the middle of the answer. */
  | "truncated"
  | "hang"
  /** Refuses because of too many accounts in one request, whatever their number. */
  | "too_many"
  /** Takes the credential for an expired one. */
  | "signature";

/** A driver for one kind of group, the vendor's stand-in it speaks to, and the truth behind the API. */
export interface Harness {
  readonly driver: VendorDriver;
  readonly clock: MovableClock;
  readonly group: Group;
  /** A group id that does not exist. */
  readonly missing: Group;
  readonly owner: string;
  /** An admin of the group, where it has one. */
  readonly admin: string | null;
  /** In the group, plain, neither muted nor banned. */
  readonly members: readonly [string, string, string, string];
  /** Exists, outside the group, neither muted nor banned. */
  readonly outsider: string;
  /** No account of the vendor. */
  readonly stranger: string;
  /** What the vendor takes for the first of `members` as well; null where each spelling is an account of its own. */
  readonly otherSpelling: string | null;
  /** What must appear in no receipt. */
  readonly secrets: readonly string[];

  /** Whether the kind keeps a list of members that can be read. */
  readonly isListed: boolean;
  /** Whether the vendor lifts it at its end by itself. Where it does not, it knows no ends but `permanent`. */
  readonly hasTimer: Readonly<Record<"mute" | "ban", boolean>>;
  /** Whether the answer to an add tells those who were in the group already from those who came in. */
  readonly addTellsMembersApart: boolean;

  /** Everybody in the group, with the owner and the admins. */
  membersNow(): readonly string[];
  readonly isMember: (account: string) => boolean;
  readonly muteEnd: (account: string) => End | null;
  readonly banEnd: (account: string) => End | null;
  isLocked(): boolean;

  /** Changes made behind the API's back, which are not counted in `changes`. */
  readonly mute: (account: string, until: End) => void;
  /** Also takes the account out of the group. Without a timer (`hasTimer`) every ban is permanent. */
  readonly ban: (account: string, until: End) => void;
  setLocked(on: boolean): void;
  /** So many further accounts, in the group or outside of it, where there is room for all of them. */
  crowd(count: number, place: "inside" | "outside"): readonly string[];

  /** How many accounts were changed by requests so far; a lock or unlock that changed something counts as one. */
  changes(): number;
  /** How many requests have arrived so far. */
  requests(): number;
  /** The turns that the driver has asked of its pace so far; `prompt` where it did not say. */
  turns(): readonly { readonly perSecond: number; readonly urgency: Urgency }[];
  /** Makes the vendor misbehave for the next request. */
  provoke(trouble: Trouble): void;
}

export interface ConformanceCase {
  readonly name: string;
  /** Runs only where the kind of group takes all of these. */
  readonly needs: readonly Verb[];
  readonly run: (harness: Harness) => Promise<void>;
}

/** A kind of group at a vendor, opened as often as wanted, each time in a world of its own. */
export interface Scene {
  /** Vendor and kind, as in the name of a test. */
  readonly name: string;
  open(): Promise<AsyncDisposable & { readonly harness: Harness }>;
}
