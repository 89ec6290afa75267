import { signal } from "@preact/signals";

/** What the page itself has to say, such as why something could not be done; null: nothing. */
export const noticed = signal<string | null>(null);

const SHOWN_MS = 8_000;
let hiding: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence until it is closed, or for some seconds. */
export function notice(text: string): void {
  noticed.value = text;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    noticed.value = null;
  }, SHOWN_MS);
}
