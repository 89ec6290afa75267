import { describe, expect, it } from "vitest";
import { dateWords } from "../../../src/sandbox/page/client/blocks/date-words.ts";

/** Dates as the sandbox's page writes them for its reader. */

const at = Date.UTC(2026, 10, 20, 23, 30, 5) / 1_000;
const reader = { now: at * 1_000 + 3 * 60_000, timeZone: "UTC" };

describe("a date in a message", () => {
  it("is written as its format says", () => {
    expect(dateWords({ at, format: "{date_num} {time_secs}" }, reader)).toBe("2026-11-20 23:30:05");
    expect(dateWords({ at, format: "on {date}, at {time}" }, reader)).toBe("on 20 November 2026, at 23:30");
    expect(dateWords({ at, format: "{date_short} {nonsense}" }, reader)).toBe("20 Nov 2026 {nonsense}");
    expect(dateWords({ at, format: "{ago}" }, reader)).toBe("3 minutes ago");
  });

  it("is near or far by the reader's own days", () => {
    const format = "{date_short_pretty} at {time}";
    expect(dateWords({ at, format }, reader)).toBe("today at 23:30");
    expect(dateWords({ at, format }, { ...reader, now: reader.now + 30 * 60_000 })).toBe(
      "yesterday at 23:30",
    );
    expect(dateWords({ at, format }, { ...reader, timeZone: "Europe/Berlin" })).toBe("today at 00:30");
    expect(dateWords({ at, format }, { ...reader, now: reader.now - 86_400_000 })).toBe("tomorrow at 23:30");
    expect(dateWords({ at, format }, { ...reader, now: reader.now + 9 * 86_400_000 })).toBe(
      "20 Nov 2026 at 23:30",
    );
  });

  it("leaves an instant that no calendar has to its fallback", () => {
    expect(dateWords({ at: 9_000_000_000_000, format: "{date}" }, reader)).toBeNull();
  });
});
