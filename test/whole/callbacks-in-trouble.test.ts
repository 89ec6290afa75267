import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { FANS } from "../../src/sandbox/hyphenate/cast.ts";
import { SANDBOX_CALLBACK_TOKEN } from "../../src/sandbox/tencent/cast.ts";
import { calledBack, happen, messagesIn, seenIn } from "./calling-back.ts";
import { LOBBY, openScene, type Scene, type SceneOptions } from "./scene.ts";

let scene: Scene;
afterEach(() => scene[Symbol.asyncDispose]());

const open = async (options: SceneOptions = {}): Promise<void> => {
  scene = await openScene({ callbacks: true, ...options });
};

const again = async ({ url, body }: { readonly url: string; readonly body: string }): Promise<Response> =>
  fetch(url, { method: "POST", body });

/** A callback of Tencent as the vendor would sign it now. */
const signed = (body: { readonly CallbackCommand: string }, token = SANDBOX_CALLBACK_TOKEN) => {
  const time = String(Math.floor(scene.sandbox.clock.now() / 1_000));
  const query = new URLSearchParams({
    SdkAppid: "1400000001",
    CallbackCommand: body.CallbackCommand,
    contenttype: "json",
    OptPlatform: "RESTAPI",
    Sign: createHash("sha256").update(`${token}${time}`).digest("hex"),
    RequestTime: time,
  });
  return { url: `${scene.bailiff.url}/callbacks/game?${query.toString()}`, body: JSON.stringify(body) };
};

const counted = async (): Promise<string> => (await scene.bailiff.metrics.text()).body;

describe("who is believed", () => {
  it("a callback that comes twice is answered twice and told once, also after a restart", async () => {
    await open();
    await happen(scene, () => scene.sandbox.tencent.remove(LOBBY, "tommy"));
    const [first] = scene.sandbox.tencent.callbacks();
    if (!first) throw new Error("nothing was sent");
    // Within the minute for which a signature counts, as a vendor that got no answer would.
    const replayed = signed(JSON.parse(first.body) as { CallbackCommand: string });
    const answer = await again(replayed);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 });
    await scene.restart();
    expect((await again(replayed)).status).toBe(200);
    await happen(scene, () => {});
    expect(seenIn(scene, "lobby-mods")).toHaveLength(1);
    expect(await counted()).toContain('bailiff_callbacks_total{connection="game",outcome="duplicate"} 1');
  });

  it("one that is forged, stale, for another app or no callback at all changes nothing", async () => {
    await open();
    const exit = {
      CallbackCommand: "Group.CallbackAfterMemberExit",
      GroupId: LOBBY,
      ExitType: "Kicked",
      ExitMemberList: [{ Member_Account: "tommy" }],
    };
    const genuine = signed(exit);
    const changed = (from: string | RegExp, to: string) => ({
      ...genuine,
      url: genuine.url.replace(from, to),
    });
    expect((await again(signed(exit, "another token"))).status).toBe(403);
    expect((await again(changed(/Sign=[^&]*/, "Sign="))).status).toBe(403);
    expect((await again(changed("1400000001", "1400000002"))).status).toBe(403);
    expect((await again({ ...genuine, body: "{" })).status).toBe(400);
    expect((await again(changed("/game", "/nothing"))).status).toBe(404);
    expect((await again(changed("/game", "/live"))).status).toBe(400);
    expect((await fetch(genuine.url)).status).toBe(405);
    expect((await again({ ...genuine, body: "x".repeat(1024 * 1024 + 1) })).status).toBe(413);
    scene.sandbox.clock.advance(62_000);
    expect((await again(genuine)).status).toBe(403);
    await happen(scene, () => {});
    expect(seenIn(scene, "lobby-mods")).toEqual([]);
    expect(await counted()).toContain('bailiff_callbacks_total{connection="game",outcome="refused"} 5');
    const refusals = scene.logged.filter((line) => line.includes("a callback was refused"));
    expect(refusals.join("\n")).toMatch(/forged.*unsigned.*other_app/s);
    expect(refusals.join("\n")).not.toContain(SANDBOX_CALLBACK_TOKEN);
  });

  it("a connection without a secret takes none, and says so in doctor", async () => {
    await open({
      config: (file) => ({
        ...file,
        connections: Object.fromEntries(
          Object.entries(file.connections).map(([name, settings]) => [
            name,
            settings.vendor === "tencent"
              ? { ...settings, callbackToken: undefined }
              : { ...settings, callbackSecret: ["another", "and one more"] },
          ]),
        ),
      }),
    });
    await happen(scene, () => {
      scene.sandbox.tencent.remove(LOBBY, "tommy");
      scene.sandbox.easemob.remove(FANS, "tommy");
    });
    expect(scene.sandbox.tencent.callbacks().map(({ status }) => status)).toEqual([404]);
    // Easemob tries once more, and then no more.
    expect(scene.sandbox.easemob.callbacks()).toMatchObject([{ status: 403, tries: 2 }]);
    expect([...seenIn(scene, "lobby-mods"), ...seenIn(scene, "fans-mods")]).toEqual([]);
    const { privately } = await scene.say("adam", "lobby-mods", "/mod doctor");
    expect(privately).toMatch(/callbacks of game.*none are taken/s);
    expect(privately).toMatch(/callbacks of live.*refused: its signature does not fit the secret/s);
  });

  it("takes old and new secrets while they change", async () => {
    await open({
      config: (file) => ({
        ...file,
        connections: Object.fromEntries(
          Object.entries(file.connections).map(([name, settings]) => [
            name,
            settings.vendor === "tencent"
              ? { ...settings, callbackToken: ["the next token", SANDBOX_CALLBACK_TOKEN] }
              : settings,
          ]),
        ),
      }),
    });
    const full = { CallbackCommand: "Group.CallbackBeforeSendMsg" };
    expect((await again(signed(full))).status).toBe(200);
    expect((await again(signed(full, "the next token"))).status).toBe(200);
    expect((await again(signed(full, "no token"))).status).toBe(403);
  });

  it("answers what it does not know, counts it, and tells the log once", async () => {
    await open();
    for (let times = 0; times < 3; times += 1)
      expect((await again(signed({ CallbackCommand: "Group.CallbackOfTomorrow" }))).status).toBe(200);
    expect(await counted()).toContain('bailiff_callbacks_total{connection="game",outcome="unknown"} 3');
    expect(scene.logged.filter((line) => line.includes("Group.CallbackOfTomorrow"))).toHaveLength(1);
    expect(scene.logged.filter((line) => line.startsWith("error"))).toEqual([]);
  });
});

