import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresForTests } from "../shared-postgres.ts";
import { openScene, type Scene, type SceneOptions } from "./scene.ts";
import { Secret } from "../../src/secret.ts";

const databases = await postgresForTests();

/** The same road over each way in and on each storage. */
const WAYS: [name: string, options: () => Promise<SceneOptions>][] = [
  ["HTTP, SQLite", async () => ({})],
  ["Socket Mode, SQLite", async () => ({ receiving: "socket" })],
];
if (!("unavailable" in databases)) {
  const storage = async () => ({ kind: "postgres", url: new Secret(await databases.url("way")) }) as const;
  WAYS.push(["HTTP, PostgreSQL", async () => ({ storage: await storage() })]);
  WAYS.push(["Socket Mode, PostgreSQL", async () => ({ receiving: "socket", storage: await storage() })]);
}

describe.each(WAYS)("%s", (_, options) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(await options());
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it("mutes, and says so in the channel and in the log", async () => {
    const said = await scene.say("mia", "lobby-mods", "/mute @tommy 10m spamming all day");
    expect(said.privately).toContain("Received: `mute tommy for 10m");
    expect(said.posted("lobby-mods")).toMatch(
      /#1 mute in lobby.*1 done.*Until .*\(10m\).*Reason: `spamming all day`/s,
    );
    expect(said.posted("mod-log")).toMatch(/`\d+ [0-9a-f]{8}` .* #1 closed: mute in `lobby`, 1 done of 1/);
  });

  it("answers usage errors at once, in the acknowledgement", async () => {
    const said = await scene.say("mia", "lobby-mods", "/mute @tommy 10");
    expect(said.seen.ack).toMatchObject({ response_type: "ephemeral" });
    expect(said.privately).toMatch(/Nothing was done.*Usage:.*Example:/s);
  });

  it("goes on with its numbers and its chain after a restart", async () => {
    await scene.restart();
    const said = await scene.say("mia", "lobby-mods", "/unmute @tommy");
    expect(said.posted("lobby-mods")).toMatch(/#2 unmute.*1 done/s);
  });
});

describe("Socket Mode", () => {
  it("loses no command while one of its connections is renewed", async () => {
    await using scene = await openScene({ receiving: "socket" });
    await scene.sandbox.slack.until(() => scene.sandbox.slack.connections() >= 2);
    scene.sandbox.slack.disconnect("refresh_requested", "oldest");
    const said = await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    expect(said.posted("lobby-mods")).toContain("1 done");
  });

  it("takes a delivery that comes again for the one it is", async () => {
    await using scene = await openScene({ receiving: "socket" });
    const { deliveryId } = await scene.sandbox.slack.command({
      as: "mia",
      channel: "lobby-mods",
      text: "/kick @tommy",
    });
    await scene.settled();
    await scene.sandbox.slack.replay(deliveryId ?? "");
    await scene.settled();
    expect(scene.sandbox.tencent.effects()).toHaveLength(1);
    expect(scene.sandbox.slack.messages("lobby-mods")).toHaveLength(1);
  });
});
