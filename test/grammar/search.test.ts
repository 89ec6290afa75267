import { describe, expect, it } from "vitest";
import { asTyped } from "../../src/grammar/print.ts";
import { startOf } from "../../src/grammar/since.ts";
import { answerTo, outcomeOf, read } from "./reading.ts";

describe("a search for cases is understood in these forms", () => {
  it.each([
    ["/cases", "cases"],
    ["/cases tommy", "cases about tommy"],
    ["/cases @tommy lobby", "cases about tommy in lobby"],
    ["/cases LOBBY kick @tommy", "cases about tommy in lobby, only kick"],
    ["/cases Mute", "cases, only mute"],
    ["/cases <@U1|mia>", "cases of <@U1>"],
    ["/cases by <@U1|mia>", "cases, asked for by <@U1>"],
    [
      "/cases since 7d by <@U1|mia> <#C1|x> unban tommy before #1042",
      "cases about tommy in the group of <#C1>, only unban, asked for by <@U1>, since 7d, before #1042",
    ],
    ["/cases since 1h30m", "cases, since 1h30m"],
    ["/cases since 2026-11-01", "cases, since 2026-11-01"],
    ["/cases SINCE Yesterday", "cases, since yesterday"],
    ["/cases before 7", "cases, before #7"],
    ["/cases 1042", "cases about 1042"],
    ["/cases @TGS#1", "cases in @TGS#1"],
    // In quotes, or after an @, an account may be called anything.
    ['/cases "mute" mute', "cases about mute, only mute"],
    ["/cases @since", "cases about since"],
    ['/cases "lobby"', "cases about lobby"],
    ["/cases @loby", "cases about loby"],
    ['/cases "10m"', "cases about 10m"],
    ['/cases "by"', "cases about by"],
    ["/cases before 999999999999999", "cases, before #999999999999999"],
    ["/cases since 1970-01-01", "cases, since 1970-01-01"],
    ["/mod cases tommy", "cases about tommy"],
  ])("%s", (line, words) => {
    expect(outcomeOf(line)).toBe(words);
    // What is offered as the next page means the same.
    const parsed = read(line);
    const typed = parsed.ok ? asTyped(parsed.value.request) : "";
    expect(outcomeOf(`/mod ${typed}`)).toBe(words);
  });
});

describe("refused, naming the token", () => {
  it.each([
    ["/cases tommy jared", "too_many_accounts: jared"],
    ["/cases tommy,jared", "leftover: tommy,jared"],
    ["/cases lobby live", "misplaced_group: live"],
    ["/cases mute kick", "leftover: kick"],
    ["/cases loby", "nearly_group: loby"],
    ["/cases #nothing", "unknown_group: #nothing"],
    ["/cases by mia", "bad_person: mia"],
    ["/cases by", "bad_person: "],
    ["/cases by <@U1> by <@U2>", "leftover: by"],
    ["/cases since", "bad_since: "],
    ["/cases since permanent", "bad_since: permanent"],
    ["/cases since 7", "bad_since: 7"],
    ["/cases since 2026-13-01", "bad_since: 2026-13-01"],
    ["/cases since until 18:00", "bad_since: until"],
    ["/cases since 2h since 3h", "leftover: since"],
    ["/cases before", "bad_before: "],
    ["/cases before 2026-11-01", "bad_before: 2026-11-01"],
    ["/cases before 0", "bad_before: 0"],
    ["/cases before 1042x", "bad_before: 1042x"],
    ["/cases before x1042", "bad_before: x1042"],
    ["/cases before ##1042", "bad_before: ##1042"],
    ["/cases before 1000000000000000", "bad_before: 1000000000000000"],
    ["/cases before 7 before 8", "leftover: before"],
    ['/cases "by" "since"', "too_many_accounts: since"],
    ["/cases by<@U1>", "leftover: by<@U1>"],
    ["/cases <@U1>by", "leftover: <@U1>by"],
    ["/cases since 1969-12-31", "bad_since: 1969-12-31"],
    ["/cases since 2026-02-30", "bad_since: 2026-02-30"],
    ["/cases since x2026-11-01", "bad_since: x2026-11-01"],
    ["/cases since 2026-11-011", "bad_since: 2026-11-011"],
    ["/cases since 2026-11-1", "bad_since: 2026-11-1"],
    ["/cases @TGS#", "unknown_group: @TGS#"],
    ["/cases 10m", "not_an_account: 10m"],
    ["/cases --all", "unknown_flag: --all"],
    ["/cases <!channel>", "not_an_account: <!channel>"],
    ["/cases jаred", "not_an_account: jаred"],
  ])("%s", (line, refusal) => {
    expect(outcomeOf(line)).toBe(refusal);
  });

  it("and says what to type instead", () => {
    expect(answerTo("/cases since 7")).toMatch(/not a time that `since` takes\. .*`since 7d`/);
    expect(answerTo("/cases before 2026-11-01")).toContain("for a time, use `since`");
    expect(answerTo("/cases --all")).toContain(
      "Usage: `/cases [account|@person] [group] [verb] [by @person] [since …] [before <number>]`",
    );
  });
});

