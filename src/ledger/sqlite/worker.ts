import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import { openFolder } from "./folder.ts";
import type { FromThread, Statement, ThreadSetting } from "./messages.ts";

/**
 * The thread that holds the database. Its statements and disk flushes block this thread only; the program's
 * event loop, which owes Slack an answer within three seconds, goes on.
 */

/** Inserts of many rows have one text per number of rows, so the cache is bounded. */
const PREPARED_LIMIT = 500;

const port = parentPort;
if (!port) throw new Error("this module is the entry of a worker thread");
// Given by startThread.
const { folder } = workerData as ThreadSetting;
const say = (message: FromThread): void => port.postMessage(message);

const opened = openFolder(folder);
if (opened.ok) {
  const { database, lock } = opened.value;
  const run = statementRunner(database);
  port.on("message", (message: Statement | "close") => {
    if (message !== "close") return say(run(message));
    database.close();
    lock.close();
    port.close();
  });
  say({ kind: "open" });
} else {
  say({ kind: "problem", problem: opened.failure });
}

function statementRunner(database: Database.Database): (statement: Statement) => FromThread {
  const prepared = new Map<string, Database.Statement<unknown[]>>();

  function prepare(sql: string): Database.Statement<unknown[]> {
    const known = prepared.get(sql);
    if (known) return known;
    const [oldest] = prepared.keys();
    if (prepared.size >= PREPARED_LIMIT && oldest !== undefined) prepared.delete(oldest);
    const statement = database.prepare<unknown[]>(sql);
    prepared.set(sql, statement);
    return statement;
  }

  return ({ id, sql, parameters }) => {
    try {
      // After a full disk and some other errors, SQLite has rolled back by itself.
      if (sql === "rollback" && !database.inTransaction) return { kind: "rows", id, rows: [], changes: 0 };
      const statement = prepare(sql);
      if (statement.reader) return { kind: "rows", id, rows: statement.all(...parameters), changes: null };
      return { kind: "rows", id, rows: [], changes: statement.run(...parameters).changes };
    } catch (error) {
      // A value that cannot be bound is the fault of one statement too; the thread must outlive it.
      const { message } = error instanceof Error ? error : new Error(String(error));
      const code = error instanceof Database.SqliteError ? error.code : "UNBOUND";
      return { kind: "failure", id, message, code };
    }
  };
}
