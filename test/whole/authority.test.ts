import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOBBY, openScene, type Scene } from "./scene.ts";

describe("who may act, on whom, and where", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const nothingHappened = (before: number): void =>
    expect(scene.sandbox.tencent.effects().length).toBe(before);

  it.each([
    ["gus", "lobby-mods", /Guests of the workspace cannot moderate/],
    ["mel", "lobby-mods", /You have no role in Bailiff/],
    ["audrey", "lobby-mods", /No rule lets your roles use kick in lobby.*Roles that may: moderator, admin/s],
    ["oscar", "lobby-mods", /No rule lets your roles use kick/],
  ])("refuses %s, tells only them, and says why", async (person, channel, why) => {
    const before = scene.sandbox.tencent.effects().length;
    const said = await scene.say(person, channel, "/kick @tommy");
    expect(said.privately.replaceAll("`", "")).toMatch(why);
    expect(said.told).toEqual([]);
    nothingHappened(before);
  });

  it("refuses a mute beyond the rule's length and names the length, instead of shortening it", async () => {
    const said = await scene.say("mia", "lobby-mods", "/mute @tommy 25h");
    expect(said.privately).toMatch(/at most 1d/);
    expect((await scene.say("mia", "lobby-mods", "/mute @tommy permanent")).privately).toMatch(/at most 1d/);
  });

  it("never acts on the group's owner, and on its admins only by a rule that says so", async () => {
    const byMia = await scene.say("mia", "lobby-mods", "/kick administrator,marshal,user1");
    expect(byMia.posted("lobby-mods").replaceAll("`", "")).toMatch(
      /1 done, 2 refused.*Refused: administrator \(protected by the configuration.*Refused: marshal \(is an admin of the group/s,
    );
    const byAdam = await scene.say("adam", "lobby-mods", "/mute marshal 5m");
    expect(byAdam.posted("lobby-mods")).toContain("1 done");
    const owner = await scene.say("adam", "lobby-mods", "/kick administrator");
    expect(owner.privately).toMatch(
      /Nobody named can be acted on: `administrator` \(protected by the configuration/,
    );
  });

  it("checks rights again when a case is carried out: a moderator who lost the group meanwhile acts no more", async () => {
    scene.sandbox.tencent.fault({ kind: "frequency", times: 1, command: "delete_group_member" });
    const typed = scene.say("max", "lobby-mods", "/kick @user2");
    await scene.sandbox.slack.until(() =>
      scene.sandbox.tencent.requests().some(({ path }) => path.includes("delete_group_member")),
    );
    scene.sandbox.slack.workspace.setUserGroupMembers("moderators", ["mia"]);
    scene.sandbox.clock.advance(30_000);
    const said = await typed;
    scene.sandbox.slack.workspace.setUserGroupMembers("moderators", ["mia", "max"]);
    expect(said.posted("lobby-mods")).toMatch(/1 refused.*could not be confirmed/s);
    expect(scene.sandbox.tencent.effects().some(({ account }) => account === "user2")).toBe(false);
  });

  it("says no when Slack cannot be asked who somebody is", async () => {
    scene.sandbox.clock.advance(120_000);
    scene.sandbox.slack.fault({ method: "users.info", kind: "status:503", times: 1 });
    const said = await scene.say("max", "lobby-mods", "/kick @user3");
    expect(said.privately).toMatch(/Your roles could not be read from Slack/);
    expect(scene.sandbox.tencent.effects().some(({ account }) => account === "user3")).toBe(false);
  });

  it("does nothing in a channel that another organisation reads", async () => {
    const said = await scene.say("mia", "partners", "/kick tommy lobby");
    expect(said.privately).toMatch(/shared with another organisation/);
  });

  it("tells only the asker where the bot is not in the channel, and how to change that", async () => {
    const said = await scene.say("mia", "random", "/mute user4 lobby 5m");
    expect(said.privately).toMatch(
      /1 done.*Only you see this: Bailiff cannot post in this channel\. Invite it/s,
    );
    expect(said.posted("mod-log")).toContain("closed: mute in `lobby`, 1 done of 1");
  });

  it("acts through a link, and refuses a mention that has none", async () => {
    const linked = await scene.say("mia", "lobby-mods", "/mute @mel 5m");
    expect(linked.posted("lobby-mods")).toMatch(/Muted: `user7`/);
    const unlinked = await scene.say("mia", "lobby-mods", "/mute @olga 5m");
    expect(unlinked.privately).toMatch(/is not linked to an account/);
  });

  it("says before acting what a kind of group cannot do, and what it can", async () => {
    const said = await scene.say("mia", "live-mods", "/kick @tommy");
    expect(said.privately).toMatch(/AVChatRoom/);
    expect(said.privately).toMatch(/\/mod mute/);
    expect(
      scene.wire().some(({ body }) => body.includes("@TGS#2C5SZEAEF") && body.includes("MemberToDel")),
    ).toBe(false);
  });

  it("asks instead of doing the same again within two minutes, once per press, only for the asker", async () => {
    await scene.say("mia", "lobby-mods", "/mute @user8 10m");
    const again = await scene.say("mia", "lobby-mods", "/mute @user8 10m");
    expect(again.privately).toMatch(/You asked the same .* ago.*Run it again\?/s);
    expect(again.told).toEqual([]);
    const question = scene.sandbox.slack
      .ephemeralFor("mia", "lobby-mods")
      .findLast(({ text }) => text.includes("Run it again"));
    const press = { as: "mia", channel: "lobby-mods", ts: question?.ts ?? "", actionId: "bailiff_run_again" };
    const pressed = await Promise.all([
      scene.act("mia", () => scene.sandbox.slack.click(press)),
      scene.sandbox.slack.click(press).catch(() => null),
    ]);
    await scene.settled();
    expect(pressed[0].seen.posted.filter(({ channel }) => channel === "lobby-mods")).toHaveLength(1);
    expect(
      scene.sandbox.tencent.effects().filter(({ account }) => account === "user8").length,
    ).toBeLessThanOrEqual(2);
    expect((await scene.bailiff.ledger.casesOf({ account: "user8", limit: 10 })).length).toBe(2);
  });

  it("asks when a word of the reason is an account too, and takes any other word for the reason", async () => {
    const before = scene.sandbox.tencent.effects().length;
    const asked = await scene.say("mia", "lobby-mods", "/kick user30 user31 user32");
    expect(asked.privately).toMatch(/`user31` is an account too.*`user30,user31`/s);
    expect(asked.told).toEqual([]);
    nothingHappened(before);
    const absent = await scene.say("mia", "lobby-mods", "/kick user30 spam with away1");
    expect(absent.privately).toMatch(/`away1` is an account too/);
    nothingHappened(before);
    const kicked = await scene.say("mia", "lobby-mods", "/kick user30 spam");
    expect(kicked.posted("lobby-mods")).toContain("1 done");
    expect(scene.sandbox.tencent.effects().slice(before)).toMatchObject([{ account: "user30" }]);
    const named = await scene.say("mia", "lobby-mods", "/kick user33 user33 spams");
    expect(named.posted("lobby-mods")).toContain("1 done");
  });

  it("keeps the group's name from being taken for a reason", async () => {
    const said = await scene.say("mia", "live-mods", "/mute peter 10m loby spam");
    expect(said.privately).toMatch(/loby/);
    expect(scene.sandbox.tencent.group(LOBBY)?.muted.some(({ account }) => account === "peter")).toBe(false);
  });
});
