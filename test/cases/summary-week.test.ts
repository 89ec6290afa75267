import { describe, expect, it } from "vitest";
import { dueOf, latestDue, nextDue, periodsOf, type SummarySchedule } from "../../src/cases/summary-week.ts";

const HOUR = 3_600_000;
const utc = (text: string): number => Date.parse(`${text}Z`);

const schedule = (more: Partial<SummarySchedule> = {}): SummarySchedule => ({
  channel: "C_SUMMARY",
  day: "monday",
  hour: 9,
  minute: 0,
  zone: "Europe/Berlin",
  groups: "*",
  ...more,
});

describe("the summary of a week", () => {
  it("is due once in each week, by the clocks of its zone, also where they are changed", () => {
    const berlin = schedule();
    expect(nextDue(berlin, utc("2026-03-20T00:00"))).toEqual({
      week: "2026-W13",
      at: utc("2026-03-23T08:00"),
    });
    // Summer time began on the 29th.
    expect(nextDue(berlin, utc("2026-03-23T08:00"))).toEqual({
      week: "2026-W14",
      at: utc("2026-03-30T07:00"),
    });
    expect(nextDue(berlin, utc("2026-10-25T12:00"))).toEqual({
      week: "2026-W44",
      at: utc("2026-10-26T08:00"),
    });
    expect(latestDue(berlin, utc("2026-03-30T07:00"))).toEqual({
      week: "2026-W14",
      at: utc("2026-03-30T07:00"),
    });
    expect(latestDue(berlin, utc("2026-03-30T06:59"))).toMatchObject({ week: "2026-W13" });
    expect(nextDue(schedule({ zone: "Pacific/Auckland" }), utc("2026-11-21T00:00"))).toEqual({
      week: "2026-W48",
      at: utc("2026-11-22T20:00"),
    });
  });

  it("is due at another time of the day where clocks leave that one out, and once where they show it twice", () => {
    const sunday = schedule({ day: "sunday", hour: 2, minute: 30 });
    expect(nextDue(sunday, utc("2026-03-28T00:00"))).toEqual({
      week: "2026-W13",
      at: utc("2026-03-29T01:30"),
    });
    const twice = nextDue(sunday, utc("2026-10-24T12:00"));
    expect(twice.week).toBe("2026-W43");
    expect(nextDue(sunday, twice.at).week).toBe("2026-W44");
  });

  it("tells of the seven days before its day, from midnight to midnight", () => {
    const lengths = (zone: string, at: string): readonly number[] => {
      const { period, before } = periodsOf({ zone }, { week: "", at: utc(at) });
      expect(before.until).toBe(period.from);
      return [period.until - period.from, before.until - before.from].map((ms) => ms / HOUR);
    };
    const { period } = periodsOf(schedule(), { week: "", at: utc("2026-11-23T08:00") });
    expect(period).toEqual({ from: utc("2026-11-15T23:00"), until: utc("2026-11-22T23:00") });
    expect(lengths("Europe/Berlin", "2026-11-23T08:00")).toEqual([168, 168]);
    expect(lengths("Europe/Berlin", "2026-03-30T07:00")).toEqual([167, 168]);
    expect(lengths("Europe/Berlin", "2026-11-02T08:00")).toEqual([168, 169]);
    // Clocks are put forward at midnight there, so that day begins at one.
    expect(lengths("America/Santiago", "2026-09-07T13:00")).toEqual([167, 168]);
    expect(lengths("Africa/Cairo", "2026-04-24T10:00")).toEqual([168, 168]);
  });

  it("is found again by the name of its week, across the turn of years", () => {
    for (const zone of ["Europe/Berlin", "Pacific/Apia"]) {
      for (const day of ["monday", "sunday"] as const) {
        const here = schedule({ zone, day });
        let due = nextDue(here, utc("2025-12-01T00:00"));
        const weeks = new Set([due.week]);
        for (let index = 0; index < 56; index += 1) {
          expect(dueOf(here, due.week)).toEqual(due);
          expect(latestDue(here, due.at)).toEqual(due);
          const next = nextDue(here, due.at);
          expect(Math.abs(next.at - due.at - 168 * HOUR)).toBeLessThanOrEqual(HOUR);
          due = next;
          weeks.add(due.week);
        }
        expect(weeks.size).toBe(57);
      }
    }
    expect(nextDue(schedule(), utc("2026-12-28T09:00")).week).toBe("2027-W01");
    expect(dueOf(schedule(), "2026-W53")).toEqual({ week: "2026-W53", at: utc("2026-12-28T08:00") });
    expect(dueOf(schedule(), "nonsense")).toBeNull();
  });
});
