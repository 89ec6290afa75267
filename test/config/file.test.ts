import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { EXAMPLES } from "../../src/config/examples.ts";
import { readConfigFile } from "../../src/config/file.ts";
import { describeProblem } from "../../src/config/problem.ts";
import { configReference } from "../../src/config/reference.ts";
import { registerOf } from "../../src/config/register.ts";
import { fileSchema } from "../../src/config/schema.ts";

/** What the names in a part of the file look like. */
const NAMES: Readonly<Record<string, string>> = {
  connections: "game",
  groups: "lobby",
  channels: "C0123ABCD",
  roles: "moderator",
  links: "U0123ABCD",
};

const GOOD = `
connections:
  game: { vendor: tencent, sdkAppId: 1400000001, secretKey: "\${KEY}" }
groups:
  lobby: { connection: game, id: "@TGS#2J4SZEAEL" }
channels:
  C0LOBBY: { group: lobby }
roles:
  moderator: [usergroup:S0MODS]
rules:
  - { role: moderator, may: [mute], groups: [lobby], longest: 1h30m }
`;

const problemsOf = (
  text: string,
  environment: Record<string, string> = { KEY: "secret-key" },
): readonly string[] => {
  const read = readConfigFile(text, environment);
  return read.ok ? [] : read.failure.map(({ where, what }) => `${where}: ${what}`);
};

