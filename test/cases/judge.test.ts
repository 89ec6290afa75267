import { describe, expect, it } from "vitest";
import { hasLapsed, judge, type Aim } from "../../src/cases/judge.ts";
import type { Verb } from "../../src/words.ts";
import type { AccountState, Standing } from "../../src/vendors/port.ts";

const END = Date.UTC(2026, 10, 20, 12);
const FRESH = { attempted: false, before: null };

const state = (standing: Standing, about: Partial<AccountState> = {}): AccountState => ({
  account: "tommy",
  standing,
  mutedUntil: null,
  bannedUntil: null,
  exists: true,
  ...about,
});
const mute: Aim = { verb: "mute", until: END, endedBy: "vendor" };
const ban: Aim = { verb: "ban", until: END, endedBy: "vendor" };
/** A ban that the vendor keeps for ever, until Bailiff lifts it. */
const keptBan: Aim = { ...ban, endedBy: "bailiff" };

function aim(verb: Verb): Aim {
  return { verb, until: null, endedBy: null };
}

describe("what to do about one account", () => {
  it.each([
    ["mute a member", mute, state("member"), "change"],
    ["mute in a group without a member list", mute, state("unlisted"), "change"],
    ["mute somebody muted until another time", mute, state("member", { mutedUntil: END - 60_000 }), "change"],
    ["mute somebody muted for ever", mute, state("member", { mutedUntil: "permanent" }), "change"],
    ["mute somebody muted until just then", mute, state("member", { mutedUntil: END + 1_000 }), "already"],
    ["mute somebody who is not there", mute, state("absent"), "absent"],
    ["unmute a muted member", aim("unmute"), state("member", { mutedUntil: END }), "change"],
    ["unmute somebody who left while muted", aim("unmute"), state("absent", { mutedUntil: END }), "change"],
    ["unmute somebody not muted", aim("unmute"), state("member"), "already"],
    ["kick a member", aim("kick"), state("member"), "change"],
    ["kick somebody who is not there", aim("kick"), state("absent"), "absent"],
    ["add somebody", aim("add"), state("absent"), "change"],
    ["add a member", aim("add"), state("member"), "already"],
    ["add an account that does not exist", aim("add"), state("absent", { exists: false }), "refused"],
    ["kick an account that does not exist", aim("kick"), state("absent", { exists: false }), "absent"],
    ["ban a member", ban, state("member"), "change"],
    ["ban somebody outside", ban, state("absent"), "change"],
    ["ban somebody banned until just then", ban, state("absent", { bannedUntil: END + 1_000 }), "already"],
    ["ban somebody banned until another time", ban, state("absent", { bannedUntil: END + 60_000 }), "change"],
    [
      "ban, with an end of Bailiff's, somebody banned for ever",
      keptBan,
      state("absent", { bannedUntil: "permanent" }),
      "change",
    ],
    [
      "ban for ever somebody banned for ever",
      { ...keptBan, until: "permanent" },
      state("absent", { bannedUntil: "permanent" }),
      "already",
    ],
    ["ban an account that does not exist", ban, state("absent", { exists: false }), "refused"],
    ["unban somebody banned", aim("unban"), state("absent", { bannedUntil: END }), "change"],
    ["unban somebody not banned", aim("unban"), state("member"), "already"],
    ["lock an open group", aim("lock"), state("unlisted"), "change"],
    ["lock a locked group", aim("lock"), state("unlisted", { mutedUntil: "permanent" }), "already"],
    ["unlock a locked group", aim("unlock"), state("unlisted", { mutedUntil: "permanent" }), "change"],
    ["unlock an open group", aim("unlock"), state("unlisted"), "already"],
  ] as const)("%s: %s", (_, aimed, seen, expected) => {
    const judgement = judge(aimed, seen, null, FRESH);
    expect(judgement.step === "change" ? "change" : judgement.outcome).toBe(expected);
  });

  it("refuses what is out of reach before anything else is looked at", () => {
    expect(judge(aim("kick"), state("owner"), "owner", FRESH)).toMatchObject({
      outcome: "refused",
      why: "owner",
    });
  });

  it("says done, not absent, of somebody whom an earlier request of this case removed", () => {
    const target = { attempted: true, before: state("member") };
    expect(judge(aim("kick"), state("absent"), null, target)).toMatchObject({
      outcome: "done",
    });
  });

  it("says done of a ban without a vendor's end that shows after it was sent", () => {
    const target = { attempted: true, before: state("member") };
    const seen = state("absent", { bannedUntil: "permanent" });
    expect(judge(keptBan, seen, null, target)).toMatchObject({ outcome: "done" });
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
    expect(hasLapsed({ ...mute, until: "permanent" }, END)).toBe(false);
  });
});
