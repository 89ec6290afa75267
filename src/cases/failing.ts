import type { Target } from "../ledger/port.ts";
import { advice, type VendorFailure } from "../vendors/port.ts";
import { saveOutcomes } from "./closing.ts";
import { STALE, unsettled, waitAfter, type Pass, type Pause } from "./pass.ts";
import { isWorthWaiting, triesUntil } from "./waits.ts";

/** Reading failed: come back later, or, when time is up, say of each target what can still be said. */
export async function afterFailedRead(
  pass: Pass,
  targets: readonly Target[],
  failure: VendorFailure,
): Promise<Pause | null> {
  const { work, kase } = pass;
  const isPatient = kase.lifts !== null && isWorthWaiting(failure);
  const mayPass = advice(failure) !== "give_up" || isPatient;
  if (mayPass && work.clock.now() < triesUntil(kase)) return waitAfter(failure);
  const settlements = unsettled(targets, failure.detail);
  if (settlements.length === 0) return null;
  return (await saveOutcomes(pass, { settlements, failure })) === "stale" ? STALE : null;
}

export async function refuseAll(
  pass: Pass,
  targets: readonly Target[],
  detail: string,
): Promise<Pause | null> {
  const settlements = unsettled(targets, detail);
  return (await saveOutcomes(pass, { settlements })) === "stale" ? STALE : null;
}
