/**
 * How many single slips (a letter left out, put in, changed, or swapped with its neighbour) lie between two
 * words; `limit + 1` when it is more than `limit`. Restricted Damerau-Levenshtein distance.
 */
export function slips(a: string, b: string, limit: number): number {
  const [from, to] = [Array.from(a), Array.from(b)];
  let beforeLast: number[] = [];
  let last = to.map((_, index) => index + 1);
  last.unshift(0);
  for (const [i, letter] of from.entries()) {
    const row = [i + 1];
    for (const [j, other] of to.entries()) {
      const changed = at(last, j) + (letter === other ? 0 : 1);
      const swapped = letter === to[j - 1] && from[i - 1] === other ? at(beforeLast, j - 1) + 1 : Infinity;
      row.push(Math.min(at(last, j + 1) + 1, at(row, j) + 1, changed, swapped));
    }
    // What is too far apart by now comes no nearer.
    if (Math.min(...row) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(at(last, to.length), limit + 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}

/** True when `word` could be a slip of the finger for `name`: not for short names, where every word is near. */
export function isNear(word: string, name: string): boolean {
  const length = Array.from(name).length;
  if (length >= 3 && word.length === name.length && sortedLetters(word) === sortedLetters(name)) return true;
  const limit = length >= 7 ? 2 : length >= 4 ? 1 : 0;
  return slips(word, name, limit) <= limit;
}

function sortedLetters(word: string): string {
  return Array.from(word).toSorted().join("");
}

/** The one of `names` that `word` is most likely meant to be, for "did you mean"; null when none is close. */
export function nearest(word: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let fewest = 4;
  for (const name of names) {
    const needed = slips(word, name, 3);
    if (needed < fewest && needed <= name.length / 2) [best, fewest] = [name, needed];
  }
  return best;
}
