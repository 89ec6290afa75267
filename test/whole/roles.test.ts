import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ConfigFile } from "../../src/config/schema.ts";
import { openScene, type Said, type Scene } from "./scene.ts";

/** Who has which role in Slack changes while Bailiff runs: it is told by events, which may be lost. */

const NO_ROLE = /You have no role in Bailiff/;
const ASKED_TTL_MS = 60_000;
const EXECUTED_TTL_MS = 20_000;

const withOrg = (file: ConfigFile): ConfigFile => ({
  ...file,
  roles: {
    ...file.roles,
    admin: ["workspace:admin", "org:admin"],
    moderator: ["usergroup:S0MODERATORS", "usergroup:S0NEWCOMERS"],
  },
});

describe.each(["http", "socket"] as const)("roles that change, told over %s", (receiving) => {
  let scene: Scene;
  let turn = 0;
  beforeAll(async () => {
    scene = await openScene({ receiving, config: withOrg });
  });
  afterAll(() => scene[Symbol.asyncDispose]());
  // What a test changed is old for the next one.
  afterEach(() => {
    scene.sandbox.slack.workspace.restore();
    scene.sandbox.clock.advance(2 * ASKED_TTL_MS);
  });

  /** Never the same command twice, which would be asked about. */
  const kick = async (as: string): Promise<{ said: Said; isDone: boolean }> => {
    const account = `guest${(turn += 1)}`;
    scene.sandbox.tencent.addAccount(account);
    scene.sandbox.tencent.join("@TGS#2J4SZEAEL", account);
    const said = await scene.say(as, "lobby-mods", `/kick ${account}`);
    return { said, isDone: scene.sandbox.tencent.effects().some((effect) => effect.account === account) };
  };
  const may = async (as: string): Promise<void> => expect((await kick(as)).isDone).toBe(true);
  const mayNot = async (as: string, why: RegExp): Promise<void> => {
    const { said, isDone } = await kick(as);
    expect(said.privately).toMatch(why);
    expect(isDone).toBe(false);
  };
  const acknowledged = [expect.objectContaining({ status: "acknowledged" })];

  it("a moderator who is taken out of the user group acts no more, and again when taken back", async () => {
    const { slack } = scene.sandbox;
    await may("mia");
    await slack.changeUserGroup("moderators", { remove: ["mia"] });
    await mayNot("mia", NO_ROLE);
    await slack.changeUserGroup("moderators", { add: ["mia"] });
    await may("mia");
  });

  it("each of the two events of a user group is enough", async () => {
    const { slack } = scene.sandbox;
    const subteam = { id: "S0MODERATORS", users: ["U00000MIA"], user_count: 501 };
    for (const event of [
      { type: "subteam_members_changed", subteam_id: "S0MODERATORS", removed_users: ["U00000MAX"] },
      // Cut at 500 people: that mia stands in it or not decides nothing.
      { type: "subteam_updated", subteam },
    ]) {
      await may("mia");
      await slack.changeUserGroup("moderators", { remove: ["mia"] }, "lost");
      await slack.event(event);
      await mayNot("mia", NO_ROLE);
      await slack.changeUserGroup("moderators", { add: ["mia"] });
    }
  });

  it("when the events are lost: carried out no more after 20 s, not even taken after 60 s", async () => {
    const { slack } = scene.sandbox;
    await may("mia");
    expect(await slack.changeUserGroup("moderators", { remove: ["mia"] }, "lost")).toEqual([]);
    scene.sandbox.clock.advance(EXECUTED_TTL_MS + 1_000);
    const { said, isDone } = await kick("mia");
    expect(said.posted("lobby-mods")).toMatch(/1 refused.*could not be confirmed/s);
    expect(isDone).toBe(false);
    await slack.changeUserGroup("moderators", { add: ["mia"] });
    await may("mia");
    await slack.changeUserGroup("moderators", { remove: ["mia"] }, "lost");
    scene.sandbox.clock.advance(ASKED_TTL_MS + 1_000);
    await mayNot("mia", NO_ROLE);
  });

  it("an event gives nobody anything: what it says is looked up", async () => {
    const { slack } = scene.sandbox;
    await mayNot("mel", NO_ROLE);
    const user = { id: "U00000MEL", team_id: "T000SANDBOX", is_admin: true, is_owner: true };
    await slack.event({ type: "user_change", user });
    await slack.event({ type: "team_join", user });
    await slack.event({
      type: "subteam_members_changed",
      subteam_id: "S0MODERATORS",
      added_users: [user.id],
    });
    await mayNot("mel", NO_ROLE);
  });

  it("after an event, what was known before counts no more, also when Slack cannot be asked", async () => {
    const { slack } = scene.sandbox;
    await may("mia");
    await slack.changePerson("mia", { tz: "Asia/Tokyo" });
    slack.fault({ method: "users.info", kind: "status:503" });
    await mayNot("mia", /Your roles could not be read from Slack/);
  });

  it("an admin who is deactivated acts no more, in what is under way too", async () => {
    const { slack, tencent, clock } = scene.sandbox;
    await may("adam");
    tencent.fault({ kind: "frequency", times: 1, command: "delete_group_member" });
    const asked = tencent.requests().length;
    const underWay = kick("adam");
    await slack.until(() =>
      tencent
        .requests()
        .slice(asked)
        .some(({ path }) => path.includes("delete_group_member")),
    );
    expect(await slack.changePerson("adam", { standing: "deactivated" })).toEqual(acknowledged);
    clock.advance(EXECUTED_TTL_MS / 2);
    const { said, isDone } = await underWay;
    expect(said.posted("lobby-mods")).toMatch(/1 refused.*could not be confirmed/s);
    expect(isDone).toBe(false);
  });

  it("an admin who is one no longer acts no more; a member who becomes one may", async () => {
    const { slack } = scene.sandbox;
    await may("adam");
    await slack.changePerson("adam", { standing: "member" });
    await mayNot("adam", NO_ROLE);
    await mayNot("mel", NO_ROLE);
    await slack.changePerson("mel", { standing: "admin" });
    await may("mel");
  });

  it("an admin of the organisation may where `org:admin` does, as long as they are one", async () => {
    const { slack } = scene.sandbox;
    await mayNot("mel", NO_ROLE);
    await slack.changePerson("mel", { org: "admin" });
    await may("mel");
    await slack.changePerson("mel", { org: "member" });
    await mayNot("mel", NO_ROLE);
  });

  it("a guest may nothing, in the user group too, and may once they are a member", async () => {
    const { slack } = scene.sandbox;
    await slack.changeUserGroup("moderators", { add: ["gus"] });
    await mayNot("gus", /Guests of the workspace cannot moderate/);
    await slack.changePerson("gus", { standing: "member" });
    await may("gus");
    await slack.changePerson("gus", { standing: "multi_channel_guest" });
    await mayNot("gus", /Guests of the workspace cannot moderate/);
  });

  it.each([
    ["deactivated", { deleted: true }, /Slack account is deactivated/],
    ["a bot", { is_bot: true }, /Bots cannot moderate/],
    ["a bot of a workflow", { is_workflow_bot: true }, /Bots cannot moderate/],
    ["a bot of a connector", { is_connector_bot: true }, /Bots cannot moderate/],
    ["somebody who has yet to join", { is_invited_user: true }, /has not joined/],
    ["somebody of another organisation", { team_id: "T00PARTNERS" }, /another organisation/],
  ])(
    "a moderator who turns out to be %s acts no more, if Slack lets them type at all",
    async (_, shows, why) => {
      await may("max");
      await scene.sandbox.slack.changePerson("max", { shows });
      await mayNot("max", why);
    },
  );

  it("a user group that is disabled gives no role; one that is made gives it at once", async () => {
    const { slack } = scene.sandbox;
    await may("mia");
    await slack.changeUserGroup("moderators", { disabled: true });
    await mayNot("mia", NO_ROLE);
    await mayNot("mel", NO_ROLE);
    await slack.createUserGroup({ id: "S0NEWCOMERS", handle: "newcomers", members: ["mel"] });
    await may("mel");
  });

  it("a moderator who left and comes back may again, told by the joining alone", async () => {
    const { slack } = scene.sandbox;
    await slack.changePerson("max", { shows: { deleted: true } });
    await mayNot("max", /Slack account is deactivated/);
    await slack.changePerson("max", { shows: {} }, "lost");
    await mayNot("max", /Slack account is deactivated/);
    await slack.event({ type: "team_join", user: { id: "U00000MAX" } });
    await may("max");
  });

  it("events of other teams change nothing: nobody is looked up for them", async () => {
    const { slack } = scene.sandbox;
    const lookUps = (): number => slack.calls().filter(({ method }) => method === "users.info").length;
    await may("mia");
    const before = lookUps();
    await slack.event({ type: "user_change", user: { id: "U00000MIA" } }, "other-team");
    await may("mia");
    expect(lookUps()).toBe(before);
    await slack.event({ type: "user_change", user: { id: "U00000MIA" } });
    await may("mia");
    expect(lookUps()).toBe(before + 1);
  });
});

