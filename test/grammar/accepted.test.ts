import { describe, expect, it } from "vitest";
import { outcomeOf, read } from "./reading.ts";

describe("a command is understood in these forms", () => {
  it.each([
    // Accounts.
    ["/mute @tommy 10m", "mute tommy for 10m"],
    ["/mute tommy 10m", "mute tommy for 10m"],
    ["/mute tommy,jared 10m", "mute tommy, jared for 10m"],
    ["/mute tommy, jared 10m", "mute tommy, jared for 10m"],
    ["/mute tommy , jared 10m", "mute tommy, jared for 10m"],
    ["/mute tommy ,jared 10m", "mute tommy, jared for 10m"],
    ["/mute @tommy,@jared 10m", "mute tommy, jared for 10m"],
    ["/mute @tommy @jared 10m", "mute tommy, jared for 10m"],
    ["/mute tommy @jared,peter 10m", "mute tommy, jared, peter for 10m"],
    ["/mute tommy,@tommy,tommy 10m", "mute tommy for 10m"],
    ["/mute Tommy,tommy 10m", "mute Tommy, tommy for 10m"],
    ["/mute <@U012ABC> 10m", "mute <@U012ABC> for 10m"],
    ["/mute <@W012ABC|tommy> 10m", "mute <@W012ABC> for 10m"],
    ["/mute <@U012ABC|bob, the 2nd> 10m", "mute <@U012ABC> for 10m"],
    ['/mute "odd name",jared 10m', "mute odd name, jared for 10m"],
    ['/mute "lobby" 10m', "mute lobby for 10m"],
    ["/mute 10001 10m", "mute 10001 for 10m"],
    ["/mute <http://tommy.io|tommy.io> 10m", "mute tommy.io for 10m"],
    ["/mute <mailto:tom@my.io|tom@my.io> 10m", "mute tom@my.io for 10m"],
    // Groups.
    ["/kick jared lobby", "kick jared in lobby"],
    ["/kick jared LOBBY", "kick jared in lobby"],
    ["/kick jared #lobby", "kick jared in lobby"],
    ["/kick jared <#C123|loby>", "kick jared in the group of <#C123>"],
    ["/kick jared <#C987|>", "kick jared in the group of <#C987>"],
    ["/kick jared @TGS#2J4SZEAEL", "kick jared in @TGS#2J4SZEAEL"],
    ["/kick @jared @TGS#_a@TOPIC#_b", "kick jared in @TGS#_a@TOPIC#_b"],
    // Times.
    ["/mute tommy 1w2d3h4m5s", "mute tommy for 1w2d3h4m5s"],
    ["/mute tommy 1D", "mute tommy for 1D"],
    ["/mute tommy 3650d", "mute tommy for 3650d"],
    ["/mute tommy permanent", "mute tommy permanently"],
    ["/mute tommy Permanent", "mute tommy permanently"],
    ["/mute tommy until 18:00", "mute tommy until 18:00"],
    ["/mute tommy until 9:05 UTC", "mute tommy until 9:05 UTC"],
    ["/mute tommy until tomorrow 09:00", "mute tommy until tomorrow 09:00"],
    ["/mute tommy until 2026-11-21 18:00", "mute tommy until 2026-11-21 18:00"],
    ["/mute tommy until 2026-11-21T18:00Z spam", "mute tommy until 2026-11-21T18:00Z — reason: spam"],
    // Reasons and flags.
    ["/mute tommy 10m spam", "mute tommy for 10m — reason: spam"],
    ["/mute tommy lobby 10m spam and worse", "mute tommy in lobby for 10m — reason: spam and worse"],
    ["/kick jared lobby spam", "kick jared in lobby — reason: spam"],
    ["/kick jared spam", "kick jared — reason: spam"],
    ["/unmute jared sorry --dry-run", "unmute jared, dry run — reason: sorry"],
    ["/kick jared spam again", "kick jared — reason: spam again"],
    ['/kick jared "spam"', "kick jared — reason: spam"],
    ['/kick jared "left the lobby for @max at 10m"', "kick jared — reason: left the lobby for @max at 10m"],
    ["/kick jared --reason spam", "kick jared — reason: spam"],
    ['/kick --reason="spam, again" jared', "kick jared — reason: spam, again"],
    ["/kick jared -- spam", "kick jared — reason: spam"],
    ['/kick jared said "get lost" twice', 'kick jared — reason: said "get lost" twice'],
    ['/kick jared "said \\"get lost\\" twice"', 'kick jared — reason: said "get lost" twice'],
    ["/kick jared his 3rd warning, rule #3", "kick jared — reason: his 3rd warning, rule #3"],
    ["/kick jared a &lt;b&gt; &amp;amp; c", "kick jared — reason: a <b> &amp; c"],
    ["/kick jared see <https://a.io/x|a.io/x> there", "kick jared — reason: see a.io/x there"],
    ["/kick jared see <https://bad.io|good.io> there", "kick jared — reason: see https://bad.io there"],
    ["/kick --silent jared lobby --dry-run", "kick jared in lobby, silently, dry run"],
    ["/kick jared lobby spam --Silent", "kick jared in lobby, silently — reason: spam"],
    ["/unmute tommy", "unmute tommy"],
    ["/unmute helper", "unmute helper"],
    ["/unmute myhelp", "unmute myhelp"],
    ["/add peter,leckie lobby", "add peter, leckie in lobby"],
    // Bans and locks.
    ["/ban @tommy 7d spam", "ban tommy for 7d — reason: spam"],
    ["/ban tommy,jared lobby permanent", "ban tommy, jared in lobby permanently"],
    ["/ban tommy until 2027-01-01 00:00 UTC --dry-run", "ban tommy until 2027-01-01 00:00 UTC, dry run"],
    ["/unban tommy lobby sorry", "unban tommy in lobby — reason: sorry"],
    ["/lock", "lock"],
    ["/lock lobby raid --dry-run", "lock in lobby, dry run — reason: raid"],
    ["/unlock #lobby", "unlock in lobby"],
    // Questions.
    ["/banned", "banned"],
    ["/banned #lobby", "banned in lobby"],
    ["/members", "members"],
    ["/members lobby", "members in lobby"],
    ["/members lobby 12", "members in lobby, page 12"],
    ["/members 1", "members"],
    ["/members 2", "members, page 2"],
    ["/mod limits", "limits"],
    ["/mod limits lobby", "limits in lobby"],
    ["/mod stop 1042", "stop #1042"],
    ["/mod stop #1042", "stop #1042"],
    ["/mod batch", "batch"],
    ["/muted", "muted"],
    ["/muted lobby", "muted in lobby"],
    ["/whois tommy lobby", "whois tommy in lobby"],
    ["/case 1042", "case #1042"],
    ["/case #1042", "case #1042"],
  ])("%s", (line, words) => {
    expect(outcomeOf(line)).toBe(words);
  });
});

