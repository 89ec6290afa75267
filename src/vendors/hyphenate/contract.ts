import type { Verb } from "../../words.ts";
import type { CommandLimits, MuteSpan, ReadLimits, Source } from "../contract.ts";
import type { Support } from "../port.ts";

/**
 * Limits of Easemob and of Agora Chat. Both run the same engine with the same paths, so what differs are numbers.
 * Where copies of the documents disagree, the smaller number stands here.
 */

export type HyphenateVendor = "easemob" | "agora";

/** The two kinds of group. The vendors' own ids do not tell which one it is. */
export type Space = "chatgroup" | "chatroom";

const read = (document: string, section: string): Source => ({ document, section, checked: "2026-11-20" });

const E = (page: string): Source =>
  read(`doc.easemob.com/document/server-side/${page}`, "call frequency, path and body parameters");
const A = (page: string, section: string): Source =>
  read(`docs.agora.io agora-chat/restful-api/${page}`, section);

/** Also as recorded from the service in the vendor's own test suite (ChatgroupBlacklist_Result, 2019 to 2021). */
const E_GROUP_BLOCKS = read("doc.easemob.com/document/server-side, group block list", "parameters");
const SHENGWANG_MEMBERS = read("Shengwang, group members (app-id edition)", "add and remove several members");

/** Every batch is 60 where no document promises more. */
const DEFAULT_BATCH = 60;
const PER_SECOND = 100;

function limits(command: string, source: Source, batch: number = DEFAULT_BATCH): CommandLimits {
  return { command, batch, perSecond: PER_SECOND, perAccount: true, source };
}

const BLOCKS = "blocks/users";

const EASEMOB_LOCK = limits("ban", E("chatroom_member_mute_all"), 1);
const AGORA_LOCK = limits("ban", A("chatroom-management", "mute all members"), 1);

export const VERB_LIMITS: Readonly<
  Record<HyphenateVendor, Readonly<Record<Space, Readonly<Record<Verb, CommandLimits>>>>>
> = {
  easemob: {
    chatgroup: {
      mute: limits("mute", E("group_member_mute")),
      unmute: limits("mute", E("group_member_unmute")),
      kick: limits("users", E("group_members_remove_batch")),
      add: limits("users", E("group_members_add_batch")),
      ban: limits(BLOCKS, E_GROUP_BLOCKS),
      unban: limits(BLOCKS, E_GROUP_BLOCKS),
      lock: EASEMOB_LOCK,
      unlock: EASEMOB_LOCK,
    },
    chatroom: {
      mute: limits("mute", E("chatroom_member_mute"), 100),
      unmute: limits("mute", E("chatroom_member_unmute")),
      // The page says 100, its copy in the repository 60, and the error text 60.
      kick: limits("users", E("chatroom_member_remove_batch")),
      add: limits("users", E("chatroom_member_add_batch"), 100),
      ban: limits(BLOCKS, E("chatroom_member_blocklist_add_batch")),
      unban: limits(BLOCKS, E("chatroom_member_blocklist_add_batch")),
      lock: EASEMOB_LOCK,
      unlock: EASEMOB_LOCK,
    },
  },
  agora: {
    chatgroup: {
      mute: limits("mute", A("chat-group-management", "mute members")),
      unmute: limits("mute", A("chat-group-management", "unmute members")),
      kick: limits("users", SHENGWANG_MEMBERS),
      add: limits("users", SHENGWANG_MEMBERS),
      ban: limits(BLOCKS, A("chat-group-management", "add several users to the block list")),
      unban: limits(BLOCKS, A("chat-group-management", "remove several users from the block list")),
      lock: AGORA_LOCK,
      unlock: AGORA_LOCK,
    },
    chatroom: {
      mute: limits("mute", A("chatroom-management", "mute members")),
      unmute: limits("mute", A("chatroom-management", "unmute members")),
      // The prose says 100, the error text 60.
      kick: limits("users", A("chatroom-management/manage-chatroom-members", "remove several members")),
      add: limits("users", A("chatroom-management/manage-chatroom-members", "add several members")),
      ban: limits(BLOCKS, A("chatroom-management", "add several users to the block list")),
      unban: limits(BLOCKS, A("chatroom-management", "remove several users from the block list")),
      lock: AGORA_LOCK,
      unlock: AGORA_LOCK,
    },
  },
};

