const BLANKS = /[\t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
const ZERO_WIDTH = /[\u200b-\u200f\u2060\ufeff]/g;
const DOUBLE_QUOTES = /[\u201c-\u201f\u00ab\u00bb\uff02]/g;
const SINGLE_QUOTES = /[\u2018-\u201b]/g;

/**
 * Takes back what keyboards and clients do to a command: curly quotes, blanks of every width and newlines,
 * invisible characters. Nothing that tells one account from another is touched: no Unicode normal form is
 * applied, because even NFC makes the Kelvin sign a `K`, and NFKC makes a full-width account a plain one.
 */
export function normalise(text: string): string {
  return text
    .toWellFormed()
    .replace(BLANKS, " ")
    .replace(ZERO_WIDTH, "")
    .replace(DOUBLE_QUOTES, '"')
    .replace(SINGLE_QUOTES, "'");
}

/**
 * The form in which words are compared to find slips: compatibility characters made plain, lower case, no
 * punctuation around. For suspicion only; nothing is ever accepted because its folded form would be right.
 */
export function fold(word: string): string {
  return word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}#@+-]+/u, "")
    .replace(/[^\p{L}\p{N}]+$/u, "");
}

/** Lower case for A to Z only: `toLowerCase` would also turn the Kelvin sign into a `k`. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
]);

/** Slack writes `&`, `<` and `>` that a person typed as entities. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES.get(entity) ?? entity);
}

export function encodeEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** `U+202E` for the first character of the text. */
export function codePoint(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
