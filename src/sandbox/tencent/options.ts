import type { Clock } from "../../clock.ts";

/** Tencent's kinds of groups, under their REST names. `Private` is Work and `ChatRoom` is Meeting in newer documents. */
export type GroupKind = "Private" | "Public" | "ChatRoom" | "AVChatRoom" | "BChatRoom" | "Community";

export const GROUP_KINDS = [
  "Private",
  "Public",
  "ChatRoom",
  "AVChatRoom",
  "BChatRoom",
  "Community",
] as const satisfies readonly GroupKind[];

/**
 * Whose numbers count. `seed`: the documents of 2017 to 2022. `modern`: the international documents of 2025.
 * `modern-china`: the Chinese documents of 2026, which differ in how many members one call may add.
 */
export type Limits = "seed" | "modern" | "modern-china";

/** Which generation of names is served: `ShutUp…` (old), `Mute…` (new), or both side by side. */
export type Dialect = "both" | "old" | "new";

/** One reading for each thing Tencent's documents leave open or contradict. */
export interface Undocumented {
  /** How `add_group_member` answers a list with an account that does not exist: 10019 at all, or `Result` 0 in its row. */
  readonly unknownAccount: "whole-call" | "row";
  /** How `forbid_send_msg` answers for a Private group, which cannot be muted. */
  readonly muteInPrivate: 10004 | 10007;
  /** A well-formed group id that never existed. The seeds give this to 10010, newer texts to 10015. */
  readonly missingGroup: 10010 | 10015;
  /** One revision says that re-joining a Community ends a mute; the seed and the newest text do not. */
  readonly communityRejoinUnmutes: boolean;
  /** How `add_group_member` answers for somebody banned: `Result` 0 in the row, or 10007 for the whole call. */
  readonly addBanned: "row" | 10007;
  /** What a ban of 4294967295 seconds is: an end 136 years from now, or a word for "never", as for mutes. */
  readonly longestBan: "counted" | "never-ends";
}

export const LIKELY: Undocumented = {
  unknownAccount: "whole-call",
  muteInPrivate: 10007,
  missingGroup: 10010,
  communityRejoinUnmutes: false,
  addBanned: "row",
  longestBan: "counted",
};

export interface TencentGroup {
  /** Unique over all apps of one emulator. */
  readonly id: string;
  readonly kind: GroupKind;
  readonly name?: string;
  readonly owner: string;
  readonly admins?: readonly string[];
  /** Plain members; owner and admins need not be repeated here. */
  readonly members: readonly string[];
  /** An added account has to agree first: `add_group_member` then answers `Result` 3. */
  readonly inviteNeedsConsent?: boolean;
  /** Default: what the kind allows. */
  readonly maxMembers?: number;
}

export interface TencentApp {
  readonly sdkAppId: number;
  readonly secretKey: string;
  /** Accounts that may call the REST API. They exist without being listed in `accounts`. */
  readonly admins: readonly string[];
  /** Every other account that exists. */
  readonly accounts: readonly string[];
  readonly groups: readonly TencentGroup[];
  /** `off`: the plan or the switch in the console is missing, so that commands about bans answer 10007. Default `on`. */
  readonly bans?: "on" | "off";
  /** `elsewhere`: the app's data centre has another host, so every request here is answered with 60026. */
  readonly dataCentre?: "here" | "elsewhere";
}

export interface TencentOptions {
  readonly clock: Clock;
  readonly apps: readonly TencentApp[];
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default `seed`. */
  readonly limits?: Limits;
  /** Default `both`. */
  readonly dialect?: Dialect;
  /** False: calls are never refused for their frequency. Default true. */
  readonly frequency?: boolean;
  readonly undocumented?: Partial<Undocumented>;
}