describe("who hears of it", () => {
  it("every channel of the group, but none where outsiders read along unless the configuration says so", async () => {
    const bound = (shared: boolean): SceneOptions => ({
      config: (file) => ({
        ...file,
        channels: {
          ...file.channels,
          C00PARTNERS: { group: "lobby", shared },
          C0000ONCALL: { group: "lobby", shared: false },
        },
      }),
    });
    await open(bound(false));
    await happen(scene, () => scene.sandbox.tencent.remove(LOBBY, "tommy"));
    expect(["lobby-mods", "oncall", "partners"].map((name) => seenIn(scene, name).length)).toEqual([1, 1, 0]);
    await scene[Symbol.asyncDispose]();
    await open(bound(true));
    await happen(scene, () => scene.sandbox.tencent.remove(LOBBY, "tommy"));
    expect(seenIn(scene, "partners")).toHaveLength(1);
  });

  it("nobody, of a group that the configuration does not name", async () => {
    await open({
      config: (file) => ({
        ...file,
        groups: Object.fromEntries(Object.entries(file.groups).filter(([alias]) => alias !== "den")),
      }),
    });
    await happen(scene, () => scene.sandbox.tencent.remove("@TGS#3CHATROOM", "tommy"));
    const entries = await scene.bailiff.ledger.entries(1, 100);
    expect(entries.some(({ kind }) => kind === "seen_elsewhere")).toBe(false);
    expect(await counted()).toContain('bailiff_callbacks_total{connection="game",outcome="ignored"} 1');
  });
});

describe("what is foreign stays text", () => {
  it("whatever the names of accounts try", async () => {
    const names = [
      "<!channel>",
      "<@U00000MIA>",
      "*bold* `code`",
      "a\u202Egnp.exe",
      "<https://evil.example|x>",
    ];
    await open();
    const { tencent, slack } = scene.sandbox;
    for (const name of names) {
      tencent.addAccount(name);
      tencent.join(LOBBY, name);
    }
    await happen(scene, () => {
      for (const name of names) tencent.remove(LOBBY, name, name === "<!channel>" ? "marshal" : "<!here>");
    });
    const raw = slack
      .messages("lobby-mods")
      .map(({ text, blocks }) => text + JSON.stringify(blocks))
      .join("\n");
    expect(raw).not.toMatch(/<!|<@|<http|\u202E/);
    expect(raw).toContain("&lt;!channel&gt;");
    expect(raw).toContain("*bold* 'code'");
  });
});

