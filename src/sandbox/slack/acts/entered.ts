import { z } from "zod";
import type { Result } from "../../../result.ts";
import { fail, ok } from "../../../result.ts";
import type { Element } from "../blocks.ts";
import { elementsOf } from "../blocks.ts";
import * as texts from "../texts.ts";
import type { View } from "../view-store.ts";

/** What a person entered: by block id or action id, text, an option's value, or several of them. */
export type Entered = Readonly<Record<string, string | readonly string[] | null>>;

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
  initial_date: z.string().nullish(),
  max_length: z.number().optional(),
  min_length: z.number().optional(),
});

/**
 * The `state.values` of a view with these entries. The failure lists, in words, the fields that the client would
 * not let go: those left empty that must be filled, text of the wrong length. Throws on a field the view has not.
 */
export function stateOf(view: View, entered: Entered): Result<State, readonly string[]> {
  const state: State = {};
  const unused = new Set(Object.keys(entered));
  const complaints: string[] = [];
  for (const block of view.blocks.filter((one) => one.type === "input")) {
    for (const element of elementsOf(block)) {
      const key = block.block_id in entered ? block.block_id : element.action_id;
      unused.delete(key);
      const value = valueOf(element, entered[key]);
      const isEmpty = Object.values(value).every(
        (part) => part === null || (Array.isArray(part) && part.length === 0),
      );
      if (isEmpty && !optional.parse(block).optional) complaints.push(texts.fieldEmpty(key));
      complaints.push(...lengthComplaints(key, element, value["value"]));
      state[block.block_id] = {
        ...state[block.block_id],
        [element.action_id]: { type: element.type, ...value },
      };
    }
  }
  if (unused.size > 0) throw new Error(`The view has no field ${[...unused].join(", ")}.`);
  return complaints.length > 0 ? fail(complaints) : ok(state);
}

function valueOf(
  element: Element,
  given: string | readonly string[] | null | undefined,
): Record<string, unknown> {
  const start = filled.parse(element);
  const one = typeof given === "string" ? given : given?.[0];
  const many = typeof given === "string" ? [given] : given;
  const offered = [...start.options, ...start.option_groups.flatMap((group) => group.options)];
  const pick = (value: string): z.infer<typeof option> => {
    const found = offered.find((candidate) => candidate.value === value);
    if (!found) throw new Error(`${element.action_id} does not offer ${value}.`);
    return found;
  };
  const given1 = given === undefined ? undefined : (one ?? null);
  switch (element.type) {
    case "static_select":
    case "radio_buttons":
      return {
        selected_option: given1 === undefined ? (start.initial_option ?? null) : given1 && pick(given1),
      };
    case "multi_static_select":
    case "checkboxes":
      return { selected_options: many ? many.map(pick) : (start.initial_options ?? []) };
    case "users_select":
      return { selected_user: given1 === undefined ? (start.initial_user ?? null) : given1 };
    case "multi_users_select":
      return { selected_users: many ?? [] };
    case "datepicker":
      return { selected_date: given1 === undefined ? (start.initial_date ?? null) : given1 };
    default: {
      const text = given1 === undefined ? (start.initial_value ?? null) : given1;
      return { value: text === "" ? null : text };
    }
  }
}

function lengthComplaints(key: string, element: Element, value: unknown): string[] {
  if (typeof value !== "string") return [];
  const { min_length = 0, max_length = 3000 } = filled.parse(element);
  const fits = value.length >= min_length && value.length <= max_length;
  return fits ? [] : [texts.fieldLength(key, min_length, max_length)];
}
