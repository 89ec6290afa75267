import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxCommands } from "../../src/cli/commands.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/open.ts";
import { LAUNCHER, run } from "./program.ts";

const SANDBOX_URL = /the sandbox\s+(http:\/\/\S+)/;

/** Each of these starts several processes, beside other tests on as few as two cores. */
const PATIENCE = { timeout: 60_000 } as const;

describe("npm start without configuration", PATIENCE, () => {
  it("opens the sandbox on any free port, takes commands from the terminal, and ends on SIGTERM", async () => {
    await using sandbox = run(["start", "--port", "0"]);
    const [, url = ""] = await sandbox.says(SANDBOX_URL);
    const port = new URL(url).port;
    await using mute = run(["say", "--port", port, "--as", "mia", "--in", "lobby-mods", "/mute @tommy 10m"]);
    expect(await mute.ended()).toBe(0);
    expect(mute.output()).toMatch(/#lobby-mods:.*#1.*mute in.*1 done/s);

    const [, journal = ""] = await sandbox.says(
      /BAILIFF_DATA=(\S+) npm run -s bailiff -- audit verify --key/,
    );
    await using verified = run(["audit", "verify", "--key", `${journal}/audit.key`], {
      BAILIFF_DATA: journal,
    });
    expect(await verified.ended()).toBe(0);
    expect(verified.output()).toContain("INTEGRITY: fine");

    await using asked = run(["say", "--port", port, "--as", "audrey", "/mod export"]);
    expect(await asked.ended()).toBe(0);
    expect(asked.output()).toMatch(/#dm:\n    file: bailiff-audit-1-\d+\.jsonl\n/);
    expect(asked.output()).toMatch(/audit verify bailiff-audit-1-\d+\.jsonl --key <key>/);

    await using taken = run(["start", "--port", port]);
    expect(await taken.ended()).toBe(1);
    expect(taken.output()).toMatch(/Port \d+ on 127\.0\.0\.1 is taken by another program/);

    sandbox.child.kill("SIGTERM");
    expect(await sandbox.ended()).toBe(0);
  });

  it("ends with what started it, also when that is killed outright", async () => {
    await using started = run(["start", "--port", "0"], {}, LAUNCHER);
    const [, url = ""] = await started.says(SANDBOX_URL);
    expect((await fetch(`${url}/sandbox/world`)).status).toBe(200);
    started.child.kill("SIGKILL");
    await expect
      .poll(
        () =>
          fetch(url).then(
            () => "answers",
            () => "gone",
          ),
        { timeout: 10_000 },
      )
      .toBe("gone");
  });

  it("answers the control API as documented, and refuses what is not for it", async () => {
    await using sandbox = run(["start", "--port", "0"]);
    const [, url = ""] = await sandbox.says(SANDBOX_URL);
    const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const get = async (path: string): Promise<unknown> => (await fetch(url + path)).json();

    const typed = await post("/sandbox/command", {
      as: "mia",
      channel: "lobby-mods",
      text: "/mute @tommy 10m",
    });
    expect(typed).toMatchObject({
      status: 200,
      body: {
        ack: { response_type: "ephemeral" },
        ephemeral: [expect.any(String)],
        posted: expect.arrayContaining([
          expect.objectContaining({ channel: "lobby-mods" }),
          expect.objectContaining({ channel: "mod-log" }),
        ]),
      },
    });
    expect(await get("/sandbox/channels/lobby-mods/messages")).toMatchObject([
      { text: expect.stringContaining("1 done") },
    ]);
    expect(
      await get(`/sandbox/vendors/tencent/groups/${encodeURIComponent("@TGS#2J4SZEAEL")}`),
    ).toMatchObject({ kind: "Public", muted: [{ account: "tommy" }] });
    expect(await get("/sandbox/vendors/tencent/effects")).toMatchObject([{ verb: "mute", account: "tommy" }]);
    expect((await post("/sandbox/clock", { advance: "11m" })).status).toBe(200);
    expect(await get("/sandbox/vendors/tencent/groups/lobby")).toMatchObject({ muted: [] });
    expect(await post("/sandbox/people", { person: "max", role: "single_channel_guest" })).toMatchObject({
      status: 200,
      body: { person: "max", role: "single_channel_guest", events: ["acknowledged"] },
    });
    expect(await post("/sandbox/usergroups", { group: "oncall", add: ["mel"], lost: true })).toMatchObject({
      status: 200,
      body: { group: "oncall", members: ["oscar", "mel"], events: [] },
    });
    for (const body of [
      { person: "max" },
      { person: "max", role: "king" },
      { person: "nobody", org: "admin" },
    ])
      expect(await post("/sandbox/people", body)).toMatchObject({ status: 400 });
    expect(await post("/sandbox/faults", { vendor: "tencent", fault: "nonsense" })).toMatchObject({
      status: 400,
    });
    expect(
      await post("/sandbox/command", { as: "nobody", channel: "lobby-mods", text: "/mod help" }),
    ).toMatchObject({ status: 400 });
    const opened = await post("/sandbox/shortcut", { as: "mia", callback_id: "bailiff_act" });
    expect(opened).toMatchObject({ status: 200, body: { views: [{ callback_id: "bailiff_act" }] } });
    const [{ view_id } = { view_id: "" }] = opened.body["views"] as { view_id: string }[];
    const values = { act_verb: "kick", act_group: "lobby", act_accounts: "jared" };
    expect(await post("/sandbox/submit", { as: "mia", view_id, values })).toMatchObject({
      status: 200,
      body: { posted: expect.arrayContaining([expect.objectContaining({ channel: "dm" })]), views: [] },
    });
    for (const body of [
      { as: "mia", callback_id: "nonsense" },
      { as: "sten", callback_id: "bailiff_act" },
    ])
      expect(await post("/sandbox/shortcut", body)).toMatchObject({ status: 400 });
    expect((await fetch(`${url}/sandbox/command`, { method: "POST", body: "{}" })).status).toBe(415);
    expect((await post("/sandbox/reset", {})).status).toBe(200);
    expect(await get("/sandbox/vendors/tencent/effects")).toEqual([]);
    expect(await get("/sandbox/channels/lobby-mods/messages")).toEqual([]);
    const again = await post("/sandbox/command", { as: "mia", channel: "lobby-mods", text: "/kick @tommy" });
    expect(JSON.stringify(again.body)).toContain("*#1*");
  });
});

describe("--help", PATIENCE, () => {
  it.each([
    [["say", "--help"], /say {8}send a command/, "doctor"],
    [["manifest", "-h"], /manifest {3}print the Slack app manifest/, "doctor"],
    [["start", "--help"], /start {6}serve a Slack workspace/, "doctor"],
    [["audit", "-h"], /compare .* export .* key .* verify /s, "doctor"],
    [["audit", "compare", "--help"], /^Usage: bailiff audit compare/, "verify"],
    [["audit", "key", "-h"], /^Usage: bailiff audit key/, "verify"],
  ])("of %j tells what it takes, and nothing else is done", async (args, says, others) => {
    await using told = run(args);
    expect(await told.ended()).toBe(0);
    expect(told.output()).toMatch(says);
    expect(told.output()).not.toContain(others);
  });

  it("of all names every command of the record", async () => {
    await using told = run(["help"]);
    expect(await told.ended()).toBe(0);
    expect(told.output()).toContain("audit verify, compare, export, key");
  });
});

describe("npm start with a workspace", PATIENCE, () => {
  let sandbox: Sandbox;
  let folder: string;
  let variables: Record<string, string>;
  beforeAll(async () => {
    sandbox = await openSandbox({ clock: createMovableClock(), commands: await sandboxCommands() });
    folder = await mkdtemp(join(tmpdir(), "bailiff-cli-"));
    const config = join(folder, "bailiff.yml");
    await writeFile(
      config,
      `connections: { game: { vendor: tencent, sdkAppId: 1400000001, secretKey: "\${KEY}", url: "${sandbox.tencent.url}" } }
groups: { lobby: { connection: game, id: "@TGS#2J4SZEAEL" } }
channels: { C0LOBBYMODS: { group: lobby } }
roles: { moderator: ["usergroup:S0MODERATORS"] }
rules: [{ role: moderator, may: "*" }]
`,
    );
    const { botToken, signingSecret, appToken } = sandbox.slack.credentials;
    variables = {
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: `${sandbox.slack.url}/api/`,
      KEY: "0123456789abcdef".repeat(4),
      BAILIFF_CONFIG: config,
      BAILIFF_DATA: join(folder, "data"),
      PORT: "0",
    };
    void appToken;
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("serves it, tells its health, refuses a second process on the same folder, and finishes running work on SIGTERM", async () => {
    await using bailiff = run(["start"], variables);
    const [, url = ""] = await bailiff.says(/Slack requests: (http:\/\/\S+)/);
    expect(await (await fetch(`${url}/healthz`)).text()).toBe("ok\n");
    expect(await (await fetch(`${url}/readyz`)).text()).toBe("ready\n");
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/bailiff_entries 2\n/);
    expect((await fetch(`${url}/slack/events`)).status).toBe(404);

    await using second = run(["start"], variables);
    expect(await second.ended()).toBe(1);
    expect(second.output()).toMatch(/Another Bailiff process is using the folder/);

    sandbox.slack.deliverTo({ kind: "http", url: `${url}/slack/events` });
    sandbox.tencent.fault({ kind: "latency:600", times: 1, command: "delete_group_member" });
    await sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/kick @tommy" });
    await sandbox.slack.until(() => sandbox.slack.calls().length > 0);
    await new Promise((resolve) => setTimeout(resolve, 250));
    bailiff.child.kill("SIGTERM");
    expect(await bailiff.ended()).toBe(0);
    expect(sandbox.tencent.effects()).toHaveLength(1);
    expect(bailiff.output()).not.toMatch(/0123456789abcdef0123|usersig=[^[]/);
  });

  it.each([
    [
      "a bot token that Slack does not know",
      { SLACK_BOT_TOKEN: ["xoxb", "wrong"].join("-") },
      1,
      /Slack does not accept SLACK_BOT_TOKEN: it said invalid_auth/,
    ],
    [
      "an app token that Slack does not know",
      { SLACK_APP_TOKEN: ["xapp", "wrong"].join("-"), SLACK_SIGNING_SECRET: "" },
      1,
      /Slack does not accept SLACK_APP_TOKEN: it said invalid_auth/,
    ],
    [
      "no Slack settings beside a configuration",
      { SLACK_BOT_TOKEN: "", SLACK_SIGNING_SECRET: "" },
      2,
      /SLACK_BOT_TOKEN: is not set, although BAILIFF_CONFIG is/,
    ],
    [
      "a configuration that is not there",
      { BAILIFF_CONFIG: "/nowhere/bailiff.yml" },
      2,
      /cannot be read \(ENOENT\)/,
    ],
    ["a secret that is not set", { KEY: "" }, 2, /takes \$\{KEY\} from the environment/],
    [
      "half of the settings",
      { SLACK_SIGNING_SECRET: "" },
      2,
      /SLACK_APP_TOKEN: is not set, and neither is SLACK_SIGNING_SECRET/,
    ],
  ])("does not start with %s, and says what to mend", async (_, change, code, message) => {
    await using bailiff = run(["start"], { ...variables, BAILIFF_DATA: join(folder, "other"), ...change });
    expect(await bailiff.ended()).toBe(code);
    expect(bailiff.output()).toMatch(message);
  });
});

describe("the other commands", PATIENCE, () => {
  it("presses a button by its words, and fills in and sends the window that opens", async () => {
    await using sandbox = run(["sandbox", "--port", "0"]);
    const [, url = ""] = await sandbox.says(SANDBOX_URL);
    const port = new URL(url).port;
    await using asked = run(["say", "--port", port, "--as", "mia", "/mute @tommy 2d spam"]);
    expect(await asked.ended()).toBe(0);
    const press = (...words: string[]) =>
      run(["press", "--port", port, "--in", "approvals", "--as", ...words]);
    await using none = press("adam", "Approve it");
    expect(await none.ended()).toBe(1);
    expect(none.output()).toMatch(
      /adam sees no button "Approve it" in #approvals\. Buttons there: Approve, Deny/,
    );
    await using field = press("adam", "Approve", "--fill", "Why=seen");
    expect(await field.ended()).toBe(1);
    expect(field.output()).toMatch(/no field "Why"; it has Reason/);
    await using approved = press("adam", "Approve", "--fill", "Reason=seen it");
    expect(await approved.ended()).toBe(0);
    expect(approved.output()).toMatch(/#1 mute in lobby by @mia: 1 done/);
    expect(approved.output()).toMatch(/1 done.*\n {4}\[Unmute\] \[Extend\] \[Who is\]/s);
    await using unseen = press("gus", "Approve");
    expect(await unseen.ended()).toBe(1);
    await using silent = run(["press", "--port", "9", "Approve"]);
    expect(await silent.ended()).toBe(1);
    expect(silent.output()).toMatch(/No sandbox answers/);
  });

  it("chooses from the menu of an alert, on the newest card or the one with some words", async () => {
    await using sandbox = run(["sandbox", "--port", "0"]);
    const [, url = ""] = await sandbox.says(SANDBOX_URL);
    const port = new URL(url).port;
    const alert = (title: string) => run(["alert", "--port", port, "--key", title, "--title", title]);
    await using first = alert("First");
    expect(await first.ended()).toBe(0);
    expect(first.output()).toMatch(/\[Ack\] \[Resolve\] \[Silence \(15m, 1h, 4h/);
    await using second = alert("Second");
    expect(await second.ended()).toBe(0);
    const press = (...words: string[]) => run(["press", "--port", port, "--in", "oncall", "--as", ...words]);
    await using none = press("oscar", "Silence");
    expect(await none.ended()).toBe(1);
    expect(none.output()).toMatch(/Buttons there: Ack, Resolve, Silence \(15m, 1h, 4h/);
    await using silenced = press("oscar", "Silence: 15m", "--with", "First");
    expect(await silenced.ended()).toBe(0);
    expect(silenced.output()).toMatch(/Silenced by @oscar/);
    await using newest = press("oscar", "Silence 1h");
    expect(await newest.ended()).toBe(0);
    const cards = await (await fetch(`${url}/sandbox/channels/oncall/messages`)).text();
    expect(cards).toMatch(/First.*Silenced by.*Second.*Silenced by/s);
    await using hidden = press("gus", "Resolve");
    expect(await hidden.ended()).toBe(1);
    expect(hidden.output()).toMatch(/gus cannot see #oncall\./);
    const fault = async (kind: string): Promise<unknown> =>
      (
        await fetch(`${url}/sandbox/faults`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ vendor: "tencent", fault: kind, times: 100, command: "*" }),
        })
      ).json();
    await fault("error:70003");
    expect(await fault("none")).toEqual({ armed: null });
    await using muted = run(["say", "--port", port, "/mute tommy 10m"]);
    expect(await muted.ended()).toBe(0);
    expect(muted.output()).toMatch(/1 done/);
  });

  it("opens a Home tab, and presses a button of it", async () => {
    await using sandbox = run(["start", "--port", "0"]);
    const [, url = ""] = await sandbox.says(SANDBOX_URL);
    const { port } = new URL(url);
    await using asked = run(["say", "--port", port, "/mute @tommy 2d spam"]);
    expect(await asked.ended()).toBe(0);
    const home = (...words: string[]) => run(["home", "--port", port, ...words]);
    await using shown = home("--as", "adam");
    expect(await shown.ended()).toBe(0);
    expect(shown.output()).toMatch(
      /Waiting for your decision\n@mia asked in #lobby-mods.*\[Approve\] \[Deny\]/s,
    );
    await using approved = home("--as", "adam", "--press", "Approve", "--fill", "Reason=seen it");
    expect(await approved.ended()).toBe(0);
    expect(approved.output()).toMatch(/#lobby-mods:.*#1.*mute in.*1 done/s);
    await using none = home("--as", "mia", "--press", "Approve");
    expect(await none.ended()).toBe(1);
    expect(none.output()).toMatch(/has no button "Approve"\. Buttons there: Refresh/);
  });

  it("say so when no sandbox is running", async () => {
    await using say = run(["say", "--port", "9", "/mute @tommy 10m"]);
    expect(await say.ended()).toBe(1);
    expect(say.output()).toMatch(/No sandbox answers/);
  });

  it("print the manifest in its forms", async () => {
    await using umbrella = run(["manifest", "--umbrella"]);
    await umbrella.ended();
    expect(umbrella.output().match(/- command: \S+/g)).toEqual(["- command: /mod"]);
    await using prefixed = run(["manifest", "--prefix", "x-"]);
    await prefixed.ended();
    expect(prefixed.output()).toMatch(/- command: \/x-mute\n/);
    await using plain = run(["manifest"]);
    await plain.ended();
    expect(plain.output()).not.toMatch(/- command: \/mute\n/);
    expect(plain.output()).toMatch(/\/mute/);
  });

  it("name themselves when asked for one that does not exist", async () => {
    await using nothing = run(["moderate"]);
    expect(await nothing.ended()).toBe(2);
    expect(nothing.output()).toMatch(/There is no command "moderate".*Usage:/s);
  });
});
