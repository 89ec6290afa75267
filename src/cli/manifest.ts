import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readOptions } from "./arguments.ts";
import { ownCommands } from "./commands.ts";
import { buildManifest, renderManifest } from "../slack/manifest.ts";
import { USAGE } from "../texts/usage.ts";
import type { Terminal } from "./terminal.ts";

const OPTIONS = {
  prefix: { type: "string", default: "" },
  umbrella: { type: "boolean", default: false },
  "all-names": { type: "boolean", default: false },
  http: { type: "string" },
  write: { type: "boolean", default: false },
} as const;

/** Prints the Slack app manifest, or writes it to manifest.yml; warnings go beside it. */
export async function runManifest(terminal: Terminal, args: readonly string[]): Promise<number> {
  const values = readOptions(terminal, args, OPTIONS, USAGE);
  if (values === null) return 2;
  if (!/^[a-z0-9_-]{0,16}$/.test(values.prefix)) {
    terminal.err("--prefix takes at most 16 lower case letters, digits, - or _. Nothing was written.");
    return 2;
  }
  const catalog = await ownCommands();
  const { manifest, warnings } = buildManifest(catalog, {
    form: values.umbrella ? "umbrella" : "commands",
    prefix: values.prefix,
    includeReserved: values["all-names"],
    ...(values.http === undefined
      ? { mode: "socket" as const }
      : { mode: "http" as const, requestUrl: values.http }),
  });
  for (const warning of warnings) terminal.err(warning);
  const text = renderManifest(manifest, warnings);
  if (!values.write) {
    terminal.out(text.trimEnd());
    return 0;
  }
  const path = fileURLToPath(new URL("../../manifest.yml", import.meta.url));
  await writeFile(path, text);
  terminal.err(`Wrote ${path}.`);
  return 0;
}