describe("the address for events", () => {
  it("answers Slack's challenge when it is signed, and only then", async () => {
    await using scene = await openScene();
    const challenge = (secret: string): Promise<Response> => {
      const body = JSON.stringify({ type: "url_verification", token: "x", challenge: "3eZbrw1aB" });
      const stamp = String(Math.floor(Date.now() / 1_000));
      const signature = createHmac("sha256", secret).update(`v0:${stamp}:${body}`).digest("hex");
      const headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": `v0=${signature}`,
      };
      return fetch(`${scene.bailiff.url}/slack/events`, { method: "POST", headers, body });
    };
    const answered = await challenge(scene.sandbox.slack.credentials.signingSecret);
    expect([answered.status, await answered.json()]).toEqual([200, { challenge: "3eZbrw1aB" }]);
    expect((await challenge("another secret")).status).toBe(401);
  });
});

describe("a free workspace, which has no user groups", () => {
  it("people named by their ids may, those of a user group may not, and the log says why once", async () => {
    await using scene = await openScene({
      config: (file) => ({
        ...file,
        roles: { ...file.roles, moderator: ["usergroup:S0MODERATORS", "person:U00000MEL"] },
      }),
    });
    scene.sandbox.slack.workspace.setPlan("free");
    expect((await scene.say("mel", "lobby-mods", "/kick @user1")).posted("lobby-mods")).toContain("1 done");
    expect((await scene.say("adam", "lobby-mods", "/kick @user2")).posted("lobby-mods")).toContain("1 done");
    expect((await scene.say("mia", "lobby-mods", "/kick @user3")).privately).toMatch(NO_ROLE);
    expect(scene.logged.filter((line) => line.includes("plan has no user groups"))).toHaveLength(1);
  });
});
