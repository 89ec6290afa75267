import type { Clock } from "../clock.ts";
import type { Result } from "../result.ts";
import { startKeeper, type KeptLedger } from "./keeper/start.ts";
import type { LedgerPlace } from "./keeper/messages.ts";
import type { LedgerProblem } from "./problem.ts";

export type { LedgerPlace } from "./keeper/messages.ts";
export type { KeptLedger } from "./keeper/start.ts";

export interface OpenSetting {
  readonly clock: Clock;
  /** Names this process and this start of it in leases and hints; it must not come twice. */
  readonly owner: string;
  /** Lease in milliseconds of jobs that are held from their creation; 30 seconds unless told. */
  readonly heldLeaseMs?: number;
}

/** Opens the ledger, in a thread of its own. */
export function openLedger(
  place: LedgerPlace,
  { clock, owner, heldLeaseMs = 30_000 }: OpenSetting,
): Promise<Result<KeptLedger, LedgerProblem>> {
  return startKeeper({ place, owner, heldLeaseMs }, clock);
}
