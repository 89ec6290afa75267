/** Slack markup as a terminal can show it: dates and mentions by their fallback, escapes undone. */
export function plain(markup: string): string {
  return markup
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<[@#]([A-Z0-9_]+)(?:\|([^>]*))?>/g, (_, id: string, label?: string) => label || id)
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
