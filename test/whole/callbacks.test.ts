import { afterEach, describe, expect, it } from "vitest";
import { FANS, MEET, STAGE } from "../../src/sandbox/hyphenate/cast.ts";
import { batch, csv, untilSettled } from "./batch-scene.ts";
import { happen, messagesIn, seenIn } from "./calling-back.ts";
import { agoraCrowd, users } from "./crowd.ts";
import { Secret } from "../../src/secret.ts";
import { postgresForTests } from "../shared-postgres.ts";
import { LOBBY, openScene, type Scene, type SceneOptions } from "./scene.ts";

const databases = await postgresForTests();

let scene: Scene;
afterEach(() => scene[Symbol.asyncDispose]());

const open = async (options: SceneOptions = {}): Promise<void> => {
  scene = await openScene({ callbacks: true, ...options });
};

const channel = (name: string): readonly string[] => messagesIn(scene, name);
const seen = (name: string): readonly string[] => seenIn(scene, name);
const letting = (what: () => void): Promise<void> => happen(scene, what);

describe("what Bailiff does itself is not told a second time", () => {
  it("at Tencent, whatever the verb", async () => {
    await open();
    for (const text of [
      "/kick tommy,jared",
      "/add tommy",
      "/mute peter 1h",
      "/unmute peter",
      "/ban user1 1h",
      "/unban user1",
    ])
      await scene.say("adam", "lobby-mods", text);
    const sent = scene.sandbox.tencent.callbacks();
    expect(sent.map(({ event, status }) => `${event} ${status}`)).toEqual([
      "Group.CallbackAfterMemberExit 200",
      "Group.CallbackAfterNewMemberJoin 200",
      "Group.CallbackAfterMemberExit 200",
    ]);
    expect(seen("lobby-mods")).toEqual([]);
    expect(channel("lobby-mods")).toHaveLength(6);
  });

  it.each([
    ["easemob, in a room, in the newer style", "stage-mods", "easemob"],
    ["easemob, in a group, in the newer style", "fans-mods", "easemob"],
    ["agora, in the older style", "meet-mods", "agora"],
  ] as const)("at %s, whatever the verb", async (_, mods, vendor) => {
    await open();
    for (const text of [
      "/kick tommy,jared",
      "/add tommy",
      "/mute peter 1h",
      "/unmute peter",
      "/ban user1 1h",
      "/unban user1",
      "/lock",
      "/unlock",
    ])
      await scene.say("adam", mods, text);
    const sent = scene.sandbox[vendor].callbacks();
    expect(sent.length).toBeGreaterThanOrEqual(8);
    expect(sent.filter(({ status }) => status !== 200)).toEqual([]);
    expect(seen(mods)).toEqual([]);
  });
});

describe("nor what it does at length, or much later", () => {
  it("a batch of two thousand, which Agora tells one account at a time", { timeout: 120_000 }, async () => {
    await open({ agora: { apps: [agoraCrowd(2_000)] } });
    const file = { name: "raid.csv", text: csv(users(2_000)) };
    await batch(scene, "adam", "meet-mods", { verb: "kick", file });
    await letting(() => {});
    const sent = scene.sandbox.agora.callbacks();
    expect(sent).toHaveLength(2_000);
    expect(sent.filter(({ status }) => status !== 200)).toEqual([]);
    expect(seen("meet-mods")).toEqual([]);
    expect((await scene.bailiff.ledger.caseByNumber(1))?.targets.every((one) => one.outcome === "done")).toBe(
      true,
    );
    // What is its own is not even stored.
    expect((await scene.bailiff.ledger.counts()).jobs.callback.settled).toBe(0);
  });

  it("the end of a ban that Bailiff lifts", async () => {
    await open();
    await scene.say("mia", "stage-mods", "/ban peter 1h");
    await letting(() => scene.sandbox.clock.advance(3_600_000));
    await untilSettled(scene);
    expect(scene.sandbox.easemob.group(STAGE)?.banned).toEqual([]);
    expect(scene.sandbox.easemob.callbacks().at(-1)).toMatchObject({ event: "BLOCK", status: 200 });
    await letting(() => {});
    expect(seen("stage-mods")).toEqual([]);
  });
});

