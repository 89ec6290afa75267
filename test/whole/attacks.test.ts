import { createHmac } from "node:crypto";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openScene, type Scene } from "./scene.ts";

/** The attacks of the threat list that come through Slack's door, tried on the running program. */
describe("requests that are not Slack's, not now, or not new", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const kick = (account: string) => ({ as: "mia", channel: "lobby-mods", text: `/kick @${account}` });
  const effectsOn = (account: string) =>
    scene.sandbox.tencent.effects().filter((effect) => effect.account === account);

  it.each(["forged-signature", "stale-timestamp", "future-timestamp"] as const)(
    "refuses a %s with 401 and does nothing",
    async (misdeliver) => {
      const { httpStatus } = await scene.sandbox.slack.command({ ...kick("user1"), misdeliver });
      await scene.settled();
      expect(httpStatus).toBe(401);
      expect(effectsOn("user1")).toEqual([]);
    },
  );

  it("refuses a replay byte for byte, and the effect stays one", async () => {
    const { deliveryId } = await scene.sandbox.slack.command(kick("user2"));
    await scene.settled();
    const again = await scene.sandbox.slack.replay(deliveryId ?? "");
    await scene.settled();
    expect(again.httpStatus).toBe(401);
    expect(effectsOn("user2")).toHaveLength(1);
  });

  it("refuses a replay after a restart too, by the journal", async () => {
    const { deliveryId } = await scene.sandbox.slack.command(kick("user3"));
    await scene.settled();
    await scene.restart();
    const again = await scene.sandbox.slack.replay(deliveryId ?? "");
    await scene.settled();
    expect(again.shown.join()).toMatch(/nothing was done a second time/);
    expect(effectsOn("user3")).toHaveLength(1);
    expect((await scene.bailiff.ledger.casesOf({ account: "user3", limit: 10 })).length).toBe(1);
  });

  it("takes the same delivery arriving twice at once for one", async () => {
    await scene.sandbox.slack.command({ ...kick("user4"), misdeliver: "twice" });
    await scene.settled();
    expect(effectsOn("user4")).toHaveLength(1);
  });

  it("refuses a signed request that names another team", async () => {
    await scene.sandbox.slack.command({ ...kick("user5"), misdeliver: "other-team" });
    await scene.settled();
    expect(effectsOn("user5")).toEqual([]);
  });

  it("takes a content type with a charset, as proxies send it", async () => {
    await scene.sandbox.slack.command({ ...kick("user6"), misdeliver: "charset" });
    await scene.settled();
    expect(effectsOn("user6")).toHaveLength(1);
  });

  it.each([
    ["no headers at all", {}],
    ["two signatures", { "x-slack-signature": ["v0=aa", "v0=bb"] }],
    ["another version", { "x-slack-signature": `v1=${"a".repeat(64)}` }],
    ["a timestamp that is no number", { "x-slack-request-timestamp": "now" }],
    ["an upper-case signature", { "x-slack-signature": `v0=${"A".repeat(64)}` }],
  ])("refuses %s", async (_, headers) => {
    const now = String(Math.floor(Date.now() / 1000));
    const { statusCode, body } = await request(`${scene.bailiff.url}/slack/events`, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": now,
        "x-slack-signature": `v0=${"a".repeat(64)}`,
        ...headers,
      },
      body: "command=%2Fkick&text=tommy",
    });
    await body.dump();
    expect(statusCode).toBe(401);
  });

  it("answers garbage that is rightly signed without falling over", async () => {
    const stamp = String(Math.floor(Date.now() / 1000));
    const send = async (body: string, type: string): Promise<number> => {
      const signature = `v0=${createHmac("sha256", scene.sandbox.slack.credentials.signingSecret).update(`v0:${stamp}:${body}`).digest("hex")}`;
      const { statusCode, body: answer } = await request(`${scene.bailiff.url}/slack/events`, {
        method: "POST",
        headers: { "content-type": type, "x-slack-request-timestamp": stamp, "x-slack-signature": signature },
        body,
      });
      await answer.dump();
      return statusCode;
    };
    await Promise.all([
      send("{not json", "application/json"),
      send("payload=%7Bnot", "application/x-www-form-urlencoded"),
      send("command=/kick", "application/x-www-form-urlencoded"),
    ]);
    const said = await scene.say("mia", "lobby-mods", "/kick @user7");
    expect(said.posted("lobby-mods")).toContain("1 done");
  }, 20_000);

  it("shows no credential in its log, its messages or its books", async () => {
    const { botToken, signingSecret, appToken } = scene.sandbox.slack.credentials;
    const entries = await scene.bailiff.ledger.entries(1, 10_000);
    const everything = [
      ...scene.logged,
      JSON.stringify(entries),
      JSON.stringify(scene.sandbox.slack.messages("lobby-mods")),
      JSON.stringify(scene.sandbox.slack.messages("mod-log")),
    ].join("\n");
    for (const secret of [botToken, signingSecret, appToken, "0123456789abcdef0123456789abcdef", "usersig="])
      expect(everything).not.toContain(secret);
  });
});
