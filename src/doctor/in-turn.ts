import { pause, type Clock } from "../clock.ts";
import type { Finding } from "./finding.ts";

/** Many looks at one service, one after the other. */
export interface Row<T> {
  readonly items: readonly T[];
  /** So many at once; then one each `everyMs` milliseconds, so that people's commands are not held up by doctor. */
  readonly burst: number;
  readonly everyMs: number;
  readonly timer: Clock;
  /** Looks at one. `isSilent`: the service gave no answer, or asked for a pause. */
  readonly look: (item: T) => Promise<{ readonly findings: readonly Finding[]; readonly isSilent: boolean }>;
  /** What is said of those that were not looked at any more; there is at least one. */
  readonly rest: (left: readonly T[]) => Finding;
}

/** The first that gets no answer ends the row: the others would each wait as long. */
export async function inTurn<T>(row: Row<T>): Promise<readonly Finding[]> {
  const { items, burst, everyMs, timer, look, rest } = row;
  const told: Finding[] = [];
  for (const [index, item] of items.entries()) {
    if (index >= burst) await pause(timer, everyMs);
    const { findings, isSilent } = await look(item);
    told.push(...findings);
    const left = items.slice(index + 1);
    if (isSilent) return left.length === 0 ? told : [...told, rest(left)];
  }
  return told;
}
