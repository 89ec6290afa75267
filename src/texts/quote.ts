const LONGEST_QUOTE = 160;

/**
 * A vendor's own words, which are foreign text: in quotes, on one line, cut, and without what a database or JSON
 * cannot hold (a NUL, half of a surrogate pair). `secrets`: what may stand in them that nobody is to see.
 */
export function quote(words: string, secrets: readonly (readonly [RegExp, string])[]): string {
  const struck = secrets.reduce((text, [secret, instead]) => text.replaceAll(secret, instead), words);
  const line = struck.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  if (line === "") return "";
  const cut = line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
  return `"${cut.toWellFormed()}"`;
}
