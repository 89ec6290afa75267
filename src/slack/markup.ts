import type { Instant } from "../clock.ts";

/**
 * Foreign text (reasons, accounts, vendor messages) is only text. It becomes Slack markup here and nowhere
 * else: escaped once, on one line, as code, where Slack makes nothing of mentions, links or formatting.
 * Source: docs.slack.dev, "Formatting message text", escaping of & < >.
 */
export function code(foreign: string, longest = 300): string {
  const line = cut(clean(foreign), longest);
  // A backtick would end the code, and an empty or blank piece of code would show its backticks.
  return `\`${escape(line.replaceAll("`", "'")).trim() || "–"}\``;
}

/** Our own words, or foreign text whose formatting characters do no harm; without characters that turn text around. */
export function escape(text: string): string {
  return text
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** One line without control characters, bidi overrides, zero-width characters and halves of surrogate pairs. */
export function clean(foreign: string): string {
  return foreign
    .toWellFormed()
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}

/** A name where Slack shows plain text, which cannot be escaped: nothing in it shall even look like a mark. */
export function plainName(foreign: string, longest: number): string {
  return cut(clean(foreign).replaceAll(/[<>&]/g, "").trim(), longest) || "–";
}

function cut(line: string, longest: number): string {
  // Half of a character is no text.
  return line.length > longest ? `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…` : line;
}

export function mention(person: string): string {
  // Ids come from Slack's own signed requests, but also from the configuration.
  return /^[UW][A-Z0-9_]+$/.test(person) ? `<@${person}>` : code(person);
}

/** The name of a channel, for who may see it. */
export function channelLink(channel: string): string {
  return /^[CG][A-Z0-9_]+$/.test(channel) ? `<#${channel}>` : code(channel);
}

/** A moment to the second, in the reader's own time zone; with UTC in words for those who only get plain text. */
export function exactMoment(instant: Instant): string {
  const utc = `${new Date(instant).toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return `<!date^${Math.floor(instant / 1_000)}^{date_num} {time_secs}|${utc}>`;
}

/** A moment in the reader's own time zone; with UTC in words for those who only get plain text. */
export function moment(instant: Instant): string {
  const utc = `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `<!date^${Math.ceil(instant / 1_000)}^{date_short_pretty} at {time}|${utc}>`;
}
