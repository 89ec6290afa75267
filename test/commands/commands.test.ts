import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { catalogOf, loadCommands } from "../../src/grammar/catalog.ts";
import { defineCommand, required, type Catalog, type CommandSpec } from "../../src/grammar/define.ts";
import { read } from "../grammar/reading.ts";

/** As long as Slack lets a name be. */
const LONG = "w".repeat(31);

const commands = new URL("../../commands/", import.meta.url);

describe("the folder of commands", () => {
  it("is the list of commands: one file each, under its own name", async () => {
    const files = await readdir(commands);
    const catalog = await loadCommands(commands);
    const names = [catalog.umbrella.name, ...catalog.verbs.keys()];
    expect(files.toSorted()).toEqual(names.map((name) => `${name}.ts`).toSorted());
  });

  it("asks for what each command is named after", () => {
    expect(read("/mute tommy 10m")).toMatchObject({ value: { request: { kind: "act", verb: "mute" } } });
    expect(read("/unmute tommy")).toMatchObject({ value: { request: { kind: "act", verb: "unmute" } } });
    expect(read("/kick tommy")).toMatchObject({ value: { request: { kind: "act", verb: "kick" } } });
    expect(read("/add tommy")).toMatchObject({ value: { request: { kind: "act", verb: "add" } } });
    expect(read("/muted")).toMatchObject({ value: { request: { kind: "muted", group: null } } });
    expect(read("/whois @tommy")).toMatchObject({
      value: { request: { kind: "whois", account: { kind: "account", account: "tommy" } } },
    });
    expect(read("/case #7")).toMatchObject({ value: { request: { kind: "case", number: 7 } } });
    expect(read("/mod whoami")).toMatchObject({ value: { request: { kind: "whoami" } } });
    expect(read("/mod help")).toMatchObject({ value: { request: { kind: "help", verb: null } } });
  });
});

/** A command file as text; `change` replaces parts of a good one. */
function file(name: string, change: Record<string, string> = {}): string {
  const parts = {
    name: JSON.stringify(name),
    summary: '"Does it"',
    takes: "{}",
    examples: '[""]',
    request: '() => ({ kind: "whoami" })',
    ...change,
  };
  return `export default { ${Object.entries(parts)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ")} };\n`;
}

