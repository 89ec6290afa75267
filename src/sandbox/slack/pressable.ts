import { z } from "zod";

/** What can be pressed in a message, a tab or a card: a button, or one option of a menu. */
export interface Pressable {
  readonly actionId: string;
  /** Of a menu, what the option sends. */
  readonly value?: string;
  /** As it is listed: `Resolve`, `Silence (15m, 1h, 4h)`; the options of one menu have the same. */
  readonly text: string;
  /** By what it can be called: `Silence 15m` and `Silence: 15m`. */
  readonly words: readonly string[];
}

const words = z.object({ text: z.string() });
const element = z.looseObject({
  action_id: z.string(),
  text: words.optional(),
  placeholder: words.optional(),
  options: z.array(z.object({ text: words, value: z.string() })).default([]),
});
const actions = z.object({ type: z.literal("actions"), elements: z.array(z.unknown()) });

/** In the order in which they stand. */
export function pressablesIn(blocks: readonly unknown[]): readonly Pressable[] {
  return blocks.flatMap((block) => {
    const elements = actions.safeParse(block).data?.elements ?? [];
    return elements.flatMap((one) => {
      const read = element.safeParse(one);
      return read.success ? pressablesOf(read.data) : [];
    });
  });
}

/** `[Undo] [Who is]`; empty where there is nothing to press. */
export function lineOf(all: readonly Pressable[]): string {
  return [...new Set(all.map(({ text }) => text))].map((text) => `[${text}]`).join(" ");
}

export function isCalled({ words: names }: Pressable, label: string): boolean {
  return names.some((name) => name.toLowerCase() === label.toLowerCase());
}

function pressablesOf({
  action_id,
  text,
  placeholder,
  options,
}: z.output<typeof element>): readonly Pressable[] {
  if (options.length === 0) {
    const label = text?.text ?? "";
    return label === "" ? [] : [{ actionId: action_id, text: label, words: [label] }];
  }
  const menu = placeholder?.text ?? "…";
  const all = options.map((option) => ({ ...option, short: shortOf(menu, option.text.text) }));
  const listed = `${menu} (${all.map(({ short }) => short).join(", ")})`;
  return all.map(({ short, value, text: own }) => ({
    actionId: action_id,
    value,
    text: listed,
    words: [own.text, `${menu}: ${short}`],
  }));
}

/** An option says what its menu says too, for those who do not see the menu. */
function shortOf(menu: string, option: string): string {
  return option.startsWith(`${menu} `) ? option.slice(menu.length + 1) : option;
}
