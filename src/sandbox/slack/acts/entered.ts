import { z } from "zod";
import type { Result } from "../../../result.ts";
import { fail, ok } from "../../../result.ts";
import type { Element } from "../blocks.ts";
import { elementsOf } from "../blocks.ts";
import * as texts from "../texts.ts";
import type { View } from "../view-store.ts";
import type { World } from "../world.ts";
import type { Person } from "../workspace.ts";
import { fileComplaints, upload, type ChosenFiles } from "./chosen-files.ts";

/** What a person entered: by block id or action id, text, an option's value, several of them, or files. */
export type Entered = Readonly<Record<string, EnteredValue>>;
type EnteredValue = string | readonly string[] | ChosenFiles | null;

export type State = Record<string, Record<string, unknown>>;

const optional = z.looseObject({ optional: z.boolean().default(false) });
const option = z.looseObject({ value: z.string() });
const filled = z.looseObject({
  options: z.array(option).default([]),
  option_groups: z.array(z.object({ options: z.array(option) })).default([]),
  initial_value: z.string().nullish(),
  initial_option: option.nullish(),
  initial_options: z.array(option).nullish(),
  initial_user: z.string().nullish(),
  initial_channel: z.string().nullish(),
  initial_conversation: z.string().nullish(),
  initial_date: z.string().nullish(),
  initial_time: z.string().nullish(),
  max_length: z.number().optional(),
  min_length: z.number().optional(),
});
type Filled = z.infer<typeof filled>;

/**
 * The `state.values` of a view with these entries. The failure lists, in words, the fields that the client would
 * not let go: those left empty that must be filled, text of the wrong length, files it does not take. Throws on a
 * field the view has not.
 */
export function stateOf(
  world: World,
  person: Person,
  view: View,
  entered: Entered,
): Result<State, readonly string[]> {
  const state: State = {};
  const unused = new Set(Object.keys(entered));
  const complaints: string[] = [];
  for (const block of view.blocks.filter((one) => one.type === "input")) {
    for (const element of elementsOf(block)) {
      const key = block.block_id in entered ? block.block_id : element.action_id;
      unused.delete(key);
      const given = entered[key];
      if (isFiles(given) && element.type !== "file_input") throw new Error(`${key} takes no files.`);
      const refusals = isFiles(given) ? fileComplaints(key, element, given.files) : [];
      if (refusals.length > 0) {
        complaints.push(...refusals);
        continue;
      }
      const value = isFiles(given) ? { files: upload(world, person, given.files) } : valueOf(element, given);
      const isEmpty = Object.values(value).every(
        (part) => part === null || (Array.isArray(part) && part.length === 0),
      );
      if (isEmpty && !optional.parse(block).optional) complaints.push(texts.fieldEmpty(key));
      complaints.push(...lengthComplaints(key, element, "value" in value ? value.value : null));
      state[block.block_id] = {
        ...state[block.block_id],
        [element.action_id]: { type: element.type, ...value },
      };
    }
  }
  if (unused.size > 0) throw new Error(`The view has no field ${[...unused].join(", ")}.`);
  return complaints.length > 0 ? fail(complaints) : ok(state);
}

function isFiles(given: EnteredValue | undefined): given is ChosenFiles {
  return typeof given === "object" && given !== null && "files" in given;
}

/** `undefined` is a field that was not touched, `null` one that was emptied. */
function valueOf(element: Element, given: string | readonly string[] | null | undefined) {
  const start = filled.parse(element);
  const many = typeof given === "string" ? [given] : given;
  const one = given === undefined ? undefined : (many?.[0] ?? null);
  const pick = picker(element, start);
  switch (element.type) {
    case "static_select":
    case "radio_buttons":
    case "external_select":
      return { selected_option: one === undefined ? (start.initial_option ?? null) : one && pick(one) };
    case "multi_static_select":
    case "multi_external_select":
    case "checkboxes":
      return {
        selected_options: many === undefined ? (start.initial_options ?? []) : (many ?? []).map(pick),
      };
    case "users_select":
      return { selected_user: one === undefined ? (start.initial_user ?? null) : one };
    case "multi_users_select":
      return { selected_users: many ?? [] };
    case "channels_select":
      return { selected_channel: one === undefined ? (start.initial_channel ?? null) : one };
    case "conversations_select":
      return { selected_conversation: one === undefined ? (start.initial_conversation ?? null) : one };
    case "datepicker":
      return { selected_date: one === undefined ? (start.initial_date ?? null) : one };
    case "timepicker":
      return { selected_time: one === undefined ? (start.initial_time ?? null) : one };
    case "file_input":
      if (one !== null && one !== undefined) throw new Error(`${element.action_id} takes files.`);
      return { files: [] };
    default: {
      const text = one === undefined ? (start.initial_value ?? null) : one;
      return { value: text === "" ? null : text };
    }
  }
}

/** Finds an offered option. The app is not asked for the options of an external menu: any value is one. */
function picker(element: Element, start: Filled): (value: string) => z.infer<typeof option> {
  if (element.type.endsWith("external_select")) {
    return (value) => ({ text: { type: "plain_text", text: value, emoji: true }, value });
  }
  const offered = [...start.options, ...start.option_groups.flatMap((group) => group.options)];
  return (value) => {
    const found = offered.find((candidate) => candidate.value === value);
    if (!found) throw new Error(`${element.action_id} does not offer ${value}.`);
    return found;
  };
}

function lengthComplaints(key: string, element: Element, value: unknown): string[] {
  if (typeof value !== "string") return [];
  const { min_length = 0, max_length = 3000 } = filled.parse(element);
  const fits = value.length >= min_length && value.length <= max_length;
  return fits ? [] : [texts.fieldLength(key, min_length, max_length)];
}
