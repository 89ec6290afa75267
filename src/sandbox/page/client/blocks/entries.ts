import type { InputBlock, KnownBlock } from "@slack/types";
import type { FormValue } from "../world/act.ts";

/** What a person entered in a window, by block id; a field that was not touched is left out. */
export type Entries = Readonly<Record<string, Entry>>;

export interface Entry {
  /** Of the element that it was entered in: another element is another question. */
  readonly action: string;
  readonly value: FormValue;
}

type Element = InputBlock["element"];

/** The blocks that ask for something. */
export function fieldsOf(blocks: readonly KnownBlock[]): readonly InputBlock[] {
  return blocks.flatMap((block) => (block.type === "input" ? [block] : []));
}

/** What stands in a field now. */
export function valueIn(block: InputBlock, entries: Entries): FormValue {
  const entry = entries[block.block_id ?? ""];
  return entry && entry.action === block.element.action_id ? entry.value : startOf(block.element);
}

/** What stands in an element before anybody touched it. */
export function startOf(element: Element): FormValue {
  switch (element.type) {
    case "static_select":
    case "external_select":
    case "radio_buttons":
      return element.initial_option?.value ?? null;
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes":
      return (element.initial_options ?? []).flatMap(({ value }) => value ?? []);
    case "users_select":
      return element.initial_user ?? null;
    case "channels_select":
      return element.initial_channel ?? null;
    case "conversations_select":
      return element.initial_conversation ?? null;
    case "multi_users_select":
      return element.initial_users ?? [];
    case "multi_channels_select":
      return element.initial_channels ?? [];
    case "multi_conversations_select":
      return element.initial_conversations ?? [];
    case "datepicker":
      return element.initial_date ?? null;
    case "timepicker":
      return element.initial_time ?? null;
    case "plain_text_input":
    case "number_input":
    case "email_text_input":
    case "url_text_input":
      return element.initial_value ?? null;
    case "file_input":
    case "datetimepicker":
    case "rich_text_input":
      return null;
    default:
      return element satisfies never;
  }
}

/** After the app changed the window: what was entered in fields that are still there, and is still offered. */
export function stillThere(entries: Entries, blocks: readonly KnownBlock[]): Entries {
  const kept = fieldsOf(blocks).flatMap((block): [string, Entry][] => {
    const entry = entries[block.block_id ?? ""];
    if (!entry || entry.action !== block.element.action_id) return [];
    const offered = offeredBy(block.element);
    const chosen = typeof entry.value === "string" ? [entry.value] : entry.value;
    const isOffered =
      offered === null || !Array.isArray(chosen) || chosen.every((value: string) => offered.includes(value));
    return isOffered ? [[block.block_id ?? "", entry]] : [];
  });
  return Object.fromEntries(kept);
}

/** What is sent: the fields that were touched, for Slack knows what stands in the others. */
export function toSend(entries: Entries): Readonly<Record<string, FormValue>> {
  return Object.fromEntries(Object.entries(entries).map(([id, { value }]) => [id, value]));
}

/** What can be chosen in an element with options of its own; null: anything can be entered. */
function offeredBy(element: Element): readonly string[] | null {
  if (!("options" in element || "option_groups" in element)) return null;
  const groups = "option_groups" in element ? (element.option_groups ?? []) : [];
  const all = [...(element.options ?? []), ...groups.flatMap(({ options }) => options)];
  return all.flatMap(({ value }) => value ?? []);
}
