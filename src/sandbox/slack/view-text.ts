import { z } from "zod";
import type { Block } from "./blocks.ts";
import { lineOf, pressablesIn } from "./pressable.ts";

const said = z.looseObject({ text: z.string() });

/** What somebody reads in these blocks, as text: buttons in brackets. It is Slack's markup still. */
export function textOfBlocks(blocks: readonly Block[]): string {
  return blocks.flatMap(linesOf).join("\n");
}

function linesOf(block: Block): readonly string[] {
  if (block.type === "actions") return [lineOf(pressablesIn([block]))];
  const texts = [block["text"], ...list(block["fields"]), ...list(block["elements"])];
  const lines = texts.flatMap((one) => said.safeParse(one).data?.text ?? []);
  return block.type === "header" ? lines.map((line) => `\n${line}`) : lines;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
