import { amount } from "../../texts/amount.ts";
import { code } from "../markup.ts";

/** Names in one line of a message, where all are named. */
const IN_A_LINE = 40;

/** All names, in lines of forty. */
export function linesOfNames(names: readonly string[]): readonly string[] {
  return Array.from({ length: Math.ceil(names.length / IN_A_LINE) }, (_, index) =>
    inWords(names.slice(index * IN_A_LINE, (index + 1) * IN_A_LINE)),
  );
}

/** The first `most` names, and how many more there are. */
export function firstNames(names: readonly string[], most: number): string {
  const more = names.length > most ? ` and ${amount(names.length - most)} more` : "";
  return `${inWords(names.slice(0, most))}${more}`;
}

function inWords(names: readonly string[]): string {
  return names.map((name) => code(name)).join(", ");
}
