import { readFile, writeFile } from "node:fs/promises";
import { configReference } from "../config/reference.ts";
import type { Terminal } from "./terminal.ts";

const README = new URL("../../README.md", import.meta.url);
const BEGIN = "<!-- configuration reference: made by `npm run bailiff -- reference --write` -->";
const END = "<!-- end of the configuration reference -->";

/** README.md with the configuration reference as the schema has it now. Throws when its place is not marked. */
export function withReference(readme: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error("README.md has no place marked for the configuration reference");
  return `${readme.slice(0, from)}${BEGIN}\n${configReference()}\n${readme.slice(to)}`;
}

/** Prints the reference, or puts it into README.md. */
export async function runReference(terminal: Terminal, args: readonly string[]): Promise<number> {
  if (!args.includes("--write")) {
    terminal.out(configReference());
    return 0;
  }
  await writeFile(README, withReference(await readFile(README, "utf8")));
  terminal.err("Wrote the configuration reference into README.md.");
  return 0;
}
