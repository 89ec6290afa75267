import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isSound, verifyChain } from "../../src/audit/chain.ts";
import { readExportLine } from "../../src/audit/export-form.ts";
import { verifyExport } from "../../src/audit/verify-export.ts";
import { runAuditExport } from "../../src/cli/audit-export.ts";
import type { BailiffOptions } from "../../src/cli/assemble.ts";
import { bodyOf, type Entry } from "../../src/ledger/port.ts";
import { Secret } from "../../src/secret.ts";
import { textOf } from "../../src/texts/facts.ts";
import { postgresForTests } from "../shared-postgres.ts";
import { openScene, type Scene } from "../whole/scene.ts";

/** What somebody types as a reason in the hope that it breaks the record or comes alive where it is read. */
const TYPED = [
  ["a NUL", "before\u0000after"],
  ["half of a character", "high \ud83d and low \ude00 alone"],
  ["a mega of text", "long ".repeat(200_000)],
  ["everybody in the channel", "<!channel> <!here> <!everyone> &lt;!channel&gt; @channel"],
  ["text that turns around", "\u202egnitset\u202c \u2066hidden\u2069 \u061c\u200f"],
  ["a formula", '=HYPERLINK("#Sheet2!A1","click")'],
  ["a formula after a blank", " =1+1"],
  ["a formula that a spreadsheet sees behind a tab", "\t=1+1"],
  ["a command of a spreadsheet", "@SUM(1+1)*cmd|' /C calc'!A0"],
  ["a number that is none", "-2+3+cmd|' /C calc'!A0"],
  ["lines and quotes", 'one,two\r\n"three";four\nfive'],
  ["markup and a link", "*b* _i_ `c` <https://evil.example|good.example> :smile:"],
  ["a line of an export", '","entry":{"at":1,"body":"x"},"hash":"0","salt":null}\n{"body":null'],
  ["the end of a note", "\n\n— log.example.com AAAA\n"],
  ["a member of a prototype", "__proto__ constructor toString"],
] as const;

/** Characters that change the direction of text, and halves of characters. */
const UNSAFE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])/;

const databases = await postgresForTests();
const engines = "unavailable" in databases ? ["sqlite"] : ["sqlite", "postgres"];

