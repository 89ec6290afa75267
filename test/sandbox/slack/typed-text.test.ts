import { describe, expect, it } from "vitest";
import { CAST } from "../../../src/sandbox/cast.ts";
import { sandboxCredentials } from "../../../src/sandbox/slack/credentials.ts";
import { textAsSent } from "../../../src/sandbox/slack/typed-text.ts";
import { openWorkspace } from "../../../src/sandbox/slack/workspace.ts";

const workspace = openWorkspace(CAST, sandboxCredentials(CAST.teamId));
const sent = (typed: string, by = "mia", shouldEscape = true) =>
  textAsSent(typed, workspace.named(by), workspace, shouldEscape);

describe("what the app receives of a typed line", () => {
  it.each([
    ["@mia", "<@U00000MIA|mia>"],
    ["ask @mia, @max.", "ask <@U00000MIA|mia>, <@U00000MAX|max>."],
    // An account of the game, or a slip: Slack cannot resolve it.
    ["@tommy", "@tommy"],
    ["@miaow", "@miaow"],
    // Slack completes neither of these to an id.
    ["@dora", "@dora"],
    ["@moderators", "@moderators"],
    ["max@mia", "max@mia"],
    ["@here", "<!here>"],
    ["#lobby-mods", "<#C0LOBBYMODS|lobby-mods>"],
    ["#vault", "<#G00000VAULT|>"],
    ["#nowhere", "#nowhere"],
    ["a & b <@U00000MIA>", "a &amp; b &lt;@U00000MIA&gt;"],
    ["see https://a.example/x?y=1&z", "see <https://a.example/x?y=1&amp;z>"],
    ["“curly” — dash", "“curly” — dash"],
  ])("%s becomes %s", (typed, expected) => {
    expect(sent(typed)).toBe(expected);
  });

  it("names no private channel to someone who is not in it", () => {
    expect(sent("#vault", "max")).toBe("#vault");
  });

  it("keeps mentions and links as typed for a command that does not ask for escaping", () => {
    expect(sent("@mia #vault https://a.example & more", "mia", false)).toBe(
      "@mia #vault https://a.example &amp; more",
    );
  });
});
