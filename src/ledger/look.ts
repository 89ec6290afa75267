import type { Clock } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import { latestCheckpoints } from "./checkpoints.ts";
import { countAll, readDeadLetters } from "./counts.ts";
import { readEntries } from "./entries.ts";
import type { LedgerPlace } from "./keeper/messages.ts";
import type { Ledger } from "./port.ts";
import { lookAtPostgres } from "./postgres/look.ts";
import type { LedgerProblem } from "./problem.ts";
import { readFrom } from "./read-from.ts";
import { lookIntoFolder } from "./sqlite/look.ts";

/** A ledger that can only be read, also while the process that holds it goes on. */
export interface LedgerLook extends Pick<
  Ledger,
  "counts" | "entries" | "deadLetters" | "latestCheckpoints" | "close"
> {
  /** Changes of the tables that the next start of this program would make. */
  readonly pending: readonly string[];
}

/** Looks at a ledger without opening it, and changes nothing. Null: there is none yet; the first start makes it. */
export async function lookAtLedger(
  place: LedgerPlace,
  clock: Clock,
): Promise<Result<LedgerLook | null, LedgerProblem>> {
  const opened =
    place.kind === "sqlite" ? lookIntoFolder(place.folder, clock) : await lookAtPostgres(place.url, clock);
  return readFrom(opened, ({ reading, applied, pending, strangers, close }) => {
    if (applied.length === 0) return ok(null);
    if (strangers.length > 0) return fail({ kind: "newer_schema", migrations: strangers });
    return ok({
      pending,
      counts: () => countAll(reading),
      entries: (fromSeq, limit) => readEntries(reading, fromSeq, limit),
      latestCheckpoints: (limit) => latestCheckpoints(reading, limit),
      deadLetters: (limit) => readDeadLetters(reading, limit),
      close,
    });
  });
}