describe("words of a reason that may have been meant as more accounts are handed on, to be looked up", () => {
  it.each([
    ["/kick jared spam", ["spam"]],
    ["/kick user6 user7 user8", ["user7", "user8"]],
    ["/kick user6 --silent user7", ["user7"]],
    ["/kick user6 tommy,jared too", ["tommy", "jared", "too"]],
    ["/kick user6 spam, spam and User7", ["spam", "and", "User7"]],
    ["/kick <@U1> user7", ["user7"]],
    ["/kick user6 <http://user7.io|user7.io>", ["user7.io"]],
    ["/kick user6 won't stop, rule #3", ["stop", "rule"]],
    ['/kick user6 said "user7 asked" twice', ["said", "twice"]],
    ['/kick user6 user7,"user8"', ["user7"]],
    ["/kick user6 a b c d e f g h i j k", "a b c d e f g h i j".split(" ")],
  ])("%s", (line, doubtful) => {
    const accounts = [expect.objectContaining({})];
    expect(read(line)).toMatchObject({ value: { request: { accounts, doubtful } } });
  });

  it.each([
    ["/lock tommy", ["tommy"]],
    ["/unlock tommy, jared", ["tommy", "jared"]],
    ["/lock raid", ["raid"]],
  ])("also where a command is about everybody: %s", (line, doubtful) => {
    expect(read(line)).toMatchObject({ value: { request: { accounts: [], doubtful } } });
  });

  it.each([
    ["no account but a group before it", "/lock lobby tommy"],
    ["no account but quotes", '/lock "tommy"'],
    ["no reason at all", "/kick jared"],
    ["quotes", '/kick jared "user7 user8"'],
    ["quotes around one word", '/kick jared "user7"'],
    ["a flag", "/kick jared --reason user7"],
    ["two hyphens before it", "/kick jared -- user7 user8"],
    ["a dash before it", "/kick jared — user7"],
    ["the group before it", "/kick jared lobby user7 user8"],
    ["the time before it", "/mute jared 10m user7 user8"],
  ])("but none with %s", (_, line) => {
    expect(read(line)).toMatchObject({ value: { request: { doubtful: [] } } });
  });
});

