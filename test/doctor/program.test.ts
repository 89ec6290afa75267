import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AUDIT_KEY } from "../audit-key.ts";
import { parse } from "yaml";
import { sandboxCommands } from "../../src/cli/commands.ts";
import { createMovableClock, type MovableClock } from "../../src/sandbox/clock.ts";
import { SANDBOX_ALERTS_SECRET } from "../../src/sandbox/alerts/tools.ts";
import { SANDBOX_AGORA, SANDBOX_CALLBACK_SECRET, SANDBOX_EASEMOB } from "../../src/sandbox/hyphenate/cast.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/open.ts";
import { SANDBOX_APP, SANDBOX_CALLBACK_TOKEN } from "../../src/sandbox/tencent/cast.ts";
import { run } from "../cli/program.ts";
import { postgresForTests } from "../shared-postgres.ts";

const databases = await postgresForTests();

/** `bailiff doctor` as an operator runs it, against the stand-ins. */
describe("bailiff doctor", { timeout: 60_000 }, () => {
  let sandbox: Sandbox;
  let clock: MovableClock;
  let folder: string;
  let variables: Record<string, string>;
  beforeAll(async () => {
    clock = createMovableClock();
    sandbox = await openSandbox({ clock, commands: await sandboxCommands() });
    folder = await mkdtemp(join(tmpdir(), "bailiff-doctor-"));
    const config = join(folder, "bailiff.yml");
    await writeFile(config, await readFile(new URL("../../src/cli/sandbox.yml", import.meta.url), "utf8"));
    const { botToken, appToken } = sandbox.slack.credentials;
    variables = {
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: `${sandbox.slack.url}/api/`,
      BAILIFF_CONFIG: config,
      BAILIFF_DATA: join(folder, "data"),
      PORT: "0",
      TENCENT_URL: sandbox.tencent.url,
      TENCENT_SECRET: SANDBOX_APP.secretKey,
      EASEMOB_URL: sandbox.easemob.url,
      EASEMOB_SECRET: SANDBOX_EASEMOB.clientSecret,
      AGORA_URL: sandbox.agora.url,
      AGORA_CERTIFICATE: SANDBOX_AGORA.appCertificate,
      TENCENT_CALLBACK_TOKEN: SANDBOX_CALLBACK_TOKEN,
      EASEMOB_CALLBACK_SECRET: SANDBOX_CALLBACK_SECRET,
      AGORA_CALLBACK_SECRET: SANDBOX_CALLBACK_SECRET,
      ALERTS_SECRET: SANDBOX_ALERTS_SECRET,
    };
  });
  afterEach(() => sandbox.slack.reset());
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function doctor(
    change: Record<string, string> = {},
    args: readonly string[] = [],
  ): Promise<{ readonly code: number | null; readonly said: string }> {
    await using program = run(["doctor", ...args], { ...variables, ...change });
    const code = await program.ended();
    const said = program.output();
    // Of whatever goes wrong below, no secret may be in the words about it.
    for (const secret of [
      SANDBOX_APP.secretKey,
      SANDBOX_EASEMOB.clientSecret,
      SANDBOX_AGORA.appCertificate,
      SANDBOX_CALLBACK_TOKEN,
      SANDBOX_CALLBACK_SECRET,
    ])
      expect(said).not.toContain(secret);
    expect(said).not.toMatch(/(xoxb|xoxp|xoxe|xapp)-\w/);
    return { code, said };
  }

  it("ends with 0 when nothing is broken, one line for each thing, and leaves nothing behind", async () => {
    const { code, said } = await doctor();
    expect(code).toBe(0);
    expect(said).toMatch(/^ok +bot token: Slack takes it; it is @bailiff in the workspace Bailiff Sandbox$/m);
    expect(said).toMatch(/^ok +app token: Slack takes it for Socket Mode$/m);
    expect(said).toMatch(/^ok +storage \(SQLite in the folder .*\): there is nothing in it yet/m);
    expect(said).toMatch(/^warning +membership of user groups: .*\n +where: roles\..*\n +mend: /m);
    expect(said).toMatch(/^0 troubles, 1 warning, \d+ ok, 2 not checked$/m);
    expect(sandbox.slack.connections()).toBe(0);
    await expect(readFile(join(folder, "data", "ledger.db"))).rejects.toThrow("ENOENT");
  });

  it("looks into the storage while Bailiff is running on the same folder, and does not disturb it", async () => {
    await using bailiff = run(["start"], variables);
    const [, url = ""] = await bailiff.says(/Slack requests: (http:\/\/\S+)/);
    const { code, said } = await doctor();
    expect(said).toMatch(/^ok +storage .*: can be read; 2 entries in the log, 0 cases open$/m);
    expect(said).toMatch(/^ok +log of entries: the last 2 entries follow/m);
    expect(said).toMatch(/^ok +dead letters: none$/m);
    expect(code).toBe(0);
    expect(await (await fetch(`${url}/readyz`)).text()).toBe("ready\n");
    bailiff.child.kill("SIGTERM");
    expect(await bailiff.ended()).toBe(0);
    // Now nobody holds it, and there is one entry more.
    expect((await doctor()).said).toMatch(/^ok +storage .*: can be read; 3 entries/m);
  });

  it.skipIf("unavailable" in databases)(
    "looks at a PostgreSQL database, without making tables in it",
    async () => {
      if ("unavailable" in databases) return;
      const DATABASE_URL = await databases.url("doctor");
      expect((await doctor({ DATABASE_URL })).said).toMatch(
        /^ok +storage \(PostgreSQL\): there is nothing in it/m,
      );
      await using bailiff = run(["start"], {
        ...variables,
        DATABASE_URL,
        BAILIFF_AUDIT_KEY: AUDIT_KEY.reveal(),
      });
      await bailiff.says(/Slack requests: /);
      const { code, said } = await doctor({ DATABASE_URL });
      expect(said).toMatch(/^ok +storage \(PostgreSQL\): can be read; 2 entries/m);
      expect(code).toBe(0);
    },
  );

  it("names everything that is broken at once, each with its place and what mends it, and ends with 1", async () => {
    const { workspace } = sandbox.slack;
    workspace.leave("lobby-mods", "bot");
    workspace.setPlan("free");
    sandbox.slack.setToken("app", "token_revoked");
    const { code, said } = await doctor({
      TENCENT_SECRET: "0".repeat(64),
      EASEMOB_URL: "http://127.0.0.1:9",
      DATABASE_URL: "postgres://bailiff:hunter2@127.0.0.1:9/bailiff",
    });
    expect(code).toBe(1);
    expect(said).not.toMatch(/hunter2|0{64}/);
    const troubles = [...said.matchAll(/^TROUBLE +(.*?): .*\n +where: (.*)\n +mend: {2}(.*)$/gm)];
    expect(troubles.map(([, what, where]) => `${what} @ ${where}`)).toEqual([
      "app token @ SLACK_APP_TOKEN",
      "channel #lobby-mods (C0LOBBYMODS) @ channels.C0LOBBYMODS",
      "user groups @ roles.moderator, roles.oncall, roles.auditor",
      "connection game (Tencent) @ connections.game",
      "connection live (Easemob) @ connections.live",
      "storage (PostgreSQL) @ DATABASE_URL",
    ]);
    for (const [, , , mend] of troubles) expect(mend).toMatch(/\w/);
    expect(said).toMatch(/^ok +connection meet \(Agora Chat\)/m);
  });

  it("finds a bot token that Slack does not take, and looks at the rest all the same", async () => {
    sandbox.slack.setToken("bot", "account_inactive");
    const { code, said } = await doctor();
    expect(code).toBe(1);
    expect(said).toMatch(/^TROUBLE +bot token: .*account_inactive\n +where: SLACK_BOT_TOKEN$/m);
    expect(said).toMatch(/^ok +clock/m);
    expect(said).toMatch(/^ok +connection game/m);
  });

  it("compares this machine's clock with Slack's", async () => {
    clock.advance(90_000);
    expect((await doctor()).said).toMatch(
      /^TROUBLE +clock: this machine's is 1m (29|30|31)s behind Slack's/m,
    );
  });

  it("tells of a configuration that cannot be used, and looks at what hangs on none", async () => {
    const { code, said } = await doctor({ TENCENT_SECRET: "", BAILIFF_DATA: "/proc/nowhere" });
    expect(code).toBe(1);
    expect(said).toMatch(
      /^TROUBLE +configuration .*TENCENT_SECRET.*\n +where: line \d+, connections.game.secretKey$/m,
    );
    expect(said).toMatch(/^ok +bot token/m);
    expect(said).toMatch(/^not checked +connections: /m);
    expect(said).toMatch(/^TROUBLE +disk: /m);
    const missing = await doctor({ BAILIFF_CONFIG: "/nowhere/bailiff.yml" });
    expect(missing.said).toMatch(
      /^TROUBLE +configuration \/nowhere\/bailiff.yml: cannot be read \(ENOENT\)/m,
    );
    const environment = await doctor({ SLACK_APP_TOKEN: "" });
    expect(environment).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^TROUBLE +environment: is not set.*\n +where: SLACK_APP_TOKEN$/m),
    });
    const refresh = await doctor({ SLACK_CONFIG_TOKEN: ["xoxe", "1", "renews"].join("-") });
    expect(refresh.said).toMatch(/^TROUBLE +environment: must begin.*\n +where: SLACK_CONFIG_TOKEN$/m);
    const nothing = await doctor({ SLACK_BOT_TOKEN: "", SLACK_APP_TOKEN: "", BAILIFF_CONFIG: "" });
    expect(nothing).toMatchObject({ code: 2, said: expect.stringContaining("no workspace to look at") });
  });

  it("has Slack say which names it takes, and prints the manifest that it will accept", async () => {
    const { configToken } = sandbox.slack.credentials;
    const { code, said } = await doctor({ SLACK_CONFIG_TOKEN: configToken });
    expect(code).toBe(1);
    expect(said).toMatch(
      /^TROUBLE +name \/mute: .*\n +where: slack.reservedNames, slack.prefix\n.*\/mod mute/m,
    );
    expect(said).toMatch(/^ok +name \/kick: Slack takes it$/m);
    const asked = sandbox.slack.calls().filter(({ method }) => method === "apps.manifest.validate");
    expect(asked.filter(({ outcome }) => outcome !== "ok")).toHaveLength(1);

    const manifest: unknown = parse(said.slice(said.indexOf("# Slack's description")));
    const validated = await fetch(`${sandbox.slack.url}/api/apps.manifest.validate`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${configToken}` },
      body: JSON.stringify({ manifest }),
    });
    expect(await validated.json()).toMatchObject({ ok: true });
    expect(said).toMatch(/- command: \/mod$/m);
    expect(said).not.toMatch(/- command: \/mute$/m);
  });

  it("checks the names before there is an app, and for one that Slack calls", async () => {
    const { configToken } = sandbox.slack.credentials;
    const only = {
      SLACK_CONFIG_TOKEN: configToken,
      SLACK_BOT_TOKEN: "",
      SLACK_APP_TOKEN: "",
      BAILIFF_CONFIG: "",
    };
    const before = await doctor(only);
    expect(before.said).toMatch(/^ok +name \/mute: Slack keeps it for itself.*type \/mod mute$/m);
    expect(before.said).not.toMatch(/bot token/);
    expect(before.code).toBe(0);
    const called = await doctor(only, ["--http", "https://bailiff.example/slack/events"]);
    expect(called.said).toMatch(/url: https:\/\/bailiff.example\/slack\/events/);
    expect(called.said).toMatch(/socket_mode_enabled: false/);
    expect(await doctor({ ...only, SLACK_CONFIG_TOKEN: ["xoxe.xoxp", "old"].join("-") })).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^TROUBLE +configuration token: .*invalid_auth/m),
    });
  });
});
