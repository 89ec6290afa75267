import type { Clock } from "../../clock.ts";

/** Both run the engine that Hyphenate wrote, with the same paths, bodies and errors after the base of the path. */
export type Vendor = "easemob" | "agora";

/** The two kinds of places people talk in: `…/chatgroups/{id}` and `…/chatrooms/{id}`. */
export type SpaceKind = "chatgroup" | "chatroom";

/** One reading for each thing the vendors' documents leave open or contradict. */
export interface Undocumented {
  /** What removing a room's owner answers; for groups it is 403 by the documents. */
  readonly removeRoomOwner: "forbidden" | "removed";
  /** Most members of a room in one removal: the pages say 100 in their prose and 60 in the error they print. */
  readonly roomRemoveMost: 60 | 100;
  /** An owner in a list to remove: refuses the whole call, or fails in a row of its own. */
  readonly ownerInBatch: "whole-call" | "row";
  /** Agora documents 400 for adding somebody who is in the room already, without a text; Easemob's rooms answer 200. */
  readonly agoraRoomAddExisting: "refused" | "counts";
  /** Accounts on the block list among those to add: left out of `newmembers`, or reason to refuse the whole call. */
  readonly blockedInBatchAdd: "skipped" | "whole-call";
  /**
   * Muting somebody who is not inside. `recorded`: 400 `invalid_parameter` (suite of 2019 to 2021).
   * `documented`: `forbidden_op`, 403 for groups and 400 for rooms.
   */
  readonly muteNonMember: "recorded" | "documented";
  /** One outsider in a list to mute: refuses the whole call, or fails in a row of its own. */
  readonly outsiderInBatchMute: "whole-call" | "row";
  /** Unmuting somebody who is muted and has left. */
  readonly unmuteNonMember: "allowed" | "refused";
  /** Easemob documents `mute_duration` 0 as lifting the mute; Agora does not mention it. */
  readonly agoraMuteZero: "lifts" | "refused";
  /** `expire` of a mute without end. Default: what callbacks about blocks carry (2117-01-01 in China). */
  readonly permanentExpire: number;
  /** Blocking somebody who is blocked already. */
  readonly blockAgain: "result-true" | "not-a-member";
  /** Rows of failed blocks carry a `reason` in the documents, and did not in the suite of 2019. */
  readonly blockReasons: boolean;
  /** Adding an account that is on the block list: its text is known from a client only, its status is not. */
  readonly addBlockedStatus: 403 | 400;
  /** The old owner after a transfer. */
  readonly oldOwnerBecomes: "member" | "admin";
  /**
   * Bad tokens. `by-api`: groups and rooms say `Unable to authenticate (OAuth)`, which is the only text their
   * pages list, and the others say what is wrong. `detailed`: all say what is wrong.
   */
  readonly authTexts: "by-api" | "detailed";
  /** A missing token: as an expired one, or as groups answered in 2019. */
  readonly missingToken: "expired" | "token-is-blank";
  /** `expires_in` of a token that never expires. */
  readonly neverExpiresIn: number;
  /** A URL of more than 4 KB. */
  readonly longUrl: "refused" | "served";
  /** Too many calls: 429 by the documents of today, 503 by those of about 2017 to 2019. */
  readonly throttledWith: 429 | 503;
}

export const LIKELY: Undocumented = {
  removeRoomOwner: "forbidden",
  roomRemoveMost: 60,
  ownerInBatch: "whole-call",
  agoraRoomAddExisting: "refused",
  blockedInBatchAdd: "skipped",
  muteNonMember: "recorded",
  outsiderInBatchMute: "whole-call",
  unmuteNonMember: "allowed",
  agoraMuteZero: "lifts",
  permanentExpire: 4_638_873_600_000,
  blockAgain: "result-true",
  blockReasons: true,
  addBlockedStatus: 403,
  oldOwnerBecomes: "member",
  authTexts: "by-api",
  missingToken: "expired",
  neverExpiresIn: 0,
  longUrl: "refused",
  throttledWith: 429,
};

export interface HyphenateGroup {
  /** A decimal string, unique over all apps of one emulator. */
  readonly id: string;
  readonly kind: SpaceKind;
  readonly name?: string;
  readonly owner: string;
  readonly admins?: readonly string[];
  /** Plain members; owner and admins need not be repeated here. */
  readonly members: readonly string[];
  readonly maxMembers?: number;
}

interface CommonApp {
  /** `{org_name}` and `{app_name}` of the paths. */
  readonly org: string;
  readonly app: string;
  /** What answers carry as `application`. */
  readonly uuid: string;
  /** Every account that exists. */
  readonly accounts: readonly string[];
  readonly groups: readonly HyphenateGroup[];
  /** How many spaces of one kind an account may join. Default: no limit. */
  readonly maxJoined?: number;
  /** Whether muting in the whole app (`/mutes`) was switched on. Default true. */
  readonly globalMutes?: boolean;
}

export interface EasemobApp extends CommonApp {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Life of a token when the request names none, in seconds. Default 60 days. */
  readonly tokenTtlSeconds?: number;
  /** Some clusters count `ttl` and `expires_in` in milliseconds. Default seconds. */
  readonly tokenUnit?: "seconds" | "milliseconds";
}

export interface AgoraApp extends CommonApp {
  /** 32 hexadecimal digits each. */
  readonly appId: string;
  readonly appCertificate: string;
}

interface CommonOptions {
  readonly clock: Clock;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** False: calls are never refused for their frequency. Default true. */
  readonly frequency?: boolean;
  readonly undocumented?: Partial<Undocumented>;
}

export type HyphenateOptions = CommonOptions &
  (
    | { readonly vendor: "easemob"; readonly apps: readonly EasemobApp[] }
    | { readonly vendor: "agora"; readonly apps: readonly AgoraApp[] }
  );
