import { describe, expect, it } from "vitest";
import type { ConfigFile } from "../../src/config/schema.ts";
import { HOLD_ACTIONS } from "../../src/slack/cards/hold-buttons.ts";
import { REFRESH } from "../../src/slack/cards/home-view.ts";
import { HOLD_FIELDS } from "../../src/slack/views/hold-views.ts";
import { textOfBlocks } from "../../src/sandbox/slack/view-text.ts";
import type { ActResult } from "../../src/sandbox/slack/delivery/dispatch.ts";
import { plain } from "../../src/texts/plain.ts";
import { openScene, type Said, type Scene } from "./scene.ts";

/** Does something that makes Bailiff draw somebody's tab, and gives its text. */
async function drawn(scene: Scene, as: string, act: () => Promise<unknown>): Promise<string> {
  const { slack } = scene.sandbox;
  const before = slack.homeOf(as)?.hash;
  await act();
  await slack.until(() => slack.homeOf(as)?.hash !== before && slack.homeOf(as));
  return shown(scene, as);
}

function shown({ sandbox }: Scene, as: string): string {
  return plain(textOfBlocks(sandbox.slack.homeOf(as)?.blocks ?? []));
}

const open = (scene: Scene, as: string): Promise<string> =>
  drawn(scene, as, () => scene.sandbox.slack.openHome({ as }));

const press = (scene: Scene, as: string, actionId: string): Promise<Said> =>
  scene.act(as, (): Promise<ActResult> => scene.sandbox.slack.pressInHome({ as, actionId }));

describe.each(["http", "socket"] as const)("the Home tab, over %s", (receiving) => {
  it("is acknowledged before anything is looked up, and is neither a case nor an entry", async () => {
    await using scene = await openScene({ receiving });
    await scene.settled();
    const before = await scene.bailiff.ledger.counts();
    scene.sandbox.slack.fault({ method: "users.info", kind: "latency:1500" });
    const started = performance.now();
    expect(await scene.sandbox.slack.openHome({ as: "mia" })).toMatchObject({ status: "acknowledged" });
    expect(performance.now() - started).toBeLessThan(1_200);
    await scene.sandbox.slack.until(() => scene.sandbox.slack.homeOf("mia"));
    expect(shown(scene, "mia")).toMatch(/Nothing waits for you/);
    await scene.settled();
    const { jobs, openCases, entries } = await scene.bailiff.ledger.counts();
    expect({ requests: jobs.request, openCases, entries }).toEqual({
      requests: before.jobs.request,
      openCases: before.openCases,
      entries: before.entries,
    });
    expect(scene.logged.join("\n")).toMatch(/the Home tab was opened.*U00000MIA/);
  });
});

/** Moderators read cases, and act in the lobby only. */
const lobbyOnly = (file: ConfigFile): ConfigFile => ({
  ...file,
  rules: file.rules.map((rule) =>
    rule.role === "moderator"
      ? { ...rule, groups: ["lobby"], may: ["mute", "unmute", "ban", "kick", "muted", "banned", "cases"] }
      : rule,
  ),
});

