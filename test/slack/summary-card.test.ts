import { describe, expect, it } from "vitest";
import { summarise, type Summary, type Tallied } from "../../src/cases/summary.ts";
import { booksOf, type Tally } from "../../src/ledger/port.ts";
import { summaryCard } from "../../src/slack/cards/summary-card.ts";
import { plain } from "../../src/texts/plain.ts";
import type { Verb } from "../../src/words.ts";
import { expectToFit, NASTY } from "./fits.ts";

const DAY = 86_400_000;
const FROM = Date.parse("2026-11-15T23:00Z");

const tally = (alias: string, verb: Verb, person: string | null, cases: number, done: number): Tally => ({
  group: { alias, connection: "game", id: `@${alias}` },
  verb,
  person,
  cases,
  books: { ...booksOf([]), done },
  open: 0,
});

const summary = (tallied: Tallied, more: Partial<Summary> = {}): Summary => ({
  isWeekly: true,
  zone: "Europe/Berlin",
  period: { from: FROM, until: FROM + 7 * DAY },
  among: null,
  ...summarise(tallied, { group: ({ alias }) => alias, person: (id) => id.toLowerCase() }),
  ...more,
});

const told = (one: Summary): { readonly text: string; readonly tables: string } => {
  const card = summaryCard(one);
  expectToFit(card);
  const blocks = card.blocks.flatMap((block) =>
    block.type === "section" && block.text ? [block.text.text] : [],
  );
  return { text: plain(card.text), tables: blocks.filter((text) => text.startsWith("```")).join("\n") };
};

const NOW = [
  tally("lobby", "mute", "MIA", 8, 40),
  tally("lobby", "kick", "MAX", 3, 3),
  { ...tally("live", "mute", "MIA", 1, 9), books: { ...booksOf([]), done: 5, refused: 4 }, open: 2 },
  tally("lobby", "unban", null, 1, 1),
];
const BEFORE = [tally("lobby", "mute", "MIA", 10, 45), tally("stage", "ban", "MEL", 2, 2)];

describe("a summary", () => {
  it("counts cases by group, verb and person beside the week before, in sentences", () => {
    const { text } = told(summary({ now: NOW, before: BEFORE }));
    expect(text).toBe(
      [
        "What was done from Monday 16 November 2026 to Sunday 22 November 2026 (Europe/Berlin)",
        "13 cases, 1 more than in the week before, about 55 accounts (8 more).",
        "Outcomes: 49 done (2 more), 4 refused (4 more), 2 still open.",
        "Group: `lobby` 12 cases (2 more) about 44 accounts, `live` 1 case (1 more) about 11 accounts, `stage` 0 cases (2 fewer) about 0 accounts.",
        "Verb: `mute` 9 cases (1 fewer) about 51 accounts, `kick` 3 cases (3 more) about 3 accounts, `unban` 1 case (1 more) about 1 account, `ban` 0 cases (2 fewer) about 0 accounts.",
        "Person: `mia` 9 cases (1 fewer) about 51 accounts, `max` 3 cases (3 more) about 3 accounts, `Bailiff (ends of bans)` 1 case (1 more) about 1 account, `mel` 0 cases (2 fewer) about 0 accounts.",
      ].join("\n"),
    );
  });

  it("has the same as tables of equal-width letters", () => {
    const { tables } = told(summary({ now: NOW, before: BEFORE }));
    expect(tables.split("```").filter((part) => part.trim() !== "")[0]).toBe(
      [
        "Group  Cases  Accounts  Than before",
        "lobby     12        44       2 more",
        "live       1        11       1 more",
        "stage      0         0      2 fewer",
      ].join("\n"),
    );
  });

  it("says when nothing was done", () => {
    expect(told(summary({ now: [], before: [] })).text).toMatch(
      /No case was opened in this week, nor in the week before\./,
    );
    const { text, tables } = told(summary({ now: [], before: BEFORE }));
    expect(text).toMatch(
      /No case was opened in this week, in the week before there were 12 cases about 47 accounts\./,
    );
    expect(tables).toBe("");
  });

  it("counts no account for a lock, which is about a group", () => {
    const { text, tables } = told(summary({ now: [tally("fans", "lock", "MIA", 2, 2)], before: [] }));
    expect(text).toContain(
      "2 cases about 0 accounts; nothing was done in the week before.\nOutcomes: 2 done.",
    );
    expect(text).toContain("Group: `fans` 2 cases about 0 accounts.");
    // With nothing before, there is nothing to be more than.
    expect(`${text}${tables}`).not.toMatch(/more|than before/i);
  });

  it("of somebody's own time compares with as long a time before, and says of which groups it is", () => {
    const more = {
      isWeekly: false,
      period: { from: FROM, until: FROM + 2 * DAY },
      among: ["lobby"],
    } as const;
    const { text } = told(summary({ now: NOW, before: NOW }, more));
    expect(text).toMatch(/What was done since 2026-11-15 23:00 UTC, of `lobby`/);
    expect(text).toMatch(/13 cases, as many as in the 2 days before, about 55 accounts \(as many\)\./);
    expect(told(summary({ now: [], before: [] }, more)).text).toMatch(/No case was opened in this time/);
  });

  it("stays within Slack's limits and harmless with many names that want to be more", () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      tally(`${index}${NASTY}`, "mute", `\`\`\`${index}${NASTY}`, 300 - index, 1),
    );
    const { text, tables } = told(summary({ now: many, before: many.slice(7) }, { among: [NASTY] }));
    expect(text).toMatch(/and 288 more, with 41,616 cases together/);
    expect(tables).toMatch(/… and 288 more, with 41,616 cases together/);
    expect(tables.split("```")).toHaveLength(7);
  });
});
