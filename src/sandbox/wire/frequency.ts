import type { Clock, Instant } from "../../clock.ts";

/** Counts calls in a sliding second. A refused call takes no place in the window. */
export interface Frequency {
  /** False when `perSecond` calls under this key were admitted within the last second. */
  admits(key: string, perSecond: number): boolean;
  /** Calls under this key within the last second that were admitted. */
  used(key: string): number;
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
    used: (key) => (admitted.get(key) ?? []).filter((at) => at > clock.now() - 1000).length,
    refusals: () => refused,
    clear() {
      admitted.clear();
      refused = 0;
    },
  };
}
