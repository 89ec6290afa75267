import type { Option, OptionGroup } from "@slack/types";
import { me } from "../../world/choices.ts";
import { world } from "../../world/sandbox.ts";
import { plainOf } from "../text.tsx";

/** Something that a menu offers. */
export interface Choosable {
  readonly value: string;
  readonly words: string;
  /** More about it; empty where there is nothing. */
  readonly about: string;
}

/** What a menu offers, in groups; a group without a name stands for options outside of any. */
export type Offer = readonly { readonly name: string | null; readonly all: readonly Choosable[] }[];

/** Every kind of menu that Slack fills by itself. */
export type FilledBySlack =
  | "users_select"
  | "multi_users_select"
  | "channels_select"
  | "multi_channels_select"
  | "conversations_select"
  | "multi_conversations_select";

/** What an element itself offers. */
export function offeredIn(
  element: Partial<{ options: readonly Option[]; option_groups: readonly OptionGroup[] }>,
): Offer {
  const groups = (element.option_groups ?? []).map(({ label, options }) => ({
    name: plainOf(label),
    all: options.map(choosable),
  }));
  return [{ name: null, all: (element.options ?? []).map(choosable) }, ...groups];
}

/** What Slack offers: everybody, or the channels that the person one speaks as can see. */
export function offeredBySlack(type: FilledBySlack): Offer {
  const people = (world.value?.people ?? [])
    .filter(({ standing }) => standing !== "deactivated")
    .map(({ id, name }) => ({ value: id, words: `@${name}`, about: "" }));
  const mine = me.value?.channels ?? [];
  const channels = (world.value?.channels ?? [])
    .filter(({ name, isArchived }) => mine.includes(name) && !isArchived)
    .map(({ id, name }) => ({ value: id, words: `#${name}`, about: "" }));
  return [{ name: null, all: type.includes("users") ? people : channels }];
}

function choosable({ text, value = "", description }: Option): Choosable {
  const words = text.type === "plain_text" ? plainOf(text) : text.text;
  return { value, words, about: description ? plainOf(description) : "" };
}
