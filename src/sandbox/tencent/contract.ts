import type { ErrorCode } from "./codes.ts";
import type { GroupKind, Limits } from "./options.ts";

/**
 * What Tencent documents about each command, as data. Sources name the document and the date of its text:
 * "seed" is the product's own copy, CN is cloud.tencent.com/document/product/269/<n>.
 */
interface Terms {
  readonly service: Service;
  /** Requests a second, for one app and command. */
  readonly perSecond: Readonly<Record<Limits, number>>;
  /** Most accounts in one request; null when the command takes no list of them. */
  readonly accounts: Readonly<Record<Limits, number>> | null;
  /** Kinds of groups that the command refuses, each with the code of its refusal. */
  readonly refuses: Readonly<Partial<Record<GroupKind, ErrorCode>>>;
  /** The generation that knows the command; null for both. */
  readonly dialect: "old" | "new" | null;
  readonly source: string;
}

export type Service = "group_open_http_svc" | "im_open_login_svc";

const always = (count: number): Readonly<Record<Limits, number>> => ({
  seed: count,
  modern: count,
  "modern-china": count,
});

/** Live rooms and broadcast rooms keep no list of members. */
const WITHOUT_MEMBERS = { AVChatRoom: 10007, BChatRoom: 10007 } as const;

const PLAIN = {
  service: "group_open_http_svc",
  perSecond: always(200),
  accounts: null,
  refuses: {},
  dialect: null,
} as const;

export const COMMANDS = {
  add_group_member: {
    ...PLAIN,
    perSecond: { ...always(200), seed: 100 },
    accounts: { seed: 500, modern: 300, "modern-china": 20 },
    refuses: { AVChatRoom: 10007, BChatRoom: 10007 },
    source: "seed add_group_member (2017); CN 269/1621 (2026-02-06); intl 34921 (2025)",
  },
  delete_group_member: {
    ...PLAIN,
    perSecond: { ...always(200), seed: 100 },
    accounts: { ...always(100), seed: 500 },
    refuses: { AVChatRoom: 10004, BChatRoom: 10004 },
    source: "seed delete_group_member (2017); CN 269/1622 (2025)",
  },
  forbid_send_msg: {
    ...PLAIN,
    accounts: always(500),
    // The seed refuses Private and names no code, which is therefore an option; it does not list BChatRoom at all.
    refuses: { BChatRoom: 10007 },
    source: "seed forbid_send_msg (2022); CN 269/1627 (2025-12-15)",
  },
  get_group_shutted_uin: { ...PLAIN, dialect: "old", source: "seed forbid_send_msg (2022), last section" },
  get_group_muted_account: { ...PLAIN, dialect: "new", source: "CN 269/2925 (2025)" },
  get_group_member_info: { ...PLAIN, refuses: WITHOUT_MEMBERS, source: "CN 269/1617 (2025)" },
  get_specified_group_member_info: {
    ...PLAIN,
    accounts: always(50),
    refuses: WITHOUT_MEMBERS,
    source: "CN 269/112002 (2025-12-15)",
  },
  get_role_in_group: {
    ...PLAIN,
    accounts: always(500),
    refuses: WITHOUT_MEMBERS,
    source: "CN 269/1626 (2025)",
  },
  modify_group_member_info: { ...PLAIN, refuses: WITHOUT_MEMBERS, source: "CN 269/1623 (2025)" },
  get_group_info: { ...PLAIN, source: "CN 269/1616 (2025)" },
  modify_group_base_info: { ...PLAIN, source: "CN 269/1620 (2025)" },
  ban_group_member: {
    ...PLAIN,
    accounts: always(20),
    // BChatRoom is gone from the tables of this age; a code for it is nowhere.
    refuses: { BChatRoom: 10007 },
    source: "intl 50296 (2025-10-23)",
  },
  unban_group_member: {
    ...PLAIN,
    accounts: always(20),
    refuses: { BChatRoom: 10007 },
    source: "intl 50297 (2025-10-23)",
  },
  get_group_ban_member: { ...PLAIN, refuses: { BChatRoom: 10007 }, source: "intl 50295 (2025-10-23)" },
  create_group: { ...PLAIN, accounts: always(500), source: "CN 269/1615 (2020)" },
  destroy_group: { ...PLAIN, source: "CN 269/1624 (2025)" },
  account_check: {
    ...PLAIN,
    service: "im_open_login_svc",
    perSecond: always(100),
    accounts: always(100),
    source: "CN 269/38417 (2025)",
  },
} as const satisfies Record<string, Terms>;

export type Command = keyof typeof COMMANDS;

export function termsOf(command: Command): Terms {
  return COMMANDS[command];
}

/** Members a group may have when its creator names no number. CN 269/1615 (2020); Community CN 269/1502 (2025). */
export const MAX_MEMBERS: Readonly<Record<GroupKind, number>> = {
  Private: 200,
  Public: 2000,
  ChatRoom: 6000,
  AVChatRoom: Number.MAX_SAFE_INTEGER,
  BChatRoom: Number.MAX_SAFE_INTEGER,
  Community: 100_000,
};

/** A mute of this many seconds never ends, and is reported with this number as its end (seed forbid_send_msg). */
export const PERMANENT_SECONDS = 4_294_967_295;

/** Longest `Description` of a ban in bytes, and most rows in a page of the banned (intl 50296, 50295). */
export const LONGEST_DESCRIPTION_BYTES = 1000;
export const LARGEST_BAN_PAGE = 100;

/** Longest answer in bytes; beyond it 10018 (CN 269/1617). */
export const LONGEST_ANSWER_BYTES = 1_048_576;
