import { describe, expect, it } from "vitest";
import { catalog, context, outcomeOf, read } from "./reading.ts";
import { help } from "../../src/grammar/help.ts";

describe("a change of the register is understood in these forms", () => {
  it.each([
    ["/mod link <@U1|mel> user7", "link <@U1> to user7"],
    ["/mod link <@U1|mel> @user7 lobby", "link <@U1> to user7 in lobby"],
    ["/mod link <@U1> user7 lobby ticket 123", "link <@U1> to user7 in lobby — reason: ticket 123"],
    ['/mod link <@U1> "10m" --reason new', "link <@U1> to 10m — reason: new"],
    ["/mod unlink <@U1|mel>", "unlink <@U1>"],
    ["/mod unlink <@U1|mel> live left us", "unlink <@U1> in live — reason: left us"],
    ["/mod links", "links"],
    ["/mod links <@U1|mel>", "links <@U1>"],
    ["/mod bind <#C1|lobby-mods> lobby", "bind <#C1> in lobby"],
    ["/mod bind <#C1|x> <#C2|y>", "bind <#C1> in the group of <#C2>"],
    ["/mod unbind <#C1|lobby-mods>", "unbind <#C1>"],
    ["/mod alias hall lobby", "alias hall in lobby"],
    ["/mod alias eu-2 @TGS#1", "alias eu-2 in @TGS#1"],
    ["/mod unalias hall", "unalias hall"],
  ])("%s", (line, words) => {
    expect(outcomeOf(line)).toBe(words);
  });
});

describe("refused, naming the token", () => {
  it.each([
    // Nobody is looked up by a name that anybody can give themselves.
    ["/mod link mel user7", "bad_person: mel"],
    ["/mod link @mel user7", "bad_person: @mel"],
    ["/mod link <@U1>,<@U2> user7", "bad_person: <@U1>,<@U2>"],
    ["/mod links mel", "bad_person: mel"],
    ["/mod link <@U1> <@U2>", "person_as_account: <@U2>"],
    ["/mod link <@U1> user7,user8", "too_many_accounts: user8"],
    ["/mod link <@U1> lobby", "not_an_account: lobby"],
    ["/mod link <@U1>", "missing_account: null"],
    ["/mod link", "empty: null"],
    ["/mod link --dry-run", "bad_person: "],
    ["/mod bind --dry-run", "bad_channel: "],
    ["/mod alias --dry-run", "bad_name: "],
    ['/mod alias "hall" lobby', 'bad_name: "hall"'],
    ["/mod link <@U1> user7 loby", "nearly_group: loby"],
    ["/mod link <@U1> user7 lobby <@U2>", "misplaced_account: <@U2>"],
    ["/mod unlink <@U1> <@U2>", "misplaced_account: <@U2>"],
    ["/mod unlink <@U1> 10m", "misplaced_time: 10m"],
    ["/mod bind #lobby-mods lobby", "bad_channel: #lobby-mods"],
    ["/mod bind <#C1>", "missing_group: null"],
    ["/mod bind <#C1> loby", "nearly_group: loby"],
    ["/mod bind <#C1> nothing", "unknown_group: nothing"],
    ["/mod bind <#C1> lobby live", "misplaced_group: live"],
    ["/mod unbind <#C1> lobby", "misplaced_group: lobby"],
    ["/mod unbind <#C1> <#C2>", "misplaced_group: <#C2>"],
    ["/mod alias Hall lobby", "bad_name: Hall"],
    ["/mod alias 2nd lobby", "bad_name: 2nd"],
    ["/mod alias hаll lobby", "bad_name: hаll"],
    ["/mod alias permanent lobby", "taken_name: permanent"],
    ["/mod alias until lobby", "taken_name: until"],
    ["/mod alias help lobby", "taken_name: help"],
    [`/mod alias ${"a".repeat(33)} lobby`, `bad_name: ${"a".repeat(33)}`],
    ["/mod alias hall", "missing_group: null"],
    ["/mod alias hall lobby live", "misplaced_group: live"],
    ["/mod unalias hall lobby", "misplaced_group: lobby"],
    ["/mod unalias hall please", "leftover: please"],
  ])("%s", (line, refusal) => {
    expect(outcomeOf(line)).toBe(refusal);
  });

  it("and says what to type instead, as it is typed", () => {
    const refused = read("/mod link mel user7");
    expect(refused.ok ? "" : refused.failure.text).toMatch(
      /`mel` is not a mention.*Usage: `\/mod link <@person> <account> \[group\] \[reason\] \[--dry-run\]`\nExample: `\/mod link @mel tommy`/s,
    );
    expect(help(catalog, context.names, "bind")).toContain("`/mod bind #lobby-mods lobby`");
  });
});
