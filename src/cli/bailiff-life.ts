import type { Clock } from "../clock.ts";
import type { Life, Subject } from "../sandbox/control/subject.ts";

/** How the sandbox's Bailiff is, for those who want to hear of it. */
export interface LifeStory {
  readonly now: () => Life;
  turn(state: Life["state"], change?: Partial<Pick<Life, "restarts" | "pid">>): void;
  readonly onTurn: Subject["onLife"];
  /** Resolves at the next change, or after so many milliseconds of real time. */
  nextTurn(withinMs: number): Promise<void>;
}

export function createLifeStory(clock: Clock): LifeStory {
  const listeners = new Set<(life: Life) => void>();
  let life: Life = { state: "starting", since: clock.now(), restarts: 0, pid: null };
  const onTurn = (listener: (life: Life) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    now: () => life,
    turn(state, change = {}) {
      life = { ...life, ...change, state, since: clock.now() };
      for (const listener of listeners) listener(life);
    },
    onTurn,
    nextTurn: (withinMs) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          unsubscribe();
          resolve();
        };
        const timer = setTimeout(end, withinMs);
        const unsubscribe = onTurn(end);
      }),
  };
}
