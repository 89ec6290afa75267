/** Lengths of time as configuration and tools write them, such as `10m` or `1h30m`. */

export const LENGTH = /^(\d+[wdhms])+$/;

const UNIT_MS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
};

/** In milliseconds. The text must match `LENGTH`. */
export function lengthMs(text: string): number {
  return [...text.matchAll(/(\d+)([wdhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ""] ?? 0),
    0,
  );
}
