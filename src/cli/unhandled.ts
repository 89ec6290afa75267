import { blot } from "../ops/log.ts";

/** The last words of a process after an error that nobody handled. */
export function unhandledText(error: unknown): string {
  return `Bailiff stops after an error that nobody handled: ${blot(error instanceof Error ? error.message : "unknown", [])}`;
}
