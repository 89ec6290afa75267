/** Random numbers that can be had again with the same seed. */
export interface Random {
  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number;
  one<T>(list: readonly T[]): T;
}

/** mulberry32, by Tommy Ettinger: 32 bits of state are enough to choose what to spoil. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    one(list) {
      const chosen = list[between(0, list.length - 1)];
      if (chosen === undefined) throw new Error("there is nothing to choose from");
      return chosen;
    },
  };
}

/** The text with one bit of one of its bytes turned over, as bytes are read back. */
export function flipped(text: string, random: Random): string {
  const bytes = Buffer.from(text);
  for (;;) {
    const spoilt = Buffer.from(bytes);
    const at = random.between(0, bytes.length - 1);
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << random.between(0, 7));
    if (spoilt.toString() !== text) return spoilt.toString();
  }
}
