import type { AlertLink } from "../alert.ts";

const LONGEST_URL = 1_500;

/** Links as a sender gives them; what is no web address is left out, and so is what stands twice. */
export function linksOf(
  given: readonly (readonly [AlertLink["what"], string | null | undefined])[],
): readonly AlertLink[] {
  const seen = new Set<string>();
  return given.flatMap(([what, text]) => {
    const url = text ? URL.parse(text) : null;
    const isWeb = url !== null && (url.protocol === "https:" || url.protocol === "http:");
    // A name and a password in an address are somebody's; they do not belong into a channel.
    if (!isWeb || url.username !== "" || url.password !== "" || url.href.length > LONGEST_URL) return [];
    if (seen.has(url.href)) return [];
    seen.add(url.href);
    return [{ what, url: url.href }];
  });
}
