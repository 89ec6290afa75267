import type { InputBlock, KnownBlock } from "@slack/types";
import type { FormValue } from "../world/act.ts";
import { fieldsOf, valueIn, type Entries } from "./entries.ts";

/** Slack's limit of a text input that has none of its own (reference of plain_text_input). */
const LONGEST_TEXT = 3_000;

/** What Slack's own client would not let go, in words, by block id; the app never hears of it. */
export function complaintsOf(
  blocks: readonly KnownBlock[],
  entries: Entries,
): Readonly<Record<string, string>> {
  const found = fieldsOf(blocks).flatMap((block): [string, string][] => {
    const complaint = complaintOf(block, valueIn(block, entries));
    return complaint === null ? [] : [[block.block_id ?? "", complaint]];
  });
  return Object.fromEntries(found);
}

/** Words that name blocks by their ids, with their labels instead: people never see the ids. */
export function withLabels(words: string, blocks: readonly KnownBlock[]): string {
  return fieldsOf(blocks).reduce(
    (text, { block_id = "", label }) =>
      block_id === "" ? text : text.replaceAll(`${block_id}:`, `${label.text}:`),
    words,
  );
}

function complaintOf({ element, optional }: InputBlock, value: FormValue): string | null {
  if (isEmpty(value)) return optional ? null : "This has to be filled in.";
  if (typeof value !== "string" || element.type !== "plain_text_input") return null;
  const { min_length: least = 0, max_length: most = LONGEST_TEXT } = element;
  if (value.length < least) return `This takes ${counted(least)} at least.`;
  return value.length > most ? `This takes ${counted(most)} at most; it has ${value.length}.` : null;
}

function counted(many: number): string {
  return many === 1 ? "1 character" : `${many} characters`;
}

export function isEmpty(value: FormValue): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && "length" in value && value.length === 0;
}
