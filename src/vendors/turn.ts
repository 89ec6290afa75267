import type { Clock, Instant } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import { notSent } from "../texts/vendor.ts";
import type { HttpClient } from "./http.ts";
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
}

/** Waits for the turn of a request under its rate. A failure is Bailiff's own: nothing was sent. */
export async function takeTurn(
  pace: Pace,
  clock: Clock,
  { vendor, key, perSecond, urgency, startBy }: Turn,
): Promise<Result<null, VendorFailure>> {
  try {
    await pace.turn(key, perSecond, urgency);
  } catch {
    // The shared pace lives in the database, which may be away.
    return fail({ kind: "unavailable", detail: notSent.noPace(vendor), isOurs: true });
  }
  if (startBy === null || clock.now() <= startBy) return ok(null);
  const detail = notSent.lateTurn(vendor, perSecond);
  return fail({ kind: "throttled", detail, retryAfterMs: null, isOurs: true });
}

/**
 * Whether a request may still be written: what was to start by `startBy` has had the time for a connection since, and no
 * more. A process that was paused in between must not send what has been reckoned with as never sent.
 */
export function inTime(
  clock: Clock,
  startBy: Instant | null,
  { connectWithinMs }: Pick<HttpClient, "connectWithinMs">,
): () => boolean {
  return () => startBy === null || clock.now() <= startBy + connectWithinMs;
}
