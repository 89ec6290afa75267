import Database from "better-sqlite3";

let isLoaded = false;

/**
 * Loads SQLite in the program's own thread. Where only threads that come and go use a native addon, Node unloads it
 * with the last of them, and what is cleaned up after that runs into memory that is no longer there: the process ends
 * with SIGSEGV (WiseLibs/better-sqlite3#1476, 2026-05-25). Whoever ends threads that use it keeps it loaded.
 */
export function keepAddonLoaded(): void {
  if (isLoaded) return;
  new Database(":memory:").close();
  isLoaded = true;
}
