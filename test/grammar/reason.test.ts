import { describe, expect, it } from "vitest";
import { outcomeOf } from "./reading.ts";

const LONGEST = "x".repeat(500);

describe("a reason is what was written, as it was written", () => {
  it.each([
    ["mail a@b.io", "mail a@b.io"],
    ["lb#by", "lb#by"],
    ["- spam", "spam"],
    ["-- spam", "spam"],
    ["— spam", "spam"],
    ["− spam", "spam"],
    ["wait-- what", "wait-- what"],
    ["--reason wait—", "wait—"],
    ['"lobby"', "lobby"],
    ['"10m"', "10m"],
    ['"@max"', "@max"],
    ['"<@U1>"', "<@U1>"],
    ['sent "10m" for "lobby"', 'sent "10m" for "lobby"'],
    [LONGEST, LONGEST],
    [`--reason ${LONGEST}`, LONGEST],
    // Characters are counted as people count them, and not those that keep quotes together.
    ["🙂".repeat(500), "🙂".repeat(500)],
    [`"${LONGEST}"`, LONGEST],
  ])("%s", (typed, reason) => {
    expect(outcomeOf(`/kick jared ${typed}`)).toBe(`kick jared — reason: ${reason}`);
  });
});

describe("a reason is refused", () => {
  it.each([
    ["when it says nothing", '" "', 'empty_reason: ""'],
    ["when it says nothing, after a dash", '-- ""', 'empty_reason: ""'],
    ["when it is too long", `${LONGEST}x`, "long_reason: null"],
    ["when it is too long, as a flag", `--reason=${LONGEST}x`, "long_reason: null"],
    ["with many people in it", "spam <!here>", "misplaced_account: <!here>"],
    ["with a group of people in it", "spam <!subteam^S1|@mods>", "misplaced_account: <!subteam^S1|@mods>"],
    ["with a person close to a word", "see:<@U1>", "misplaced_account: see:<@U1>"],
    ["with a person in brackets", "(<@U1>)", "misplaced_account: (<@U1>)"],
    ["with a channel close to a word", "see:<#C1>", "misplaced_group: see:<#C1>"],
    ["with a group by its hash", "spam in #lobby", "misplaced_group: #lobby"],
    ["with a slip of one by its hash", "spam in #loby", "nearly_group: #loby"],
    ["with an account in quotes and one without", 'told "@max" and @jim', "misplaced_account: @jim"],
  ])("%s", (_, typed, refusal) => {
    expect(outcomeOf(`/kick jared ${typed}`)).toBe(refusal);
  });
});
