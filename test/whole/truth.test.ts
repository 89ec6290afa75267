import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/words.ts";
import { LIVE, LOBBY, openScene, type Scene } from "./scene.ts";

/** Books that balance can still be wrong. Each of these once said something that was not so. */
describe("what the books say is so", () => {
  it("nobody is muted who does not exist, also where the group keeps no list of members", async () => {
    await using scene = await openScene();
    const said = await scene.say("mia", "live-mods", "/mute nosuch,tommy 10m");
    expect(said.posted("live-mods")).toMatch(/1 done, 1 absent.*no account of this name/s);
    expect(scene.sandbox.tencent.group(LIVE)?.muted.map(({ account }) => account)).toEqual(["tommy"]);
  });

  it("a kick that the vendor took, of somebody who is back before anybody looked, is not called refused", async () => {
    await using scene = await openScene();
    const { tencent } = scene.sandbox;
    tencent.fault({ kind: "latency:250", times: 1, command: "get_role_in_group" });
    tencent.fault({ kind: "latency:250", times: 1, command: "get_role_in_group" });
    tencent.fault({ kind: "latency:250", times: 1, command: "get_role_in_group" });
    const typed = scene.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/kick @tommy" });
    await expect.poll(() => tencent.effects().length, { interval: 5, timeout: 5_000 }).toBe(1);
    tencent.join(LOBBY, "tommy");
    await typed;
    await scene.settled();
    scene.sandbox.clock.advance(10_000);
    await scene.settled();
    expect(await outcomeOf(scene, 1)).toBe("unknown");
    expect(scene.sandbox.slack.messages("lobby-mods").at(-1)?.text).toContain("is looked for again");

    tencent.leave(LOBBY, "tommy");
    // A read that was under way may have set the next one further off than a minute.
    const outcomeLater = (): ReturnType<typeof outcomeOf> => {
      scene.sandbox.clock.advance(60_000);
      return outcomeOf(scene, 1);
    };
    await expect.poll(outcomeLater, { timeout: 10_000, interval: 500 }).toBe("done");
    await scene.settled();
    expect(scene.sandbox.slack.messages("lobby-mods").map(({ text }) => text)).toEqual([
      expect.stringMatching(/1 unknown/),
      expect.stringMatching(/1 done/),
    ]);
  });

  it("a short mute whose answer was lost and whose end has passed stays unknown: nobody can tell any more", async () => {
    await using scene = await openScene();
    const { tencent, clock } = scene.sandbox;
    tencent.fault({ kind: "reset-after", times: 1, command: "forbid_send_msg" });
    const typed = scene.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/mute @tommy 3s" });
    await expect.poll(() => tencent.effects().length, { interval: 5, timeout: 5_000 }).toBe(1);
    tencent.fault({ kind: "status:503", times: 2, command: "get_group_shutted_uin" });
    await typed;
    await expect
      .poll(
        async () => {
          clock.advance(2_000);
          return (await scene.bailiff.ledger.caseByNumber(1))?.state;
        },
        { timeout: 8_000 },
      )
      .toBe("settled");
    expect(await outcomeOf(scene, 1)).toBe("unknown");
  });

  it("mute, then unmute, ends unmuted, although the mute had to wait for the vendor", async () => {
    await using scene = await openScene();
    scene.sandbox.tencent.fault({ kind: "status:503", times: 1, command: "get_role_in_group" });
    await scene.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/mute @tommy 10m" });
    await scene.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/unmute @tommy" });
    await scene.settled();
    expect(scene.sandbox.tencent.effects().map(({ verb }) => verb)).toEqual(["mute", "unmute"]);
    expect(scene.sandbox.tencent.group(LOBBY)?.muted).toEqual([]);
  });

  it("mute, then unmute, ends unmuted, although Slack was slow to say who typed the mute", async () => {
    await using scene = await openScene();
    await scene.say("max", "lobby-mods", "/mod whoami");
    scene.sandbox.slack.fault({ method: "users.info", kind: "latency:500", times: 1 });
    await scene.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/mute @tommy 10m" });
    await scene.sandbox.slack.command({ as: "max", channel: "lobby-mods", text: "/unmute @tommy" });
    await scene.settled();
    expect(scene.sandbox.tencent.effects().map(({ verb }) => verb)).toEqual(["mute", "unmute"]);
  });

  it("what cannot be done is refused for the reason there is, and no rule is blamed for a slip", async () => {
    await using scene = await openScene();
    const { privately } = await scene.say("mia", "lobby-mods", "/add ghost");
    expect(privately).toMatch(/Nothing was done.*`ghost` \(the chat service has no account of this name\)/s);
    expect(privately).not.toMatch(/rule/);
    const entries = await scene.bailiff.ledger.entries(1, 100);
    expect(entries.filter(({ kind }) => kind === "denied")).toEqual([]);
  });

  it("a command is not called a repeat after somebody has undone it", async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    await scene.say("max", "lobby-mods", "/unmute @tommy");
    const again = await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    expect(again.posted("lobby-mods")).toContain("1 done");
  });

  it("/muted names a case only for a mute that still ends as the case said", async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    scene.sandbox.tencent.setMute(LOBBY, "tommy", scene.sandbox.clock.now() + 3_600_000);
    expect((await scene.say("mia", "lobby-mods", "/muted")).privately).toMatch(
      /`tommy` until .*not by Bailiff/,
    );
  });

  async function outcomeOf(scene: Scene, number: number): Promise<Outcome | null | undefined> {
    return (await scene.bailiff.ledger.caseByNumber(number))?.targets[0]?.outcome;
  }
});

describe("what is said is whole, and only to those who may hear it", () => {
  it.each(["missing_scope", "internal_error", "fatal_error", "account_inactive"])(
    "nothing happens while Slack answers %s to whether outsiders read along",
    async (error) => {
      await using scene = await openScene();
      scene.sandbox.slack.fault({ method: "conversations.info", kind: `error:${error}`, times: 5 });
      const said = await scene.say("mia", "partners", "/kick tommy lobby");
      expect(said.privately).toMatch(/Nothing was done/);
      expect(scene.sandbox.tencent.effects()).toEqual([]);
    },
  );

  it("a list that a message has no room for says how much is missing", async () => {
    await using scene = await openScene();
    for (let index = 0; index < 1_000; index += 1) {
      scene.sandbox.tencent.addAccount(`crowd${index}`);
      scene.sandbox.tencent.setMute(LOBBY, `crowd${index}`, "permanent");
    }
    const { privately } = await scene.say("mia", "lobby-mods", "/muted");
    expect(privately).toMatch(/1,000 muted/);
    const named = privately.match(/`crowd\d+`/g)?.length ?? 0;
    expect(named).toBeGreaterThanOrEqual(80);
    expect(privately).toContain(`and ${1_000 - named} more`);
  });

  it("a result that was posted and whose answer was lost is found behind any number of other messages", async () => {
    await using scene = await openScene();
    scene.sandbox.slack.fault({ method: "chat.postMessage", kind: "reset-after", times: 2 });
    await scene.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/kick @tommy" });
    await scene.sandbox.slack.until(() => scene.sandbox.slack.messages("lobby-mods").length === 1);
    for (let index = 0; index < 260; index += 1) {
      await scene.sandbox.slack.command({ as: "mia", channel: "oncall", text: "/mod help" });
    }
    await scene.settled();
    expect(scene.sandbox.slack.messages("lobby-mods")).toHaveLength(1);
  });
});
