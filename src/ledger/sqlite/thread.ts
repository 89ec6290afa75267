import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { fail, ok, type Result } from "../../result.ts";
import type { LedgerProblem } from "../problem.ts";
import type { FromThread, Statement, ThreadSetting } from "./messages.ts";

/** The database in its own thread, seen from the program. */
export interface DatabaseThread {
  /** Statements run in the order in which they were given. */
  run(
    sql: string,
    parameters: readonly unknown[],
  ): Promise<{ readonly rows: readonly unknown[]; readonly changes: number | null }>;
  /** Ends the thread, and with it the lock on the folder. */
  close(): Promise<void>;
}

/** SQLite refused a statement; `code` is its own, such as SQLITE_CONSTRAINT_UNIQUE. */
export class SqliteFailure extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = "SqliteFailure";
    this.code = code;
  }
}

interface Waiting {
  readonly resolve: (answer: { readonly rows: readonly unknown[]; readonly changes: number | null }) => void;
  readonly reject: (error: Error) => void;
}

export async function startThread(setting: ThreadSetting): Promise<Result<DatabaseThread, LedgerProblem>> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: setting });
  const gone = new Promise<void>((resolve) => void worker.once("exit", () => resolve()));
  const [first]: FromThread[] = await once(worker, "message");
  if (first?.kind === "problem") {
    await worker.terminate();
    return fail(first.problem);
  }
  return ok(threadOf(worker, gone));
}

function threadOf(worker: Worker, gone: Promise<void>): DatabaseThread {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: Error | null = null;

  function end(error: Error): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }
  worker.on("message", (message: FromThread) => {
    if (message.kind !== "rows" && message.kind !== "failure") return;
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "rows") caller?.resolve(message);
    else caller?.reject(new SqliteFailure(message.message, message.code));
  });
  worker.on("error", (error) => end(new Error("the database thread failed", { cause: error })));
  worker.on("exit", () => end(new Error("the database thread has ended")));

  return {
    run: (sql, parameters) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ id: lastId, sql, parameters } satisfies Statement);
      }),
    async close() {
      if (!ended) worker.postMessage("close");
      await gone;
    },
  };
}
