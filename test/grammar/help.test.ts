import { describe, expect, it } from "vitest";
import { catalogOf } from "../../src/grammar/catalog.ts";
import { help } from "../../src/grammar/help.ts";
import { isReserved, slashName, specAt, type SlackNames } from "../../src/grammar/names.ts";
import { required } from "../../src/grammar/define.ts";
import { catalog, context, read } from "./reading.ts";

const plain: SlackNames = { form: "commands", prefix: "", includeReserved: false };

function nameOf(verb: string, names: SlackNames): string {
  return slashName(required(catalog.verbs.get(verb)), catalog, names);
}

describe("the name a person types", () => {
  it("is the command's own, unless Slack keeps it for itself", () => {
    expect(nameOf("kick", plain)).toBe("/kick");
    expect(nameOf("mute", plain)).toBe("/mod mute");
    expect(nameOf("mute", { ...plain, includeReserved: true })).toBe("/mute");
    expect(nameOf("mute", { ...plain, prefix: "x-" })).toBe("/x-mute");
    expect(nameOf("kick", { ...plain, form: "umbrella" })).toBe("/mod kick");
    expect(nameOf("whoami", plain)).toBe("/mod whoami");
  });

  it("is understood with the prefix and without, and the umbrella's always", () => {
    const names = { ...plain, prefix: "x-" };
    for (const typed of ["/x-mute", "/mute"]) expect(specAt(typed, catalog, names)?.name).toBe("mute");
    for (const typed of ["/mod", "/x-mod"]) expect(specAt(typed, catalog, names)?.name).toBe("mod");
    expect(specAt("/x-whoami", catalog, names)).toBeUndefined();
    expect(slashName(catalog.umbrella, catalog, names)).toBe("/mod");
    expect(slashName(catalog.umbrella, catalog, { ...names, form: "umbrella" })).toBe("/mod");
  });

  it("is another command's only where no command has it as its own", () => {
    const names = { ...plain, prefix: "un" };
    expect(specAt("/unmute", catalog, names)?.name).toBe("mute");
    expect(specAt("/ununmute", catalog, names)?.name).toBe("unmute");
    expect(specAt("/unmute", catalog, plain)?.name).toBe("unmute");
    // In whatever order the commands are read.
    const reversed = catalogOf([...catalog.verbs.values(), catalog.umbrella].toReversed());
    expect(specAt("/unmute", reversed, names)?.name).toBe("mute");
    expect(specAt("/ununmute", reversed, names)?.name).toBe("unmute");
  });

  it("is not one of those that make Slack refuse the whole manifest", () => {
    const kept =
      "away collapse dnd expand feed invite join leave me msg mute open pro remind remove search shortcuts shrug status topic who";
    for (const name of kept.split(" ")) expect(isReserved(`/${name}`)).toBe(true);
    for (const name of ["/mod", "/kick", "/unmute", "/x-mute"]) expect(isReserved(name)).toBe(false);
  });
});

const summary = (verb: string): string => required(catalog.verbs.get(verb)).summary;

describe("help", () => {
  it("lists every command with its usage line", () => {
    const text = help(catalog, context.names, null);
    for (const verb of catalog.verbs.values()) expect(text).toContain(verb.summary);
    expect(text).toContain("`/mute <accounts> [group] <time> [reason] [--dry-run]`");
    expect(text).toContain("`/whois <account> [group]`");
    expect(text).toContain("`/case <number>`");
    expect(text).toContain("`/mod help [command]`");
  });

  it("has one line for each command, after how to read them, and ends with where to find more", () => {
    const lines = help(catalog, context.names, null).split("\n");
    expect(lines).toHaveLength(catalog.verbs.size + 2);
    expect(lines).toContain("`/kick <accounts> [group] [reason] [--silent] [--dry-run]`: " + summary("kick"));
    expect(lines.at(-1)).toContain("`/mod help ");
  });

  it("on one command begins with its usage line, and then shows how it is typed", () => {
    expect(help(catalog, context.names, "help").split("\n").slice(0, 2)).toEqual([
      `\`/mod help [command]\`: ${summary("help")}`,
      "For example: `/mod help`, `/mod help mute`",
    ]);
  });

  it("shows examples that work as they stand", () => {
    for (const verb of catalog.verbs.keys()) {
      const [, examples = ""] = /^For example: (.*)$/m.exec(help(catalog, context.names, verb)) ?? [];
      const lines = [...examples.matchAll(/`([^`]+)`/g)].map(([, line = ""]) => line);
      expect(lines.length).toBeGreaterThan(0);
      // Slack makes links of the names of its own people and channels.
      const sent = lines.map((line) =>
        line.replace("@mel", "<@U1|mel>").replace("#lobby-mods", "<#C1|lobby-mods>"),
      );
      for (const line of sent) expect(read(line)).toMatchObject({ ok: true });
    }
  });

  it("explains only what the command takes", () => {
    expect(help(catalog, context.names, "mute")).toContain("permanent");
    expect(help(catalog, context.names, "kick")).not.toContain("permanent");
  });
});
