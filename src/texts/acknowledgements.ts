/** What a person sees within three seconds of a command or a press, before the work on it. */

/** `command` is markup already. */
export function received(command: string): string {
  return `Received: ${command}`;
}

/** `Received, cancel: …`: of an act that waited; confirming it needs no word. */
export function pressed(what: string | null, command: string): string {
  return what === null ? received(command) : `Received, ${what}: ${command}`;
}

export const CAME_BEFORE = "This request came before; nothing was done a second time.";

export const NOT_SAVED =
  "Nothing was done: Bailiff could not write your request to its journal, and it does nothing that it cannot record. Try again; if this goes on, tell whoever runs Bailiff.";

export const SAVING_TAKES_LONG =
  "Your request is still being saved. Its outcome, or why nothing was done, will follow here.";

export const OTHER_WORKSPACE =
  "Nothing was done: Bailiff works only for people of the workspace it is installed in.";

export const OLD_BUTTON =
  "Nothing was done: this button belongs to an older message. Type the command again.";

export const NOT_YOUR_BUTTON =
  "Nothing was done: only the person who asked can answer this. Type the command yourself.";
