import { describe, expect, it } from "vitest";
import type { Rejoined, SeenLine } from "../../src/cases/seen/row.ts";
import { seenCard } from "../../src/slack/cards/seen-card.ts";
import { linesOf } from "../../src/cases/seen/telling.ts";
import { expectToFit } from "./fits.ts";

const line = (rest: Partial<SeenLine> = {}): SeenLine => ({
  what: "removed",
  accounts: ["tommy"],
  by: { account: null, through: "server" },
  until: null,
  ...rest,
});

const back = (account: string, rest: Partial<Rejoined> = {}): Rejoined => ({
  seq: 1,
  account,
  watch: { verb: "ban", number: 7, until: "permanent" },
  found: { stands: true, isInside: true },
  ...rest,
});

const card = (lines: readonly SeenLine[], rejoined: readonly Rejoined[] = []) =>
  seenCard({ kind: "seen", group: "lobby", lines, rejoined });

const HOSTILE = "<!channel> `x` *b* \u202Ey";

describe("what was seen elsewhere, as a message", () => {
  it("says who did what, over which road, as far as it was told", () => {
    const by = (account: string | null, through: "app" | "server" | "unsaid") =>
      line({ by: { account, through } });
    expect(card([by("marshal", "app")]).text).toContain("removed by `marshal`, in the app.");
    expect(card([by(null, "app")]).text).toContain("removed, in the app.");
    expect(card([by(null, "server")]).text).toContain(
      "removed, in the chat service's console or over its API.",
    );
    expect(card([by("admin", "unsaid")]).text).toContain("removed by `admin`.");
    expect(card([by(null, "unsaid")]).text).toContain("removed, it does not say by whom.");
  });

  it("has foreign names as text only, also on its buttons", () => {
    const { text, blocks } = card(
      [line({ accounts: [HOSTILE], by: { account: HOSTILE, through: "app" } })],
      [back(HOSTILE), back("other", { seq: 2 })],
    );
    const all = text + JSON.stringify(blocks.filter(({ type }) => type !== "actions"));
    expect(all).not.toMatch(/<!channel|\u202E/);
    const buttons = blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
    expect(buttons).toHaveLength(6);
    // Plain text makes nothing of marks; what turns text around is gone there too.
    for (const button of buttons)
      expect(button).toMatchObject({
        text: { type: "plain_text", text: expect.not.stringContaining("\u202E") },
      });
    expect(new Set(buttons.map((button) => JSON.stringify(button).match(/"value":"(\d)"/)?.[1]))).toEqual(
      new Set(["1", "2"]),
    );
  });

  it("fits into Slack's limits however many there are, and says how many it does not name", () => {
    const crowd = Array.from({ length: 1_000 }, (_, index) => `${HOSTILE}${"x".repeat(40)}${index}`);
    const { text, blocks } = card(
      [
        line({ accounts: crowd }),
        line({ what: "locked", accounts: [] }),
        line({ what: "group_full", accounts: [] }),
      ],
      crowd.map((name, seq) => back(name, { seq: seq + 1 })),
    );
    expectToFit({ text, blocks });
    expect(text).toMatch(/990 more people under a ban or a mute joined/);
    expect(text).toMatch(/and 9\d\d more removed/);
    expect(blocks.filter(({ type }) => type === "actions")).toHaveLength(5);
  });
});

describe("several tellings of one act", () => {
  const row = (rest: object) => ({ ...line(), at: 1, watch: null, ...rest });

  it("are one line, by whichever says more", () => {
    const vague = row({ what: "banned", by: { account: null, through: "unsaid" } });
    const clear = row({ what: "banned", by: { account: "tst", through: "app" }, until: "permanent" });
    for (const rows of [
      [vague, clear],
      [clear, vague],
    ])
      expect(linesOf(rows)).toEqual([
        { what: "banned", accounts: ["tommy"], by: { account: "tst", through: "app" }, until: "permanent" },
      ]);
  });

  it("of several accounts by the same hand are one line, of others another", () => {
    expect(
      linesOf([
        row({ accounts: ["a"] }),
        row({ accounts: ["b", "a"] }),
        row({ accounts: ["c"], by: { account: "z", through: "app" } }),
        row({ what: "locked", accounts: [] }),
        row({ what: "locked", accounts: [] }),
      ]).map(({ what, accounts }) => `${what} ${accounts.join()}`),
    ).toEqual(["removed c", "removed a,b", "locked "]);
  });
});
