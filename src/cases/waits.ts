import type { Instant } from "../clock.ts";
import type { Case } from "../ledger/port.ts";
import type { VendorFailure } from "../vendors/port.ts";

/** Until when a case is tried. What would have ended by itself by then is told, not sent. */
export function triesUntil({ until, notAfter }: Pick<Case, "until" | "notAfter">): Instant {
  return typeof until === "number" ? Math.min(until, notAfter) : notAfter;
}

/**
 * How long to wait before trying again, in milliseconds: half of the time it has been going on, between two
 * bounds. Waits grow without anybody counting tries, so being claimed for other reasons does not lengthen them.
 */
export function growingWait(goingOnMs: number, shortestMs: number, longestMs: number): number {
  return Math.min(Math.max(goingOnMs / 2, shortestMs), longestMs);
}

/** Spreads waits by a quarter to either side, so that what failed together does not come back together. */
export function jitter(waitMs: number, random: () => number): number {
  return waitMs * (0.75 + random() / 2);
}

/** Whether a failure that ends other cases may pass in time, so that the end of a ban waits for it to be mended. */
export function isWorthWaiting({ kind }: VendorFailure): boolean {
  return kind !== "no_group" && kind !== "unsupported";
}
