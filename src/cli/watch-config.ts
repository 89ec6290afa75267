import { readFile } from "node:fs/promises";
import type { Clock } from "../clock.ts";
import { readConfigFile } from "../config/file.ts";
import type { ConfigFile } from "../config/schema.ts";
import { watchFile, type WatchedFile } from "../config/watch-file.ts";
import type { Log } from "../log.ts";
import { fail } from "../result.ts";
import type { Reread } from "./reconfigure.ts";

export interface ConfigWatching {
  readonly path: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** As the program was started with: its connections are the ones that are open. */
  readonly file: ConfigFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly reconfigure: (read: Reread) => Promise<void>;
}

/** Takes over the configuration file whenever it changes. */
export function watchConfig(at: ConfigWatching): WatchedFile {
  const { path, clock, log } = at;
  return watchFile(path, clock, async () => {
    try {
      await at.reconfigure(await reread(at));
    } catch (error) {
      log.error({ err: error }, "the configuration file could not be taken over; it is tried again");
      throw error;
    }
  });
}

async function reread({ path, variables, file }: ConfigWatching): Promise<Reread> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string")
    return fail([{ where: path, what: `cannot be read (${text.code ?? "error"})` }]);
  return readConfigFile(text, variables, Object.keys(file.connections));
}
