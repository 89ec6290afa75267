import type { Verb } from "../../words.ts";
import type { CommandLimits, MuteSpan, ReadLimits, Source } from "../contract.ts";

/**
 * Limits of Tencent Cloud Chat. Two generations of its documents disagree, and which of them an app meets
 * cannot be asked. `seed` is what the product's own source documents say; `newest` takes the smallest number
 * in any newer edition.
 */
export type Generation = "seed" | "newest";

/** A place in the vendor's documents, compared with these tables on the day named here. */
export const read = (document: string, section: string): Source => ({
  document,
  section,
  checked: "2026-11-20",
});

const DELETE_2017 = read("269/1622 (about 2017)", "2.4 call frequency, 2.7.1 basic form");
const ADD_2017 = read("269/1621 (about 2017)", "2.4 call frequency, 2.7.1 basic form");
const MUTE_2022 = read("269/1627 (about 2022)", "call frequency, request fields");

/** None of the source documents knows bans or the mute of a whole group, so both generations take the newest text. */
const SINCE_THE_SEEDS = {
  ban: {
    command: "ban_group_member",
    batch: 20,
    perSecond: 200,
    perAccount: false,
    source: read("1047/50296 (2025-10-23)", "request fields, call frequency"),
  },
  unban: {
    command: "unban_group_member",
    batch: 20,
    perSecond: 200,
    perAccount: false,
    source: read("1047/50297 (2025-10-23)", "request fields, call frequency"),
  },
  lock: {
    command: "modify_group_base_info",
    batch: 1,
    perSecond: 200,
    perAccount: false,
    source: read("269/1620, 1047/34962", "request fields (ShutUpAllMember, MuteAllMember), call frequency"),
  },
  unlock: {
    command: "modify_group_base_info",
    batch: 1,
    perSecond: 200,
    perAccount: false,
    source: read("269/1620, 1047/34962", "request fields (ShutUpAllMember, MuteAllMember), call frequency"),
  },
} as const satisfies Partial<Record<Verb, CommandLimits>>;

export const VERB_LIMITS: Readonly<Record<Generation, Readonly<Record<Verb, CommandLimits>>>> = {
  seed: {
    kick: {
      command: "delete_group_member",
      batch: 500,
      perSecond: 100,
      perAccount: false,
      source: DELETE_2017,
    },
    add: { command: "add_group_member", batch: 500, perSecond: 100, perAccount: true, source: ADD_2017 },
    mute: { command: "forbid_send_msg", batch: 500, perSecond: 200, perAccount: false, source: MUTE_2022 },
    unmute: { command: "forbid_send_msg", batch: 500, perSecond: 200, perAccount: false, source: MUTE_2022 },
    ...SINCE_THE_SEEDS,
  },
  newest: {
    kick: {
      command: "delete_group_member",
      batch: 100,
      perSecond: 200,
      perAccount: false,
      source: read("269/1622 and 1047/34949", "request fields; frequency in 269/93324"),
    },
    add: {
      command: "add_group_member",
      batch: 20,
      perSecond: 200,
      perAccount: true,
      source: read("269/1621 (2026-02-06)", "request fields; frequency in 269/93324"),
    },
    mute: {
      command: "forbid_send_msg",
      batch: 500,
      perSecond: 200,
      perAccount: false,
      source: read("269/1627 (2025-12-15)", "request fields"),
    },
    unmute: {
      command: "forbid_send_msg",
      batch: 500,
      perSecond: 200,
      perAccount: false,
      source: read("269/1627 (2025-12-15)", "request fields"),
    },
    ...SINCE_THE_SEEDS,
  },
};

/** Tencent counts the seconds of mutes and bans itself; nothing else here has an end. */
export const ENDED_BY: Readonly<Record<Verb, "vendor" | null>> = {
  mute: "vendor",
  unmute: null,
  kick: null,
  add: null,
  ban: "vendor",
  unban: null,
  lock: null,
  unlock: null,
};

/** Every batch size some edition documents, largest first: the steps down after "too many accounts" (10005). */
export const DOCUMENTED_BATCHES: Readonly<Record<Verb, readonly number[]>> = {
  kick: [500, 100],
  // 300 is the international edition (1047/34921), 20 the Chinese one (269/1621 of 2026-02-06).
  add: [500, 300, 20],
  mute: [500],
  unmute: [500],
  ban: [20],
  unban: [20],
  lock: [1],
  unlock: [1],
};

export const READS = {
  group: {
    command: "get_group_info",
    batch: 50,
    perSecond: 200,
    source: read("269/1616", "request fields, call frequency"),
  },
  roles: {
    command: "get_role_in_group",
    batch: 500,
    perSecond: 200,
    source: read("269/1626, 1047/34963", "request fields, call frequency"),
  },
  mutedOld: {
    command: "get_group_shutted_uin",
    batch: null,
    perSecond: 200,
    source: read("269/2925 (edition named in 269/1627 of about 2022)", "reference"),
  },
  mutedNew: {
    command: "get_group_muted_account",
    batch: null,
    perSecond: 200,
    source: read("269/2925, 1047/34964", "request URL, call frequency"),
  },
  banned: {
    command: "get_group_ban_member",
    /** Rows in one page, as in those below. */
    batch: 100,
    perSecond: 200,
    source: read("1047/50295 (2025-10-23)", "request fields, call frequency"),
  },
  members: {
    command: "get_group_member_info",
    // The text allows 200 and the table of fields 6000; 100 is the document's advice.
    batch: 100,
    perSecond: 200,
    source: read("269/1617, 1047/34948", "request fields, call frequency"),
  },
  accounts: {
    command: "account_check",
    batch: 100,
    perSecond: 100,
    source: read("269/38417, 1047/34956", "request fields, call frequency"),
  },
} as const satisfies Readonly<Record<string, ReadLimits>>;

export const MUTE_SPAN: MuteSpan = {
  unitMs: 1_000,
  shortest: 1,
  longest: 4_294_967_294,
  lift: 0,
  permanent: 4_294_967_295,
  source: read("269/1627 (about 2022)", "request fields, ShutUpTime"),
};

/** How long a ban may last. Nothing is documented for "for ever"; the longest, 136 years, stands for it. */
export const BAN_SPAN = {
  unitMs: 1_000,
  longest: 4_294_967_294,
  permanent: 4_294_967_295,
  source: read("1047/50296 (2025-10-23)", "request fields, Duration (uint32)"),
} as const;

/** Longest `Description` of a ban, in bytes (1047/50296). */
export const LONGEST_DESCRIPTION = 1_000;