describe("bailiff.yml", () => {
  it("is read with its defaults, and secrets come from the environment", () => {
    const read = readConfigFile(GOOD, { KEY: "secret-key" });
    if (!read.ok) throw new Error(JSON.stringify(read.failure));
    expect(read.value.connections["game"]).toMatchObject({
      secretKey: "secret-key",
      region: "china",
      admin: "administrator",
    });
    expect(registerOf(read.value).policy.rules).toEqual([
      {
        id: "r1",
        effect: "allow",
        role: "moderator",
        may: ["mute"],
        groups: ["lobby"],
        channels: "*",
        longest: 5_400_000,
        batch: 20,
        perHour: null,
        admins: false,
        preview: null,
        approval: null,
      },
    ]);
  });

  it("names every problem at once, with its line, and shows no value", () => {
    const bad = GOOD.replace("[mute]", "[mute, ban-everybody]")
      .replace("connection: game", "connection: gaem")
      .replace("longest: 1h30m", "longest: 90")
      .replace("usergroup:S0MODS", "hunter2-token");
    expect(problemsOf(bad)).toEqual([
      expect.stringMatching(/^line 5, groups\.lobby\.connection: names a connection that does not exist/),
      expect.stringMatching(/^line 9, roles\.moderator\.0: must be workspace:/),
      expect.stringMatching(/^line 11, rules\.0\.may: must be "\*" or a list of mute, /),
      expect.stringMatching(/^line 11, rules\.0\.longest: must be a length/),
    ]);
    expect(problemsOf(bad).join()).not.toContain("hunter2");
  });

  it("refuses names that exist nowhere else in the file", () => {
    expect(problemsOf(GOOD.replace("connection: game", "connection: gaem"))).toEqual([
      "line 5, groups.lobby.connection: names a connection that does not exist; known: game",
    ]);
    expect(problemsOf(GOOD.replace("groups: [lobby]", "groups: [lobbi]"))).toEqual([
      "line 11, rules.0.groups.0: names a group that does not exist; known: lobby",
    ]);
  });

  it("takes a calendar for the summary of every week, and refuses times, zones and groups that are none", () => {
    const withSummary = (said: string) => `${GOOD}summary: { channel: C0SUMS, ${said} }\n`;
    const read = readConfigFile(withSummary('day: friday, at: "17:30", zone: Asia/Kolkata'), { KEY: "x" });
    expect(read.ok && registerOf(read.value).summary).toEqual({
      channel: "C0SUMS",
      day: "friday",
      hour: 17,
      minute: 30,
      zone: "Asia/Kolkata",
      groups: "*",
    });
    expect(problemsOf(withSummary('at: "24:00", zone: Europe/Berlim'))).toEqual([
      "line 12, summary.at: must be a time such as 09:00",
      "line 12, summary.zone: must be a time zone such as Europe/Berlin or UTC",
    ]);
    expect(problemsOf(withSummary("zone: '+01:00'"))).toEqual([expect.stringMatching(/summary\.zone/)]);
    expect(problemsOf(withSummary("groups: [lobby, loby]"))).toEqual([
      "line 12, summary.groups.1: names a group that does not exist; known: lobby",
    ]);
  });

  it("refuses a key it does not know: a misspelt limit must not become no limit", () => {
    expect(problemsOf(GOOD.replace("longest:", "longst:"))).toEqual([
      expect.stringMatching(/^line 11, rules\.0: Unrecognized key: "longst"/),
    ]);
  });

  it("shows what would be right, where the words do not show it already", () => {
    const bad = GOOD.replace("sdkAppId: 1400000001", "sdkAppId: many")
      .replace("longest: 1h30m", "longest: 90, batch: 0")
      .replace('id: "@TGS#2J4SZEAEL"', "idd: x");
    const read = readConfigFile(bad, { KEY: "secret-key" });
    const shown = read.ok
      ? []
      : read.failure.map((problem) => `${problem.where}: ${describeProblem(problem)}`);
    expect(shown).toEqual([
      "line 3, connections.game.sdkAppId: Invalid input: expected number, received string, for example: 1400000001",
      'line 5, groups.lobby.id: is missing, for example: "@TGS#2J4SZEAEL"',
      'line 5, groups.lobby: Unrecognized key: "idd", for example: { connection: game, id: "@TGS#2J4SZEAEL" }',
      "line 11, rules.0.longest: must be a length with units, such as 10m, 24h, 7d, or permanent",
      "line 11, rules.0.batch: Too small: expected number to be >=1, for example: 20",
    ]);
  });

  it("has an example for every setting, and each is right in its place", () => {
    const settings = [...configReference().matchAll(/^\| `([^`]+)`/gm)].map(([, path = ""]) => path);
    const patterns = settings.map((path) => path.replaceAll("<name>", "*").replaceAll("[]", ".*"));
    expect(patterns.filter((pattern) => !Object.hasOwn(EXAMPLES, pattern))).toEqual([]);
    for (const [pattern, example] of Object.entries(EXAMPLES)) {
      const value = parse(example) as unknown;
      const path = pattern
        .split(".")
        .map((part, at) => (part === "*" ? (NAMES[pattern.split(".")[at - 1] ?? ""] ?? "0") : part));
      // The rest of the file is missing, so only what is said about this place and inside it counts.
      const file = path.reduceRight<unknown>(
        (inner, key) => (key === "0" ? [inner] : { [key]: inner }),
        value,
      );
      const issues = fileSchema.safeParse(file).error?.issues ?? [];
      const about = issues.filter((issue) => path.every((key, at) => String(issue.path[at]) === key));
      expect({ pattern, about }).toEqual({ pattern, about: [] });
    }
  });

  it("says which variable is missing from the environment", () => {
    expect(problemsOf(GOOD, {})).toEqual([
      "line 3, connections.game.secretKey: takes ${KEY} from the environment, where it is not set",
    ]);
  });

  it("says where YAML breaks off", () => {
    expect(problemsOf("connections: [")).toEqual([expect.stringMatching(/^line 1: is not valid YAML/)]);
  });

  it("wants each rule to allow or to forbid, not both and not neither", () => {
    expect(problemsOf(GOOD.replace("may: [mute], ", ""))).toEqual([
      expect.stringContaining("must say either"),
    ]);
    expect(problemsOf(GOOD.replace("may: [mute]", "may: [mute], mayNot: [kick]"))).toEqual([
      expect.stringContaining("must say either"),
    ]);
  });
});
