import { describe, expect, it } from "vitest";
import { outcomeOf, read } from "./reading.ts";

const CLOCK = { day: null, hour: 18, minute: 0, utc: false };
const DATE = { year: 2026, month: 11, date: 21 };

describe("an end on the wall clock is read as it is written", () => {
  it.each([
    ["until 18:00", CLOCK],
    ["UNTIL 18:00", CLOCK],
    ["until 9:05", { ...CLOCK, hour: 9, minute: 5 }],
    ["until 09:05", { ...CLOCK, hour: 9, minute: 5 }],
    ["until 00:00", { ...CLOCK, hour: 0 }],
    ["until 23:59", { ...CLOCK, hour: 23, minute: 59 }],
    ["until 18:00Z", { ...CLOCK, utc: true }],
    ["until 18:00utc", { ...CLOCK, utc: true }],
    ["until 18:00 Z", { ...CLOCK, utc: true }],
    ["until 18:00 utc", { ...CLOCK, utc: true }],
    ["until tomorrow 18:00", { ...CLOCK, day: "tomorrow" }],
    ["until Tomorrow 18:00 UTC", { ...CLOCK, day: "tomorrow", utc: true }],
    ["until 2026-11-21 18:00", { ...CLOCK, day: DATE }],
    ["until 2026-11-21T18:00", { ...CLOCK, day: DATE }],
    ["until 2026-11-21t18:00z", { ...CLOCK, day: DATE, utc: true }],
    ["until 2026-11-21T18:00 UTC", { ...CLOCK, day: DATE, utc: true }],
    ["until 2028-02-29 18:00", { ...CLOCK, day: { year: 2028, month: 2, date: 29 } }],
    ["until 1970-01-01 18:00", { ...CLOCK, day: { year: 1970, month: 1, date: 1 } }],
  ])("%s", (typed, wall) => {
    for (const reason of [null, "spam"]) {
      const parsed = read(`/mute tommy ${typed}${reason === null ? "" : ` ${reason}`}`);
      expect(parsed).toMatchObject({
        value: { request: { time: { kind: "until", wall, typed }, reason } },
      });
    }
  });
});

describe("refused, naming what is no end", () => {
  it.each([
    ["until 18:60", "18:60"],
    ["until 18:5", "18:5"],
    ["until 018:00", "018:00"],
    ["until 18:000", "18:000"],
    ["until 18:00h", "18:00h"],
    ["until x18:00", "x18:00"],
    ["until 18:00utc1", "18:00utc1"],
    ["until tomorrow noon", "noon"],
    ["until 2026-11-21 noon", "noon"],
    ["until 2026-11-21T18", "2026-11-21T18"],
    ["until 2026-11-21T18:00T19:00", "2026-11-21T18:00T19:00"],
    ["until 2026-11-21Z 18:00", "2026-11-21Z"],
    ["until 12026-11-21 18:00", "12026-11-21"],
    ["until 2026-11-211 18:00", "2026-11-211"],
    ["until 2026-11-31 18:00", "2026-11-31"],
    ["until 2026-13-01 18:00", "2026-13-01"],
    ["until 2027-02-29 18:00", "2027-02-29"],
    ["until 1969-12-31 18:00", "1969-12-31"],
    ["until tomorrowish 18:00", "tomorrowish"],
  ])("%s", (typed, token) => {
    expect(outcomeOf(`/mute tommy ${typed}`)).toBe(`bad_time: ${token}`);
  });
});

describe("a word right after the time of day that would change it is refused, not taken for the reason", () => {
  const zones =
    "GMT WET WEST BST CET CEST EET EEST MSK IST JST KST HKT SGT AST EST CST MST PST ADT EDT CDT MDT PDT ET CT MT PT AEST AEDT AET AWST ACST ACDT NZST NZDT";
  it.each(
    [
      ..."am pm a.m p.m AM a.m. +1 -5 +01:00 -0500 GMT+1 UTC+2 utc-05:00 18:30 7:00:00".split(" "),
      ...zones.split(" "),
    ].map((word) => [word]),
  )("18:00 %s", (word) => {
    expect(outcomeOf(`/mute tommy until 18:00 ${word} spam`)).toBe(`bad_time: ${word}`);
    expect(outcomeOf(`/mute tommy until tomorrow 18:00 ${word}`)).toBe(`bad_time: ${word}`);
  });

  const days =
    "today tonight tomorrow Monday Tuesday Wednesday Thursday Friday Saturday Sunday 2026-11-21 2026-11-21T10:00 21.11.2026 1/2/26 1.12.26";
  it.each(days.split(" ").map((day) => [day]))("a day, however far after it: %s", (day) => {
    expect(outcomeOf(`/mute tommy until 18:00 ${day}`)).toBe(`bad_time: ${day}`);
    expect(outcomeOf(`/mute tommy until 18:00 spam on ${day}`)).toBe(`bad_time: ${day}`);
  });
});

describe("other words after the time of day are the reason", () => {
  it.each([
    "spam at 10:30",
    "quiz cheating",
    "the EST team asked",
    "amok run",
    "spam pm",
    "cetera",
    "best offers",
    "+ spam",
    "v18:30 leaked",
    "mondays are bad",
    "bluemonday songs",
    "todays spam",
    "rule 1.2",
    "x2026-11-21",
    "a1.2.26",
  ])("%s", (reason) => {
    expect(outcomeOf(`/mute tommy until 18:00 ${reason}`)).toBe(`mute tommy until 18:00 — reason: ${reason}`);
  });

  it("and quotes say so of any word", () => {
    expect(outcomeOf('/mute tommy until 18:00 "Monday"')).toBe("mute tommy until 18:00 — reason: Monday");
    expect(outcomeOf('/mute tommy until 18:00 "pm"')).toBe("mute tommy until 18:00 — reason: pm");
  });
});
