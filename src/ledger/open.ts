import type { Clock } from "../clock.ts";
import { ok, type Result } from "../result.ts";
import type { Pace } from "../vendors/port.ts";
import type { Ledger } from "./port.ts";
import { openPostgresLedger } from "./postgres/open.ts";
import type { LedgerProblem } from "./problem.ts";
import { openSqliteLedger } from "./sqlite/open.ts";

export type LedgerPlace =
  /** A folder that one process holds. */
  | { readonly kind: "sqlite"; readonly folder: string }
  /** A PostgreSQL database that any number of processes share. */
  | { readonly kind: "postgres"; readonly url: string };

export interface OpenSetting {
  readonly clock: Clock;
  /** Names this process and this start of it in leases and hints; it must not come twice. */
  readonly owner: string;
  /** Lease in milliseconds of jobs that are held from their creation; 30 seconds unless told. */
  readonly heldLeaseMs?: number;
}

export interface OpenLedger {
  readonly ledger: Ledger;
  /** The pace that all processes on the database keep together; null where one process is alone. */
  readonly pace: Pace | null;
}

export async function openLedger(
  place: LedgerPlace,
  { heldLeaseMs = 30_000, ...setting }: OpenSetting,
): Promise<Result<OpenLedger, LedgerProblem>> {
  switch (place.kind) {
    case "sqlite": {
      const opened = await openSqliteLedger(place.folder, { ...setting, heldLeaseMs });
      return opened.ok ? ok({ ledger: opened.value, pace: null }) : opened;
    }
    case "postgres":
      return openPostgresLedger(place.url, { ...setting, heldLeaseMs });
    default:
      return place satisfies never;
  }
}
