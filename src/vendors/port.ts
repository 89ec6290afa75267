import type { Instant } from "../clock.ts";
import type { End, EVERYBODY, GroupVerb, Verb } from "../words.ts";
import type { Result } from "../result.ts";
import type { Source } from "./contract.ts";

/**
 * What a vendor driver promises. It speaks in accounts, instants and outcomes; units, wire names and wire
 * errors stay inside. One call of `act` is one request on the wire, so that whoever calls can journal each
 * request before it is sent. A driver never repeats a request that may have been applied.
 */

export type * from "./happening.ts";

export type VendorName = "tencent" | "easemob" | "agora";

/** A group at a vendor. `alias` is its name in the configuration, or the id itself when it has none. */
export interface Group {
  readonly alias: string;
  /** Name of the connection (one vendor app with its credentials) in the configuration. */
  readonly connection: string;
  /** The vendor's own id, always text. */
  readonly id: string;
}

/** One change to a group. The driver turns `until` into the vendor's unit at the moment it sends. */
export type Act =
  | { readonly verb: "mute"; readonly accounts: readonly string[]; readonly until: End }
  | { readonly verb: "unmute"; readonly accounts: readonly string[] }
  | {
      readonly verb: "kick";
      readonly accounts: readonly string[];
      readonly silent: boolean;
      readonly reason: string | null;
    }
  | { readonly verb: "add"; readonly accounts: readonly string[]; readonly silent: boolean }
  /** Out of the group, and not to come back before `until`. */
  | {
      readonly verb: "ban";
      readonly accounts: readonly string[];
      readonly until: End;
      readonly reason: string | null;
    }
  | { readonly verb: "unban"; readonly accounts: readonly string[] }
  | { readonly verb: GroupVerb; readonly accounts: readonly [typeof EVERYBODY] };

/** An account's place in a group. `unlisted`: the group's kind keeps no list of members, so nobody can tell. */
export type Standing = "owner" | "admin" | "member" | "absent" | "unlisted";

/**
 * What can be read about an account in a group, each with requests of its own: `standing` is the place in the group,
 * `mute` and `ban` fill the ends, and `existence`, together with `standing`, tells of those outside whether they exist.
 */
export type Facet = "standing" | "existence" | "mute" | "ban";

/** What the vendor said about one account in one group. What was not asked for is `unlisted` or null. */
export interface AccountState {
  readonly account: string;
  readonly standing: Standing;
  /** When its mute ends; null when it is not muted. A mute can outlive membership. */
  readonly mutedUntil: End | null;
  /** When its ban ends; null when it is not banned. `permanent` also where the vendor keeps bans without an end. */
  readonly bannedUntil: End | null;
  /** False when the vendor has no such account at all; null when it was not asked. */
  readonly exists: boolean | null;
}

/** What a kind of group allows for one verb, from the contract table. */
export type Support =
  | {
      readonly supported: true;
      /** Most accounts in one request. */
      readonly batch: number;
      /** Requests a second that the vendor documents for this command. */
      readonly perSecond: number;
      /** Whether the answer tells the outcome of each account, or only of the whole request. */
      readonly perAccount: boolean;
      /** Who lifts it at its end, for what has an end: the vendor by itself, or Bailiff by a request of its own. */
      readonly endedBy: "vendor" | "bailiff" | null;
      /** Where the numbers were read. */
      readonly source: Source;
      /** True when the vendor has refused the documented batch, and `batch` is what it was taught since. */
      readonly isLearned: boolean;
    }
  | { readonly supported: false; readonly why: string; readonly instead: readonly Verb[] };

/** What the vendor said about a group, with what its kind allows. */
export interface GroupState {
  readonly group: Group;
  /** The vendor's name for the kind: `Public`, `AVChatRoom`, … */
  readonly kind: string;
  readonly owner: string | null;
  readonly members: number | null;
  readonly supports: Readonly<Record<Verb, Support>>;
  readonly readAt: Instant;
}

/** The vendor accepted the request. */
export interface Receipt {
  /** Outcome of each account, where the vendor tells it; null where it answers for the whole request only. */
  readonly rows:
    | readonly {
        readonly account: string;
        readonly outcome: "done" | "already" | "absent" | "refused";
        readonly detail: string | null;
      }[]
    | null;
  /** What was on the wire, for the record: path and body, without credentials. */
  readonly request: WireRequest;
}

export interface WireRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** The body as it was sent; empty where there was none. */
  readonly body: string;
}

/**
 * Why a request did not simply succeed. The important line: `throttled`, `unavailable`, `too_many` and
 * `lapsed` were certainly not applied; after `uncertain` nobody knows until the vendor has been read.
 */
