import { describe, expect, it } from "vitest";
import { answerTo, outcomeOf } from "./reading.ts";

describe("only Slack's own ids are people and channels; other marks stand for many, and are nobody's account", () => {
  it.each([
    ["/kick <@U1>", "kick <@U1>"],
    ["/kick <@W1AB|x>", "kick <@W1AB>"],
    ["/kick <@C1>", "not_an_account: <@C1>"],
    ["/kick <@u1>", "not_an_account: <@u1>"],
    ["/kick <@U1-2>", "not_an_account: <@U1-2>"],
    ["/kick <@xU1>", "not_an_account: <@xU1>"],
    ["/kick <@U>", "not_an_account: <@U>"],
    ["/kick <!U1>", "not_an_account: <!U1>"],
    ["/kick <#U1>", "not_an_account: <#U1>"],
    ["/kick jared <#U1|lobby>", "not_an_account: <#U1|lobby>"],
    ["/kick jared <#C1-2|lobby>", "not_an_account: <#C1-2|lobby>"],
    ["/kick jared <#xC1|lobby>", "not_an_account: <#xC1|lobby>"],
    ["/kick jared <@C1|lobby>", "not_an_account: <@C1|lobby>"],
    ["/kick jared <!C1|lobby>", "not_an_account: <!C1|lobby>"],
    ["/kick jared <#G1|x>", "kick jared in the group of <#G1>"],
  ])("%s", (line, outcome) => {
    expect(outcomeOf(line)).toBe(outcome);
  });

  it.each(["<@C1>", "<@U1-2>", "<!U1>", "<#U1>"])("and the person is told so: %s", (typed) => {
    expect(answerTo(`/kick ${typed}`)).toContain("many people at once");
  });
});

describe("what Slack makes a link of is read as it was typed", () => {
  it.each([
    ["/kick <http://jared.io|jared.io>", "kick jared.io"],
    ["/kick <http://jared.io/|jared.io>", "kick jared.io"],
    ["/kick x.<http://jared.io|jared.io>", "kick x.jared.io"],
    ["/kick <mailto:jared@x.io|jared@x.io>", "kick jared@x.io"],
    ["/kick <tel:12345|12345>", "kick 12345"],
    ["/kick jared see <https://x.io/a>", "kick jared — reason: see https://x.io/a"],
    ["/kick jared see <https://x.io/a|harmless>", "kick jared — reason: see https://x.io/a"],
    [
      '/kick jared "see <https://x.io/a|x.io/a>, <http://y.io> <http://z.io/|z.io> <mailto:a@b.io|a@b.io>"',
      "kick jared — reason: see x.io/a, http://y.io z.io a@b.io",
    ],
    ['/kick jared "see <https://x.io|harmless>"', "kick jared — reason: see https://x.io"],
  ])("%s", (line, outcome) => {
    expect(outcomeOf(line)).toBe(outcome);
  });
});

describe("quotes", () => {
  it.each([
    ["keep blanks and commas together", '"a, b"', "a, b"],
    ["may be in quotes, with a backslash", '"a \\"b\\" c"', 'a "b" c'],
    ["may end in a backslash, with another", '"a\\\\"', "a\\"],
    ["leave other backslashes alone", '"a\\b"', "a\\b"],
    ["stay where there is more than they hold", '"spam"again', '"spam"again'],
    ["stay where there are other words", 'said "x" twice', 'said "x" twice'],
    ["make a word with them text", 'spam in "lobby", again', 'spam in "lobby", again'],
    ["may be of any script", "«a b»", "a b"],
  ])("%s", (_, typed, reason) => {
    expect(outcomeOf(`/kick jared ${typed}`)).toBe(`kick jared — reason: ${reason}`);
  });

  it.each([
    ['"spam', '"spam'],
    ['a "b" "c d', '"c d'],
    ['"spam\\"', '"spam\\"'],
    ['"a &lt; b', '"a < b'],
  ])("have to end: %s", (typed, token) => {
    expect(outcomeOf(`/kick jared ${typed}`)).toBe(`unclosed_quote: ${token}`);
  });
});

it("angle brackets that are no marks of Slack's are text", () => {
  expect(outcomeOf("/kick jared a<b <3 <x>")).toBe("kick jared — reason: a<b <3 <x>");
  expect(answerTo("/kick a<b")).toContain("it contains the character <.");
});

it("a slash within a word names no command", () => {
  expect(outcomeOf("/mod /unmute tommy")).toBe("unmute tommy");
  expect(outcomeOf("/mod un/mute tommy")).toBe("unknown_command: un/mute");
});

it("marks and quotes around a word hide no slip", () => {
  expect(outcomeOf("/kick jared ((10m))")).toBe("misplaced_time: ((10m))");
  expect(outcomeOf("/kick jared ((loby))!!")).toBe("nearly_group: ((loby))!!");
});
