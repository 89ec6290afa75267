import type { Clock, Instant } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import { notSent } from "../texts/vendor.ts";
import type { HttpRequest } from "./http.ts";
import type { Pace, Urgency, VendorFailure } from "./port.ts";

/**
 * A change that could not leave within this time after it was asked for, in milliseconds, is not sent any more:
 * whoever journalled it reckons from then on when the vendor can no longer apply it.
 */
export const START_WITHIN_MS = 3_000;

/** One request that waits for its turn. */
export interface Turn {
  /** The vendor's name as people read it. */
  readonly vendor: string;
  /** What shares a rate. */
  readonly key: string;
  readonly perSecond: number;
  readonly urgency: Urgency;
  /** After this moment it is not sent any more; null for a read, which is never too late. */
  readonly startBy: Instant | null;
  /** Longest time from its turn until its connection stands, in milliseconds. */
  readonly connectWithinMs: number;
}

/**
 * Waits for the turn of a request under its rate, and says until when it may leave then: a process that was paused on the
 * way must not send what has been reckoned with as never sent. A failure is Bailiff's own: nothing was sent.
 */
export async function takeTurn(
  pace: Pace,
  clock: Clock,
  { vendor, key, perSecond, urgency, startBy, connectWithinMs }: Turn,
): Promise<Result<Pick<HttpRequest, "mayLeave">, VendorFailure>> {
  try {
    await pace.turn(key, perSecond, urgency);
  } catch {
    // The shared pace lives in the database, which may be away.
    return fail({ kind: "unavailable", detail: notSent.noPace(vendor), isOurs: true });
  }
  if (startBy === null) return ok({});
  if (clock.now() <= startBy) return ok({ mayLeave: () => clock.now() <= startBy + connectWithinMs });
  const detail = notSent.lateTurn(vendor, perSecond);
  return fail({ kind: "throttled", detail, retryAfterMs: null, isOurs: true });
}
