import { describe, expect, it } from "vitest";
import { outcomeOf } from "./reading.ts";

describe("since when, by itself", () => {
  it.each([
    ["/mod summary", "summary"],
    ["/mod summary 7d", "summary since 7d"],
    ["/mod summary since 2h", "summary since 2h"],
    ["/mod summary Since Yesterday", "summary since yesterday"],
    ["/mod summary 2026-11-01", "summary since 2026-11-01"],
    ["/mod summary whenever", "bad_since: whenever"],
    ["/mod summary since", "bad_since: "],
    ["/mod summary 7d lobby", "misplaced_group: lobby"],
    ["/mod summary 7d 8d", "misplaced_time: 8d"],
  ])("%s", (line, told) => {
    expect(outcomeOf(line)).toBe(told);
  });
});
