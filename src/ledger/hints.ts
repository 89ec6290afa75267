import type { JobKind } from "./port.ts";

/** Says that jobs may have become due. A hint may be lost or come twice; the timer to `nextDue` is the truth. */
export interface Hints {
  announce(kinds: ReadonlySet<JobKind>): void;
  onDue(wake: (kind: JobKind) => void): void;
  close(): Promise<void>;
}

/** Hints within this process. */
export function localHints(): Hints {
  const listeners: ((kind: JobKind) => void)[] = [];
  return {
    announce: (kinds) => {
      for (const kind of kinds) for (const wake of listeners) wake(kind);
    },
    onDue: (wake) => void listeners.push(wake),
    close: async () => void listeners.splice(0),
  };
}
