/** What a person sees within three seconds of a command or a press, before the work on it. */

/** `command` is markup already. */
export function received(command: string): string {
  return `Received: ${command}`;
}

/** `Received, cancel: …`: of an act that waited; confirming it needs no word. */
export function pressed(what: string | null, command: string): string {
  return what === null ? received(command) : `Received, ${what}: ${command}`;
}

/** The result of what is confirmed on an alert is told where everybody on call sees it, and nowhere else. */
export function confirmedOnAlert(command: string): string {
  return `${received(command)}. Once it is done, the result stands on the alert's card and in its thread.`;
}

/** A press on a message about something that others had decided, or whose time was over. */
export function tooLate(command: string): string {
  return `This came too late: ${command}. What became of it follows.`;
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
