import { z } from "zod";
import type { Block } from "./blocks.ts";

const said = z.looseObject({ text: z.string() });
const labelled = z.looseObject({ text: said });

/** What somebody reads in these blocks, as text: buttons in brackets. It is Slack's markup still. */
export function textOfBlocks(blocks: readonly Block[]): string {
  return blocks.flatMap(linesOf).join("\n");
}

function linesOf(block: Block): readonly string[] {
  if (block.type === "actions") {
    const names = list(block["elements"]).flatMap((one) => labelled.safeParse(one).data?.text.text ?? []);
    return [names.map((name) => `[${name}]`).join(" ")];
  }
  const texts = [block["text"], ...list(block["fields"]), ...list(block["elements"])];
  const lines = texts.flatMap((one) => said.safeParse(one).data?.text ?? []);
  return block.type === "header" ? lines.map((line) => `\n${line}`) : lines;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
