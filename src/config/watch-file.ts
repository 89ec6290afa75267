import { stat } from "node:fs/promises";
import type { Clock } from "../clock.ts";

/** How often the file is looked at, in milliseconds. */
export const LOOK_EVERY_MS = 2_000;

/** A file that is looked at again and again. */
export interface WatchedFile {
  /** Looks and reads now, whatever the file looks like. */
  readNow(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Calls `changed` when a file has become another one and has then been the same for two looks: an editor may write it
 * in pieces, and half a list of rules can be a valid file. Looking is slower than being told by the system, but works on
 * every kind of disk, also where a whole folder is exchanged under the file. When `changed` fails, it is called again.
 */
export function watchFile(path: string, clock: Clock, changed: () => Promise<void>): WatchedFile {
  // It may have changed since the program read it first, so the first look at a file that stands still reads it too.
  let read: string | null = null;
  let last: string | null = null;
  let isStopped = false;
  let cancel = (): void => {};
  let busy: Promise<void> = Promise.resolve();

  const look = async (isForced: boolean): Promise<void> => {
    const now = await stampOf(path);
    const isSettled = now === last;
    last = now;
    if (!isForced && (now === read || !isSettled)) return;
    await changed();
    read = now;
  };
  /** One after the other: two readings must not overtake each other. */
  const inTurn = (isForced: boolean): Promise<void> => {
    busy = busy.then(() => (isStopped ? undefined : look(isForced))).catch(() => {});
    return busy;
  };
  const wait = (): void => {
    cancel = clock.at(clock.now() + LOOK_EVERY_MS, () => void inTurn(false).then(() => isStopped || wait()));
  };
  void inTurn(false);
  wait();
  return {
    readNow: () => inTurn(true),
    async stop() {
      isStopped = true;
      cancel();
      await busy;
    },
  };
}

/** What tells one state of a file from another, without reading it. One that cannot be looked at is a state too. */
async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, ctimeMs, size, ino } = await stat(path);
    return [mtimeMs, ctimeMs, size, ino].join(":");
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  }
}