describe.each(engines)("hostile texts through everything, on %s", (engine) => {
  let scene: Scene;
  let folder: string;
  let variables: Record<string, string>;
  let entries: readonly Entry[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bailiff-hostile-"));
    const url =
      engine === "postgres" && !("unavailable" in databases) ? await databases.url("hostile") : null;
    const storage: BailiffOptions["storage"] =
      url === null ? { kind: "sqlite", folder } : { kind: "postgres", url: new Secret(url) };
    variables = url === null ? { BAILIFF_DATA: folder } : { DATABASE_URL: url };
    scene = await openScene({ storage });
    for (const [, text] of TYPED) {
      await scene.say("mia", "lobby-mods", `/mute @tommy 1h "${text.replaceAll('"', '\\"')}"`);
      await scene.say("mia", "lobby-mods", `/unmute @tommy --reason "${text.replaceAll('"', '\\"')}"`);
      await scene.say("mia", "lobby-mods", `/note 1 ${text}`);
    }
    // What comes by other ways than a command, such as an alert, is not bounded by what can be typed.
    const raw = TYPED.map(([, text]) => ({
      actor: { team: "T", person: "U_MIA" },
      text,
      [text.slice(0, 40)]: text,
    }));
    await scene.bailiff.ledger.append(raw.map((body) => ({ kind: "noted" as const, case: null, body })));
    await scene.settled();
    entries = await scene.bailiff.ledger.entries(1, 1_000);
  }, 120_000);
  afterAll(async () => {
    await scene[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const exported = async (
    format: string,
    ...more: readonly string[]
  ): Promise<{ text: string; manifest: string }> => {
    const complaints: string[] = [];
    const out = join(folder, `all-${more.length}.${format}`);
    const code = await runAuditExport(
      { out: () => {}, err: (text) => void complaints.push(text), variables },
      ["--format", format, "--out", out, ...more],
    );
    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    return { text: await readFile(out, "utf8"), manifest: await readFile(`${out}.manifest.json`, "utf8") };
  };

  it("are in the record as text, or refused as a whole, and the record verifies", () => {
    expect(verifyChain(entries).ok).toBe(true);
    expect(entries.every(isSound)).toBe(true);
    const reasons = entries
      .filter(({ kind }) => kind === "opened")
      .map((entry) => textOf(bodyOf(entry)["reason"]));
    for (const beginning of ["<!channel> <!here> <!everyone>", "=HYPERLINK(", "@SUM(1+1)", "-2+3"])
      expect(
        reasons.some((reason) => reason.startsWith(beginning)),
        beginning,
      ).toBe(true);
    const noted = entries.filter((entry) => entry.kind === "noted" && entry.case === null);
    const stored = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");
    expect(noted.map((entry) => bodyOf(entry)["text"])).toEqual(TYPED.map(([, text]) => stored(text)));
    for (const { body } of entries) expect(body?.isWellFormed() && !body.includes("\0")).toBe(true);
  });

  it("come alive nowhere in Slack, and turn nothing around there", () => {
    const { slack } = scene.sandbox;
    const messages = ["lobby-mods", "mod-log", "approvals"].flatMap((channel) => [
      ...slack.messages(channel),
      ...slack.ephemeralFor("mia", channel),
    ]);
    expect(messages.length).toBeGreaterThan(20);
    for (const { text, blocks } of messages) {
      for (const shown of [text, JSON.stringify(blocks ?? [])]) {
        expect(shown).not.toMatch(/<!(channel|here|everyone)/);
        expect(shown).not.toMatch(UNSAFE);
        expect(shown).not.toContain("\0");
        expect(shown).not.toContain("<https://evil.example");
      }
    }
    expect(scene.logged.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("are all shown in the log channel, however long they are", () => {
    const log = scene.sandbox.slack
      .messages("mod-log")
      .map(({ text }) => text)
      .join("\n");
    for (const { seq, hash } of entries) expect(log).toContain(`${seq} ${hash.slice(0, 8)}`);
  });

  it("stand in JSONL as one line each, which is verified away from the database", async () => {
    const { text, manifest } = await exported("jsonl", "--to", String(entries.length), "--unrecorded");
    const lines = text.split("\n").slice(0, -1);
    expect(lines.map(readExportLine)).toEqual(entries);
    const report = await verifyExport(
      {
        manifest,
        lines: async function* () {
          yield lines;
        },
        sha256: () => createHash("sha256").update(text).digest("hex"),
      },
      { keys: [], notes: [] },
    );
    expect(report.integrity.count).toBe(0);
  });

  it("stand in CSV as cells that no spreadsheet takes for a formula, and that read as they are", async () => {
    const { text } = await exported("csv");
    const rows = parse(text, { relax_column_count: false });
    expect(rows.length).toBeGreaterThan(entries.length);
    for (const cell of rows.flat()) {
      expect(cell).not.toMatch(/^[\s\p{Cf}]*[=+\-@＝＋－＠]/u);
      expect(cell).not.toMatch(/^[\t\r]/);
      expect(cell).not.toMatch(UNSAFE);
    }
    expect(rows.flat()).toContain('\'=HYPERLINK("#Sheet2!A1","click")');
    expect(rows.flat().some((cell) => cell.includes("\\u202egnitset"))).toBe(true);
  });

  it("stand in OCSF as JSON that every reader takes", async () => {
    const { text } = await exported("ocsf");
    const lines = text.split("\n").slice(0, -1);
    expect(lines.length).toBeGreaterThan(entries.length);
    expect(text.isWellFormed()).toBe(true);
    for (const line of lines) {
      const event = JSON.parse(line) as { readonly raw_data: string };
      const entry = readExportLine(event.raw_data);
      expect(entry !== null && isSound(entry)).toBe(true);
    }
  });
});
