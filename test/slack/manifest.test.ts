import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  buildManifest,
  checkManifest,
  renderManifest,
  type ManifestOptions,
} from "../../src/slack/manifest.ts";
import { catalog } from "../grammar/reading.ts";

const standard: ManifestOptions = { form: "commands", prefix: "", includeReserved: false, mode: "socket" };

function build(change: Partial<ManifestOptions> = {}): ReturnType<typeof buildManifest> {
  return buildManifest(catalog, { ...standard, ...change });
}

function slashNames(change: Partial<ManifestOptions> = {}): readonly string[] {
  return build(change).manifest.features.slash_commands.map(({ command }) => command);
}

describe("manifest.yml", () => {
  const committed = readFile(new URL("../../manifest.yml", import.meta.url), "utf8");

  it("is what the commands say (if not: npm run manifest)", async () => {
    const { manifest, warnings } = build();
    expect(await committed).toBe(renderManifest(manifest, warnings));
  });

  it("keeps Slack's rules", async () => {
    expect(checkManifest(parse(await committed))).toEqual([]);
  });

  it("asks for these rights and no other, each with its reason beside it", async () => {
    const text = await committed;
    const { scopes } = parse(text).oauth_config;
    expect(scopes).toEqual({
      bot: [
        "commands",
        "chat:write",
        "users:read",
        "usergroups:read",
        "channels:read",
        "groups:read",
        "channels:history",
        "groups:history",
        "files:read",
        "files:write",
      ],
    });
    for (const scope of scopes.bot) expect(text).toMatch(new RegExp(`- ${scope} # \\w+`));
  });

  it("asks to be told when people and user groups change and when the Home tab is opened, and why", async () => {
    const text = await committed;
    const { bot_events: events } = parse(text).settings.event_subscriptions;
    expect(events).toEqual([
      "user_change",
      "team_join",
      "subteam_members_changed",
      "subteam_updated",
      "subteam_created",
      "app_home_opened",
    ]);
    for (const event of events) expect(text).toMatch(new RegExp(`- ${event} # \\w+`));
  });

  it("has a Home tab, and messages that are not read-only: private answers and commands need them", async () => {
    expect(parse(await committed).features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });
});

describe("the slash names", () => {
  it("leave out what Slack keeps for itself, and say what to type instead", () => {
    expect(slashNames()).toEqual([
      "/mod",
      ..."/add /ban /banned /case /cases /kick /lock /members /muted /note /unban /unlock /unmute /whois".split(
        " ",
      ),
    ]);
    expect(build().warnings).toEqual([expect.stringMatching(/\/mute .*\/mod mute.*--prefix/)]);
    const { manifest, warnings } = build();
    expect(renderManifest(manifest, warnings)).toContain("# Slack keeps /mute for itself");
  });

  it("can be all of them, with a warning that Slack may refuse", () => {
    expect(slashNames({ includeReserved: true })).toContain("/mute");
    expect(build({ includeReserved: true }).warnings).toEqual([expect.stringContaining("may refuse")]);
  });

  it("can carry a prefix, which makes all of them free; the umbrella keeps its name", () => {
    expect(slashNames({ prefix: "x-" })).toEqual(
      expect.arrayContaining(["/mod", "/x-mute", "/x-kick", "/x-whois"]),
    );
    expect(build({ prefix: "x-" }).warnings).toEqual([]);
  });

  it("can be the umbrella's alone", () => {
    expect(slashNames({ form: "umbrella" })).toEqual(["/mod"]);
    expect(build({ form: "umbrella" }).warnings).toEqual([]);
  });

  it("come with a usage hint and with mentions as ids", () => {
    for (const command of build().manifest.features.slash_commands) {
      expect(command.should_escape).toBe(true);
      expect(command.usage_hint).toMatch(/^[<[]/);
    }
  });
});

describe("the shortcut", () => {
  it("opens the form from anywhere, and is the one that is listened to", () => {
    expect(build().manifest.features.shortcuts).toEqual([
      expect.objectContaining({ name: "Moderate", type: "global", callback_id: "bailiff_act" }),
    ]);
  });
});

describe("without Socket Mode", () => {
  it("every command, button and event is sent to the one address", () => {
    const requestUrl = "https://bailiff.example.com/slack/events";
    const { manifest } = build({ mode: "http", requestUrl });
    expect(new Set(manifest.features.slash_commands.map(({ url }) => url))).toEqual(new Set([requestUrl]));
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: requestUrl },
      interactivity: { is_enabled: true, request_url: requestUrl },
    });
    expect(checkManifest(manifest)).toEqual([]);
  });

  it("a missing address is said", () => {
    const { manifest, warnings } = build({ mode: "http" });
    expect(warnings.join()).toContain("no request URL");
    const problems = checkManifest(manifest).join();
    expect(problems).toContain("interactivity: request_url is needed");
    expect(problems).toContain("event_subscriptions: request_url is needed");
  });
});

describe("Slack's rules, each broken once", () => {
  const { manifest } = build();
  const [first] = manifest.features.slash_commands;

  function withCommands(slash_commands: readonly unknown[]): unknown {
    return { ...manifest, features: { ...manifest.features, slash_commands } };
  }

  it.each([
    [
      "a long app name",
      { ...manifest, display_information: { name: "B".repeat(36), description: "x" } },
      "name",
    ],
    ["an unknown key", { ...manifest, colour: "red" }, "colour"],
    ["a 33rd character", withCommands([{ ...first, command: `/${"x".repeat(32)}` }]), "command"],
    ["a capital in a slash name", withCommands([{ ...first, command: "/Mute" }]), "command"],
    ["no description", withCommands([{ ...first, description: "" }]), "description"],
    ["a long usage hint", withCommands([{ ...first, usage_hint: "x".repeat(1001) }]), "usage_hint"],
    ["the same name twice", withCommands([first, first]), "/mod is there twice"],
    ["no command", withCommands([]), "slash_commands"],
    [
      "51 commands",
      withCommands(Array.from({ length: 51 }, (_, n) => ({ ...first, command: `/c${n}` }))),
      "slash_commands",
    ],
    [
      "a long name of a shortcut",
      {
        ...manifest,
        features: {
          ...manifest.features,
          shortcuts: [{ name: "M".repeat(25), type: "global", callback_id: "x", description: "x" }],
        },
      },
      "shortcuts.0.name",
    ],
    ["http for https", withCommands([{ ...first, url: "http://bailiff.example.com" }]), "url"],
    ["a right nobody needs", { ...manifest, oauth_config: { scopes: { bot: ["admin"] } } }, "oauth_config"],
  ])("%s", (_, broken, place) => {
    expect(checkManifest(broken).join("\n")).toContain(place);
  });
});
