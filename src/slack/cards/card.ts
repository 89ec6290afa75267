import type { KnownBlock } from "@slack/types";

/**
 * A message as it goes to Slack. `text` is complete on its own: phones and screen readers get only that
 * (docs.slack.dev, changelog 2026-07-13, notifications).
 */
export interface Card {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Slack's limits: docs.slack.dev, Block Kit reference (section text 3,000; message text best under 4,000). */
const LONGEST_SECTION = 2_900;
const LONGEST_TEXT = 3_900;

/** A card of lines; each line is markup already. `small` goes below in small print. */
export function cardOf(
  lines: readonly string[],
  small: readonly string[] = [],
  actions: KnownBlock[] = [],
): Card {
  const blocks: KnownBlock[] = sectionsOf(lines).map((text) => ({
    type: "section",
    text: { type: "mrkdwn", text, verbatim: true },
  }));
  if (small.length > 0) {
    blocks.push({
      type: "context",
      elements: [{ type: "mrkdwn", text: cut(small.join(" · "), LONGEST_SECTION), verbatim: true }],
    });
  }
  return {
    text: cut([...lines, ...(small.length > 0 ? [small.join(" · ")] : [])].join("\n"), LONGEST_TEXT),
    blocks: [...blocks, ...actions],
  };
}

function sectionsOf(lines: readonly string[]): readonly string[] {
  const sections: string[] = [];
  for (const line of lines) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= LONGEST_SECTION)
      sections[sections.length - 1] = `${last}\n${line}`;
    else sections.push(cut(line, LONGEST_SECTION));
  }
  // Four sections stay well below the 13,200 characters at which Slack answers msg_blocks_too_long.
  return sections.slice(0, 4);
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
