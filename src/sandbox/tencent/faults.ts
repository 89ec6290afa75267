import type { Fault as WireFault, FaultKind as WireFaultKind, Faults as WireFaults } from "../wire/faults.ts";
import * as wire from "../wire/faults.ts";
import type { Refusal } from "./codes.ts";
import { refusalByNumber } from "./codes.ts";

/** As for every emulator; `error:<code>` answers HTTP 200 with this `ErrorCode`. */
export type FaultKind = WireFaultKind<number>;
export type Fault = WireFault<FaultKind>;
export type Faults = WireFaults<FaultKind, Refusal>;

const REFUSALS: wire.FaultRefusals<Refusal> = {
  frequency: refusalByNumber(60007),
  expiredToken: refusalByNumber(70001),
  named: (code) => (/^\d{1,9}$/.test(code) ? refusalByNumber(Number(code)) : null),
};

/** For faults that arrive as text from outside. */
export function isFaultKind(text: string): text is FaultKind {
  return wire.troubleOf(text, REFUSALS) !== null;
}

export function openFaults(): Faults {
  return wire.openFaults(REFUSALS);
}
