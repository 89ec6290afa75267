import { expect } from "vitest";
import { MOST_BLOCKS_IN_A_MESSAGE, readBlocks } from "../../src/sandbox/slack/blocks.ts";
import type { Card } from "../../src/slack/cards/card.ts";

/** As much as a message can have to tell, and texts from outside that try to come alive. */
export const LARGEST = 10_000;
export const NASTY = `<!channel> <@U1> <https://evil.example|here> *bold* \`code\` \u202e ${"&".repeat(400)}`;
export const names = Array.from({ length: LARGEST }, (_, index) => `${"&".repeat(58)}${index}`);

/** Slack's limits: docs.slack.dev, Block Kit; chat.update takes 4,000 characters of text; bolt-js#2509 for all blocks. */
export function expectToFit({ text, blocks }: Card): void {
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(4_000);
  expect(blocks.length).toBeLessThanOrEqual(MOST_BLOCKS_IN_A_MESSAGE);
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_200);
  let ids = 0;
  const read = readBlocks(
    JSON.parse(JSON.stringify(blocks)),
    MOST_BLOCKS_IN_A_MESSAGE,
    () => `id${(ids += 1)}`,
  );
  expect(read.ok ? [] : read.failure).toEqual([]);
  // A label is read aloud as it is: nothing in it is markup.
  const markup = JSON.stringify(blocks, (key, value: unknown) =>
    key === "accessibility_label" ? "" : value,
  );
  for (const said of [text, markup]) {
    expect(said).not.toMatch(/<!channel|<https|<@U1>|\u202e/);
    // Nothing is cut in the middle of an escape, a date or a piece of code.
    expect(said).not.toMatch(/&(?!amp;|lt;|gt;)|<!date[^>]*…/);
  }
}
