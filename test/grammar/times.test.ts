import { describe, expect, it } from "vitest";
import { answerTo, outcomeOf, read } from "./reading.ts";

describe("a time is as long as it says", () => {
  it.each([
    ["1s", 1000],
    ["1m", 60_000],
    ["1h", 3_600_000],
    ["1d", 86_400_000],
    ["1w", 604_800_000],
    ["05m", 300_000],
    ["1w1d1h1m1s", 694_861_000],
    ["3650d", 315_360_000_000],
  ])("%s", (typed, ms) => {
    expect(read(`/mute tommy ${typed}`)).toMatchObject({
      value: { request: { time: { kind: "span", ms, typed } } },
    });
  });
});

describe("a person is told what is wrong with a time", () => {
  it.each([
    ["-5m", "less than nothing"],
    ["–5m", "less than nothing"],
    ["5-5m", "is not a time"],
    ["1.5h", "not a whole number"],
    ["10,5h", "not a whole number"],
    ["v1.5h", "is not a time"],
    ["0", "no time at all"],
    ["00", "no time at all"],
    ["0m", "no time at all"],
    ["0h0m", "no time at all"],
    ["10", "has no unit"],
    ["a10", "stands where the time is expected"],
    ["x5m", "stands where the time is expected"],
    ["5m-", "stands where the time is expected"],
    ["soon", "stands where the time is expected"],
    ["5x", "unit that is not known"],
    ["1M", "unit that is not known"],
    ["1h1h", "one unit twice"],
    ["5m1h", "units in the wrong order"],
    ["3651d", "longer than ten years"],
    ["forever", "For a mute that never ends by itself, write `permanent`"],
    ["perma", "For a mute that never ends by itself, write `permanent`"],
    ["until noon", "not a time of day"],
    ["until 2026-02-30 18:00", "not a day of the calendar"],
    ["until 18:00 CET", "would change the time before it"],
  ])("/mute tommy %s", (typed, said) => {
    const answer = answerTo(`/mute tommy ${typed}`);
    expect(answer).toContain(said);
    expect(answer).toContain("Nothing was done.");
  });
});

describe("a word of a reason is asked about when it may have been meant as a time", () => {
  const units =
    "s sec secs second seconds m min mins minute minutes h hr hrs hour hours d day days w wk wks week weeks month months year years";
  it.each(units.split(" "))("30 %s", (unit) => {
    expect(outcomeOf(`/kick jared 30 ${unit}`)).toBe("misplaced_time: 30");
  });

  it.each([
    ["-5 minutes", "-5"],
    ["-2h", "-2h"],
    ["1.25h", "1.25h"],
    ["1,5h", "1,5h"],
    ["(10m)", "(10m)"],
    ["until 6pm", "until"],
    ["until tomorrow", "until"],
    ["until today", "until"],
    ["until tonight", "until"],
    ["indefinitely", "indefinitely"],
    ["2d1st", "2d1st"],
  ])("%s", (typed, token) => {
    expect(outcomeOf(`/kick jared ${typed}`)).toBe(`misplaced_time: ${token}`);
  });
});

describe("a word of a reason is left alone when it is no time", () => {
  it.each([
    "2 accounts",
    "3 strikes",
    "level2 days",
    "1st time",
    "his 21st warning",
    "the 101st of them",
    "until they stop",
    "until v2 is out",
    "pre10m era",
    "2d/3d animation",
    "foreveryoung again",
    "superperm again",
  ])("%s", (reason) => {
    expect(outcomeOf(`/kick jared ${reason}`)).toBe(`kick jared — reason: ${reason}`);
  });
});
