import { closeSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { fail, ok, type Result } from "../../result.ts";
import type { LedgerProblem } from "../problem.ts";
import { lockFolder } from "./lock.ts";

/** A database that this process alone holds. `lock` must be kept as long: closing it gives the folder away. */
export interface OpenFolder {
  readonly lock: Database.Database;
  readonly database: Database.Database;
}

/** Milliseconds to wait for somebody who looks into the database with a tool of their own. */
const BUSY_TIMEOUT_MS = 5_000;

export function openFolder(folder: string): Result<OpenFolder, LedgerProblem> {
  try {
    makeFolder(folder);
    const lock = lockFolder(folder);
    if (!lock) return fail({ kind: "in_use", folder });
    const database = new Database(join(folder, "ledger.db"), { timeout: BUSY_TIMEOUT_MS });
    database.pragma("journal_mode = wal");
    // A commit has reached the disk when it returns; on macOS only fullfsync makes the disk write it.
    database.pragma("synchronous = full");
    database.pragma("fullfsync = on");
    database.pragma("checkpoint_fullfsync = on");
    database.pragma("foreign_keys = on");
    return ok({ lock, database });
  } catch (error) {
    const problem = folderProblem(folder, error);
    if (!problem) throw error;
    return fail(problem);
  }
}

/** A new folder must itself survive a power cut, or what is written into it would not. */
function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined || process.platform === "win32") return;
  const parent = openSync(dirname(first), "r");
  fsyncSync(parent);
  closeSync(parent);
}

/** What an error in a folder means to whoever runs Bailiff; null for what nobody can mend. */
export function folderProblem(folder: string, error: unknown): LedgerProblem | null {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return null;
  const { code } = error;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return { kind: "damaged", folder, code };
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOSPC|SQLITE_(CANTOPEN|READONLY|PERM|FULL|IOERR))/.test(code)) {
    return { kind: "not_writable", folder, code };
  }
  return null;
}
