import type { Fault as WireFault, FaultKind as WireFaultKind, Faults as WireFaults } from "../wire/faults.ts";
import * as wire from "../wire/faults.ts";
import type { Refusal } from "./refusals.ts";
import { EXPIRED, refusalNamed, throttled } from "./refusals.ts";

/**
 * As for every emulator; `error:<name>` answers with the vendor's error of that name and its status, such as
 * `error:reach_limit` or `error:service_resource_not_found`. A status works as a name: `error:503`.
 */
export type FaultKind = WireFaultKind<string>;
export type Fault = WireFault<FaultKind>;
export type Faults = WireFaults<FaultKind, Refusal>;

const refusals = (throttledWith: 429 | 503): wire.FaultRefusals<Refusal> => ({
  frequency: throttled(throttledWith),
  expiredToken: EXPIRED,
  named: refusalNamed,
});

/** For faults that arrive as text from outside. */
export function isFaultKind(text: string): text is FaultKind {
  return wire.troubleOf(text, refusals(429)) !== null;
}

export function openFaults(throttledWith: 429 | 503): Faults {
  return wire.openFaults(refusals(throttledWith));
}