describe("the Home tab of who may do something", () => {
  it("tells what stands by the books and what was done, only of groups they may read", async () => {
    await using scene = await openScene({ config: lobbyOnly });
    await scene.say("mia", "lobby-mods", "/mute @tommy,@jared,away1 1h spam");
    await scene.say("adam", "live-mods", "/mute @user3 permanent");
    await scene.say("adam", "lobby-mods", "/kick user5");

    const mine = await open(scene, "mia");
    expect(mine).toMatch(/U00000MIA: moderator/);
    expect(mine).toMatch(/Muted and banned now\s+2 muted, 0 banned, in 1 case\. By Bailiff's books/);
    expect(mine).toMatch(/#1 `jared` and 1 more muted in lobby until .*, (59m \d+s|1h) left/);
    expect(mine).toMatch(/#3 .* U0000ADAM: kick `user5` in lobby: 1 done/);
    expect(mine).toMatch(/#1 .* U00000MIA: mute `tommy`, `jared`.* in lobby: 2 done, 1 absent/);
    expect(mine).not.toMatch(/#2|user3|live/);
    expect(mine).toMatch(/The chat services answer/);
    expect(mine).not.toMatch(/checkpoint/i);

    const theirs = await open(scene, "adam");
    expect(theirs).toMatch(/3 muted, 0 banned, in 2 cases/);
    expect(theirs).toMatch(/#2 `user3` muted in live until it is lifted/);
    expect(theirs).toMatch(/#2 .* U0000ADAM: mute `user3` in live: 1 done/);

    await scene.say("mia", "lobby-mods", "/unmute tommy,jared");
    const after = await drawn(scene, "mia", () => press(scene, "mia", REFRESH));
    expect(after).toMatch(/Nobody, by Bailiff's books/);
  });

  it("is drawn with the rights of this moment", async () => {
    await using scene = await openScene({ config: lobbyOnly });
    await scene.say("mia", "lobby-mods", "/mute @tommy 1h");
    expect(await open(scene, "mia")).toMatch(/tommy/);
    await scene.sandbox.slack.changeUserGroup("moderators", { remove: ["mia"] });
    const after = await open(scene, "mia");
    expect(after).toMatch(/You may do nothing with it/);
    expect(after).not.toMatch(/tommy|#1/);
  });

  it("follows what becomes of their cases, while they may have it before them", async () => {
    await using scene = await openScene({ config: lobbyOnly });
    await open(scene, "mia");
    const later = await drawn(scene, "mia", async () => {
      await scene.say("mia", "lobby-mods", "/mute @tommy 1h");
      scene.sandbox.clock.advance(6_000);
    });
    expect(later).toMatch(/#1 .* U00000MIA: mute `tommy` in lobby: 1 done/);
    const calls = scene.sandbox.slack.calls().filter(({ method }) => method === "views.publish");
    expect(calls.length).toBeLessThanOrEqual(3);
  });

  it("tells of a chat service that is left alone", async () => {
    await using scene = await openScene();
    scene.sandbox.tencent.fault({ kind: "reset-before", times: 1_000 });
    for (let turn = 0; turn < 8; turn += 1) {
      await scene.say("mia", "lobby-mods", "/muted");
      scene.sandbox.clock.advance(1_000);
    }
    const text = await open(scene, "mia");
    expect(text).toMatch(/Requests to `game` are held back\. Tencent has not answered/);
  });
});

describe("the Home tab of auditors", () => {
  it("tells how the record stands, and that the log channel lags behind", async () => {
    await using scene = await openScene();
    await scene.settled();
    const before = await open(scene, "audrey");
    expect(before).toMatch(/The record\s+Checkpoint 1 covers \d+ entr(y|ies), signed .* UTC/);
    expect(before).toMatch(/The log channel is up to date/);
    expect(before).toMatch(
      /Once a day Bailiff itself compares the log channel .* the first comparison is still to come/,
    );

    const { ledger } = scene.bailiff;
    await ledger.append([{ kind: "verified", case: null, body: { says: "nothing is missing `<!here>`" } }]);
    await scene.settled();
    scene.sandbox.slack.fault({ method: "chat.postMessage", kind: "error:is_archived", times: 1_000 });
    await ledger.append([{ kind: "start", case: null, body: {} }]);
    scene.sandbox.clock.advance(90_000);
    await scene.sandbox.slack.until(() =>
      scene.sandbox.slack.calls().some(({ outcome }) => outcome === "is_archived"),
    );
    const after = await open(scene, "audrey");
    expect(after).toMatch(/Last verified .*: Nothing is missing `<!here>`\./);
    expect(after).toMatch(/The log channel lags behind: 1 entry, .*because `Slack said is_archived`/);
    expect(JSON.stringify(scene.sandbox.slack.homeOf("audrey")?.blocks)).not.toContain("<!here>");
  });
});

describe("the Home tab of who may do nothing", () => {
  it.each([
    ["gus", /Guests of the workspace cannot moderate/],
    ["sten", /People of another organisation cannot moderate/],
    ["mel", /You have no role in Bailiff/],
  ])("of %s says what Bailiff is and whom to ask, and nothing else", async (as, why) => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute @tommy 1h");
    const text = await open(scene, as);
    expect(text).toMatch(/Bailiff moderates in-app chat from Slack/);
    expect(text).toMatch(why);
    expect(text).toMatch(/ask an admin of this workspace/);
    expect(text).not.toMatch(/tommy|lobby|#1|held back/);
  });

  it("shows nothing while Slack cannot say who it is, and everything on Refresh", async () => {
    await using scene = await openScene({ config: lobbyOnly });
    await scene.say("adam", "lobby-mods", "/mute @tommy 1h");
    scene.sandbox.slack.fault({ method: "users.info", kind: "status:503" });
    const text = await open(scene, "mia");
    expect(text).toMatch(/could not be read from Slack/);
    expect(text).not.toMatch(/tommy/);
    expect(await drawn(scene, "mia", () => press(scene, "mia", REFRESH))).toMatch(/tommy/);
  });
});

describe("acts that wait, in the Home tab", () => {
  it("of others are approved from there, and are gone from it then", async () => {
    await using scene = await openScene({ asks: true });
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d <!channel> spam");
    expect(await open(scene, "mia")).toMatch(
      /Your acts that wait\s+Waits for approval: .*mute tommy.*\[Cancel\]/s,
    );
    expect(await open(scene, "max")).not.toMatch(/mute tommy/);
    const before = await open(scene, "adam");
    expect(before).toMatch(/Waiting for your decision\s+U00000MIA asked in .*LOBBYMODS for `mute tommy/);
    expect(before).toMatch(/\[Approve\] \[Deny\]/);
    expect(JSON.stringify(scene.sandbox.slack.homeOf("adam")?.blocks)).not.toContain("<!channel>");

    await press(scene, "adam", HOLD_ACTIONS.approve);
    const [window] = scene.sandbox.slack.viewsOf("adam");
    const after = await drawn(scene, "adam", async () => {
      const values = { [HOLD_FIELDS.reason]: "seen it" };
      await scene.act("adam", () =>
        scene.sandbox.slack.submit({ as: "adam", viewId: window?.id ?? "", values }),
      );
      scene.sandbox.clock.advance(6_000);
    });
    expect(after).not.toMatch(/Waiting for your decision/);
    expect(scene.sandbox.tencent.effects().map(({ verb, account }) => `${verb} ${account}`)).toEqual([
      "mute tommy",
    ]);
  });

  it("of one's own are confirmed from there once, and a press that comes too late is answered", async () => {
    await using scene = await openScene({ asks: true });
    const names = Array.from({ length: 12 }, (_, index) => `user${index + 1}`).join(",");
    await scene.say("mia", "lobby-mods", `/mute ${names} 10m`);
    expect(await open(scene, "mia")).toMatch(/Waiting for your word: .*\[Confirm\] \[Cancel\]/s);
    await press(scene, "mia", HOLD_ACTIONS.confirm);
    expect(scene.sandbox.tencent.effects()).toHaveLength(12);
    // The tab has not been drawn anew yet: this is a second press of what it still shows.
    await press(scene, "mia", HOLD_ACTIONS.cancel);
    expect(
      scene.sandbox.slack
        .directMessages("mia")
        .map(({ text }) => plain(text))
        .join("\n"),
    ).toMatch(/Your answer changed nothing.*Confirmed by U00000MIA/s);
    expect(scene.sandbox.tencent.effects()).toHaveLength(12);
  });

  it("are counted where there is no room for all", async () => {
    await using scene = await openScene({ asks: true });
    for (let index = 1; index <= 6; index += 1) await scene.say("mia", "lobby-mods", `/mute user${index} 2d`);
    const text = await open(scene, "adam");
    expect(text.match(/\[Approve\]/g)).toHaveLength(3);
    expect(text).toMatch(/3 more acts wait for your decision in .*APPROVALS/);
    expect(await open(scene, "mia")).toMatch(/4 more acts of yours wait/);
  });
});
