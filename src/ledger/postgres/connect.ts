import { PostgresDialect, PostgresQueryCompiler, sql, type QueryCompiler } from "kysely";
import pg from "pg";
import { storable } from "../../audit/storable.ts";
import { fail, ok, type Result } from "../../result.ts";
import { OLDEST_POSTGRES } from "../../texts/ledger.ts";
import type { Engine } from "../engine.ts";
import type { LedgerProblem } from "../problem.ts";

const CONNECTIONS = 8;
export const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/**
 * A process that is paused inside a transaction would stop every other one at the row that orders entries. The
 * server cuts it off; its fence takes care of what it still believes to hold.
 */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;

/** int8 in PostgreSQL's catalogue. Numbers here are counts and milliseconds, far below 2^53. */
const INT8 = 20;

export function createPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "bailiff",
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // A connection that breaks is replaced at its next use, and its statement fails. Unheard, its error event would
  // end the process; the pool itself listens only while nobody uses the connection.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}

/** Looks once whether the database answers and is new enough. */
export async function checkServer(pool: pg.Pool, url: string): Promise<Result<null, LedgerProblem>> {
  const place = placeOf(url);
  if (place === null) return fail({ kind: "unreachable", place: "DATABASE_URL", code: "BAD_ADDRESS" });
  try {
    const answer = await pool.query<{ number: string; version: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as version",
    );
    const found = answer.rows[0];
    if (!found || Number(found.number) < OLDEST_POSTGRES * 10_000) {
      return fail({ kind: "too_old", place, found: found?.version ?? "of an unknown version" });
    }
    return ok(null);
  } catch (error) {
    return fail(unreachable(place, error));
  }
}

/** Whatever goes wrong before the first write. Its message may hold the address, so only the code is kept. */
function unreachable(place: string, error: unknown): LedgerProblem {
  return { kind: "unreachable", place, code: codeOf(error) ?? "NO_ANSWER" };
}

/** The code of an error that opening may meet: the user may lack the right to create tables. */
export function openingProblem(url: string, error: unknown): LedgerProblem | null {
  const place = placeOf(url);
  return place !== null && codeOf(error) !== null ? unreachable(place, error) : null;
}

/** Host, port and database of an address: what may be shown. Null when it is none. */
function placeOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname, searchParams } = new URL(url);
  if (protocol !== "postgres:" && protocol !== "postgresql:") return null;
  return `${host || (searchParams.get("host") ?? "localhost")}${pathname}`;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

export class StorablePostgresDialect extends PostgresDialect {
  override createQueryCompiler(): QueryCompiler {
    return new StorablePostgresCompiler();
  }
}

class StorablePostgresCompiler extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(typeof parameter === "string" ? storable(parameter) : parameter);
  }
}

/** SQLSTATE of a transaction that was cut to end a deadlock, or that saw another one change what it read. */
const TRANSIENT = new Set(["40P01", "40001"]);

export const postgresEngine: Engine = {
  name: "postgres",
  groups: 3,
  // Not now(): that stands still within a transaction.
  leaseNow: () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  forUpdate: (query) => query.forUpdate(),
  forUpdateSkipLocked: (query) => query.forUpdate().skipLocked(),
  // With the number itself, all targets of the case are read once for every account of a request, as long as the
  // statistics do not know how many a new case has: a request of 60 in a case of 10,000 took 130 ms instead of 6.
  caseIn: (list) => list,
  isTransient: (error) => error instanceof pg.DatabaseError && TRANSIENT.has(error.code ?? ""),
  isRefusal: (error) => error instanceof pg.DatabaseError && !(error.code ?? "").startsWith("57"),
};