describe("what keyboards do to a command is taken back", () => {
  it.each([
    ["curly quotes", "/kick jared “spam”", "kick jared — reason: spam"],
    ["an em dash for two hyphens", "/kick jared —silent", "kick jared, silently"],
    ["an en dash for two hyphens", "/kick jared –dry-run", "kick jared, dry run"],
    ["an em dash before the reason", "/kick jared — spam", "kick jared — reason: spam"],
    ["a curly apostrophe", "/kick jared won’t stop", "kick jared — reason: won't stop"],
    ["no-break and ideographic blanks", "/mute tommy\u00a0lobby\u300010m", "mute tommy in lobby for 10m"],
    ["zero-width characters", "/mute to\u200bmmy\ufeff 10m\u2060", "mute tommy for 10m"],
    ["newlines", "/mute tommy\n10m\r\nspam", "mute tommy for 10m — reason: spam"],
    ["blanks everywhere", "/mute   tommy    10m  ", "mute tommy for 10m"],
  ])("%s", (_, line, words) => {
    expect(outcomeOf(line)).toBe(words);
  });
});

describe("the umbrella", () => {
  it.each([
    "mute tommy,jared lobby 10m spam",
    "kick jared spam",
    "ban tommy lobby 7d spam",
    "unban tommy",
    "lock lobby raid",
    "unlock",
    "banned lobby",
    "members lobby 2",
    "kick jared loby",
    "case 7",
    "mute",
    "mute tommy 10",
  ])("/mod %s is the same as its slash command", (text) => {
    expect(outcomeOf(`/mod ${text}`)).toBe(outcomeOf(`/${text}`));
  });

  it.each([
    ["/mod", "batch"],
    ["/mod help", "help"],
    ["/mod --help", "help"],
    ["/mod help mute", "help mute"],
    ["/mod mute help", "help mute"],
    ["/mute --help", "help mute"],
    ["/mute —help", "help mute"],
    ["/mod whoami", "whoami"],
    ["/mod Mute tommy 10m", "mute tommy for 10m"],
  ])("%s", (line, words) => {
    expect(outcomeOf(line)).toBe(words);
  });
});

it("keeps the time as milliseconds and the flags as they were given", () => {
  expect(read("/kick jared lobby spam --silent")).toMatchObject({
    value: {
      request: {
        kind: "act",
        verb: "kick",
        accounts: [{ kind: "account", account: "jared" }],
        group: { kind: "alias", alias: "lobby" },
        time: null,
        reason: "spam",
        doubtful: [],
        silent: true,
        dryRun: false,
      },
    },
  });
  expect(read("/mute tommy 1d12h")).toMatchObject({
    value: { request: { time: { kind: "span", ms: 36 * 3_600_000, typed: "1d12h" } } },
  });
});
