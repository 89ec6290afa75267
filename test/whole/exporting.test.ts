import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readExportLine, readManifest } from "../../src/audit/export-form.ts";
import type { ExportManifest } from "../../src/audit/exporting/manifest.ts";
import { bodyOf } from "../../src/ledger/port.ts";
import { openScene, type Scene } from "./scene.ts";

describe("entries as a file, in a direct message", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute @tommy 1h spam");
    await scene.say("mia", "stage-mods", "/kick @jared spam");
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const filesNow = () => scene.sandbox.slack.files().map(({ id }) => id);
  const ask = async (as: string, text: string) => {
    const before = new Set(filesNow());
    const said = await scene.say(as, "lobby-mods", text);
    const { slack } = scene.sandbox;
    const files = slack.files().filter(({ id }) => !before.has(id));
    return { said, files: files.map(({ id, shares }) => ({ text: slack.fileText(id), shares })) };
  };

  it("comes to whoever asked alone, with its manifest, after it is on record", async () => {
    const { ledger } = scene.bailiff;
    const { said, files } = await ask("audrey", "/mod export");
    expect(said.privately).toMatch(
      /\d+ entries of the log, numbers 1 to \d+: the file comes as a direct message/,
    );
    expect(said.posted("lobby-mods")).toBe("");
    const [file, beside] = files;
    expect(files).toHaveLength(2);
    const dm = scene.sandbox.slack.directMessages("audrey");
    expect(dm.some(({ text }) => text.includes("as JSONL; its manifest follows"))).toBe(true);
    expect(files.flatMap(({ shares }) => shares.map(({ threadTs }) => threadTs))).toEqual([
      dm[0]?.ts,
      dm[0]?.ts,
    ]);
    const text = file?.text ?? "";
    const entries = await ledger.entries(1, 1_000);
    const lines = text.split("\n").slice(0, -1);
    expect(lines.map(readExportLine)).toEqual(entries.slice(0, lines.length));
    const read = readManifest(beside?.text ?? "");
    if (!read.ok) throw new Error("the manifest cannot be read");
    const manifest = read.value.manifest as ExportManifest;
    const sha256 = createHash("sha256").update(text).digest("hex");
    const told = entries.find(({ kind }) => kind === "exported");
    expect(manifest).toMatchObject({ sha256, count: lines.length, gapFree: true, recorded: told?.seq });
    expect(told && bodyOf(told)).toMatchObject({
      actor: { person: "U00AUDREY" },
      rule: "auditors",
      count: lines.length,
      file: { sha256 },
    });
    expect(said.posted("mod-log")).toMatch(/exported by U00AUDREY: \d+ of the entries 1 to \d+ as jsonl/);
  });

  it("holds one group where one is named, and tells so", async () => {
    const { files } = await ask("audrey", "/mod export stage since 1h");
    const lines = (files[0]?.text ?? "").split("\n").slice(0, -1);
    const kinds = lines.map((line) => readExportLine(line)?.kind);
    expect(kinds).toContain("opened");
    expect(lines.join()).not.toContain("tommy");
    expect(files[1]?.text).toContain('"selection":"group stage"');
  });

  it("is for those with a rule for it, in all groups or in the one that is named", async () => {
    for (const text of ["/mod export", "/mod export lobby"]) {
      const { said, files } = await ask("mia", text);
      expect(said.privately).toMatch(/No rule lets your roles use `export`/);
      expect(files).toEqual([]);
    }
  });
});

describe("an export by whoever may have one group", () => {
  it("is refused for all groups, and done for that one", async () => {
    await using scene = await openScene({
      config: (file) => ({
        ...file,
        rules: file.rules.map((rule) =>
          rule.name === "auditors" ? { ...rule, may: ["export"], groups: ["lobby"] } : rule,
        ),
      }),
    });
    await scene.say("mia", "lobby-mods", "/mute @tommy 1h spam");
    expect((await scene.say("audrey", "lobby-mods", "/mod export")).privately).toMatch(/No rule lets/);
    expect((await scene.say("audrey", "lobby-mods", "/mod export lobby")).privately).toMatch(
      /comes as a direct/,
    );
  });
});