describe("floods", () => {
  it("a thousand people added elsewhere within a minute are a few messages, and all are in the log", async () => {
    await open();
    const { tencent, clock } = scene.sandbox;
    const crowd = Array.from({ length: 1_000 }, (_, index) => `crowd${index}`);
    for (const name of crowd) tencent.addAccount(name);
    for (let part = 0; part < 4; part += 1) {
      for (const name of crowd.slice(part * 250, part * 250 + 250)) tencent.add(LOBBY, name);
      await calledBack(scene);
      clock.advance(15_000);
    }
    for (let turn = 0; turn < 4; turn += 1) await happen(scene, () => {});
    expect(tencent.callbacks().filter(({ status }) => status !== 200)).toEqual([]);
    const told = seenIn(scene, "lobby-mods");
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(6);
    expect(told[0]).toMatch(/`crowd0`.* and \d+ more added by `administrator`/);
    const entries = await scene.bailiff.ledger.entries(1, 1_000);
    const accounts = entries
      .filter(({ kind }) => kind === "seen_elsewhere")
      .flatMap(({ body }) => (JSON.parse(body ?? "null") as { rows: { accounts: string[] }[] }).rows)
      .flatMap((row) => row.accounts);
    expect(accounts.toSorted()).toEqual(crowd.toSorted());
  }, 120_000);

  it("a thousand who come and go by themselves are none, and nothing is stored of them", async () => {
    await open();
    const { easemob } = scene.sandbox;
    for (let index = 0; index < 1_000; index += 1) easemob.addAccount(`crowd${index}`);
    await happen(scene, () => {
      for (let index = 0; index < 1_000; index += 1) easemob.join(FANS, `crowd${index}`);
    });
    expect(messagesIn(scene, "fans-mods")).toEqual([]);
    expect((await scene.bailiff.ledger.counts()).jobs.callback.settled).toBe(0);
    expect(await counted()).toContain('bailiff_callbacks_total{connection="live",outcome="ignored"} 1000');
  }, 60_000);

  it("a full group is told once an hour, and so are too many requests", async () => {
    await open();
    const { tencent } = scene.sandbox;
    const members = tencent.group(LOBBY)?.members.length ?? 0;
    tencent.setMaxMembers(LOBBY, members + 1);
    await happen(scene, () => tencent.join(LOBBY, "away1"));
    expect(seenIn(scene, "lobby-mods")).toEqual([
      expect.stringMatching(/^lobby: The group is full: nobody can join until somebody leaves/),
    ]);
    await happen(scene, () => {
      tencent.leave(LOBBY, "away1");
      tencent.join(LOBBY, "away2");
    });
    expect(seenIn(scene, "lobby-mods")).toHaveLength(1);

    for (let times = 0; times < 5; times += 1) {
      const alarm = {
        CallbackCommand: "Alert.RequestOverLimit",
        ServiceName: "svc",
        Command: "add",
        Request: 190 + times,
        Limit: 200,
      };
      expect((await again(signed(alarm))).status).toBe(200);
    }
    await happen(scene, () => {});
    const entries = await scene.bailiff.ledger.entries(1, 1_000);
    const over = entries.filter(({ body }) => body?.includes("over_limit"));
    expect(over).toHaveLength(1);
    const [card, ...more] = messagesIn(scene, "oncall").filter((text) => text.includes("close to"));
    expect(card).toMatch(/Requests to game come close to the chat service's limit/);
    expect(more).toEqual([]);
  });
});

describe("restarts", () => {
  it("what was seen and not told yet is told after a restart, once", async () => {
    await open();
    scene.sandbox.tencent.remove(LOBBY, "tommy");
    await calledBack(scene);
    await scene.restart();
    await happen(scene, () => {});
    await scene.restart();
    await happen(scene, () => {});
    expect(seenIn(scene, "lobby-mods")).toHaveLength(1);
  });

  it("what Bailiff did before a restart is still its own when the callback comes after it", async () => {
    await open();
    await scene.say("mia", "lobby-mods", "/kick tommy");
    const [sent] = scene.sandbox.tencent.callbacks();
    if (!sent) throw new Error("nothing was sent");
    const late = { ...(JSON.parse(sent.body) as { CallbackCommand: string; EventTime: number }) };
    await scene.restart();
    // Another delivery of it, which the journal has not seen: the vendor's time is a second later.
    await again(signed({ ...late, EventTime: late.EventTime + 1_000 } as typeof late));
    await happen(scene, () => {});
    expect(seenIn(scene, "lobby-mods")).toEqual([]);
  });

  it("an act long after Bailiff's own is somebody else's, whatever it looks like", async () => {
    await open();
    await scene.say("mia", "lobby-mods", "/kick tommy");
    scene.sandbox.tencent.join(LOBBY, "tommy");
    await happen(scene, () => scene.sandbox.clock.advance(120_000));
    await happen(scene, () => scene.sandbox.tencent.remove(LOBBY, "tommy"));
    expect(seenIn(scene, "lobby-mods")).toHaveLength(1);
  });

  it("the end of a mute that the vendor tells of is nobody's act", async () => {
    await open();
    await scene.say("mia", "fans-mods", "/mute tommy 10m");
    scene.sandbox.clock.advance(10 * 60_000);
    await happen(scene, () => scene.sandbox.easemob.setMute(FANS, "tommy", null));
    expect(seenIn(scene, "fans-mods")).toEqual([]);
  });
});
