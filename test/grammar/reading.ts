import { readdir } from "node:fs/promises";
import { catalogOf } from "../../src/grammar/catalog.ts";
import type { CommandSpec } from "../../src/grammar/define.ts";
import { parse, type ParseContext } from "../../src/grammar/parse.ts";

const commands = new URL("../../commands/", import.meta.url);
const specs = (await readdir(commands))
  .toSorted()
  .map(
    async (file) =>
      ((await import(new URL(file, commands).href)) as { readonly default: CommandSpec }).default,
  );
/** The real commands, unchecked: whether they are fit to be used is a test of its own (test/commands). */
export const catalog = catalogOf(await Promise.all(specs));

export const context: ParseContext = {
  catalog,
  aliases: ["lobby", "live", "stage", "fans", "meet", "eu-west", "talk"],
  names: { form: "commands", prefix: "", includeReserved: true },
};

/** Reads a whole line as typed in Slack: `/mute @tommy 10m`. */
export function read(line: string): ReturnType<typeof parse> {
  const [, command = "", text = ""] = /^(\S+) ?(.*)$/su.exec(line) ?? [];
  return parse({ command, text }, context);
}

/** The command in words, or `kind: token` of the refusal. */
export function outcomeOf(line: string): string {
  const parsed = read(line);
  return parsed.ok ? parsed.value.words : `${parsed.failure.kind}: ${parsed.failure.token}`;
}

/** What a person reads when the line is refused. */
export function answerTo(line: string): string {
  const parsed = read(line);
  if (parsed.ok) throw new Error(`understood as: ${parsed.value.words}`);
  return parsed.failure.text;
}