async function load(files: Record<string, string>): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "commands-"));
  const all = {
    "mod.ts": file("mod", { umbrella: "true", examples: '["help"]' }),
    "help.ts": file("help"),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
  try {
    return await loadCommands(pathToFileURL(`${folder}/`));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("Bailiff does not start with a command", () => {
  it("(while a good one is simply there, and what the system keeps beside it is nobody's business)", async () => {
    const beside = { ".DS_Store": "", [`${LONG}.ts`]: file(LONG), "n-2.ts": file("n-2"), "b.ts": file("b") };
    const found = (await load(beside)) as Catalog;
    expect([...found.verbs.keys()]).toEqual(["b", "help", "n-2", LONG]);
    await expect(load({ "wave.ts": file("wave") })).resolves.toMatchObject({
      verbs: new Map([
        ["help", expect.anything()],
        ["wave", expect.objectContaining({ name: "wave" })],
      ]),
    });
  });

  it.each([
    ["without a default export", { "wave.ts": "export const wave = 1;\n" }, "wave.ts has no default export"],
    ["under another name than its file's", { "wave.ts": file("waive") }, "wave.ts declares the name waive"],
    ["without examples", { "wave.ts": file("wave", { examples: "[]" }) }, "examples are missing"],
    ["without a summary", { "wave.ts": file("wave", { summary: '""' }) }, "summary is empty"],
    [
      "without a function",
      { "wave.ts": file("wave", { request: "1" }) },
      "wave.ts is not a command: request is not a function",
    ],
    [
      "with an example that is refused",
      { "wave.ts": file("wave", { examples: '["tommy"]' }) },
      'example "tommy"',
    ],
    ["that is no command file", { "wave.md": "# wave\n" }, "wave.md is not a command"],
    ["that is a second umbrella", { "wave.ts": file("wave", { umbrella: "true" }) }, "one umbrella"],
    ["whose name Slack cannot take", { "Wave.ts": file("Wave") }, "must be of a-z"],
    ["whose name begins with a digit", { "1wave.ts": file("1wave") }, "must be of a-z"],
    ["whose name has a capital within", { "waVe.ts": file("waVe") }, "must be of a-z"],
    ["whose name has an underscore", { "wave_2.ts": file("wave_2") }, "must be of a-z"],
    ["whose name is too long for Slack", { [`${LONG}e.ts`]: file(`${LONG}e`) }, "is not a command: name "],
    ["that does not say what it takes", { "wave.ts": file("wave", { takes: "null" }) }, "command: takes "],
    [
      "with an example that is no text",
      { "wave.ts": file("wave", { examples: "[1]" }) },
      "wave.ts is not a command: examples.0 ",
    ],
    ["that is no object", { "wave.ts": "export default 1;\n" }, "wave.ts is not a command:"],
    [
      "with an example that is refused under the umbrella",
      { "wave.ts": file("wave", { umbrellaOnly: "true", examples: '["", "tommy"]' }) },
      'commands/wave.ts has the bad example "tommy": `tommy` has no place in this command.',
    ],
  ])("%s", async (_, files, problem) => {
    await expect(load(files)).rejects.toThrow(problem);
  });

  it("and is told about a broken umbrella, not that there is none", async () => {
    const files = { "mod.ts": "export {};\n" };
    await expect(load(files)).rejects.toThrow("commands/mod.ts has no default export");
  });

  it("and names every problem at once", async () => {
    const files = { "nod.ts": file("nod", { examples: "[]" }), "wave.ts": "export {};\n" };
    await expect(load(files)).rejects.toThrow(
      "The commands cannot be used:\n" +
        "  commands/nod.ts is not a command: examples are missing\n" +
        "  commands/wave.ts has no default export",
    );
  });
});

describe("the list of commands", () => {
  const spec = (name: string, about: Partial<CommandSpec> = {}): CommandSpec => ({
    name,
    summary: "Does it",
    takes: {},
    examples: [""],
    request: () => ({ kind: "whoami" }),
    ...about,
  });
  const mod = spec("mod", { umbrella: true });

  it.each([
    ["no umbrella", [spec("wave")], "one umbrella command, but there are 0"],
    ["two umbrellas", [mod, spec("mod2", { umbrella: true })], "one umbrella command, but there are 2"],
    ["a name twice", [mod, spec("wave"), spec("wave")], "Two commands have the same name"],
    ["the umbrella's name once more", [mod, spec("mod")], "Two commands have the same name"],
  ])("is refused with %s", (_, specs, problem) => {
    expect(() => catalogOf(specs)).toThrow(problem);
  });

  it("has one umbrella beside all others", () => {
    const catalog = catalogOf([spec("wave"), mod, spec("nod")]);
    expect(catalog.umbrella).toBe(mod);
    expect([...catalog.verbs.keys()]).toEqual(["wave", "nod"]);
  });
});

it("a command is what was declared, and nothing changes it while Bailiff runs", async () => {
  const { umbrella, verbs } = await loadCommands(commands);
  for (const spec of [umbrella, ...verbs.values()]) expect(Object.isFrozen(spec)).toBe(true);
  const spec: CommandSpec = {
    name: "x",
    summary: "x",
    takes: {},
    examples: [""],
    request: () => ({ kind: "rules" }),
  };
  expect(defineCommand(spec)).toBe(spec);
});

it("an argument that must be there is there, or the command fails by itself", () => {
  for (const argument of [0, "", false, "tommy"]) expect(required(argument)).toBe(argument);
  for (const argument of [null, undefined])
    expect(() => required(argument)).toThrow("The parser let a missing argument through");
});
