import { Kysely } from "kysely";
import type { Clock } from "../../clock.ts";
import { ok, type Result } from "../../result.ts";
import type { OpenForReading } from "../reading.ts";
import type { LedgerProblem } from "../problem.ts";
import type { Schema } from "../schema.ts";
import {
  checkServer,
  createPool,
  openingProblem,
  postgresEngine,
  StorablePostgresDialect,
} from "./connect.ts";

/** Opens a database to be read only, beside any number of processes that use it: its tables are not made or changed. */
export async function lookAtPostgres(
  url: string,
  clock: Clock,
): Promise<Result<OpenForReading, LedgerProblem>> {
  const pool = createPool(url);
  const checked = await checkServer(pool, url);
  if (!checked.ok) {
    await pool.end();
    return checked;
  }
  const db = new Kysely<Schema>({ dialect: new StorablePostgresDialect({ pool }) });
  return ok({
    reading: { db, engine: postgresEngine, clock },
    problemOf: (error) => openingProblem(url, error),
  });
}
