import { describe, expect, it } from "vitest";
import type { ConfigFile } from "../../src/config/schema.ts";
import { openBailiff } from "../../src/cli/assemble.ts";
import { slackOf } from "../../src/cli/sandbox-config.ts";
import { ok } from "../../src/result.ts";
import { Secret } from "../../src/secret.ts";
import { plain } from "../../src/texts/plain.ts";
import { postgresForTests } from "../shared-postgres.ts";
import { AUDIT_KEY } from "../audit-key.ts";
import { openScene, type Scene } from "./scene.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The Thursday before clocks are put forward in Berlin. */
const THURSDAY = Date.parse("2026-03-26T12:00Z");

const weekly =
  (more: Partial<NonNullable<ConfigFile["summary"]>> = {}) =>
  (file: ConfigFile): ConfigFile => ({
    ...file,
    summary: {
      channel: "C0000ONCALL",
      day: "monday",
      at: "09:00",
      zone: "Europe/Berlin",
      groups: "*",
      ...more,
    },
  });

const posted = ({ sandbox }: Scene): readonly string[] =>
  sandbox.slack
    .messages("oncall")
    .map(({ text }) => plain(text))
    .filter((text) => text.startsWith("What was done"));

const firstPosted = (scene: Scene, count = 1): Promise<readonly string[]> =>
  scene.sandbox.slack.until(() => posted(scene).length >= count && posted(scene));

async function acts(scene: Scene): Promise<void> {
  await scene.say("mia", "lobby-mods", "/mute @tommy,@jared,away1 1h <!channel> spam");
  await scene.say("max", "lobby-mods", "/kick user5");
  await scene.say("adam", "live-mods", "/mute user3 permanent");
}

