import type { Instant } from "../clock.ts";
import type { Target } from "../ledger/port.ts";
import type { OutOfReach } from "../policy/reach.ts";
import type { AccountState } from "../vendors/port.ts";
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
  | "rights_lost"
  | "not_applied"
  | "lost_track"
  | "seen_after"
  | "own_failure"
  | "not_verified"
  | "not_read";

export interface Aim {
  readonly verb: Verb;
  /** For mute only. */
  readonly until: End | null;
}

/** Vendors count whole seconds (Tencent's `ShutUpTime`, document 269/1627), so two ends this close are one. */
const SAME_END_MS = 2_000;

/** How far a vendor's clock may be off before a mute that we sent is no longer recognised as ours. */
export const CLOCK_OFFSET_MS = 60_000;

/** Whether the vendor's present state is what the case wants of this account. */
export function isReached(aim: Aim, state: AccountState, toleranceMs = SAME_END_MS): boolean {
  switch (aim.verb) {
    case "mute":
      return (
        state.mutedUntil !== null && aim.until !== null && isSameEnd(state.mutedUntil, aim.until, toleranceMs)
      );
    case "unmute":
      return state.mutedUntil === null;
    case "kick":
      return state.standing === "absent";
    case "add":
      return state.standing !== "absent" && state.standing !== "unlisted";
    default:
      return aim.verb satisfies never;
  }
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
    return aim.verb === "add" ? settled("refused", "no_such_account") : settled("absent", "no_such_account");
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
    case "add":
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
  return (
    aim.verb === "mute" && after.mutedUntil !== before?.mutedUntil && isReached(aim, after, CLOCK_OFFSET_MS)
  );
}

/** A mute whose end has come is not sent: the vendor would take "0 seconds" for an unmute. */
export function hasLapsed(aim: Aim, now: Instant): boolean {
  return aim.verb === "mute" && aim.until !== "permanent" && aim.until !== null && aim.until <= now;
}

export function isSameEnd(one: End, other: End, toleranceMs: number): boolean {
  if (one === "permanent" || other === "permanent") return one === other;
  return Math.abs(one - other) <= toleranceMs;
}

function settled(outcome: Outcome, why: Why | null = null): Judgement {
  return { step: "settled", outcome, why };
}