describe("what others do is told in the group's channel, once", () => {
  it("at Tencent: who was removed, by whom and how", async () => {
    await open();
    await letting(() => scene.sandbox.tencent.remove(LOBBY, "tommy"));
    expect(seen("lobby-mods")).toEqual([
      "In lobby, not by Bailiff:\n• `tommy` removed by `administrator`, in the chat service's console or over its API.",
    ]);
    await letting(() => {
      scene.sandbox.tencent.remove(LOBBY, "jared", "marshal");
    });
    expect(seen("lobby-mods")[1]).toContain("`jared` removed by `marshal`, in the app.");
    expect(seen("lobby-mods")).toHaveLength(2);
  });

  it("at Easemob and Agora: mutes, bans and locks too", async () => {
    await open();
    const { easemob, agora, clock } = scene.sandbox;
    await letting(() => {
      easemob.setMute(STAGE, "tommy", clock.now() + 3_600_000);
      easemob.setBan(STAGE, "jared", true, "marshal");
      easemob.setLocked(STAGE, true);
    });
    const [told = "", ...more] = seen("stage-mods");
    expect(more).toEqual([]);
    expect(told).toMatch(/`tommy` muted, until .* UTC, in the chat service's console or over its API/);
    expect(told).toMatch(/`jared` banned, permanently by `marshal`, in the app/);
    expect(told).toMatch(/The group is locked/);
    expect(told.match(/jared/g)).toHaveLength(1);

    await letting(() => {
      agora.remove(MEET, "tommy", "marshal");
      agora.setMute(MEET, "jared", "permanent");
    });
    expect(seen("meet-mods")[0]).toMatch(/`tommy` removed by `marshal`, in the app/);
    expect(seen("meet-mods")[0]).toMatch(/`jared` muted by `admin`/);
    expect(seen("fans-mods")).toEqual([]);
  });

  it("also when Bailiff acted on somebody else, or otherwise, at the same moment", async () => {
    await open();
    await scene.say("mia", "fans-mods", "/mute tommy 1h");
    await letting(() => {
      scene.sandbox.easemob.setMute(FANS, "tommy", null);
      scene.sandbox.easemob.setMute(FANS, "jared", "permanent");
    });
    expect(seen("fans-mods")).toHaveLength(1);
    expect(seen("fans-mods")[0]).toMatch(/`tommy` unmuted/);
    expect(seen("fans-mods")[0]).toMatch(/`jared` muted/);
  });

  it("is an entry of the log", async () => {
    await open();
    await letting(() => scene.sandbox.tencent.remove(LOBBY, "tommy"));
    const entries = await scene.bailiff.ledger.entries(1, 100);
    const elsewhere = entries.filter(({ kind }) => kind === "seen_elsewhere");
    expect(elsewhere).toHaveLength(1);
    expect(JSON.parse(elsewhere[0]?.body ?? "null")).toMatchObject({
      connection: "game",
      group: "lobby",
      rows: [{ what: "removed", accounts: ["tommy"], by: { account: "administrator" } }],
    });
    expect(channel("mod-log").join("\n")).toMatch(
      /seen elsewhere: in `lobby`, removed `tommy` by `administrator`/,
    );
  });

  it("says nothing of who comes and goes", async () => {
    await open();
    await letting(() => {
      scene.sandbox.tencent.leave(LOBBY, "tommy");
      scene.sandbox.tencent.join(LOBBY, "tommy");
      scene.sandbox.easemob.leave(STAGE, "tommy");
      scene.sandbox.easemob.join(STAGE, "tommy");
      scene.sandbox.agora.leave(MEET, "tommy");
      scene.sandbox.agora.join(MEET, "tommy");
    });
    const all = ["lobby-mods", "stage-mods", "meet-mods"].flatMap(channel);
    expect(all).toEqual([]);
    expect((await scene.bailiff.ledger.counts()).jobs.callback.settled).toBe(0);
  });
});

describe.skipIf("unavailable" in databases)("on PostgreSQL likewise:", () => {
  it("no echo, and others told once", async () => {
    if ("unavailable" in databases) return;
    const url = await databases.url("callbacks");
    await open({ storage: { kind: "postgres", url: new Secret(url) } });
    await scene.say("adam", "stage-mods", "/ban tommy 1h");
    await letting(() => {
      scene.sandbox.easemob.remove(STAGE, "jared", "marshal");
      scene.sandbox.easemob.join(STAGE, "tommy");
    });
    expect(seen("stage-mods")).toEqual([
      expect.stringMatching(/^:warning: `tommy` has joined.*#1 bans.*not by Bailiff.*`jared` removed/s),
    ]);
    await scene.restart();
    await letting(() => {});
    expect(seen("stage-mods")).toHaveLength(1);
  });
});
