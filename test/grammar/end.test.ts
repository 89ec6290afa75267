import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimeWord } from "../../src/grammar/request.ts";
import { endOf } from "../../src/grammar/end.ts";
import { times } from "./lines.ts";
import { read } from "./reading.ts";

/** The end of `/mute tommy <time>` said at `now` by somebody who lives in `zone`, as ISO text or as the refusal. */
function end(time: string, now: string, zone: string): string {
  const said = endOf(timeIn(time), Date.parse(now), zone);
  if (!said.ok) return said.failure.kind;
  return said.value === "permanent"
    ? said.value
    : new Date(said.value).toISOString().replace(":00.000Z", "Z");
}

function timeIn(text: string): TimeWord {
  const parsed = read(`/mute tommy ${text}`);
  if (!parsed.ok || parsed.value.request.kind !== "act" || !parsed.value.request.time)
    throw new Error(`not understood: ${text}`);
  return parsed.value.request.time;
}

const NOON = "2026-11-20T12:00:00Z";

describe("a time becomes a moment", () => {
  it.each([
    ["10m", "UTC", "2026-11-20T12:10Z"],
    ["1w1d", "Europe/Berlin", "2026-11-28T12:00Z"],
    ["permanent", "UTC", "permanent"],
    ["until 18:00", "UTC", "2026-11-20T18:00Z"],
    ["until 18:00", "Europe/Berlin", "2026-11-20T17:00Z"],
    ["until 18:00", "Asia/Kolkata", "2026-11-20T12:30Z"],
    ["until 18:00 UTC", "Asia/Kolkata", "2026-11-20T18:00Z"],
    ["until tomorrow 09:00", "America/New_York", "2026-11-21T14:00Z"],
    ["until 2026-12-24 18:00", "Europe/Berlin", "2026-12-24T17:00Z"],
    ["until 2026-11-21T18:00Z", "Europe/Berlin", "2026-11-21T18:00Z"],
    ["until 2036-11-17 12:00", "UTC", "2036-11-17T12:00Z"],
    // The farthest clocks east and west of Greenwich.
    ["until 02:01", "Pacific/Kiritimati", "2026-11-20T12:01Z"],
    ["until 02:00", "Pacific/Kiritimati", "2026-11-21T12:00Z"],
    ["until 01:01", "Pacific/Niue", "2026-11-20T12:01Z"],
    ["until tomorrow 00:00", "Pacific/Niue", "2026-11-21T11:00Z"],
    ["until 17:46", "Asia/Kathmandu", "2026-11-20T12:01Z"],
  ])("%s in %s", (time, zone, moment) => {
    expect(end(time, NOON, zone)).toBe(moment);
  });

  it("takes the day of the person who says it, not the server's", () => {
    // In Auckland it is already 01:00 on the 21st.
    expect(end("until 18:00", NOON, "Pacific/Auckland")).toBe("2026-11-21T05:00Z");
    expect(end("until tomorrow 00:30", NOON, "Pacific/Auckland")).toBe("2026-11-21T11:30Z");
  });

  it("means the next day when the clock has shown that time today", () => {
    expect(end("until 11:59", NOON, "UTC")).toBe("2026-11-21T11:59Z");
    expect(end("until 12:00", NOON, "UTC")).toBe("2026-11-21T12:00Z");
  });
});

describe("when clocks change", () => {
  it("refuses a time that clocks are put forward over", () => {
    expect(end("until 2027-03-28 02:30", NOON, "Europe/Berlin")).toBe("no_such_time");
    expect(end("until 02:30", "2027-03-14T06:00:00Z", "America/New_York")).toBe("no_such_time");
    // Said at 02:00 on the day before: the next 02:00 would be the one that is left out.
    expect(end("until 02:00", "2026-03-28T01:00:00Z", "Europe/Berlin")).toBe("no_such_time");
    // Lord Howe moves by half an hour only.
    expect(end("until 2026-10-04 02:15", "2026-10-01T00:00:00Z", "Australia/Lord_Howe")).toBe("no_such_time");
    expect(end("until 2026-10-04 02:45", "2026-10-01T00:00:00Z", "Australia/Lord_Howe")).toBe(
      "2026-10-03T15:45Z",
    );
    // Samoa left out the whole of 30 December 2011.
    expect(end("until 2011-12-30 12:00", "2011-12-28T00:00:00Z", "Pacific/Apia")).toBe("no_such_time");
  });

  it("takes the earlier of two moments at which clocks show the same", () => {
    expect(end("until 2027-10-31 02:30", NOON, "Europe/Berlin")).toBe("2027-10-31T00:30Z");
  });

  it("takes the second when the first is already past", () => {
    expect(end("until 02:30", "2027-10-31T00:45:00Z", "Europe/Berlin")).toBe("2027-10-31T01:30Z");
  });
});

describe("refused, because nobody can mean it", () => {
  it.each([
    ["until 2026-11-20 11:00", "UTC", "past"],
    ["until 2026-11-20 12:00", "UTC", "past"],
    ["until 2037-01-01 00:00", "UTC", "too_far"],
    // Ten years of 365 days after the noon at which it is said.
    ["until 2036-11-17 12:01", "UTC", "too_far"],
    ["until 18:00", "Mars/Olympus", "unknown_zone"],
  ])("%s in %s: %s", (time, zone, kind) => {
    expect(end(time, NOON, zone)).toBe(kind);
  });

  it("says so in words, with the time as typed and the zone", () => {
    const said = endOf(timeIn("until 2027-03-28 02:30"), Date.parse(NOON), "Europe/Berlin");
    expect(said).toMatchObject({
      failure: {
        token: "until 2027-03-28 02:30",
        text: expect.stringMatching(/`until 2027-03-28 02:30`.*Europe\/Berlin.*\nNothing was done\./s),
      },
    });
  });
});

it("a time of day ends within the next 25 hours, and shows that time on the clock", () => {
  const zones = fc.constantFrom(
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
  );
  const moments = fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(moments, fc.nat(23), fc.nat(59), zones, (now, hour, minute, zone) => {
      const clock = `${hour}:${String(minute).padStart(2, "0")}`;
      const said = endOf(timeIn(`until ${clock}`), now.getTime(), zone);
      if (!said.ok) {
        expect(said.failure.kind).toBe("no_such_time");
        return;
      }
      const moment = Number(said.value);
      expect(moment).toBeGreaterThan(now.getTime());
      expect(moment - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
      const shown = new Date(moment).toLocaleTimeString("en-GB", { timeZone: zone, timeStyle: "short" });
      expect(shown).toBe(clock.padStart(5, "0"));
    }),
    times(500),
  );
});
