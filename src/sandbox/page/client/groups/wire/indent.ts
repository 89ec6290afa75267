/** Text as it went over the wire, made readable. */

const STEP = "  ";
/** Deeper nesting is not unpacked. */
const DEEPEST = 6;

/**
 * JSON with a line for each value, also where its end was cut off; other text as it is. Text that is JSON itself, as
 * `blocks` is in calls to Slack, is unpacked: in one line nobody could read it.
 */
export function readable(text: string): string {
  const whole = parsed(text);
  if (whole !== undefined) return JSON.stringify(unpacked(whole, 0), null, 2);
  return /^\s*[{[]/.test(text) ? indented(text) : text;
}

/** Undefined where the text is no JSON object or list. */
function parsed(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function unpacked(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) return value;
  if (typeof value === "string") {
    const inner = parsed(value);
    return inner === undefined ? value : unpacked(inner, depth + 1);
  }
  if (Array.isArray(value)) return value.map((one: unknown) => unpacked(one, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unpacked(one, depth + 1)]));
}

/** Breaks lines at brackets and commas outside of strings; it does not matter whether the brackets match. */
function indented(text: string): string {
  const pieces = text.match(/"(?:[^"\\]|\\.)*(?:"|$)|[{}[\],:]|[^\s"{}[\],:]+/gs) ?? [];
  let depth = 0;
  const line = (): string => `\n${STEP.repeat(depth)}`;
  return pieces
    .map((piece, index) => {
      const next = pieces[index + 1] ?? "";
      if (piece === "{" || piece === "[") {
        depth += 1;
        return "}]".includes(next) && next !== "" ? piece : `${piece}${line()}`;
      }
      if (piece === "}" || piece === "]") {
        depth = Math.max(0, depth - 1);
        return "{[".includes(pieces[index - 1] ?? "-") ? piece : `${line()}${piece}`;
      }
      if (piece === ",") return `,${line()}`;
      return piece === ":" ? ": " : spaced(piece, next);
    })
    .join("");
}

/** Words behind the place where a text was cut stay apart. */
function spaced(piece: string, next: string): string {
  return next === "" || "{}[],:".includes(next) ? piece : `${piece} `;
}
