import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOBBY, openScene, type Scene } from "./scene.ts";

describe("asking without changing anything", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
    await scene.say(
      "mia",
      "lobby-mods",
      "/mute @tommy 1h spamming the lobby".replace(" the lobby", " all day"),
    );
    scene.sandbox.tencent.setMute(LOBBY, "jared", "permanent");
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it("lists who is muted, until when, and by which case or by somebody else", async () => {
    const { privately } = await scene.say("mia", "lobby-mods", "/muted");
    expect(privately).toMatch(/2 muted in lobby/);
    expect(privately).toMatch(/`tommy` until .* UTC, (59m \d+s|1h) left, by #1/);
    expect(privately).toMatch(/`jared` permanently, not by Bailiff/);
    expect((await scene.say("mia", "lobby-mods", "/muted den")).privately).toContain("Nobody is muted");
  });

  it("says who an account is, with its mute and its cases", async () => {
    const { privately } = await scene.say("mia", "lobby-mods", "/whois tommy");
    expect(privately).toMatch(/Member\. Muted until/);
    expect(privately).toMatch(/#1 mute in/);
    expect((await scene.say("mia", "lobby-mods", "/whois nobody99")).privately).toMatch(
      /no account of this name/,
    );
    expect((await scene.say("mia", "lobby-mods", "/whois marshal")).privately).toMatch(/Admin of the group/);
  });

  it("tells the story of a case with its entries", async () => {
    const { privately } = await scene.say("audrey", "lobby-mods", "/case #1");
    expect(privately).toMatch(/#1 mute.*1 done/s);
    for (const kind of ["opened", "sent", "outcome", "closed"]) expect(privately).toContain(kind);
    expect((await scene.say("audrey", "lobby-mods", "/case 99")).privately).toContain("There is no case #99");
  });

  it("tells people who they are to Bailiff, and where each role comes from ", async () => {
    expect((await scene.say("mia", "lobby-mods", "/mod whoami")).privately).toMatch(
      /moderator \(usergroup:S0MODERATORS\).*mute, unmute, kick, add/s,
    );
    expect((await scene.say("gus", "lobby-mods", "/mod whoami")).privately).toMatch(/Guests/);
  });

  it("shows help made from the commands themselves, to everybody", async () => {
    const { privately } = await scene.say("gus", "lobby-mods", "/mod help");
    for (const name of ["mute", "unmute", "kick", "add", "muted", "whois", "case"])
      expect(privately).toContain(name);
    expect((await scene.say("gus", "lobby-mods", "/mod help mute")).privately).toMatch(/<accounts>.*<time>/s);
  });

  it("previews without sending anything", async () => {
    const before = scene.wire().length;
    const { privately } = await scene.say("mia", "lobby-mods", "/kick tommy,away1,marshal --dry-run");
    expect(privately).toMatch(/Nothing was done/);
    expect(privately).toMatch(/`tommy`, member: would kick/);
    expect(privately).toMatch(/`away1`, not in the group: nothing to do/);
    expect(privately).toMatch(/`marshal`, admin: refused: is an admin/);
    expect(scene.wire().length).toBe(before);
  });

  it("tells a name that nobody has to whoever typed it, and makes no case of it", async () => {
    const before = (await scene.bailiff.ledger.casesOf({ limit: 100 })).length;
    const { privately, posted } = await scene.say("mia", "lobby-mods", "/mute tommyy 10m");
    expect(privately).toMatch(/Nothing was done.*`tommyy` \(the chat service has no account of this name\)/s);
    expect(posted("lobby-mods")).toBe("");
    expect((await scene.bailiff.ledger.casesOf({ limit: 100 })).length).toBe(before);
  });

  it("takes /mod mute for /mute", async () => {
    const { posted } = await scene.say("mia", "lobby-mods", "/mod mute @user9 5m");
    expect(posted("lobby-mods")).toMatch(/mute in lobby.*1 done/s);
  });

  it("reads nothing out to those who have no rule for it", async () => {
    expect((await scene.say("mel", "lobby-mods", "/muted")).privately).toMatch(/no role/);
    expect((await scene.say("mel", "lobby-mods", "/case 1")).privately).toMatch(/no role/);
  });
});
