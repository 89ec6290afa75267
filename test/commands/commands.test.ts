import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { loadCommands } from "../../src/grammar/catalog.ts";
import { read } from "../grammar/reading.ts";

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
  it("(while a good one is simply there)", async () => {
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
    ["without a function", { "wave.ts": file("wave", { request: "1" }) }, "request is not a function"],
    [
      "with an example that is refused",
      { "wave.ts": file("wave", { examples: '["tommy"]' }) },
      'example "tommy"',
    ],
    ["that is no command file", { "wave.md": "# wave\n" }, "wave.md is not a command"],
    ["that is a second umbrella", { "wave.ts": file("wave", { umbrella: "true" }) }, "one umbrella"],
    ["whose name Slack cannot take", { "Wave.ts": file("Wave") }, "must be of a-z"],
  ])("%s", async (_, files, problem) => {
    await expect(load(files)).rejects.toThrow(problem);
  });

  it("and names every problem at once", async () => {
    const files = { "nod.ts": file("nod", { examples: "[]" }), "wave.ts": "export {};\n" };
    await expect(load(files)).rejects.toThrow(/nod\.ts.*wave\.ts/s);
  });
});
