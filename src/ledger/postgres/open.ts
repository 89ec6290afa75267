import { Kysely, sql } from "kysely";
import { systemClock } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { LedgerPlace } from "../keeper/messages.ts";
import type { LedgerOwner } from "../engine.ts";
import { createLedger } from "../ledger.ts";
import { migrate } from "../migrations.ts";
import { reserveIn, type Reserve } from "../pace.ts";
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
import { prepareAsOwner } from "./grants.ts";
import { postgresHints } from "./notify.ts";

/** Opens the ledger that any number of processes share, and the reservations by which they keep one pace. */
export async function openPostgresLedger(
  { url, ownerUrl }: Omit<LedgerPlace & { readonly kind: "postgres" }, "kind">,
  owner: LedgerOwner,
): Promise<Result<{ readonly ledger: Ledger; readonly reserve: Reserve }, LedgerProblem>> {
  const pool = createPool(url);
  const db = new Kysely<Schema>({ dialect: new StorablePostgresDialect({ pool }) });
  const ready = await prepare(db, pool, { url, ownerUrl });
  if (!ready.ok) {
    await pool.end();
    return ready;
  }
  const hints = postgresHints({ url, pool, clock: systemClock, owner: owner.owner });
  const ledger = createLedger({ db, engine: postgresEngine, ...owner, hints });
  return ok({ ledger, reserve: reserveIn(db) });
}

async function prepare(
  db: Kysely<Schema>,
  pool: ReturnType<typeof createPool>,
  { url, ownerUrl }: { readonly url: string; readonly ownerUrl: string | undefined },
): Promise<Result<null, LedgerProblem>> {
  const checked = await checkServer(pool, url);
  if (!checked.ok) return checked;
  try {
    if (ownerUrl === undefined) return await migrate(db, postgresEngine);
    const { rows } = await sql<{ role: string }>`select current_user as role`.execute(db);
    return await prepareAsOwner(ownerUrl, rows[0]?.role ?? "");
  } catch (error) {
    const problem = openingProblem(ownerUrl ?? url, error);
    if (!problem) throw error;
    return fail(problem);
  }
}
