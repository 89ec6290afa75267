import { helpClosing, helpNotes, helpOpening } from "../texts/grammar.ts";
import type { Catalog, CommandSpec } from "./define.ts";
import { slashName, type SlackNames } from "./names.ts";
import { asShown, usage } from "./usage.ts";

/** Help on one command, or the list of all when `verb` is null or names none. */
export function help(catalog: Catalog, names: SlackNames, verb: string | null): string {
  const { umbrella, verbs } = catalog;
  const spec = verbs.get(verb ?? "");
  if (spec) return helpOn(spec, slashName(spec, catalog, names));
  const lines = [...verbs.values()].map(
    (each) => `\`${usage(each, slashName(each, catalog, names))}\`: ${each.summary}`,
  );
  return [helpOpening(), ...lines, helpClosing(`/${umbrella.name}`)].join("\n");
}

function helpOn(spec: CommandSpec, typedName: string): string {
  const examples = spec.examples.map((example) => `\`${`${typedName} ${asShown(example)}`.trimEnd()}\``);
  return [
    `\`${usage(spec, typedName)}\`: ${spec.summary}`,
    `For example: ${examples.join(", ")}`,
    ...helpNotes(spec.takes),
  ].join("\n");
}