describe("the summary of a week", () => {
  it("is posted when it is due by the clocks of its zone, with figures and names, and nothing that was private", async () => {
    await using scene = await openScene({ startAt: THURSDAY, config: weekly() });
    await acts(scene);
    // Nine o'clock in Berlin is seven in UTC by then.
    scene.sandbox.clock.advance(Date.parse("2026-03-30T06:58Z") - THURSDAY);
    await scene.settled();
    expect(posted(scene)).toEqual([]);
    scene.sandbox.clock.advance(120_000);
    const [text] = await firstPosted(scene);
    expect(text).toMatch(
      /^What was done from Monday 23 March 2026 to Sunday 29 March 2026 \(Europe\/Berlin\)/,
    );
    expect(text).toMatch(/\n3 cases about 5 accounts; nothing was done in the week before\.\n/);
    expect(text).toMatch(/Outcomes: 4 done, 1 absent\./);
    expect(text).toMatch(/Group: `lobby` 2 cases about 4 accounts, `live` 1 case/);
    expect(text).toMatch(/Person: .*`mia` 1 case about 3 accounts/);
    expect(text).not.toMatch(/tommy|spam|<!channel>|<@/);
    const [message] = scene.sandbox.slack
      .messages("oncall")
      .filter(({ text: all }) => all.includes("What was done"));
    expect(JSON.stringify(message?.blocks)).toMatch(/```Group/);

    scene.sandbox.clock.advance(7 * DAY);
    const [, second] = await firstPosted(scene, 2);
    expect(second).toMatch(/from Monday 30 March 2026 to Sunday 5 April 2026/);
    expect(second).toMatch(
      /No case was opened in this week, in the week before there were 3 cases about 5 accounts/,
    );
  });

  it("tells of the groups that its channel may see, and of no other", async () => {
    await using scene = await openScene({ startAt: THURSDAY, config: weekly({ groups: ["live"] }) });
    await acts(scene);
    scene.sandbox.clock.advance(4 * DAY);
    const [text] = await firstPosted(scene);
    expect(text).toMatch(/, of `live`/);
    expect(text).toMatch(/1 case about 1 account/);
    expect(text).not.toMatch(/lobby|mia|max/);
  });

  it("is posted once when Bailiff was away at the time, and again and again when it starts anew", async () => {
    await using scene = await openScene({ startAt: THURSDAY, config: weekly() });
    await acts(scene);
    await scene.restart(() => scene.sandbox.clock.advance(5 * DAY));
    expect(await firstPosted(scene)).toHaveLength(1);
    for (let turn = 0; turn < 2; turn += 1) await scene.restart();
    await scene.settled();
    expect(posted(scene)).toHaveLength(1);
  });

  it("is posted once when Slack took it and its answer was lost before a restart", async () => {
    await using scene = await openScene({ startAt: THURSDAY, config: weekly() });
    await acts(scene);
    // Slack takes every message, and its answers are lost: nobody can know without looking.
    scene.sandbox.slack.fault({ method: "chat.postMessage", kind: "reset-after", times: 20 });
    scene.sandbox.clock.advance(4 * DAY);
    await firstPosted(scene);
    await scene.restart(() => scene.sandbox.clock.advance(60_000));
    await scene.settled();
    expect(await firstPosted(scene)).toHaveLength(1);
  });

  it("of the weeks that were missed is the last one", async () => {
    await using scene = await openScene({ startAt: THURSDAY, config: weekly() });
    await acts(scene);
    await scene.restart(() => scene.sandbox.clock.advance(25 * DAY));
    const [text] = await firstPosted(scene);
    expect(text).toMatch(/from Monday 13 April 2026 to Sunday 19 April 2026/);
    await scene.settled();
    expect(posted(scene)).toHaveLength(1);
  });

  it("is not posted where outsiders would read along, which stands among what was given up", async () => {
    await using scene = await openScene({ startAt: THURSDAY, config: weekly({ channel: "C00FANSMODS" }) });
    scene.sandbox.slack.workspace.setChannel("fans-mods", { extShared: true });
    scene.sandbox.clock.advance(4 * DAY);
    await scene.sandbox.slack.until(() =>
      scene.sandbox.slack.calls().some(({ method }) => method === "conversations.info"),
    );
    await scene.settled();
    expect(scene.sandbox.slack.messages("fans-mods")).toEqual([]);
    const [dead] = await scene.bailiff.ledger.deadLetters(10);
    expect(dead).toMatchObject({
      id: "summary:2026-W14",
      why: expect.stringMatching(/another organisation/),
    });
    expect(await scene.bailiff.ledger.jobById("summary:2026-W15")).toMatchObject({ state: "ready" });
  });

  it("follows the configuration file while Bailiff runs: a later time, and no summary at all", async () => {
    let file: ConfigFile | undefined;
    await using scene = await openScene({
      startAt: THURSDAY,
      config: (started) => {
        file = { ...started, slack: { ...started.slack, postsPerSecond: 1_000 } };
        return file;
      },
    });
    if (!file) throw new Error("the scene has no configuration");
    const become = (more: Parameters<typeof weekly>[0]) =>
      scene.bailiff.reconfigure(ok(weekly(more)(file as ConfigFile)));
    await become({});
    await acts(scene);
    await become({ day: "tuesday" });
    scene.sandbox.clock.advance(4 * DAY + 2 * HOUR);
    await scene.settled();
    expect(posted(scene)).toEqual([]);
    scene.sandbox.clock.advance(DAY);
    expect((await firstPosted(scene))[0]).toMatch(/from Tuesday 24 March 2026 to Monday 30 March 2026/);
    await scene.bailiff.reconfigure(ok(file));
    scene.sandbox.clock.advance(14 * DAY);
    await scene.settled();
    expect(posted(scene)).toHaveLength(1);
  });
});

const databases = await postgresForTests();

describe.skipIf("unavailable" in databases)("the summary of a week with two replicas", () => {
  it("is posted once", async () => {
    if ("unavailable" in databases) return;
    const storage = { kind: "postgres", url: new Secret(await databases.url("summary")) } as const;
    let file: ConfigFile | undefined;
    await using scene = await openScene({
      startAt: THURSDAY,
      storage,
      config: (started) => {
        file = weekly()(started);
        return file;
      },
    });
    if (!file) throw new Error("the scene has no configuration");
    await acts(scene);
    const second = await openBailiff({
      file,
      slack: slackOf(scene.sandbox),
      auditKey: AUDIT_KEY,
      storage,
      host: "127.0.0.1",
      port: 0,
      clock: scene.sandbox.clock,
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    });
    if (!second.ok) throw new Error(second.failure);
    scene.sandbox.clock.advance(4 * DAY);
    await firstPosted(scene);
    await scene.settled();
    await second.value.stop();
    expect(posted(scene)).toHaveLength(1);
  });
});

describe("/mod summary", () => {
  it("counts the last seven days, or since a moment, of the groups one may read", async () => {
    await using scene = await openScene({
      config: (file) => ({
        ...file,
        rules: file.rules.flatMap((rule) =>
          rule.role === "moderator"
            ? [rule, { ...rule, name: "sums", may: ["summary"], groups: ["live"] }]
            : [rule],
        ),
      }),
    });
    await acts(scene);
    expect((await scene.say("audrey", "lobby-mods", "/mod summary")).privately).toMatch(
      /What was done since .*\n3 cases about 5 accounts; nothing was done in the 7 days before\..*Group: `lobby` 2 cases/s,
    );
    const mine = (await scene.say("mia", "lobby-mods", "/mod summary since 2d")).privately;
    expect(mine).toMatch(
      /What was done since .*, of `live`\n1 case about 1 account; nothing was done in the 2 days before\./,
    );
    expect(mine).not.toMatch(/lobby/);
    scene.sandbox.clock.advance(HOUR);
    expect((await scene.say("audrey", "lobby-mods", "/mod summary 40m")).privately).toMatch(
      /No case was opened in this time, in the 40m before there were 3 cases about 5 accounts\./,
    );
    // A lock is about a group, and counts no account.
    await scene.say("adam", "lobby-mods", "/lock raid");
    const compared = (await scene.say("audrey", "lobby-mods", "/mod summary 40m")).privately;
    expect(compared).toMatch(
      /\n1 case, 2 fewer than in the 40m before, about 0 accounts \(5 fewer\)\.\nOutcomes: 1 done \(3 fewer\), 0 absent/,
    );
    expect(compared).toMatch(/Verb: `lock` 1 case \(1 more\) about 0 accounts/);
    expect((await scene.say("audrey", "lobby-mods", "/mod summary 200d")).privately).toMatch(
      /at most 92 days/,
    );
    expect((await scene.say("audrey", "lobby-mods", "/mod summary 2099-01-01")).privately).toMatch(
      /still to come/,
    );
    expect((await scene.say("audrey", "lobby-mods", "/mod summary whenever")).privately).toMatch(
      /not a time that `since` takes/,
    );
  });

  it("takes a right of its own", async () => {
    await using scene = await openScene();
    expect((await scene.say("mia", "lobby-mods", "/mod summary")).privately).toMatch(
      /No rule lets your roles use `summary`/,
    );
    expect((await scene.say("gus", "lobby-mods", "/mod summary")).privately).toMatch(/Guests/);
  });
});
