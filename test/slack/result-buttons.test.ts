import { describe, expect, it } from "vitest";
import type { Case, Target } from "../../src/ledger/port.ts";
import { resultCard } from "../../src/slack/cards/case-card.ts";
import { aDraft, aState } from "../ledger/samples.ts";
import { expectToFit, names, NASTY } from "./fits.ts";

/** Results with as much text as can be above the buttons. */

const TOLD = { late: false, readOn: true } as const;

function muteOf(count: number, more: Partial<Case> = {}): Case {
  const accounts = names.slice(0, count);
  const targets = accounts.map(
    // Different notes make many lines.
    (account, index): Target => ({
      account,
      outcome: index % 4 === 3 ? "unknown" : "done",
      detail: `${NASTY} ${index}`,
      before: aState(account),
      attempted: true,
    }),
  );
  return {
    ...aDraft({
      verb: "mute",
      accounts,
      until: 1_800_000_000_000,
      command: NASTY,
      reason: NASTY,
      rule: NASTY,
    }),
    number: 999_999_999_999,
    openedAt: 1_790_000_001_000,
    state: "settled",
    settledAt: 1_790_000_009_000,
    stoppedBy: "U_MAX",
    targets,
    ...more,
  };
}

function buttonsOf(kase: Case): readonly string[] {
  const { blocks } = resultCard(kase, TOLD, "channel", []);
  return blocks.flatMap((block) =>
    block.type === "actions"
      ? block.elements.flatMap((element) => (element.type === "button" ? [element.text.text] : []))
      : [],
  );
}

describe("buttons below a result", () => {
  it.each([1, 2, 43, 50, 51])(
    "of %d accounts with long names and notes leave the card small enough",
    (count) => {
      for (const place of ["channel", "asker"] as const)
        expectToFit(resultCard(muteOf(count), TOLD, place, []));
    },
  );

  it("ask with three of the longest names in what Slack takes there, as text that only is text", () => {
    const account = `<!channel> :x: ${"\u{1f600}".repeat(60)}`;
    const targets = muteOf(5).targets.map((target, index) => ({ ...target, account: `${index}${account}` }));
    const group = { ...muteOf(5).group, alias: `${"g".repeat(80)}<@U1>` };
    const { blocks } = resultCard(muteOf(5, { targets, group }), TOLD, "channel", []);
    const said = JSON.stringify(blocks);
    const question = /"confirm":\{"title".*?"text":(\{"type":"plain_text".*?\})/.exec(said)?.[1] ?? "{}";
    const { text, emoji } = JSON.parse(question) as { text: string; emoji: boolean };
    expect(text).toMatch(/^0!channel :x: .*, 1!channel .*, 2!channel .* and 2 more: can write in g+… again/u);
    expect(text.length).toBeLessThanOrEqual(300);
    expect(text.isWellFormed()).toBe(true);
    expect(emoji).toBe(false);
  });

  it("extend only what has room in the form, and take back only what is not too much for a press", () => {
    expect(buttonsOf(muteOf(1))).toEqual(["Unmute", "Extend", "Who is"]);
    // Fifty names of 62 characters are more than the 3,000 that Slack lets a field have.
    expect(buttonsOf(muteOf(43))).toEqual(["Unmute", "Extend"]);
    expect(buttonsOf(muteOf(50))).toEqual(["Unmute"]);
    expect(buttonsOf(muteOf(51))).toEqual([]);
  });

  it("are not there while a case is worked on, for what never ends, and where all was so before", () => {
    expect(buttonsOf(muteOf(1, { state: "open" }))).toEqual([]);
    expect(buttonsOf(muteOf(1, { until: "permanent" }))).toEqual(["Unmute", "Who is"]);
    const targets = muteOf(1).targets.map((target) => ({ ...target, outcome: "already" as const }));
    expect(buttonsOf(muteOf(1, { targets }))).toEqual([]);
  });

  it("never offer to ban or to mute whom Bailiff has let back at the end of a ban", () => {
    expect(buttonsOf(muteOf(1, { verb: "unban", until: null, lifts: 7 }))).toEqual(["Who is"]);
  });
});
