/** The lines typed in this browser, newest first, so that one can be brought back. */
let lines: readonly string[] = [];

const KEPT = 50;

export function remember(line: string): void {
  lines = [line, ...lines.filter((other) => other !== line)].slice(0, KEPT);
}

/** The line typed `back` lines ago, counted from 1; null where there is none. */
export function recall(back: number): string | null {
  return lines[back - 1] ?? null;
}
