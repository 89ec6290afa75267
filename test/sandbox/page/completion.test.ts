import { describe, expect, it } from "vitest";
import { complete, suggestionsFor, usageOf } from "../../../src/sandbox/page/client/workspace/completion.ts";
import type { PageWorld } from "../../../src/sandbox/page/told.ts";

const WORLD: PageWorld = {
  workspace: "Example",
  people: [{ id: "U1", name: "tove", standing: "member", channels: ["lobby-mods"] }],
  userGroups: [],
  channels: [
    {
      id: "C1",
      name: "lobby-mods",
      isPrivate: false,
      isArchived: false,
      isShared: false,
      group: { vendor: "tencent", alias: "lobby" },
    },
  ],
  commands: [
    {
      command: "/mute",
      usageHint: "<accounts> [group] <time> [reason]",
      description: "Stop accounts from writing",
    },
    { command: "/muted", usageHint: "[group]", description: "Show who is muted" },
    { command: "/kick", usageHint: "<accounts> [group] [reason]", description: "Remove accounts" },
  ],
  shortcuts: [],
  vendors: [
    { name: "tencent", title: "Tencent Cloud Chat", url: "", accounts: ["tommy", "jared", "tina"] },
    { name: "easemob", title: "Easemob", url: "", accounts: ["tango"] },
  ],
  alertTools: [],
};

const wordsFor = (text: string): readonly string[] =>
  suggestionsFor(text, WORLD, "lobby-mods").map(({ word }) => word);

describe("while somebody types", () => {
  it("offers commands that begin so, also behind /mod", () => {
    expect(wordsFor("/mu")).toEqual(["/mute", "/muted"]);
    expect(wordsFor("/mod ki")).toEqual(["kick"]);
    expect(wordsFor("mute")).toEqual([]);
  });

  it("offers accounts of the channel's own chat service, and people, behind @", () => {
    expect(wordsFor("/mute @t")).toEqual(["@tommy", "@tina", "@tove"]);
    expect(wordsFor("/mute jared,@ti")).toEqual(["jared,@tina"]);
  });

  it("offers groups behind #, by the name that commands take", () => {
    expect(wordsFor("/kick tommy #lo")).toEqual(["lobby"]);
  });

  it("replaces the word that is being typed, and nothing else", () => {
    const [first] = suggestionsFor("/mute jared,@ti", WORLD, "lobby-mods");
    expect(first && complete("/mute jared,@ti", first)).toBe("/mute jared,@tina ");
  });

  it("says how the command is used", () => {
    expect(usageOf("/kick tommy", WORLD)).toBe("/kick <accounts> [group] [reason]: Remove accounts");
    expect(usageOf("/mod mute tommy", WORLD)).toMatch(/^\/mod mute <accounts>/);
    expect(usageOf("hello", WORLD)).toBeNull();
  });
});