describe("since", () => {
  const at = Date.UTC(2026, 10, 21, 8, 0);
  const since = (typed: string, zone: string, from = at): string | null => {
    const parsed = read(`/cases since ${typed}`);
    if (!parsed.ok || parsed.value.request.kind !== "cases" || !parsed.value.request.since) return null;
    const start = startOf(parsed.value.request.since, from, zone);
    return start === null ? "unknown" : new Date(start).toISOString();
  };

  it.each([
    ["Today", { kind: "day", day: "today", typed: "today" }],
    ["2026-11-01", { kind: "day", day: { year: 2026, month: 11, date: 1 }, typed: "2026-11-01" }],
    ["1h30m", { kind: "span", ms: 5_400_000, typed: "1h30m" }],
  ])("%s is kept as it was said", (typed, kept) => {
    expect(read(`/cases since ${typed}`)).toMatchObject({ value: { request: { since: kept } } });
  });

  it("a length counts back from when it is asked", () => {
    expect(since("2h", "Nowhere/Land")).toBe("2026-11-21T06:00:00.000Z");
  });

  it("a day begins where the asker lives", () => {
    expect(since("2026-11-01", "UTC")).toBe("2026-11-01T00:00:00.000Z");
    expect(since("2026-11-01", "Asia/Tokyo")).toBe("2026-10-31T15:00:00.000Z");
    expect(since("today", "America/Los_Angeles")).toBe("2026-11-21T08:00:00.000Z");
    expect(since("yesterday", "Asia/Tokyo")).toBe("2026-11-19T15:00:00.000Z");
    expect(since("today", "Nowhere/Land")).toBe("unknown");
  });

  it("and where clocks are put forward at midnight, an hour later", () => {
    // Beirut, 2026-03-29: 00:00 does not exist.
    expect(since("2026-03-29", "Asia/Beirut")).toBe("2026-03-28T22:00:00.000Z");
  });
});

describe("a note is taken word for word", () => {
  it.each([
    ["/note 5 he said sorry", "note on #5: he said sorry"],
    [
      "/note #5 @jared was in loby until 18:00, 10m <@U1|x>",
      "note on #5: @jared was in loby until 18:00, 10m <@U1>",
    ],
    ['/note 5 "--dry-run is a flag"', "note on #5: --dry-run is a flag"],
    ['/note 5 "one" and "two"', 'note on #5: "one" and "two"'],
    ["/note 5 --dry-run seen", "note on #5, dry run: seen"],
    ["/note 5 &lt;!channel&gt; =HYPERLINK(1)", "note on #5: <!channel> =HYPERLINK(1)"],
    ["/note 5 <!channel>", "note on #5: <!channel>"],
    ["/note 5 \ud800 half", "note on #5: \ufffd half"],
    [`/note 5 ${"😀".repeat(3_000)}`, `note on #5: ${"😀".repeat(3_000)}`],
  ])("%s", (line, words) => {
    expect(outcomeOf(line)).toBe(words);
    const parsed = read(line);
    const typed = parsed.ok ? asTyped(parsed.value.request) : "";
    expect(outcomeOf(`/mod ${typed}`)).toBe(words);
  });

  it.each([
    ["/note", "empty: null"],
    ["/note seen", "bad_case: seen"],
    ["/note 5", "missing_text: null"],
    ['/note 5 " "', "missing_text: null"],
    ["/note 5 --silent x", "unknown_flag: --silent"],
    [`/note 5 ${"x".repeat(3_001)}`, "long_text: null"],
    ["/note 5 a\u0000b", "control_character: U+0000"],
  ])("%s is refused", (line, refusal) => {
    expect(outcomeOf(line)).toBe(refusal);
  });

  it("a megabyte is refused in words, and at once", () => {
    expect(answerTo(`/note 5 ${"x ".repeat(500_000)}`)).toContain("3000 are the most");
  });
});
