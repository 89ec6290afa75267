import type { Clock, Instant } from "../../clock.ts";

/** Counts calls in a sliding second. A refused call takes no place in the window. */
export interface Frequency {
  /** False when `perSecond` calls under this key were admitted within the last second. */
  admits(key: string, perSecond: number): boolean;
  /** How many calls were refused since the start or the last `clear`. */
  refusals(): number;
  clear(): void;
}

export function frequencyBy(clock: Clock): Frequency {
  const admitted = new Map<string, Instant[]>();
  let refused = 0;
  return {
    admits(key, perSecond) {
      const now = clock.now();
      const recent = (admitted.get(key) ?? []).filter((at) => at > now - 1000);
      const admits = recent.length < perSecond;
      if (admits) recent.push(now);
      else refused += 1;
      admitted.set(key, recent);
      return admits;
    },
    refusals: () => refused,
    clear() {
      admitted.clear();
      refused = 0;
    },
  };
}
