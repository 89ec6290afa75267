import { effect } from "@preact/signals";
import { keptWhileOpen } from "../world/choices.ts";
import { newestTs } from "../world/sandbox.ts";
import { STEPS, type Run } from "./steps.ts";

/** How far the tour is. The last step, the log, is looked at in its own way and has no parts here. */
export interface Progress {
  readonly step: number;
  readonly part: number;
  readonly run: Run;
  /** The `ts` of the newest message when the turn of this part came: what counts for it is newer. */
  readonly since: number;
  /** Steps that were done once, and are shown so when one comes back to them. */
  readonly finished: readonly number[];
}

export const LOG_STEP = STEPS.length;

export const progress = keptWhileOpen<Progress>("tour", {
  step: 0,
  part: 0,
  run: { whom: "", begun: 0 },
  since: 0,
  finished: [],
});

/** Whether all of the step that is shown is done. */
export function isStepDone(): boolean {
  const { step, part, finished } = progress.value;
  const parts = STEPS[step]?.parts;
  return parts ? part >= parts.length : finished.includes(step);
}

/** Follows the live state: what the visitor does by hand counts as much as what a button did. */
export function followTour(): () => void {
  return effect(() => {
    const before = progress.value;
    const { step, part, run, since, finished } = before;
    const parts = STEPS[step]?.parts ?? [];
    if (!parts[part]?.isDone(run, since)) return;
    const isLast = part + 1 === parts.length;
    progress.value = {
      ...before,
      part: part + 1,
      since: newestTs(),
      finished: isLast ? withStep(step, finished) : finished,
    };
  });
}

/** The log has been looked at in all its ways. */
export function finishLog(): void {
  progress.value = { ...progress.value, finished: withStep(LOG_STEP, progress.value.finished) };
}

function withStep(step: number, finished: readonly number[]): readonly number[] {
  return [...new Set([...finished, step])];
}

export function goToStep(step: number): void {
  const { finished } = progress.value;
  if (finished.includes(step))
    progress.value = { ...progress.value, step, part: STEPS[step]?.parts.length ?? 0 };
  else beginStep(step);
}

/** From its first part, with somebody to whom it can still be done. */
export function beginStep(step: number): void {
  const since = newestTs();
  const whom = STEPS[step]?.whom() ?? "";
  progress.value = { ...progress.value, step, part: 0, run: { whom, begun: since }, since };
}
