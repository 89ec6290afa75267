import { describe, expect, it } from "vitest";
import { answerTo, outcomeOf } from "./reading.ts";

/**
 * Inputs that other bots took for something else: for ever, for another group, for one more target, for a
 * reason. Each is refused as a whole, naming the part at fault.
 */
describe("refused, naming the token", () => {
  it.each([
    // Times that elsewhere became "for ever", or a part of the reason.
    ["/mute tommy 0", "bad_time: 0"],
    ["/mute tommy 0m", "bad_time: 0m"],
    ["/mute tommy -5m", "bad_time: -5m"],
    ["/mute tommy −5m", "bad_time: −5m"],
    ["/mute tommy 1.5h", "bad_time: 1.5h"],
    ["/mute tommy 1,5h", "bad_time: 1,5h"],
    ["/mute tommy 5people", "bad_time: 5people"],
    ["/mute tommy 10", "bad_time: 10"],
    ["/mute tommy 10 m", "bad_time: 10"],
    ["/mute tommy 1h1h", "bad_time: 1h1h"],
    ["/mute tommy 1M", "bad_time: 1M"],
    ["/mute tommy 1d10M", "bad_time: 1d10M"],
    ["/mute tommy 5m1h", "bad_time: 5m1h"],
    ["/mute tommy 1mo", "bad_time: 1mo"],
    ["/mute tommy 2hh spam", "bad_time: 2hh"],
    ["/mute tommy 10m5", "bad_time: 10m5"],
    ["/mute tommy １０m", "bad_time: １０m"],
    ["/mute tommy 99999999999d", "bad_time: 99999999999d"],
    ["/mute tommy 3651d", "bad_time: 3651d"],
    ["/mute tommy forever", "bad_time: forever"],
    ["/mute tommy permanant", "bad_time: permanant"],
    ["/mute tommy spam 10m", "bad_time: spam"],
    ["/mute tommy jared 10m", "bad_time: jared"],
    ["/mute tommy", "missing_time: null"],
    ["/mute tommy lobby", "missing_time: null"],
    ["/mute tommy --reason 10m", "missing_time: null"],
    ["/mute tommy 10m 5m", "misplaced_time: 5m"],
    ["/mute tommy 10m spam 5m", "misplaced_time: 5m"],
    ["/mute tommy 10m permanent", "misplaced_time: permanent"],
    ["/mute tommy 10m until 18:00", "misplaced_time: until"],
    ["/mute tommy 1h 30 minutes", "misplaced_time: 30"],
    ["/kick tommy 10m", "misplaced_time: 10m"],
    ["/kick tommy 2hh spam", "misplaced_time: 2hh"],
    ["/kick tommy lobby –10m", "misplaced_time: –10m"],
    ["/unmute tommy until 18:00", "misplaced_time: until"],
    // Until: what comes after must not be lost in the reason.
    ["/mute tommy until", "bad_time: until"],
    ["/mute tommy until noon", "bad_time: noon"],
    ["/mute tommy until 6pm", "bad_time: 6pm"],
    ["/mute tommy until 6:00 pm", "bad_time: pm"],
    ["/mute tommy until 18:00 CET", "bad_time: CET"],
    ["/mute tommy until 18:00 +01:00", "bad_time: +01:00"],
    ["/mute tommy until 18:00 tomorrow", "bad_time: tomorrow"],
    ["/mute tommy until 18:00 on Friday", "bad_time: Friday"],
    ["/mute tommy until 18:00 2026-11-21", "bad_time: 2026-11-21"],
    ["/mute tommy until tomorrow", "bad_time: until tomorrow"],
    ["/mute tommy until 2026-11-21", "bad_time: until 2026-11-21"],
    ["/mute tommy until 2026-02-30 18:00", "bad_time: 2026-02-30"],
    ["/mute tommy until 24:00", "bad_time: 24:00"],
    ["/mute tommy until 18.00", "bad_time: 18.00"],
    // Groups that elsewhere became a reason, so that the act hit the channel's own group.
    ["/kick jared loby", "nearly_group: loby"],
    ["/kick jared lbboy", "nearly_group: lbboy"],
    ["/kick jared lob#by", "nearly_group: lob#by"],
    ["/kick jared <#C123|lobby>spam", "misplaced_group: <#C123>spam"],
    ["/kick jared lobbyy", "nearly_group: lobbyy"],
    ["/kick jared eu_west", "nearly_group: eu_west"],
    ["/kick jared ｌｏｂｂｙ", "nearly_group: ｌｏｂｂｙ"],
    ["/kick jared lоbby", "nearly_group: lоbby"],
    ["/kick jared tal\u212a", "nearly_group: tal\u212a"],
    ["/kick jared loby spam", "nearly_group: loby"],
    ["/mute tommy loby 10m", "nearly_group: loby"],
    ["/mute tommy 10m spam in the loby", "nearly_group: loby"],
    ["/mute tommy 10m (Lobby)", "nearly_group: (Lobby)"],
    ["/mute tommy 10m lobby", "misplaced_group: lobby"],
    ["/mute tommy 10m spam in lobby", "misplaced_group: lobby"],
    ["/kick jared lobby stage", "misplaced_group: stage"],
    ["/kick jared lobby <#C123|x>", "misplaced_group: <#C123>"],
    ["/kick jared spam @TGS#2J4SZEAEL", "misplaced_group: @TGS#2J4SZEAEL"],
    ["/kick jared #foo", "unknown_group: #foo"],
    ["/kick jared lobby spam #foo", "unknown_group: #foo"],
    ["/kick jared @tgs#2J4SZEAEL", "unknown_group: @tgs#2J4SZEAEL"],
    ["/muted loby", "nearly_group: loby"],
    ["/mute tommy #foo 10m", "unknown_group: #foo"],
    ["/whois tommy #foo", "unknown_group: #foo"],
    ["/muted foo", "unknown_group: foo"],
    // Accounts: one more target, or one fewer, than was meant.
    ["/mute tommy 10m @jared", "misplaced_account: @jared"],
    ["/mute tommy 10m spam <@U1>", "misplaced_account: <@U1>"],
    ["/kick jared lobby ＠max", "misplaced_account: ＠max"],
    ["/mute tommy, 10m", "not_an_account: 10m"],
    ["/mute 10m tommy", "not_an_account: 10m"],
    ["/kick -5m lobby", "not_an_account: -5m"],
    ["/mute until tommy", "not_an_account: until"],
    ["/kick lobby jared", "not_an_account: lobby"],
    ["/kick jared @lobby", "not_an_account: @lobby"],
    ["/kick jared,lobby", "not_an_account: lobby"],
    ["/kick #lobby jared", "not_an_account: #lobby"],
    ["/kick <#C123|lobby> jared", "not_an_account: <#C123>"],
    ["/kick @TGS#2J4SZEAEL jared", "not_an_account: @TGS#2J4SZEAEL"],
    ['/kick "@TGS#2J4SZEAEL"', 'not_an_account: "@TGS#2J4SZEAEL"'],
    ["/kick <!subteam^S1|@mods>", "not_an_account: <!subteam^S1|@mods>"],
    ["/kick <!channel>", "not_an_account: <!channel>"],
    ["/kick @everyone", "not_an_account: @everyone"],
    ["/kick jared,,max", "not_an_account: jared,,max"],
    ["/kick ,jared", "not_an_account: ,jared"],
    ["/kick jared,", "missing_account: jared,"],
    ["/kick --silent", "missing_account: null"],
    ["/kick @", "not_an_account: @"],
    ["/kick @@jared", "not_an_account: @@jared"],
    ["/kick jаred", "not_an_account: jаred"],
    ["/kick ｊared", "not_an_account: ｊared"],
    ["/kick \u212aim", "not_an_account: \u212aim"],
    ["/kick jared\u202e", "not_an_account: jared\u202e"],
    ["/kick `jared`", "not_an_account: `jared`"],
    ["/kick &lt;@U1&gt;", "not_an_account: <@U1>"],
    ["/kick <@U1>jared", "not_an_account: <@U1>jared"],
    ["/kick jared @a<b", "not_an_account: @a<b"],
    ["/kick <https://jared.io>", "not_an_account: https://jared.io"],
    [`/kick ${"j".repeat(65)}`, `not_an_account: ${"j".repeat(65)}`],
    ["/whois tommy,jared", "too_many_accounts: jared"],
    ["/whois tommy lobby now", "leftover: now"],
    // Flags, and what a slip makes of them.
    ["/kick jared --dryrun", "unknown_flag: --dryrun"],
    ["/kick jared -dry-run", "unknown_flag: -dry-run"],
    ["/kick jared ‑‑dry‑run", "unknown_flag: ‑‑dry‑run"],
    ["/kick jared --dry run", "unknown_flag: --dry"],
    ["/kick jared lobby spam —again", "unknown_flag: —again"],
    ["/mute tommy 10m --silent", "unknown_flag: --silent"],
    ["/kick jared --silent --silent", "repeated_flag: --silent"],
    ["/kick jared --silent=no", "flag_value: --silent=no"],
    ["/kick jared --reason", "flag_value: --reason"],
    ["/kick jared --reason --silent", "flag_value: --reason"],
    ["/kick jared --reason a --reason b", "repeated_flag: --reason"],
    ["/kick --help jared", "unknown_flag: --help"],
    // Reasons.
    ["/kick jared spam --reason flood", "two_reasons: spam"],
    ["/kick jared --reason spam and flood", "two_reasons: and"],
    ['/kick jared --reason ""', "empty_reason: --reason"],
    ["/kick jared lobby --", "empty_reason: --"],
    ['/kick jared "spam', 'unclosed_quote: "spam'],
    [`/kick jared lobby ${"x".repeat(501)}`, "long_reason: null"],
    ["/kick jared lobby spam\u0007", "control_character: U+0007"],
    ["/kick ja\u0000red", "control_character: U+0000"],
    // Bans and locks.
    ["/ban tommy", "missing_time: null"],
    ["/ban tommy 0", "bad_time: 0"],
    ["/ban tommy forever", "bad_time: forever"],
    ["/ban lobby 1d", "not_an_account: lobby"],
    ["/ban tommy 1d --silent", "unknown_flag: --silent"],
    ["/ban", "empty: null"],
    ["/unban", "empty: null"],
    ["/unban tommy 10m", "misplaced_time: 10m"],
    ["/unban tommy loby", "nearly_group: loby"],
    ["/lock @tommy", "misplaced_account: @tommy"],
    ["/lock <@U1>", "misplaced_account: <@U1>"],
    ["/lock 10m", "misplaced_time: 10m"],
    ["/lock loby", "nearly_group: loby"],
    ["/lock lobby stage", "misplaced_group: stage"],
    ["/lock --silent", "unknown_flag: --silent"],
    ["/unlock lobby 10m", "misplaced_time: 10m"],
    // Lists, pages, limits, stops and the form.
    ["/banned tommy", "unknown_group: tommy"],
    ["/banned lobby now", "leftover: now"],
    ["/banned loby", "nearly_group: loby"],
    ["/members 0", "unknown_group: 0"],
    ["/members 2 lobby", "misplaced_group: lobby"],
    ["/members 1.5", "unknown_group: 1.5"],
    ["/members lobby 2 3", "leftover: 3"],
    ["/members lobby 10000", "leftover: 10000"],
    ["/mod limits loby", "nearly_group: loby"],
    ["/mod limits lobby now", "leftover: now"],
    ["/mod stop", "empty: null"],
    ["/mod stop 0", "bad_case: 0"],
    ["/mod stop -1", "bad_case: -1"],
    ["/mod stop 1 2", "leftover: 2"],
    ["/mod batch now", "leftover: now"],
    ["/stop 1", "unknown_command: /stop"],
    ["/batch", "unknown_command: /batch"],
    // The rest.
    ["/mute", "empty: null"],
    ["/case", "empty: null"],
    ["/case 0", "bad_case: 0"],
    ["/case 12a", "bad_case: 12a"],
    ["/case 12 13", "leftover: 13"],
    ["/mod mut tommy 10m", "unknown_command: mut"],
    ["/mod mod mute tommy 10m", "unknown_command: mod"],
    ["/mod whoami now", "leftover: now"],
    ["/mod help mut", "unknown_command: mut"],
    ["/whoami", "unknown_command: /whoami"],
    ["/banish tommy", "unknown_command: /banish"],
  ])("%s", (line, refusal) => {
    expect(outcomeOf(line)).toBe(refusal);
  });
});

