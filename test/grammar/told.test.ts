import { describe, expect, it } from "vitest";
import { answerTo, outcomeOf } from "./reading.ts";

/** What is refused is known from refused.test.ts; here, what the person is told about it. */
describe("a person is told why something cannot be an account", () => {
  it.each([
    ["jared,,max", "before a comma there must be one"],
    [",jared", "before a comma there must be one"],
    ["<@U1>jared", "two things stand together"],
    ['jared"max"', "two things stand together"],
    ["<!channel>", "many people at once"],
    ["<!subteam^S1|@mods>", "many people at once"],
    ["jared <!here>", "many people at once"],
    ["@channel", "many people at once"],
    ["@everyone", "many people at once"],
    ["@HERE", "many people at once"],
    ["#jared", "it is a group"],
    ["<#C123|lobby>", "it is a group"],
    ["@TGS#1", "it is a group"],
    ['"@TGS#1"', "it is a group"],
    ["@Lobby", "it is a group"],
    ["10m", "it is a time"],
    ["Permanent", "it is a time"],
    ["until", "it is a time"],
    ["-5", "begins with a dash"],
    ["−5", "begins with a dash"],
    ["https://jared.io", "it is a link"],
    ["@@jared", "it contains the character @."],
    ["jared'", "it contains the character '."],
    ["`jared`", "it contains the character `."],
    ['"a\\"b"', 'it contains the character ".'],
    ["a&lt;b", "it contains the character <."],
    ["a&gt;b", "it contains the character >."],
    ["jаred", "it contains the character U+0430."],
    ['"José"', "it contains the character U+00E9."],
    ["@", "1 to 64 characters"],
    ['""', "1 to 64 characters"],
    ['" jared"', "no blank at its ends"],
    ['"jared "', "no blank at its ends"],
    ["j".repeat(65), "1 to 64 characters"],
  ])("/kick %s", (typed, said) => {
    expect(answerTo(`/kick ${typed}`)).toContain(said);
  });
});

describe("an account may look like something else, as long as it is not", () => {
  it.each([
    ["@channels", "channels"],
    ["@nowhere", "nowhere"],
    ["x@here", "x@here"],
    ["5-5", "5-5"],
    ["j".repeat(64), "j".repeat(64)],
    ["U1,<@U1>", "U1, <@U1>"],
    ["<@U1>,<@U2>,<@U1>", "<@U1>, <@U2>"],
    ["jared <@U1>", "jared, <@U1>"],
    ['"10m"', "10m"],
    ['"@channel"', "@channel"],
    ['"-5"', "-5"],
    ['"#x"', "#x"],
    ["jared#1", "jared#1"],
    ["a!$%*+./:;=?[]^_{|}~", "a!$%*+./:;=?[]^_{|}~"],
  ])("/kick %s", (typed, accounts) => {
    expect(outcomeOf(`/kick ${typed}`)).toBe(`kick ${accounts}`);
  });
});

describe("a person is told what a flag is", () => {
  it.each([
    ["/kick jared --later", "Its flags are `--silent`, `--dry-run`, `--reason`."],
    ["/kick jared --resaon x", "Did you mean `--reason`?"],
    ["/kick jared --dr-u", "Did you mean `--dry-run`?"],
    ["/kick jared -–sln", "Did you mean `--silent`?"],
    ["/kick jared -SILNT", "Did you mean `--silent`?"],
    ["/kick jared —silnet", "Did you mean `--silent`?"],
    ["/unmute jared --silent", "Its flags are `--dry-run`, `--reason`."],
    ["/muted --silent", "It has no flags."],
    ["/kick jared --silent --silent", "is given twice"],
    ["/kick jared --reason a --reason b", "is given twice"],
    ["/kick jared --silent=yes", "has a value, but this flag takes none"],
    ["/kick jared --silent=", "has a value, but this flag takes none"],
    ['/kick jared --silent="yes"', "has a value, but this flag takes none"],
    ["/kick jared --reason", "needs a text after it"],
    ["/kick jared --reason --silent", "needs a text after it"],
    ['/kick jared --reason " "', "the reason is missing"],
    ["/kick jared --reason=", "the reason is missing"],
  ])("%s", (line, said) => {
    expect(answerTo(line)).toContain(said);
  });
});

describe("flags are understood as keyboards make them", () => {
  it.each([
    ["/kick jared --SILENT", "kick jared, silently"],
    ["/kick jared –silent", "kick jared, silently"],
    ["/kick jared ―silent", "kick jared, silently"],
    ["/kick jared --Reason=x", "kick jared — reason: x"],
    ["/kick jared —reason=x", "kick jared — reason: x"],
    ["/kick jared --reason=a=b", "kick jared — reason: a=b"],
    ['/kick jared --reason="a b", really', "two_reasons: really"],
    ['/kick jared --reason=a"b c"', "kick jared — reason: ab c"],
    ['/kick jared --reason "a b"', "kick jared — reason: a b"],
    ["/kick jared --reason -5", "kick jared — reason: -5"],
    ['/kick jared "--silent"', "kick jared — reason: --silent"],
    ['/kick jared -- "--silent"', "kick jared — reason: --silent"],
    ["/kick jared it is--silent", "kick jared — reason: it is--silent"],
    ['/kick jared --silent"x"', 'unknown_flag: --silent"x"'],
    ["/kick jared --silent,x", "unknown_flag: --silent,x"],
    ["/kick jared -–silent", "unknown_flag: -–silent"],
    ["/kick jared –-silent", "unknown_flag: –-silent"],
    ["/kick jared -silent", "unknown_flag: -silent"],
    ["/kick jared -x--silent", "unknown_flag: -x--silent"],
    ["/kick jared --reason=a–b", "kick jared — reason: a–b"],
    ['/kick jared --reason="a b"c', "kick jared — reason: a bc"],
    ['/kick jared --reason " "', "empty_reason: --reason"],
  ])("%s", (line, outcome) => {
    expect(outcomeOf(line)).toBe(outcome);
  });
});

