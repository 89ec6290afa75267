const SAID = new Set(["text", "title", "subtitle", "body", "caption", "description", "alt_text", "details"]);

/** Every text that people would read in a block that the page cannot draw, in order. */
export function wordsIn(block: unknown): readonly string[] {
  if (Array.isArray(block)) return block.flatMap(wordsIn);
  if (typeof block !== "object" || block === null) return [];
  return Object.entries(block).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "string") return SAID.has(key) && value !== "" ? [value] : [];
    return wordsIn(value);
  });
}
