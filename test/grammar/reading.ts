import { loadCommands } from "../../src/grammar/catalog.ts";
import { parse, type ParseContext } from "../../src/grammar/parse.ts";

export const catalog = await loadCommands(new URL("../../commands/", import.meta.url));

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
