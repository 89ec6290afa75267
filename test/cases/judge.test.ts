import { describe, expect, it } from "vitest";
import { hasLapsed, judge, type Aim } from "../../src/cases/judge.ts";
import type { AccountState, Standing } from "../../src/vendors/port.ts";

const END = Date.UTC(2026, 10, 20, 12);
const FRESH = { attempted: false, before: null };

const state = (standing: Standing, about: Partial<AccountState> = {}): AccountState => ({
  account: "tommy",
  standing,
  mutedUntil: null,
  exists: true,
  ...about,
});
const mute: Aim = { verb: "mute", until: END };

describe("what to do about one account", () => {
  it.each([
    ["mute a member", mute, state("member"), "change"],
    ["mute in a group without a member list", mute, state("unlisted"), "change"],
    ["mute somebody muted until another time", mute, state("member", { mutedUntil: END - 60_000 }), "change"],
    ["mute somebody muted for ever", mute, state("member", { mutedUntil: "permanent" }), "change"],
    ["mute somebody muted until just then", mute, state("member", { mutedUntil: END + 1_000 }), "already"],
    ["mute somebody who is not there", mute, state("absent"), "absent"],
    [
      "unmute a muted member",
      { verb: "unmute", until: null },
      state("member", { mutedUntil: END }),
      "change",
    ],
    [
      "unmute somebody who left while muted",
      { verb: "unmute", until: null },
      state("absent", { mutedUntil: END }),
      "change",
    ],
    ["unmute somebody not muted", { verb: "unmute", until: null }, state("member"), "already"],
    ["kick a member", { verb: "kick", until: null }, state("member"), "change"],
    ["kick somebody who is not there", { verb: "kick", until: null }, state("absent"), "absent"],
    ["add somebody", { verb: "add", until: null }, state("absent"), "change"],
    ["add a member", { verb: "add", until: null }, state("member"), "already"],
    [
      "add an account that does not exist",
      { verb: "add", until: null },
      state("absent", { exists: false }),
      "refused",
    ],
    [
      "kick an account that does not exist",
      { verb: "kick", until: null },
      state("absent", { exists: false }),
      "absent",
    ],
  ] as const)("%s: %s", (_, aim, seen, expected) => {
    const judgement = judge(aim, seen, null, FRESH);
    expect(judgement.step === "change" ? "change" : judgement.outcome).toBe(expected);
  });

  it("refuses what is out of reach before anything else is looked at", () => {
    expect(judge({ verb: "kick", until: null }, state("owner"), "owner", FRESH)).toMatchObject({
      outcome: "refused",
      why: "owner",
    });
  });

  it("says done, not absent, of somebody whom an earlier request of this case removed", () => {
    const target = { attempted: true, before: state("member") };
    expect(judge({ verb: "kick", until: null }, state("absent"), null, target)).toMatchObject({
      outcome: "done",
    });
  });

  it("knows a mute of its own by an end that changed, although the vendor's clock is half a minute off", () => {
    const seen = state("member", { mutedUntil: END + 30_000 });
    expect(judge(mute, seen, null, { attempted: true, before: state("member") })).toMatchObject({
      outcome: "done",
    });
    expect(judge(mute, seen, null, { attempted: true, before: seen })).toMatchObject({ step: "change" });
  });

  it("never lets a mute be sent whose end has come, and never counts permanent as an end", () => {
    expect(hasLapsed(mute, END - 1)).toBe(false);
    expect(hasLapsed(mute, END)).toBe(true);
    expect(hasLapsed({ verb: "mute", until: "permanent" }, END)).toBe(false);
  });
});
