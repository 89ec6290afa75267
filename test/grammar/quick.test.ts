import { describe, expect, it } from "vitest";
import { parse } from "../../src/grammar/parse.ts";
import { context } from "./reading.ts";

describe("a text of ten thousand characters is read in a moment", () => {
  it.each([
    ["letters", "a".repeat(10_000)],
    ["accounts", "@ab,".repeat(2_500)],
    ["words", "tommy 10m " + "spam ".repeat(2_000)],
    ["digits", `tommy ${"1".repeat(10_000)}`],
    ["units", `tommy ${"1h".repeat(5_000)}`],
    ["open markup", "<@".repeat(5_000)],
    ["open links", "<http:".repeat(1_666)],
    ["backslashes in quotes", `"${"\\".repeat(10_000)}`],
    ["quotes", '"'.repeat(9_999)],
    ["dashes", `tommy 10m ${"-".repeat(10_000)}`],
    ["flags", "--reason ".repeat(1_111)],
    ["hashes", `tommy #${"1".repeat(10_000)}!`],
    ["dots", `tommy 10m x${".".repeat(10_000)}x`],
    ["a wide letter", "ﷺ".repeat(10_000)],
  ])("%s", (_, text) => {
    for (const command of ["/mute", "/kick", "/mod"]) {
      // Time of the processor, and the best of six: the machine may be busy with something else.
      const took = [1, 2, 3, 4, 5, 6].map(() => {
        const before = process.threadCpuUsage();
        parse({ command, text }, context);
        const { user, system } = process.threadCpuUsage(before);
        return (user + system) / 1_000;
      });
      expect(Math.min(...took)).toBeLessThan(50);
    }
  });
});
