import { Kysely } from "kysely";
import { fail, ok, type Result } from "../../result.ts";
import type { Pace } from "../../vendors/port.ts";
import type { LedgerOwner } from "../engine.ts";
import { createLedger } from "../ledger.ts";
import { migrate } from "../migrations.ts";
import { createSharedPace } from "../pace.ts";
import type { Ledger } from "../port.ts";
import type { LedgerProblem } from "../problem.ts";
import type { Schema } from "../schema.ts";
import {
  checkServer,
  createPool,
  openingProblem,
  postgresEngine,
  StorablePostgresDialect,
} from "./connect.ts";
import { postgresHints } from "./notify.ts";

/** Opens the ledger that any number of processes share, and the pace they keep together. */
export async function openPostgresLedger(
  url: string,
  { clock, owner, heldLeaseMs }: LedgerOwner,
): Promise<Result<{ readonly ledger: Ledger; readonly pace: Pace }, LedgerProblem>> {
  const pool = createPool(url);
  const db = new Kysely<Schema>({ dialect: new StorablePostgresDialect({ pool }) });
  const ready = await prepare(db, pool, url);
  if (!ready.ok) {
    await pool.end();
    return ready;
  }
  const hints = postgresHints({ url, pool, clock, owner });
  const ledger = createLedger({ db, engine: postgresEngine, clock, owner, heldLeaseMs, hints });
  return ok({ ledger, pace: createSharedPace(db, clock) });
}

async function prepare(
  db: Kysely<Schema>,
  pool: ReturnType<typeof createPool>,
  url: string,
): Promise<Result<null, LedgerProblem>> {
  const checked = await checkServer(pool, url);
  if (!checked.ok) return checked;
  try {
    return await migrate(db, postgresEngine);
  } catch (error) {
    const problem = openingProblem(url, error);
    if (!problem) throw error;
    return fail(problem);
  }
}