describe("the answer to a refused command", () => {
  it("says what is wrong, that nothing was done, and how it is typed", () => {
    expect(answerTo("/mute @tommy 2hh spam").split("\n")).toEqual([
      expect.stringContaining("`2hh` has a unit that is not known"),
      "Nothing was done.",
      "Usage: `/mute <accounts> [group] <time> [reason] [--dry-run]`",
      "Example: `/mute @tommy 10m spam`",
    ]);
  });

  it("shows the usage under the name that was typed", () => {
    expect(answerTo("/mod mute @tommy")).toContain("Usage: `/mod mute <accounts>");
  });

  it("makes look-alikes and invisible characters visible", () => {
    expect(answerTo("/kick jаred")).toContain("U+0430");
    expect(answerTo("/kick jared\u202e")).toContain("<U+202E>");
  });

  it("names the nearest command and the nearest flag", () => {
    expect(answerTo("/mod mut tommy 10m")).toContain("Did you mean `mute`?");
    expect(answerTo("/kick jared --dryrun")).toContain("Did you mean `--dry-run`?");
  });

  it("cuts a long token, and keeps a backtick from ending the code", () => {
    expect(answerTo(`/kick ${"j".repeat(5000)}`).length).toBeLessThan(600);
    expect(answerTo("/kick a`b")).toContain("`a'b`");
  });
});