/** The vendor ends mutes by itself; a block has no timer, so whoever set it has to lift it. */
export const ENDED_BY: Readonly<Record<Verb, Extract<Support, { supported: true }>["endedBy"]>> = {
  mute: "vendor",
  ban: "bailiff",
  unmute: null,
  kick: null,
  add: null,
  unban: null,
  lock: null,
  unlock: null,
};

/** Every batch some document allows, largest first: the steps down after "more than maxSize". */
export const DOCUMENTED_BATCHES: readonly number[] = [100, 60];

/** How many members one page of a list may hold. */
export const MEMBER_PAGES: Readonly<
  Record<HyphenateVendor, Readonly<Record<Space, ReadLimits & { batch: number }>>>
> = {
  easemob: {
    chatgroup: {
      command: "users",
      batch: 1_000,
      perSecond: PER_SECOND,
      source: E("group_member_list_obtain"),
    },
    chatroom: {
      command: "users",
      batch: 1_000,
      perSecond: PER_SECOND,
      source: E("chatroom_member_list_obtain"),
    },
  },
  agora: {
    chatgroup: {
      command: "users",
      batch: 100,
      perSecond: PER_SECOND,
      source: A("chat-group-management/manage-group-members", "retrieve group members"),
    },
    chatroom: {
      command: "users",
      batch: 1_000,
      perSecond: PER_SECOND,
      source: A("chatroom-management/manage-chatroom-members", "retrieve members"),
    },
  },
};

/** Reads of a whole group or of one account. */
export const READS = {
  details: { command: "details", batch: null, perSecond: PER_SECOND, source: E("group_obtain_detail") },
  admins: { command: "admin", batch: null, perSecond: PER_SECOND, source: E("chatroom_admin_add") },
  joined: { command: "is_joined", batch: null, perSecond: PER_SECOND, source: E("limitationapi") },
  muted: {
    command: "mute",
    batch: null,
    perSecond: PER_SECOND,
    source: E("chatroom_member_mutelist_obtain"),
  },
  /** Without parameters the newest 500 are told; with `pageSize` at most 50 a page. */
  blocked: { command: BLOCKS, batch: 50, perSecond: PER_SECOND, source: E_GROUP_BLOCKS },
  /** Shared with every other call about users. */
  user: { command: "user", batch: null, perSecond: PER_SECOND, source: E("account_detail_obtain_single") },
} as const satisfies Readonly<Record<string, ReadLimits>>;

/** How many blocked accounts come at most when the list is asked for without parameters. */
export const UNPAGED_BLOCKS = 500;

/** Mutes in a group or room are counted in milliseconds; the mute of a whole account is another API, in seconds. */
export const MUTE_SPAN: MuteSpan = {
  unitMs: 1,
  shortest: 1,
  longest: Number.MAX_SAFE_INTEGER,
  lift: 0,
  permanent: -1,
  source: E("chatroom_member_mute"),
};

/**
 * 2117-01-01 in China, which the vendor's callbacks write for "never ends" (document callback_group_room_blocklist).
 * What a list says of a mute without an end is in no document, so anything from there on, or below 0, is for ever.
 */
export const FOR_EVER_FROM = 4_638_873_600_000;

/** The whole address of a request should not exceed 4 KB (Shengwang, group members, "members"). */
export const LONGEST_URL_BYTES = 4_096;

/** Longest account name, and what it may be made of. */
export const ACCOUNT_NAME = {
  longest: 64,
  made: /^[a-z0-9_.-]+$/,
  source: E("account_register_authorized_single"),
} as const;
