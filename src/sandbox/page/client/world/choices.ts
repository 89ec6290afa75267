import { computed, effect, signal, type Signal } from "@preact/signals";
import type { PageHuman } from "../../told.ts";
import { world } from "./sandbox.ts";

/** What whoever looks at the page has chosen. It stays in this browser only. */

export type Side = "groups" | "wire" | "levers" | "tour" | "none";
export type Theme = "system" | "light" | "dark";
/** What stands in the middle: a channel, the person's messages with Bailiff, or its Home tab. */
export type Place =
  | { readonly kind: "channel"; readonly name: string }
  | { readonly kind: "direct" }
  | { readonly kind: "home" };

export const persona = kept<string>("persona", "mia");
export const place = kept<Place>("place", { kind: "channel", name: "lobby-mods" });
export const theme = kept<Theme>("theme", "system");
export const side = kept<Side>("side", "groups");
/** The message whose thread is open. */
export const openThread = signal<string | null>(null);
/** Which of three columns a narrow screen shows. */
export const column = signal<"channels" | "talk" | "side">("talk");

/** The person one speaks as. */
export const me = computed<PageHuman | null>(
  () => world.value?.people.find(({ name }) => name === persona.value) ?? null,
);

/** Speaks as somebody else, in a channel that they can see. */
export function speakAs(name: string): void {
  persona.value = name;
  openThread.value = null;
  const seen = world.value?.people.find((person) => person.name === name)?.channels ?? [];
  const at = place.value;
  if (at.kind === "channel" && !seen.includes(at.name)) {
    const [first] = seen;
    place.value = first === undefined ? { kind: "direct" } : { kind: "channel", name: first };
  }
}

export function goTo(next: Place): void {
  place.value = next;
  openThread.value = null;
  column.value = "talk";
}

/** Something chosen that a reload keeps, and a new window begins anew. */
export function keptWhileOpen<T>(name: string, start: T): Signal<T> {
  return kept(name, start, () => sessionStorage);
}

function kept<T>(name: string, start: T, storage = (): Storage => localStorage): Signal<T> {
  const key = `bailiff.${name}`;
  const choice = signal<T>(read(storage, key, start));
  effect(() => {
    const text = JSON.stringify(choice.value);
    try {
      storage().setItem(key, text);
    } catch {
      // A browser that keeps nothing for us still shows the page.
    }
  });
  return choice;
}

function read<T>(storage: () => Storage, key: string, start: T): T {
  try {
    const text = storage().getItem(key);
    return text === null ? start : (JSON.parse(text) as T);
  } catch {
    return start;
  }
}
