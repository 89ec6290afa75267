import { describe, expect, it } from "vitest";
import { required } from "../../src/grammar/define.ts";
import { asShown, usage, usageHint } from "../../src/grammar/usage.ts";
import { catalog } from "./reading.ts";

describe("the usage line of a command", () => {
  it.each([
    ["mute", "<accounts> [group] <time> [reason] [--dry-run]"],
    ["kick", "<accounts> [group] [reason] [--silent] [--dry-run]"],
    ["lock", "[group] [reason] [--dry-run]"],
    ["muted", "[group]"],
    ["members", "[group] [page]"],
    ["whois", "<account> [group]"],
    ["case", "<number>"],
    ["cases", "[account|@person] [group] [verb] [by @person] [since …] [before <number>]"],
    ["note", "<number> <text> [--dry-run]"],
    ["can", "<command> …"],
    ["export", "[group] [since …]"],
    ["summary", "[since …]"],
    ["redact", "<entry> <text> [--confirm] [--dry-run]"],
    ["help", "[command]"],
    ["whoami", ""],
    ["links", "[@person]"],
    ["link", "<@person> <account> [group] [reason] [--dry-run]"],
    ["unlink", "<@person> [group] [reason] [--dry-run]"],
    ["bind", "<#channel> <group> [--dry-run]"],
    ["unbind", "<#channel> [--dry-run]"],
    ["alias", "<name> <group> [--dry-run]"],
    ["unalias", "<name> [--dry-run]"],
  ])("%s: %s", (verb, hint) => {
    expect(usageHint(required(catalog.verbs.get(verb)))).toBe(hint);
  });

  it("of the umbrella tells that commands follow it", () => {
    expect(usageHint(catalog.umbrella)).toBe("[command] …");
  });

  it("is the bare name where nothing follows it", () => {
    expect(usage(required(catalog.verbs.get("whoami")), "/mod whoami")).toBe("/mod whoami");
  });
});

it.each([
  ["<@U0123ABCD|mel> tommy", "@mel tommy"],
  ["<#C1|lobby-mods> to <#C2|x> by <@W1|max>", "#lobby-mods to #x by @max"],
  ["<@U1> tommy", "<@U1> tommy"],
  ["<!here|x> tommy", "<!here|x> tommy"],
])("an example is shown as a person types it: %s", (example, shown) => {
  expect(asShown(example)).toBe(shown);
});
