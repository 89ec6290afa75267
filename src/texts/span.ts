const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** A length of time, given in milliseconds, in at most two units: `10m`, `1d 2h`, `45s`. Rounded up to a second; what is past is `0s`. */
export function formatSpan(ms: number): string {
  let left = Math.max(0, Math.ceil(ms / 1_000)) * 1_000;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
    if (parts.length === 2) break;
  }
  return parts.join(" ") || "0s";
}
