import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import { storable } from "../../audit/storable.ts";
import type { DatabaseThread } from "./thread.ts";

/** Kysely over the database thread. Kysely itself lets only one caller at a time have the one connection. */
export function threadDialect(thread: DatabaseThread): Dialect {
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => threadDriver(thread),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new StorableSqliteCompiler(),
  };
}

/** SQLite can roll back changes to tables, so a migration that is cut short leaves nothing behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class StorableSqliteCompiler extends SqliteQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(typeof parameter === "string" ? storable(parameter) : parameter);
  }
}

function threadDriver(thread: DatabaseThread): Driver {
  const connection = threadConnection(thread);
  const run = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: () => run("begin immediate"),
    commitTransaction: () => run("commit"),
    rollbackTransaction: () => run("rollback"),
    releaseConnection: async () => {},
    destroy: () => thread.close(),
  };
}

function threadConnection(thread: DatabaseThread): DatabaseConnection {
  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, changes } = await thread.run(sql, parameters);
      // The type of a row is what Kysely derived from the query.
      const answer = { rows: rows as R[] };
      return changes === null ? answer : { ...answer, numAffectedRows: BigInt(changes) };
    },
    streamQuery() {
      throw new Error("the ledger reads in pages and does not stream");
    },
  };
}
