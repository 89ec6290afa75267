import { join } from "node:path";
import Database from "better-sqlite3";

/**
 * Takes the folder for this process; null when another one has it. The lock is the operating system's: it goes
 * when the process goes, however that ends, so there is never a stale one to judge by its age.
 */
export function lockFolder(folder: string): Database.Database | null {
  const lock = new Database(join(folder, "lock.db"), { timeout: 0 });
  try {
    lock.exec("begin exclusive");
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
}
