import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse as parseYaml, stringify } from "yaml";
import { readConfigFile } from "../../src/config/file.ts";
import { run } from "../cli/program.ts";
import { strangers } from "../deploy/files.ts";
import { openWorkspace } from "../deploy/workspace.ts";
import { blocksOf, DOCUMENTS, textOf } from "./blocks.ts";
import { CONFIGURATIONS, NOT_RUN, PRINTED, RUN, type Expected } from "./claims.ts";
import { openSession, programArgs, type Ran, type Session } from "./session.ts";
import { parseLine } from "./shell.ts";

const BLOCKS = new Map(
  DOCUMENTS.flatMap((document) => blocksOf(document)).map((block) => [block.name, block]),
);
const linesOf = (name: string): readonly string[] => BLOCKS.get(name)?.lines ?? [];
/** Whoever reads this has been told something that is not so. */
const WRONG = /\bunknown\b|No sandbox answers|There is no command|Usage: bailiff|"error"|Nothing was done\b/i;

describe("every block of code in the documents", () => {
  it("is run, read, or named as not run, and each of those is there", () => {
    const claimed = [
      ...Object.keys(RUN),
      ...Object.keys(NOT_RUN),
      ...Object.values(PRINTED),
      ...CONFIGURATIONS,
    ];
    expect(claimed.toSorted()).toEqual([...BLOCKS.keys()].toSorted());
  });

  it("is seen: each fence is one of a pair that is understood", () => {
    const fences = DOCUMENTS.flatMap((document) => textOf(document).match(/^\s*(```|~~~).*$/gm) ?? []);
    expect(fences).toHaveLength(2 * DOCUMENTS.flatMap((document) => blocksOf(document)).length);
  });

  it("has a name of its own", () => {
    const all = DOCUMENTS.flatMap((document) => blocksOf(document)).length;
    expect(BLOCKS.size).toBe(all);
  });
});

describe("lines for the sandbox do what the documents say", { timeout: 60_000 }, () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession();
  });
  afterAll(() => session[Symbol.asyncDispose]());

  it.each(Object.entries(RUN))("%s", async (name, expectations) => {
    await session.beginAnew();
    const missed = new Set(Object.keys(expectations));
    for (const line of linesOf(name)) {
      const ran = await session.type(line);
      if (ran === null) continue;
      const part = Object.keys(expectations).find((one) => missed.has(one) && line.includes(one));
      if (part !== undefined) missed.delete(part);
      check(ran, expectations[part ?? ""] ?? {});
    }
    expect([...missed], "no such line").toEqual([]);
  });

  it("print what the first page shows", async () => {
    await session.beginAnew();
    await session.type('npm run say -- --as mia --in lobby-mods "/mute @tommy 10m"');
    const ran = await session.type('npm run say -- --as mia --in lobby-mods "/kick jared,away1,away2 lobby"');
    expectInOrder(ran?.output ?? "", linesOf(PRINTED.kick));
  });
});

function check({ line, code, output }: Ran, { code: wanted = 0, says }: Expected): void {
  expect({ line, code, output }).toMatchObject({ line, code: wanted });
  if (says) expect(output, line).toMatch(says);
  else expect(output, line).not.toMatch(WRONG);
}

/** All of the lines stand in the output, in this order; others may stand between them. */
function expectInOrder(output: string, lines: readonly string[]): void {
  let rest = output;
  for (const line of lines.filter((one) => one.trim() !== "")) {
    expect(rest, line).toContain(line);
    rest = rest.slice(rest.indexOf(line) + line.length);
  }
}

describe("the doctor's answer", { timeout: 60_000 }, () => {
  it("is what the documents show of it", async () => {
    const workspace = await openWorkspace();
    const folder = await mkdtemp(join(tmpdir(), "bailiff-readme-"));
    const config = join(folder, "bailiff.yml");
    await writeFile(config, workspace.config);
    workspace.sandbox.slack.workspace.leave("lobby-mods", "bot");
    await using doctor = run(["doctor"], {
      ...workspace.variables,
      BAILIFF_CONFIG: config,
      BAILIFF_DATA: folder,
    });
    expect(await doctor.ended()).toBe(1);
    expectInOrder(doctor.output(), linesOf(PRINTED.trouble));
    await workspace.close();
    await rm(folder, { recursive: true, force: true });
  });
});

describe("the examples of a bailiff.yml", () => {
  const ENVIRONMENT = {
    TENCENT_SECRET: "x",
    EASEMOB_SECRET: "x",
    AGORA_APP_ID: "0".repeat(32),
    AGORA_CERTIFICATE: "0".repeat(32),
    ALERTS_SECRET: "0".repeat(32),
    EVENTS_KEY: "0".repeat(32),
  };
  const [whole, ...parts] = CONFIGURATIONS.map((name) => linesOf(name).join("\n"));

  it("has its variables set where the README starts Bailiff with it", () => {
    const started = linesOf("README.md: export SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-…").join("\n");
    const named = [...(whole ?? "").matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !started.includes(` ${name}=`))).toEqual([]);
  });

  it("lets whoever may remove somebody add them back, as the button below the result does", () => {
    const files = CONFIGURATIONS.map(
      (name) => parseYaml(linesOf(name).join("\n")) as { rules?: { may: string | string[] }[] },
    );
    const rules = files.flatMap(({ rules = [] }) => rules);
    expect(rules.length).toBeGreaterThan(2);
    expect(rules.filter(({ may }) => may.includes("kick") && !may.includes("add"))).toEqual([]);
  });

  it("is read as it is, where it is whole", () =>
    expect(readConfigFile(whole ?? "", ENVIRONMENT)).toMatchObject({ ok: true }));

  it.each(parts)("is read in its place, where it is a part: %s", (part) => {
    const roles = { owner: ["workspace:owner"], admin: ["workspace:admin"], moderator: ["usergroup:S1"] };
    const merged = { ...(parseYaml(whole ?? "") as object), roles, ...(parseYaml(part) as object) };
    expect(readConfigFile(stringify(merged), ENVIRONMENT)).toMatchObject({ ok: true });
  });
});

describe("what is not run", () => {
  const WHOLE = linesOf(CONFIGURATIONS[0]).join("\n");
  const LINES = Object.keys(NOT_RUN).flatMap((name) =>
    BLOCKS.get(name)?.language === "sh" ? linesOf(name) : [],
  );
  const TEXT = LINES.join("\n").replaceAll("\\\n", " ");

  it("is only in the shell of somebody's own machine, or no code", () =>
    expect(Object.values(NOT_RUN).every((why) => why.length > 5)).toBe(true));

  it("names files that are there", () => {
    const named = [...TEXT.matchAll(/(?<!\/opt\/bailiff\/)\bdeploy\/\S+/g)].map(([path]) => path);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
    expect(
      [...TEXT.matchAll(/\/app\/(\S+)/g)].map(([, path = ""]) => path).filter((path) => !existsSync(path)),
    ).toEqual([]);
  });

  it("names services of compose.yml, and the image by its version", () => {
    const { services } = parseYaml(textOf("compose.yml"), { merge: true }) as {
      services: Record<string, { image: string }>;
    };
    const named = [
      ...TEXT.matchAll(/docker compose (?:run|exec|logs)((?: -\S+)*)((?: bailiff-\w+)+)/g),
    ].flatMap(([, , names = ""]) => names.trim().split(" "));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !(name in services))).toEqual([]);
    const images = [...TEXT.matchAll(/bailiff:\d\S+/g)].map(([image]) => image);
    expect(new Set(images)).toEqual(new Set([services["bailiff-a"]?.image]));
  });

  it("sets variables that Bailiff or a file of deploy/ knows", () => {
    const set = [...TEXT.matchAll(/(?<=^|\s)([A-Z][A-Z_]+)=/g)].map(([, name = ""]) => name);
    const known = textOf("deploy/postgres-roles.sh") + textOf("deploy/bailiff.env.example") + WHOLE;
    expect(set.length).toBeGreaterThan(4);
    expect(strangers(set).filter((name) => !known.includes(name))).toEqual([]);
  });

  it("gives the program's commands options that they have", () => {
    const own = LINES.filter((line) => /^npm run (-s )?bailiff /.test(line));
    expect(own.length).toBeGreaterThan(5);
    const helps = new Map<string, string>();
    for (const line of own) {
      const { words = [] } = parseLine(line.replaceAll(/<(\w+)>/g, "$1")) ?? {};
      const args = programArgs(words);
      const command = args.slice(0, args[0] === "audit" ? 2 : 1);
      const key = command.join(" ");
      if (!helps.has(key))
        helps.set(
          key,
          spawnSync(process.execPath, ["src/main.ts", ...command, "--help"], { encoding: "utf8" }).stdout,
        );
      for (const option of args.filter((word) => word.startsWith("--")))
        expect(helps.get(key), line).toContain(option);
    }
  });
});
