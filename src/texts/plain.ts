/** Names of people, user groups and channels, by id. */
export type Names = ReadonlyMap<string, string>;

/**
 * Slack markup as a terminal can show it: dates by their fallback, people and channels by name where it is known,
 * bold without its stars, escapes undone.
 */
export function plain(markup: string, names: Names = new Map()): string {
  return markup
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<([@#])([A-Z0-9_]+)(?:\|([^>]*))?>/g, (_, sign: string, id: string, label?: string) =>
      names.has(id) ? `${sign}${names.get(id)}` : label || id,
    )
    .replaceAll(/<!subteam\^([A-Z0-9_]+)>/g, (whole, id: string) =>
      names.has(id) ? `@${names.get(id)}` : whole,
    )
    .replaceAll(/(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** Words with code in them, for a place that shows marks as they are, such as an error at a field of a form. */
export function withoutMarks(text: string): string {
  return text
    .replaceAll(/`([^`]*)`/g, (_, quoted: string) => (quoted.includes('"') ? quoted : `"${quoted}"`))
    .replaceAll("`", "'");
}
