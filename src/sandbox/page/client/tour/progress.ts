import { effect, signal } from "@preact/signals";
import { newestTs } from "../world/sandbox.ts";
import { STEPS } from "./steps.ts";

/** How far the tour is. The last step, the log, is looked at in its own way and has no parts here. */
export interface Progress {
  readonly step: number;
  readonly part: number;
  /** The `ts` of the newest message when the turn of this part came: what counts for it is newer. */
  readonly since: number;
}

const START: Progress = { step: 0, part: 0, since: 0 };

export const progress = signal<Progress>(START);

/** Follows the live state: what the visitor does by hand counts as much as what a button did. */
export function followTour(): () => void {
  return effect(() => {
    const { step, part, since } = progress.value;
    const current = STEPS[step];
    if (current?.parts[part]?.isDone(since)) progress.value = { step, part: part + 1, since: newestTs() };
  });
}

export function goToStep(step: number): void {
  progress.value = { step, part: 0, since: newestTs() };
}