describe("a person is told which groups there are", () => {
  const all = "The groups are `lobby`, `live`, `stage`, `fans`, `meet`, `eu-west`, `talk`.";
  it.each([
    ["/muted foo", all],
    ["/kick jared #foo", all],
    ["/muted stxxe", "Did you mean `stage`?"],
    ["/muted #STXXE", "Did you mean `stage`?"],
    ["/mod bind <#C1|x>", all],
    ["/kick jared @TGS#", "There is no group `@TGS#` here"],
    [`/kick jared @TGS#${"x".repeat(96)}`, "There is no group"],
    ["/kick jared @TGS#é", "There is no group"],
    ["/kick jared loby", "is nearly the group `lobby`. If you mean the group, write it exactly, right after"],
    ["/mute tommy 10m lobby", "stands where no group can. Name one group, right after the accounts."],
  ])("%s", (line, said) => {
    expect(answerTo(line)).toContain(said);
  });

  it("and a group is found in any case of letters, by its id, and by its channel", () => {
    expect(outcomeOf("/kick jared #LIVE")).toBe("kick jared in live");
    expect(outcomeOf(`/kick jared @TGS#${"x".repeat(95)}`)).toBe(`kick jared in @TGS#${"x".repeat(95)}`);
    expect(outcomeOf("/kick jared <#G1|x>")).toBe("kick jared in the group of <#G1>");
    expect(outcomeOf("/kick jared <#D1|x>")).toBe("kick jared in the group of <#D1>");
  });

  it.each(["rule #3", "rule #3!", "#3 again", "# again", "x#foo", "issue #12."])(
    "but a number with a hash is none: %s",
    (reason) => {
      expect(outcomeOf(`/kick jared ${reason}`)).toBe(`kick jared — reason: ${reason}`);
    },
  );

  it("while a hash before anything else was meant as one", () => {
    expect(outcomeOf("/kick jared spam in #3rd-floor")).toBe("unknown_group: #3rd-floor");
  });
});

describe("a person is told about a second time, or a time where none is taken", () => {
  it.each([
    ["/mute tommy 10m 5m", "reads like a second time"],
    ["/kick tommy 10m", "this command takes none"],
    ["/whois tommy lobby 10m", "this command takes none"],
    ["/kick tommy 10m", "put the reason in quotes"],
  ])("%s", (line, said) => {
    expect(answerTo(line)).toContain(said);
  });
});

describe("a person is told what is missing", () => {
  it.each([
    ["/mute", "The command needs more than its name: one or more accounts, and for how long."],
    ["/kick", "The command needs more than its name: one or more accounts."],
    ["/whois", "The command needs more than its name: an account."],
    ["/case", "The command needs more than its name: the number of a case."],
    ["/mod stop", "The command needs more than its name: the number of a case."],
    ["/mod link", "The command needs more than its name: a person, and the account they are."],
    ["/mod unlink", "The command needs more than its name: a person."],
    ["/mod bind", "The command needs more than its name: a channel, and its group."],
    ["/mod unbind", "The command needs more than its name: a channel."],
    ["/mod alias", "The command needs more than its name: a name, and the group that it is to mean."],
    ["/mod unalias", "The command needs more than its name: a name."],
    ["/kick --silent", "It is not said whom to act on."],
    ["/kick jared,", "After the comma in `jared,`, one more account is missing."],
    ["/mute tommy", "It is not said for how long."],
    ["/case --", "`--` is not the number of a case."],
    ["/note --dry-run", "The number of the case is missing."],
    ["/mod link --dry-run", "It is not said which person of this workspace."],
    ["/mod bind --dry-run", "It is not said which channel."],
    ["/mod alias --dry-run", "The name is missing."],
    ["/cases before", "After `before`, the number of a case is missing."],
    ["/cases since", "After `since`, the time is missing."],
    ["/case x", "Write a number such as `1042` or `#1042`."],
    ["/kick jared --", "After `--` the reason is missing."],
    [`/kick jared ${"x".repeat(501)}`, "The reason has 501 characters"],
    ["/whois tommy,jared", "This command takes one account; `jared` is one too many."],
  ])("%s", (line, said) => {
    expect(answerTo(line)).toContain(said);
  });
});

describe("a case and a page are numbers and nothing else", () => {
  it.each([
    ["/case 1", "case #1"],
    ["/case #999999999999999", "case #999999999999999"],
    ["/case 1000000000000000", "bad_case: 1000000000000000"],
    ["/case 01", "bad_case: 01"],
    ["/case ##1", "bad_case: ##1"],
    ["/case x1", "bad_case: x1"],
    ["/case 1x", "bad_case: 1x"],
    ["/members 9999", "members, page 9999"],
    ["/members lobby 01", "leftover: 01"],
    ["/members lobby x1", "leftover: x1"],
    ["/members lobby 1x", "leftover: 1x"],
    ["/mod help /mute", "help mute"],
    ["/mod help MUTE", "help mute"],
  ])("%s", (line, outcome) => {
    expect(outcomeOf(line)).toBe(outcome);
  });
});