export type VendorFailure = FailureKind & {
  /** The vendor's own code or name for it, as it stood in its answer; left out where it gave none. */
  readonly code?: string;
};

type FailureKind =
  | ({ readonly kind: "throttled"; readonly detail: string; readonly retryAfterMs: number | null } & Blame)
  | ({ readonly kind: "unavailable"; readonly detail: string } & Blame)
  | { readonly kind: "uncertain"; readonly detail: string }
  /** More accounts than the vendor takes; `batch` is the size to go on with. */
  | { readonly kind: "too_many"; readonly detail: string; readonly batch: number }
  /** The end has passed before anything was sent. */
  | { readonly kind: "lapsed"; readonly detail: string }
  | { readonly kind: "no_group"; readonly detail: string }
  | { readonly kind: "no_account"; readonly detail: string }
  | { readonly kind: "group_full"; readonly detail: string }
  | { readonly kind: "unsupported"; readonly detail: string; readonly instead: readonly Verb[] }
  | { readonly kind: "not_permitted"; readonly detail: string }
  /** Credentials, app, host or plan are wrong: a person must mend the configuration. */
  | { readonly kind: "misconfigured"; readonly detail: string }
  | { readonly kind: "rejected"; readonly detail: string };

/** Whose failure it is that nothing was sent. */
interface Blame {
  /** Bailiff's own, found before the vendor was asked: it says nothing about the vendor. */
  readonly isOurs?: true;
}

/** What to do about a failure. */
export type Advice = "retry" | "settle" | "split" | "give_up";

export function advice(failure: VendorFailure): Advice {
  switch (failure.kind) {
    case "throttled":
    case "unavailable":
      return "retry";
    case "uncertain":
      return "settle";
    case "too_many":
      return "split";
    case "lapsed":
    case "no_group":
    case "no_account":
    case "group_full":
    case "unsupported":
    case "not_permitted":
    case "misconfigured":
    case "rejected":
      return "give_up";
    default:
      return failure satisfies never;
  }
}

/** How soon a request has to go: work that takes long anyway lets a person's single command pass. */
export type Urgency = "prompt" | "patient";

export interface VendorDriver {
  readonly vendor: VendorName;
  /** Name of the connection in the configuration. */
  readonly connection: string;
  /**
   * Longest time in milliseconds after the start of a request in which the vendor may still apply it.
   * Reading before then could miss an effect that is on its way.
   */
  readonly answerWithinMs: number;
  /**
   * So many accounts are worth one call of `states`: fewer cost about as much, more cost more. Where members can
   * only be read by listing them all, it is as many as a case may have.
   */
  readonly readsTogether: number;
  /** An account's name as the vendor keeps it, so that `Tommy` and `tommy` are one where the vendor makes them one. */
  nameOf(account: string): string;
  describe(group: Group): Promise<Result<GroupState, VendorFailure>>;
  /** One state per account, in the order asked. Urgency: `prompt` when not said. */
  states(
    group: GroupState,
    accounts: readonly string[],
    facets: readonly Facet[],
    urgency?: Urgency,
  ): Promise<Result<readonly AccountState[], VendorFailure>>;
  /** Everybody muted in the group now. */
  muted(group: GroupState): Promise<Result<readonly Listed[], VendorFailure>>;
  /** Everybody banned from the group now. */
  banned(group: GroupState): Promise<Result<readonly Listed[], VendorFailure>>;
  /** Members from position `from` (0 first), at most `limit` of them, in the vendor's order. */
  members(group: GroupState, from: number, limit: number): Promise<Result<MemberPage, VendorFailure>>;
  /** Whether the group is locked now, read anew. */
  locked(group: GroupState): Promise<Result<boolean, VendorFailure>>;
  act(group: GroupState, act: Act, urgency?: Urgency): Promise<Result<Receipt, VendorFailure>>;
  close(): Promise<void>;
}

/** Somebody in a list of muted or banned accounts. */
export interface Listed {
  readonly account: string;
  readonly until: End;
}

export interface MemberPage {
  readonly rows: readonly { readonly account: string; readonly standing: Standing }[];
  /** How many members the group has; null where the vendor does not tell. */
  readonly total: number | null;
  /** True when there are more after these. */
  readonly more: boolean;
}

/** Lets a request start only when the vendor's documented rate allows it, across all who share the connection. */
export interface Pace {
  /**
   * Resolves when one request under `key` may be sent at `perSecond` requests a second. Those who are `prompt`
   * (when not said) go before those who are `patient`; within each, in the order of asking.
   */
  turn(key: string, perSecond: number, urgency?: Urgency): Promise<void>;
}
