import { sha256 } from "../hash.ts";
import type { Sampling } from "./selection.ts";

/**
 * Draws numbers without putting any back, in a way that can be done again with any tool: each number has the key
 * SHA-256 of `<seed>:<number>` in UTF-8, and those with the smallest keys (as hex) are drawn. So it does not matter in
 * which order the numbers are offered, and a larger sample with the same seed holds the smaller one.
 */
export interface Draw {
  offer(seq: number): void;
  drawn(): ReadonlySet<number>;
}

export function keyOf(seed: string, seq: number): string {
  return sha256(`${seed}:${seq}`);
}

interface Offered {
  readonly seq: number;
  readonly key: string;
}

export function createDraw({ size, seed }: Sampling): Draw {
  let kept: Offered[] = [];
  /** Keys from here on are not among the smallest. */
  let bound: string | null = null;

  const shrink = (): void => {
    kept.sort((one, other) => (one.key < other.key ? -1 : 1));
    kept = kept.slice(0, size);
    bound = kept.length === size ? (kept.at(-1)?.key ?? null) : null;
  };
  return {
    offer(seq) {
      const key = keyOf(seed, seq);
      if (bound !== null && key >= bound) return;
      kept.push({ seq, key });
      // Twice the sample is the most that is ever kept.
      if (kept.length >= 2 * size) shrink();
    },
    drawn() {
      shrink();
      return new Set(kept.map(({ seq }) => seq));
    },
  };
}
