import type { Verb } from "../../words.ts";
import { whyNot } from "../../texts/vendor.ts";
import type { Allowance, CommandLimits, MuteSpan, ReadLimits, Source } from "../contract.ts";

/**
 * Limits of Tencent Cloud Chat. Two generations of its documents disagree, and which of them an app meets
 * cannot be asked. `seed` is what the product's own source documents say; `newest` takes the smallest number
 * in any newer edition.
 */
export type Generation = "seed" | "newest";

const read = (document: string, section: string): Source => ({ document, section, checked: "2026-11-20" });

const DELETE_2017 = read("269/1622 (about 2017)", "2.4 call frequency, 2.7.1 basic form");
const ADD_2017 = read("269/1621 (about 2017)", "2.4 call frequency, 2.7.1 basic form");
const MUTE_2022 = read("269/1627 (about 2022)", "call frequency, request fields");

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
  },
};

/** Every batch size some edition documents, largest first: the steps down after "too many accounts" (10005). */
export const DOCUMENTED_BATCHES: Readonly<Record<Verb, readonly number[]>> = {
  kick: [500, 100],
  // 300 is the international edition (1047/34921), 20 the Chinese one (269/1621 of 2026-02-06).
  add: [500, 300, 20],
  mute: [500],
  unmute: [500],
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

const KICKABLE: Allowance = { allowed: true, source: read("269/1622 (about 2017)", "2.1 group types") };
const ADDABLE: Allowance = { allowed: true, source: read("269/1621 (about 2017)", "2.1 group types") };
const MUTABLE: Allowance = { allowed: true, source: read("269/1627 (about 2022)", "group types") };

const ORDINARY = { kick: KICKABLE, add: ADDABLE, mute: MUTABLE, unmute: MUTABLE };

const WITHOUT_MUTE = {
  kick: KICKABLE,
  add: ADDABLE,
  mute: { allowed: false, why: whyNot.muteInWork, instead: ["kick"], source: MUTABLE.source },
  unmute: { allowed: false, why: whyNot.unmuteInWork, instead: [], source: MUTABLE.source },
} as const;

/** What each kind of group takes. Work and Meeting are the newer names of Private and ChatRoom (269/1502). */
export const KINDS = {
  Private: WITHOUT_MUTE,
  Work: WITHOUT_MUTE,
  Public: ORDINARY,
  ChatRoom: ORDINARY,
  Meeting: ORDINARY,
  Community: {
    ...ORDINARY,
    kick: { allowed: true, source: read("269/1622 (newest)", "group types") },
    add: { allowed: true, source: read("269/1621 (newest)", "group types") },
  },
  AVChatRoom: {
    kick: { allowed: false, why: whyNot.kickFromLive, instead: ["mute"], source: KICKABLE.source },
    add: { allowed: false, why: whyNot.addToLive, instead: [], source: ADDABLE.source },
    mute: MUTABLE,
    unmute: MUTABLE,
  },
  BChatRoom: {
    kick: { allowed: false, why: whyNot.kickFromBroadcast, instead: [], source: KICKABLE.source },
    add: { allowed: false, why: whyNot.addToLive, instead: [], source: ADDABLE.source },
    mute: { allowed: false, why: whyNot.muteInBroadcast, instead: [], source: MUTABLE.source },
    unmute: { allowed: false, why: whyNot.muteInBroadcast, instead: [], source: MUTABLE.source },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Verb, Allowance>>>>;

/** Kinds that keep no list of members: roles cannot be read there (269/1626 answers 10007 for AVChatRoom). */
export const UNLISTED_KINDS: ReadonlySet<string> = new Set(["AVChatRoom", "BChatRoom"]);

/** What a kind takes; a kind not in the table takes nothing, because nobody has read what it would do. */
export function allowanceOf(kind: string, verb: Verb): Allowance {
  if (isKnownKind(kind)) return KINDS[kind][verb];
  return {
    allowed: false,
    why: whyNot.unknownKind(kind),
    instead: [],
    source: read("269/1502", "group types"),
  };
}

/** True for kinds of which the documents say that there is no mute, so that nobody can be muted there. */
export function isWithoutMutes(kind: string): boolean {
  return isKnownKind(kind) && !KINDS[kind].mute.allowed;
}

function isKnownKind(kind: string): kind is keyof typeof KINDS {
  return Object.hasOwn(KINDS, kind);
}
