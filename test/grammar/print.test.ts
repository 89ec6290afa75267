import { describe, expect, it } from "vitest";
import { asTyped, asWords } from "../../src/grammar/print.ts";
import type { ActRequest } from "../../src/grammar/request.ts";
import { outcomeOf, read } from "./reading.ts";

function printed(line: string): string {
  const parsed = read(line);
  return parsed.ok ? asTyped(parsed.value.request) : parsed.failure.text;
}

describe("a command is printed as it could be typed again", () => {
  it.each([
    ["mute @tommy,<@U1|x> LOBBY 10m spam", 'mute "tommy",<@U1> lobby 10m --reason "spam"'],
    ["mute tommy permanent", 'mute "tommy" permanent'],
    ["mute tommy until tomorrow 09:00 UTC", 'mute "tommy" until tomorrow 09:00 UTC'],
    [
      'kick jared "a \\"b\\" & c" --silent --dry-run',
      'kick "jared" --silent --dry-run --reason "a \\"b\\" &amp; c"',
    ],
    ["kick jared <#C1|x>", 'kick "jared" <#C1>'],
    ["kick jared @TGS#a&amp;b", 'kick "jared" @TGS#a&amp;b'],
    ["lock --dry-run", "lock --dry-run"],
    ["muted", "muted"],
    ["banned lobby", "banned lobby"],
    ["limits @TGS#1", "limits @TGS#1"],
    ["members", "members 1"],
    ["members lobby 2", "members lobby 2"],
    ["whois <@U1> lobby", "whois <@U1> lobby"],
    ["case #7", "case #7"],
    ["stop 7", "stop #7"],
    ["can mute tommy 10m --dry-run", 'can mute "tommy" 10m --dry-run'],
    ["links", "links"],
    ["links <@U1|x>", "links <@U1>"],
    ["link <@U1|x> tommy lobby his own", 'link <@U1> "tommy" lobby --reason "his own"'],
    ["link <@U1|x> tommy --dry-run", 'link <@U1> "tommy" --dry-run'],
    ["unlink <@U1|x> lobby left us", 'unlink <@U1> lobby --reason "left us"'],
    ["bind <#C1|x> lobby --dry-run", "bind <#C1> lobby --dry-run"],
    ["unbind <#C1|x>", "unbind <#C1>"],
    ["alias hall @TGS#1", "alias hall @TGS#1"],
    ["unalias hall --dry-run", "unalias hall --dry-run"],
    ["whoami", "whoami"],
    ["rules", "rules"],
    ["doctor", "doctor"],
    ["summary", "summary"],
    ["summary yesterday", "summary since yesterday"],
    ["summary since 7d", "summary since 7d"],
    ["batch", "batch"],
    ["help", "help"],
    ["help mute", "help mute"],
  ])("%s", (line, typed) => {
    expect(printed(`/mod ${line}`)).toBe(typed);
    // And it means the same.
    expect(printed(`/mod ${typed}`)).toBe(typed);
    expect(outcomeOf(`/mod ${typed}`)).toBe(outcomeOf(`/mod ${line}`));
  });
});

describe("a command is told in words", () => {
  it.each([
    ["/mod can kick jared lobby", "can kick jared in lobby"],
    [
      "/mod link <@U1> tommy lobby --dry-run his own",
      "link <@U1> to tommy in lobby, dry run — reason: his own",
    ],
    ["/mod unlink <@U1> --dry-run", "unlink <@U1>, dry run"],
    ["/mod bind <#C1> lobby --dry-run", "bind <#C1> in lobby, dry run"],
    ["/mod unbind <#C1> --dry-run", "unbind <#C1>, dry run"],
    ["/mod alias hall lobby --dry-run", "alias hall in lobby, dry run"],
    ["/mod unalias hall --dry-run", "unalias hall, dry run"],
    ["/mod rules", "rules"],
    ["/mod doctor", "doctor"],
  ])("%s", (line, words) => {
    expect(outcomeOf(line)).toBe(words);
  });

  it("naming twenty accounts, and how many more there are", () => {
    const kick = (count: number): string => {
      const names = Array.from({ length: count }, (_, index) => `u${index}`);
      const parsed = read(`/kick ${names.join(",")}`);
      if (!parsed.ok) throw new Error(parsed.failure.text);
      return asWords(parsed.value.request as ActRequest);
    };
    expect(kick(20)).toMatch(/u18, u19$/);
    expect(kick(21)).toMatch(/u18, u19 and 1 more$/);
  });
});
