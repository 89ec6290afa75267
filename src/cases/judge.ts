import type { Instant } from "../clock.ts";
import type { Target } from "../ledger/port.ts";
import type { OutOfReach } from "../policy/reach.ts";
import type { AccountState, Facet } from "../vendors/port.ts";
import type { End, Outcome, Verb } from "../words.ts";

/** What is to be done about one account: a request must be sent, or it has its outcome already. */
export type Judgement =
  | { readonly step: "change" }
  | { readonly step: "settled"; readonly outcome: Outcome; readonly why: Why | null };

/** Why an account ended as it did, where the outcome alone does not say it. */
export type Why =
  | OutOfReach
  | "no_such_account"
  | "end_passed"
  | "too_late"
  | "stopped"
  | "rights_lost"
  | "overtaken"
  | "not_applied"
  | "lost_track"
  | "seen_after"
  | "own_failure"
  | "not_verified"
  | "not_read";

export interface Aim {
  readonly verb: Verb;
  /** For mute and ban only. */
  readonly until: End | null;
  /** Who lifts it at its end. Where that is Bailiff, the vendor shows no end, and every one is the same to it. */
  readonly endedBy: "vendor" | "bailiff" | null;
}

/** Vendors count whole seconds (Tencent's `ShutUpTime`, document 269/1627), so two ends this close are one. */
const SAME_END_MS = 2_000;

/** How far a vendor's clock may be off before a mute that we sent is no longer recognised as ours. */
export const CLOCK_OFFSET_MS = 60_000;

/** What has to be read to see whether a request took effect: what `hasTakenEffect` looks at. */
export const FACETS_AFTER: Readonly<Record<Verb, readonly Facet[]>> = {
  mute: ["mute"],
  unmute: ["mute"],
  kick: ["standing"],
  add: ["standing"],
  ban: ["ban"],
  unban: ["ban"],
  lock: [],
  unlock: [],
};

/**
 * What has to be read to judge a verb. The state of a lock is that of everybody's mute (`readStates`), so it needs
 * none.
 */
export const FACETS: Readonly<Record<Verb, readonly Facet[]>> = {
  mute: ["standing", "existence", "mute"],
  unmute: ["standing", "existence", "mute"],
  kick: ["standing", "existence"],
  add: ["standing", "existence"],
  ban: ["standing", "existence", "ban"],
  unban: ["ban"],
  lock: [],
  unlock: [],
};

/** Whether the vendor's present state is what the case wants of this account. */
export function isReached(aim: Aim, state: AccountState, toleranceMs = SAME_END_MS): boolean {
  switch (aim.verb) {
    case "mute":
      return isEnd(aim, state.mutedUntil, toleranceMs);
    case "ban":
      return isEnd(aim, state.bannedUntil, toleranceMs);
    case "unmute":
    case "unlock":
      return state.mutedUntil === null;
    case "lock":
      return state.mutedUntil !== null;
    case "unban":
      return state.bannedUntil === null;
    case "kick":
      return state.standing === "absent";
    case "add":
      return state.standing !== "absent" && state.standing !== "unlisted";
    default:
      return aim.verb satisfies never;
  }
}

function isEnd({ until, endedBy }: Aim, present: End | null, toleranceMs: number): boolean {
  if (present === null || until === null) return false;
  return endedBy === "bailiff" || isSameEnd(present, until, toleranceMs);
}

/**
 * What to do about an account, given what was just read. `outOfReach` comes from the policy; `target` tells
 * whether a request of this case may already have reached the vendor, which turns "already so" into "done".
 */
export function judge(
  aim: Aim,
  state: AccountState,
  outOfReach: OutOfReach | null,
  target: Pick<Target, "attempted" | "before">,
): Judgement {
  if (target.attempted && hasTakenEffect(aim, target.before, state)) return settled("done");
  if (outOfReach) return settled("refused", outOfReach);
  if (state.exists === false) {
    const isWanted = aim.verb === "add" || aim.verb === "ban";
    return settled(isWanted ? "refused" : "absent", "no_such_account");
  }
  switch (aim.verb) {
    case "mute":
      if (isReached(aim, state)) return settled("already");
      return state.standing === "absent" ? settled("absent") : { step: "change" };
    case "unmute":
      // A mute survives leaving the group, so somebody absent can still be unmuted.
      if (state.mutedUntil !== null) return { step: "change" };
      return settled(state.standing === "absent" ? "absent" : "already");
    case "kick":
      return isReached(aim, state) ? settled("absent") : { step: "change" };
    case "ban":
      // A ban that Bailiff is to lift counts from the case: one that stands already may have another end, or none.
      return isReached(aim, state) && (aim.endedBy === "vendor" || aim.until === "permanent")
        ? settled("already")
        : { step: "change" };
    case "unban":
    case "add":
    case "lock":
    case "unlock":
      return isReached(aim, state) ? settled("already") : { step: "change" };
    default:
      return aim.verb satisfies never;
  }
}

/**
 * Whether a request that was sent shows in what was read afterwards. A mute's end is reckoned by the vendor's
 * clock, so it may be off by the difference of the clocks, but then it must differ from what was there before.
 */
export function hasTakenEffect(aim: Aim, before: AccountState | null, after: AccountState): boolean {
  if (isReached(aim, after)) return true;
  if (aim.until === null) return false;
  const isChanged = after.mutedUntil !== before?.mutedUntil || after.bannedUntil !== before?.bannedUntil;
  return isChanged && isReached(aim, after, CLOCK_OFFSET_MS);
}

/** What is over before it begins is not sent: a vendor would take "0 seconds" of mute for an unmute. */
export function hasLapsed({ until }: Aim, now: Instant): boolean {
  return until !== "permanent" && until !== null && until <= now;
}

export function isSameEnd(one: End, other: End, toleranceMs: number): boolean {
  if (one === "permanent" || other === "permanent") return one === other;
  return Math.abs(one - other) <= toleranceMs;
}

function settled(outcome: Outcome, why: Why | null = null): Judgement {
  return { step: "settled", outcome, why };
}
