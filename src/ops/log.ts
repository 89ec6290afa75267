import { pino } from "pino";
import type { Log } from "../log.ts";

/**
 * Everything the program logs goes through one sink, where credentials are blotted out: by value where they are
 * known, and by shape where they come from somewhere else (a token in a vendor's message, a response URL).
 */
export function createLog(level: string, secrets: readonly string[], write: (line: string) => void): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => write(blot(line, secrets)) },
  );
}

const SHAPES = [
  /xox[a-z]-[A-Za-z0-9-]+/g,
  /xapp-[A-Za-z0-9-]+/g,
  /usersig=[^&"\s]+/gi,
  /https:\/\/hooks\.slack(?:-gov)?\.com\/[^"\s]+/g,
  /(?<=postgres(?:ql)?:\/\/)[^@/\s"]+(?=@)/g,
] as const;

export function blot(line: string, secrets: readonly string[]): string {
  let clean = line;
  for (const secret of secrets) {
    if (secret.length < 8) continue;
    // In a JSON line, quotes and backslashes of a secret are escaped.
    for (const form of [secret, JSON.stringify(secret).slice(1, -1)])
      clean = clean.replaceAll(form, "[secret]");
  }
  for (const shape of SHAPES) clean = clean.replaceAll(shape, "[secret]");
  return clean;
}
