import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { code, moment } from "../../src/slack/markup.ts";

describe("foreign text in messages", () => {
  it.each([
    "<!channel>",
    "<@U0000OLGA>",
    "<https://evil.example|runbook>",
    "a`b",
    "line\nbreak",
    "\u202egnp.exe",
    "a\u200bb",
    "&lt;!here&gt;",
  ])("makes nothing of %j", (text) => {
    const shown = code(text);
    expect(shown).toMatch(/^`[^`<>\n]*`$/u);
    expect(shown).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
  });

  it("never lets any text break out of its code or its line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(code(text)).toMatch(/^`[^`<>\n\r]+`$/u);
        expect(code(text).isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("tells a moment in the reader's own zone, with UTC for those who get plain text", () => {
    expect(moment(Date.UTC(2026, 10, 20, 22, 5))).toBe(
      "<!date^1795212300^{date_short_pretty} at {time}|2026-11-20 22:05 UTC>",
    );
  });
});
