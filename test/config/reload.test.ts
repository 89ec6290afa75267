import { bodyOf } from "../../src/ledger/port.ts";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfigFile } from "../../src/config/file.ts";
import type { ConfigFile } from "../../src/config/schema.ts";
import { fail, ok } from "../../src/result.ts";
import { openSandbox } from "../../src/sandbox/open.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import { sandboxCommands } from "../../src/cli/commands.ts";
import type { Entry } from "../../src/ledger/port.ts";
import { run } from "../cli/program.ts";
import { openScene, type Scene } from "../whole/scene.ts";

interface Told {
  readonly kind: Entry["kind"];
  readonly body: Record<string, unknown>;
}

async function toldBy(scene: Scene): Promise<readonly Told[]> {
  const entries = await scene.bailiff.ledger.entries(1, 10_000);
  return entries
    .filter(({ kind }) => kind.startsWith("config_"))
    .map((entry) => ({ kind: entry.kind, body: bodyOf(entry) }));
}

describe("a configuration file that changes while Bailiff runs", () => {
  let scene: Scene;
  let file: ConfigFile;
  beforeAll(async () => {
    // As the program is started with it: here the posts are not slowed down.
    const config = (started: ConfigFile): ConfigFile => {
      file = { ...started, slack: { ...started.slack, postsPerSecond: 1_000 } };
      return file;
    };
    scene = await openScene({ config });
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const become = async (change: Partial<ConfigFile>): Promise<void> => {
    file = { ...file, ...change };
    await scene.bailiff.reconfigure(ok(file));
  };
  const say = async (as: string, channel: string, text: string): Promise<string> =>
    (await scene.say(as, channel, text)).privately.replaceAll("`", "");

  it("counts at once: rules, and the version that stands in records", async () => {
    expect((await scene.say("mia", "lobby-mods", "/kick user30")).posted("lobby-mods")).toContain("1 done");
    await become({
      rules: [...file.rules, { ...rule(file, "moderators"), may: undefined, mayNot: ["kick"] }],
    });
    expect(await say("mia", "lobby-mods", "/kick user31")).toMatch(/forbids|may not|Rule/);
    const [told] = await toldBy(scene);
    expect(told).toMatchObject({
      kind: "config_changed",
      body: { sections: ["rules"], atNextStart: [], from: expect.any(String), to: expect.any(String) },
    });
    expect(told?.body["from"]).not.toBe(told?.body["to"]);
    const { rules } = file;
    await become({ rules: rules.slice(0, -1) });
    expect((await scene.say("mia", "lobby-mods", "/kick user31")).posted("lobby-mods")).toContain("1 done");
  });

  it("counts at once: roles, groups, channels, links, protected accounts, the log, and reasons", async () => {
    expect(await say("mel", "lobby-mods", "/muted")).toMatch(/You have no role/);
    await become({ roles: { ...file.roles, moderator: ["usergroup:S0MODERATORS", "person:U00000MEL"] } });
    expect(await say("mel", "lobby-mods", "/muted")).toMatch(/muted in lobby|Nobody is muted/);

    expect(await say("mia", "lobby-mods", "/muted hall")).toMatch(/There is no group hall/);
    await become({ groups: { ...file.groups, hall: { connection: "game", id: "@TGS#1PRIVATE1" } } });
    expect(await say("mia", "lobby-mods", "/muted hall")).toMatch(/hall/);
    expect(await say("mia", "oncall", "/muted")).toMatch(/no group of its own/);
    await become({ channels: { ...file.channels, C0000ONCALL: { group: "hall", shared: false } } });
    expect(await say("mia", "oncall", "/muted")).toMatch(/hall/);

    await become({ links: { ...file.links, U00000GUS: { game: "user8" } } });
    expect((await scene.say("mia", "lobby-mods", "/mute @gus 5m")).posted("lobby-mods")).toMatch(/`user8`/);
    await become({ protect: [...file.protect, "user9"], log: { channel: "C0APPROVALS" } });
    expect(await say("mia", "lobby-mods", "/kick user9")).toMatch(/user9 \(protected/);
    const kicked = await scene.say("mia", "lobby-mods", "/kick user32");
    expect(kicked.posted("approvals")).toMatch(/closed: kick in/);
    expect(kicked.posted("mod-log")).toBe("");

    await become({ reasons: ["bad weather"] });
    expect((await toldBy(scene)).at(-1)?.body).toMatchObject({ sections: ["reasons"] });
  });

  it("counts at once: which groups are rooms at vendors that do not tell", async () => {
    const { stage, ...others } = file.groups;
    if (!stage) throw new Error("the sandbox has a group called stage");
    await become({ groups: { ...others, stage: { ...stage, kind: "group" } } });
    expect(await say("mia", "lobby-mods", "/mod limits stage")).toMatch(/Nothing was done/);
    await become({ groups: { ...others, stage: { ...stage, kind: "room" } } });
    expect(await say("mia", "lobby-mods", "/mod limits stage")).toMatch(/stage.*room/is);
  });

  it("says that connections and what Slack is told count at the next start, and takes the rest over", async () => {
    const live = file.connections["live"];
    if (!live) throw new Error("the sandbox has a connection called live");
    await become({
      connections: { ...file.connections, live: { ...live, timeout: 3_000 } },
      slack: { ...file.slack, prefix: "x-" },
      reasons: ["worse weather"],
    });
    expect((await toldBy(scene)).at(-1)).toMatchObject({
      kind: "config_changed",
      body: { sections: ["connections", "reasons", "slack"], atNextStart: ["connections", "slack"] },
    });
    expect(scene.logged.filter((line) => line.includes("counts at the next start"))).toHaveLength(2);
  });

  it("writes nothing when it says what counts already", async () => {
    const before = await toldBy(scene);
    await become({});
    expect(await toldBy(scene)).toEqual(before);
  });

  it("keeps what was read last when there is a mistake in it, and tells every one", async () => {
    const before = await toldBy(scene);
    const bad = readConfigFile("rules: [{ role: moderator, may: [fly], longest: 90 }]", {});
    if (bad.ok) throw new Error("this file is not right");
    await scene.bailiff.reconfigure(bad);
    expect((await scene.say("mia", "lobby-mods", "/kick user33")).posted("lobby-mods")).toContain("1 done");
    const told = (await toldBy(scene)).slice(before.length);
    expect(told).toMatchObject([
      {
        kind: "config_refused",
        body: {
          policy: before.at(-1)?.body["to"],
          problems: expect.arrayContaining([
            { where: "line 1, rules.0.longest", what: expect.stringMatching(/must be a length/) },
          ]),
        },
      },
    ]);
    const logged = scene.logged.filter((line) => line.includes("a mistake in the configuration file"));
    expect(logged).toHaveLength(bad.failure.length);
    expect(logged.join("\n")).toMatch(/rules\.0\.may.*must be/);
    expect(logged.join("\n")).toMatch(/connections.*is missing, for example: /);
  });

  it("counts only once its entry is written", async () => {
    const { ledger } = scene.bailiff;
    const append = ledger.append.bind(ledger);
    Object.assign(ledger, { append: () => Promise.reject(new Error("the disk is full")) });
    await expect(become({ protect: ["user34"] })).rejects.toThrow("the disk is full");
    Object.assign(ledger, { append });
    expect((await scene.say("mia", "lobby-mods", "/kick user34")).posted("lobby-mods")).toContain("1 done");
    // It is tried again.
    await become({});
    expect((await toldBy(scene)).at(-1)?.body).toMatchObject({ sections: ["protect"] });
  });
});

function rule({ rules }: ConfigFile, name: string): ConfigFile["rules"][number] {
  const found = rules.find((one) => one.name === name);
  if (!found) throw new Error(`the sandbox has no rule ${name}`);
  return found;
}

it("a group at a connection that is opened only at the next start is a mistake until then", async () => {
  const text = await readFile(new URL("../../src/cli/sandbox.yml", import.meta.url), "utf8");
  const variables = Object.fromEntries([
    ["ALERTS_SECRET", "x".repeat(16)],
    ...["TENCENT", "EASEMOB", "AGORA"].flatMap((vendor) => [
      [`${vendor}_URL`, "http://127.0.0.1:1"],
      [`${vendor}_SECRET`, "x"],
      [`${vendor}_CERTIFICATE`, "0".repeat(32)],
      [`${vendor}_CALLBACK_TOKEN`, "x"],
      [`${vendor}_CALLBACK_SECRET`, "x"],
    ]),
  ]);
  const running = ["game", "live"];
  const read = readConfigFile(text, variables, running);
  expect(read).toEqual(
    fail([
      expect.objectContaining({ where: expect.stringMatching(/groups\.meet\.connection$/) }),
      expect.objectContaining({ where: expect.stringMatching(/groups\.arena\.connection$/) }),
    ]),
  );
  expect(read.ok ? "" : read.failure[0]?.what).toMatch(/opened only when Bailiff starts/);
  expect(readConfigFile(text, variables, [...running, "meet"]).ok).toBe(true);
});

it("is read again by the program when it changes, and at once on SIGHUP", { timeout: 60_000 }, async () => {
  const sandbox = await openSandbox({ clock: createMovableClock(), commands: await sandboxCommands() });
  const folder = await mkdtemp(join(tmpdir(), "bailiff-reload-"));
  const config = join(folder, "bailiff.yml");
  const textWith = (rules: string): string =>
    `connections: { game: { vendor: tencent, sdkAppId: 1400000001, secretKey: "\${KEY}", url: "${sandbox.tencent.url}" } }
groups: { lobby: { connection: game, id: "@TGS#2J4SZEAEL" } }
roles: { moderator: ["usergroup:S0MODERATORS"] }
${rules}
`;
  try {
    await writeFile(config, textWith(`rules: [{ role: moderator, may: "*" }]`));
    const { botToken, signingSecret } = sandbox.slack.credentials;
    await using bailiff = run(["start"], {
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: `${sandbox.slack.url}/api/`,
      KEY: "0123456789abcdef".repeat(4),
      BAILIFF_CONFIG: config,
      BAILIFF_DATA: join(folder, "data"),
      PORT: "0",
    });
    await bailiff.says(/Slack requests: (http:\/\/\S+)/);
    await writeFile(config, textWith(`rules: [{ role: moderator, may: [mute], longst: 2h }]`));
    bailiff.child.kill("SIGHUP");
    await bailiff.says(/"where":"line 4, rules\.0".*Unrecognized key: \\"longst\\", for example: /);
    await bailiff.says(/was not taken over; what was read last goes on counting/);
    await writeFile(config, textWith(`rules: [{ role: moderator, may: [mute], longest: 2h }]`));
    await bailiff.says(/the configuration file was read again and counts now/);
    bailiff.child.kill("SIGTERM");
    expect(await bailiff.ended()).toBe(0);
    expect(bailiff.output()).not.toContain("0123456789abcdef0123");
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
});
