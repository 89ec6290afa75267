import type Database from "better-sqlite3";
import {
  SqliteAdapter,
  SqliteDialect,
  SqliteQueryCompiler,
  type DialectAdapter,
  type QueryCompiler,
} from "kysely";
import { storable } from "../../audit/storable.ts";

/** Inserts of many rows have one text per number of rows, so the cache is bounded. */
const PREPARED_LIMIT = 500;

/** Kysely's own SQLite dialect, with statements prepared once and texts that every database can store. */
export class StorableSqliteDialect extends SqliteDialect {
  constructor(database: Database.Database) {
    super({ database: { prepare: keepPrepared(database), close: () => database.close() } });
  }

  override createQueryCompiler(): QueryCompiler {
    return new StorableSqliteCompiler();
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter();
  }
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

function keepPrepared(database: Database.Database): (sql: string) => Database.Statement<unknown[]> {
  const prepared = new Map<string, Database.Statement<unknown[]>>();
  return (asked) => {
    const sql = inPlaceOf(asked, database);
    const known = prepared.get(sql);
    if (known) return known;
    const [oldest] = prepared.keys();
    if (prepared.size >= PREPARED_LIMIT && oldest !== undefined) prepared.delete(oldest);
    const statement = database.prepare<unknown[]>(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

/**
 * A transaction takes the write lock at its beginning, not in its middle, where it could only fail. And after a
 * full disk and some other errors SQLite has rolled back by itself: a second rollback would hide the first error.
 */
function inPlaceOf(sql: string, database: Database.Database): string {
  if (sql === "begin") return "begin immediate";
  return sql === "rollback" && !database.inTransaction ? "select 1" : sql;
}
