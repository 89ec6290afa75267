import { amount } from "../../texts/amount.ts";
import { code } from "../markup.ts";

/** Names in one line of a message, where all are named. */
const IN_A_LINE = 40;
/** Longest line of names, in characters of markup: a message cuts lines that are longer than a section. */
const LONGEST_LINE = 1_000;

/** All names, in lines of at most forty. */
export function linesOfNames(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (let from = 0; from < names.length;) {
    const line = fitting(names.slice(from, from + IN_A_LINE));
    lines.push(line.join(", "));
    from += line.length;
  }
  return lines;
}

/** The first `most` names, or as many as fit into a line, and how many more there are. */
export function firstNames(names: readonly string[], most: number): string {
  const shown = fitting(names.slice(0, most));
  const left = names.length - shown.length;
  return `${shown.join(", ")}${left > 0 ? ` and ${amount(left)} more` : ""}`;
}

/** As many as fit, at least one. */
function fitting(names: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let length = 0;
  for (const name of names) {
    const marked = code(name);
    length += marked.length + 2;
    if (length > LONGEST_LINE && shown.length > 0) break;
    shown.push(marked);
  }
  return shown;
}
