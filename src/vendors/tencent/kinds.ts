import type { Verb } from "../../words.ts";
import { whyNot } from "../../texts/vendor.ts";
import type { Allowance } from "../contract.ts";
import { read } from "./contract.ts";

const KICKABLE: Allowance = { allowed: true, source: read("269/1622 (about 2017)", "2.1 group types") };
const ADDABLE: Allowance = { allowed: true, source: read("269/1621 (about 2017)", "2.1 group types") };
const MUTABLE: Allowance = { allowed: true, source: read("269/1627 (about 2022)", "group types") };
/** Until March 2025 only AVChatRoom had bans; the text of October 2025 gives them to every kind. */
const BANNABLE: Allowance = { allowed: true, source: read("1047/50296 (2025-10-23)", "group types") };
const LOCKABLE: Allowance = { allowed: true, source: read("269/1620, 1047/34962", "group types") };

const BANS = { ban: BANNABLE, unban: BANNABLE };
const LOCKS = { lock: LOCKABLE, unlock: LOCKABLE };
const MUTES = { mute: MUTABLE, unmute: MUTABLE };
const ORDINARY = { kick: KICKABLE, add: ADDABLE, ...MUTES, ...BANS, ...LOCKS };

const WITHOUT_MUTE = {
  kick: KICKABLE,
  add: ADDABLE,
  mute: { allowed: false, why: whyNot.muteInWork, instead: ["kick"], source: MUTABLE.source },
  unmute: { allowed: false, why: whyNot.unmuteInWork, instead: [], source: MUTABLE.source },
  ...BANS,
  // 269/1620 lists every kind for the command as a whole; that a kind without mutes has none for everybody
  // either is a conclusion from 269/1627.
  lock: { allowed: false, why: whyNot.lockInWork, instead: [], source: MUTABLE.source },
  unlock: { allowed: false, why: whyNot.lockInWork, instead: [], source: MUTABLE.source },
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
    kick: { allowed: false, why: whyNot.kickFromLive, instead: ["mute", "ban"], source: KICKABLE.source },
    add: { allowed: false, why: whyNot.addToLive, instead: [], source: ADDABLE.source },
    ...MUTES,
    ...BANS,
    ...LOCKS,
  },
  BChatRoom: {
    kick: { allowed: false, why: whyNot.kickFromBroadcast, instead: [], source: KICKABLE.source },
    add: { allowed: false, why: whyNot.addToLive, instead: [], source: ADDABLE.source },
    mute: { allowed: false, why: whyNot.muteInBroadcast, instead: [], source: MUTABLE.source },
    unmute: { allowed: false, why: whyNot.muteInBroadcast, instead: [], source: MUTABLE.source },
    ban: { allowed: false, why: whyNot.banInBroadcast, instead: [], source: BANNABLE.source },
    unban: { allowed: false, why: whyNot.banInBroadcast, instead: [], source: BANNABLE.source },
    lock: { allowed: false, why: whyNot.muteInBroadcast, instead: [], source: LOCKABLE.source },
    unlock: { allowed: false, why: whyNot.muteInBroadcast, instead: [], source: LOCKABLE.source },
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

/** True for kinds of which the documents say that there is no such thing, so that there is none to be read. */
export function isWithout(kind: string, verb: "mute" | "ban" | "lock"): boolean {
  return isKnownKind(kind) && !KINDS[kind][verb].allowed;
}

function isKnownKind(kind: string): kind is keyof typeof KINDS {
  return Object.hasOwn(KINDS, kind);
}
