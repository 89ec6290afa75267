import { describe, expect, it } from "vitest";
import { asTyped } from "../../src/grammar/print.ts";
import { answerTo, outcomeOf, read } from "./reading.ts";

describe("what is asked of the log is understood in these forms, and means the same when it is typed again", () => {
  it.each([
    ["/mod export", "export", "export"],
    ["/mod export lobby", "export in lobby", "export lobby"],
    ["/mod export since 7d", "export, since 7d", "export since 7d"],
    [
      "/mod export @TGS#1 since 2026-11-01",
      "export in @TGS#1, since 2026-11-01",
      "export @TGS#1 since 2026-11-01",
    ],
    ["/mod redact 184203 ticket 88", "redact entry 184203: ticket 88", 'redact 184203 "ticket 88"'],
    [
      "/mod redact 7 --confirm he asked for it",
      "redact entry 7, confirmed: he asked for it",
      'redact 7 --confirm "he asked for it"',
    ],
    ["/mod redact 7 --dry-run he asked", "redact entry 7: he asked", 'redact 7 "he asked"'],
    ["/mod redact 7 --confirm --dry-run he asked", "redact entry 7: he asked", 'redact 7 "he asked"'],
    ["/mod redact 999999999999999 x", "redact entry 999999999999999: x", 'redact 999999999999999 "x"'],
  ])("%s", (line, words, typed) => {
    expect(outcomeOf(line)).toBe(words);
    const parsed = read(line);
    expect(parsed.ok && asTyped(parsed.value.request)).toBe(typed);
    expect(outcomeOf(`/mod ${typed}`)).toBe(words);
  });
});

describe("an entry is removed by its number alone, and never without a reason", () => {
  it.each([
    ["/mod redact", "empty: null"],
    ["/mod redact --dry-run", "bad_entry: "],
    ["/mod redact 0 x", "bad_entry: 0"],
    ["/mod redact #7 x", "bad_entry: #7"],
    ["/mod redact 7x x", "bad_entry: 7x"],
    ["/mod redact x7 x", "bad_entry: x7"],
    ["/mod redact 1000000000000000 x", "bad_entry: 1000000000000000"],
    ["/mod redact 7", "missing_text: null"],
  ])("%s is refused", (line, refusal) => {
    expect(outcomeOf(line)).toBe(refusal);
    expect(answerTo(line)).toContain("Nothing was done.");
  });
});
