import type { PageExchange } from "../../../told.ts";

/** How a request ended, for the eye and in words. */
export interface Verdict {
  readonly tone: "good" | "bad" | "open";
  readonly words: string;
}

const STATUSES: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No content",
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  429: "Too many requests",
  500: "Server error",
  502: "Bad gateway",
  503: "Service unavailable",
  504: "Gateway timeout",
};

/** Faults after which no answer will come. */
const SILENT: readonly string[] = ["hang", "reset-before", "reset-after"];

export function verdictOf({ status, answer, fault, direction }: PageExchange): Verdict {
  if (status === null)
    return fault !== null && SILENT.includes(fault)
      ? { tone: "bad", words: "no answer" }
      : { tone: "open", words: direction === "out" ? "not taken yet" : "no answer yet" };
  if (typeof status === "string")
    return { tone: status === "ok" ? "good" : "bad", words: status === "ok" ? "ok" : `refused: ${status}` };
  const name = STATUSES[status];
  const words = name === undefined ? String(status) : `${status} ${name}`;
  if (status >= 400) return { tone: "bad", words };
  const code = refusalIn(answer);
  return code === null ? { tone: "good", words } : { tone: "bad", words: `${words}, but ErrorCode ${code}` };
}

/** Tencent answers HTTP 200 also when it refuses: what counts is `ErrorCode` of the answer as a whole, 0 for done. */
function refusalIn(answer: string | null): number | null {
  if (answer === null) return null;
  const code = Number(wholeCode(answer) ?? /^[^[{]*\{[^[{]*"ErrorCode"\s*:\s*(-?\d+)/.exec(answer)?.[1]);
  return Number.isFinite(code) && code !== 0 ? code : null;
}

/** Undefined where the answer was cut, or has none. */
function wholeCode(answer: string): unknown {
  try {
    const parsed: unknown = JSON.parse(answer);
    return typeof parsed === "object" && parsed !== null && "ErrorCode" in parsed
      ? parsed.ErrorCode
      : undefined;
  } catch {
    return undefined;
  }
}

/** Without its query: that is told when the request is opened. */
export const shortPath = (path: string): string => path.split("?", 1)[0] ?? path;

/** The query's parameters in order, decoded. */
export function queryOf(path: string): readonly (readonly [string, string])[] {
  const at = path.indexOf("?");
  return at < 0 ? [] : [...new URLSearchParams(path.slice(at + 1))];
}
