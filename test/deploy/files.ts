import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SETTINGS } from "../../src/config/environment.ts";

/** The folder of the program. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export function textOf(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

/** Variables that Node or PostgreSQL reads, not Bailiff. */
const OTHERS = ["NODE_ENV"];

/** Those of the variables that nobody would read. */
export function strangers(names: readonly string[]): string[] {
  return names.filter((name) => !SETTINGS.includes(name) && !OTHERS.includes(name));
}

/** A file of environment variables as Compose and systemd read it: one `NAME=value` a line. */
export function variablesIn(text: string): Map<string, string> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`not NAME=value: ${line}`);
      return [name, value] as const;
    }),
  );
}
