import type { Instant } from "../clock.ts";
import type { End } from "../words.ts";

/**
 * What a chat service tells of its own accord, by calling back: who came and went, and what others did there. It is
 * parsed where it arrives, in the vendor's own folder; nothing of the wire goes further.
 */
export type Happening = GroupHappening | OverLimit;

export type GroupHappening = {
  /** The vendor's own id of the group. */
  readonly group: string;
  /** When it happened, by the vendor's clock. */
  readonly at: Instant;
  readonly by: Doer;
} & (
  | { readonly what: "joined" | "left" | "removed" | "unmuted" | "unbanned"; readonly accounts: Accounts }
  /** `until`: null where the service does not tell. */
  | { readonly what: "muted" | "banned"; readonly accounts: Accounts; readonly until: End | null }
  | { readonly what: "locked" | "unlocked" | "group_full" | "destroyed" }
);

/** At least one. */
type Accounts = readonly string[];

/** Requests of the app come close to what the service allows. */
export interface OverLimit {
  readonly what: "over_limit";
  readonly at: Instant;
  /** The service's name for the kind of request. */
  readonly command: string;
  /** Requests a second that it counted, and that it allows; null where it does not tell. */
  readonly requests: number | null;
  readonly limit: number | null;
}

/** Who did it, as far as the service tells. */
export interface Doer {
  /** Null: the service names its app's administrator, or nobody. */
  readonly account: string | null;
  /**
   * `app`: a person with the app in hand, so certainly not Bailiff. `server`: over the server's API, as Bailiff does
   * it, or in the vendor's console. `unsaid`: the service does not tell.
   */
  readonly through: "app" | "server" | "unsaid";
}

/** A request that may be a callback of a vendor. Everything in it is foreign. */
export interface CallbackPost {
  readonly query: URLSearchParams;
  /** The bytes as they came. */
  readonly body: Buffer;
}

export type CallbackRead =
  /** It is not proven that the vendor sent it for this app, or it is no callback at all. */
  | { readonly kind: "refused"; readonly why: "unsigned" | "forged" | "stale" | "other_app" | "unreadable" }
  /** `key`: the same for every delivery of one callback, and for no other. */
  | { readonly kind: "told"; readonly key: string; readonly event: string; readonly happening: Happening }
  /** Genuine, and nothing in it is for Bailiff. `known`: it is clear what it says. */
  | { readonly kind: "nothing"; readonly event: string; readonly known: boolean };

/** Reads the callbacks of one connection. */
export interface CallbackReader {
  /** `now`: how old a callback is counts from here. */
  read(post: CallbackPost, now: Instant): CallbackRead;
  /** What the vendor wants to hear, beside HTTP 200, so that it does not send the same again. */
  readonly accepted: { readonly type: string; readonly body: string };
}
