import type { KnownBlock } from "@slack/types";
import { leftOut } from "../../texts/hints.ts";

/**
 * A message as it goes to Slack. `text` is complete on its own: phones and screen readers get only that
 * (docs.slack.dev, changelog 2026-07-13, notifications).
 */
export interface Card {
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** What a program is to read of it, in the message's metadata; nobody sees it. */
  readonly facts?: Readonly<Record<string, string>>;
}

/**
 * Slack's limits: section text 3,000 characters (docs.slack.dev, Block Kit reference); all blocks together about
 * 13,200 characters of JSON, beyond which it answers msg_blocks_too_long (slackapi/bolt-js#2509); text is best
 * below 4,000.
 */
const LONGEST_SECTION = 2_900;
const LONGEST_BLOCKS = 11_000;
const LONGEST_TEXT = 3_900;
const LONGEST_SMALL = 1_000;

/** A card of lines; each line is markup already. What has no room is counted, never dropped without a word. */
export function cardOf(
  lines: readonly string[],
  small: readonly string[] = [],
  actions: KnownBlock[] = [],
): Card {
  const below = small.length > 0 ? [smallPrint(cut(small.join(" · "), LONGEST_SMALL))] : [];
  const sections = sectionsOf(lines, LONGEST_BLOCKS - JSON.stringify(actions).length);
  // What is below stands below whatever has to be left out above it.
  const last = small.length > 0 ? cut(small.join(" · "), LONGEST_SMALL) : null;
  const room = LONGEST_TEXT - (last === null ? 0 : JSON.stringify(last).length);
  const plain = [...fit(lines, room), ...(last === null ? [] : [last])];
  return { text: plain.join("\n"), blocks: [...sections, ...below, ...actions] };
}

export function withHint(card: Card, hint: string): Card {
  return { text: `${card.text}\n${hint}`, blocks: [...card.blocks, smallPrint(hint)] };
}

/** The plain beginning of a card, for when Slack does not take the whole. */
export function shorten({ text }: Card): Card {
  return { text: cut(text, LONGEST_SECTION), blocks: [] };
}

export function smallPrint(text: string): KnownBlock {
  return { type: "context", elements: [{ type: "mrkdwn", text, verbatim: true }] };
}

/** Lines of markup as sections, in `most` characters of JSON; what has no room is counted. */
export function sectionsOf(lines: readonly string[], most: number): KnownBlock[] {
  return fill(lines, most).map((text) => ({
    type: "section",
    text: { type: "mrkdwn", text, verbatim: true },
  }));
}

/** Lines in as few sections as they need. */
function fill(lines: readonly string[], most: number): readonly string[] {
  const sections: string[] = [];
  for (const line of fit(lines, most)) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= LONGEST_SECTION)
      sections[sections.length - 1] = `${last}\n${line}`;
    else sections.push(cut(line, LONGEST_SECTION));
  }
  return sections;
}

/** As many lines as fit, as they count in JSON, and a last one that says how many do not. */
function fit(lines: readonly string[], most: number): readonly string[] {
  let room = most - leftOut(lines.length).length;
  const fitting: string[] = [];
  for (const line of lines) {
    const shown = cut(line, LONGEST_SECTION);
    room -= JSON.stringify(shown).length;
    if (room < 0) return [...fitting, leftOut(lines.length - fitting.length)];
    fitting.push(shown);
  }
  return fitting;
}

/** Shortens markup without leaving half an escape, half a date or an open piece of code behind. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest - 2).replace(/(?:&[a-z]{0,4}|<[^>]*|[\ud800-\udbff])$/, "");
  const isOpen = kept.split("`").length % 2 === 0;
  return `${kept}…${isOpen ? "`" : ""}`;
}
