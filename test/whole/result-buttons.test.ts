import { describe, expect, it } from "vitest";
import type { ConfigFile } from "../../src/config/schema.ts";
import type { SeenMessage } from "../../src/sandbox/slack/message-board.ts";
import { plain } from "../../src/texts/plain.ts";
import { batch, entriesOf, untilSettled } from "./batch-scene.ts";
import { entered, openByShortcut, tencentCrowd, users } from "./crowd.ts";
import { LOBBY, openScene, type Said, type Scene } from "./scene.ts";

interface Shown {
  readonly confirm?: { readonly text: { readonly text: string } };
  readonly text: string;
  readonly action_id: string;
  readonly value: string;
  readonly accessibility_label: string;
}

/** The newest result in a channel, or in mia's direct messages. */
function newest({ sandbox: { slack } }: Scene, channel: string): SeenMessage | undefined {
  const all = channel === "dm" ? slack.directMessages("mia") : slack.messages(channel);
  return all.filter(({ text }) => text.startsWith("*#")).at(-1);
}

/** Its buttons, by what stands on them. */
function buttonsIn(scene: Scene, channel: string): ReadonlyMap<string, Shown> {
  const blocks = newest(scene, channel)?.blocks ?? [];
  const elements = blocks.flatMap((block) =>
    block.type === "actions" ? (block["elements"] as (Shown & { text: { text: string } })[]) : [],
  );
  return new Map(elements.map((element) => [element.text.text, { ...element, text: element.text.text }]));
}

const labels = (scene: Scene, channel: string): readonly string[] => [...buttonsIn(scene, channel).keys()];

/** Presses a button below the newest result of a channel, and waits until Bailiff has nothing under way. */
function press(scene: Scene, as: string, channel: string, label: string): Promise<Said> {
  const { slack } = scene.sandbox;
  const button = buttonsIn(scene, channel).get(label);
  if (!button) throw new Error(`${channel} shows no button ${label}`);
  const ts = newest(scene, channel)?.ts ?? "";
  return scene.act(as, () => slack.click({ as, channel, ts, actionId: button.action_id }));
}

const effects = (scene: Scene): readonly string[] =>
  scene.sandbox.tencent.effects().map(({ verb, account }) => `${verb} ${account}`);

describe("below a result stands what can be done next:", () => {
  it.each([
    ["/mute tommy 10m", ["Unmute", "Extend", "Who is"]],
    ["/mute tommy,jared 10m", ["Unmute", "Extend"]],
    ["/mute tommy permanent", ["Unmute", "Who is"]],
    ["/kick tommy", ["Add back", "Who is"]],
    ["/add away1", ["Remove again", "Who is"]],
    ["/ban tommy,jared 1d", ["Unban", "Extend"]],
    ["/lock", ["Unlock"]],
    // Nothing was done in these.
    ["/unmute tommy", []],
    ["/kick away1,away2", []],
  ])("after %s", async (command, shown) => {
    await using scene = await openScene();
    await scene.say("adam", "lobby-mods", command);
    expect(labels(scene, "lobby-mods")).toEqual(shown);
    expect(labels(scene, "mod-log")).toEqual([]);
    for (const { value, accessibility_label } of buttonsIn(scene, "lobby-mods").values()) {
      expect(value).toBe("1");
      expect(accessibility_label).toMatch(/#1/);
      expect(accessibility_label.length).toBeLessThanOrEqual(75);
    }
  });

  it.each([
    ["/kick tommy,jared", "Add back", "tommy, jared: back into lobby."],
    ["/mute tommy,jared,peter,leckie 10m", "Unmute", /^\w+, \w+, \w+ and 1 more: can write in lobby again/],
    ["/ban tommy 1d", "Unban", "tommy: may come back to lobby; nobody is added."],
    ["/add away1", "Remove again", "away1: removed from lobby."],
    ["/lock", "Unlock", "Everybody can write in lobby again at once."],
  ])("after %s the question before it names whom and where", async (command, label, question) => {
    await using scene = await openScene();
    await scene.say("adam", "lobby-mods", command);
    expect(buttonsIn(scene, "lobby-mods").get(label)?.confirm?.text.text).toMatch(question);
  });

  it("an unmute or unban needs an end to be taken back, so there is no button for that", async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute tommy 10m");
    await scene.say("mia", "lobby-mods", "/unmute tommy");
    expect(labels(scene, "lobby-mods")).toEqual(["Who is"]);
  });

  it("of more than fifty accounts only words tell how", async () => {
    await using scene = await openScene({ tencent: { apps: [tencentCrowd(60)] } });
    await batch(scene, "adam", "lobby-mods", { verb: "mute", accounts: users(50).join(" "), time: "10m" });
    expect(labels(scene, "lobby-mods")).toEqual(["Unmute", "Extend"]);
    await batch(scene, "adam", "lobby-mods", { verb: "mute", accounts: users(51).join(" "), time: "1h" });
    expect(labels(scene, "lobby-mods")).toEqual([]);
    expect(plain(newest(scene, "lobby-mods")?.text ?? "")).toMatch(
      /more than 50 accounts have no button: .*`\/mod batch`/,
    );
  });
});

describe("a press takes the road of a typed command:", () => {
  it("Unmute unmutes whom the case muted, and nobody who was muted before", async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute jared 1h");
    await scene.say("mia", "lobby-mods", "/mute tommy,peter,away1 10m");
    const { posted, privately } = await press(scene, "max", "lobby-mods", "Unmute");
    expect(privately).toMatch(/Received: `unmute tommy, peter in lobby — reason: undo of #2`/);
    expect(posted("lobby-mods")).toMatch(/#3 unmute in lobby by U00000MAX: 2 done of 2/);
    expect(effects(scene).slice(-2)).toEqual(["unmute tommy", "unmute peter"]);
    expect(scene.sandbox.tencent.group(LOBBY)?.muted.map(({ account }) => account)).toEqual(["jared"]);
    expect((await entriesOf(scene, 3, "opened"))[0]).toMatchObject({ surface: "button" });
  });

  it.each([
    ["/kick tommy,away1 --silent", "Add back", /#2 add silently in lobby by U0000ADAM: 1 done/],
    ["/ban tommy 1d", "Unban", /#2 unban in lobby by U0000ADAM: 1 done/],
    ["/lock", "Unlock", /#2 unlock in lobby by U0000ADAM: 1 done/],
    ["/add away1", "Remove again", /#2 kick in lobby by U0000ADAM: 1 done/],
  ])("after %s, %s", async (command, label, result) => {
    await using scene = await openScene();
    await scene.say("adam", "lobby-mods", command);
    expect((await press(scene, "adam", "lobby-mods", label)).posted("lobby-mods")).toMatch(result);
  });

  it("Who is answers whoever pressed, alone", async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute tommy 10m");
    const typed = await scene.say("audrey", "lobby-mods", "/whois tommy");
    const pressed = await press(scene, "audrey", "lobby-mods", "Who is");
    const timeless = (text: string): string => text.replace(/, [^,]+ left\./, "");
    expect(timeless(pressed.privately)).toBe(timeless(typed.privately));
    expect(pressed.privately).toContain("#1 mute in lobby");
    expect(pressed.posted("lobby-mods")).toBe("");
  });

  it("Extend opens the form with everything in it but the new time, which takes the place of the old end", async () => {
    await using scene = await openScene();
    const { slack, tencent } = scene.sandbox;
    await scene.say("mia", "lobby-mods", "/mute peter 1h");
    await scene.say("mia", "lobby-mods", "/mute tommy,jared,away1,peter 1h spam");
    await press(scene, "max", "lobby-mods", "Extend");
    const [view] = slack.viewsOf("max");
    expect(plain(JSON.stringify(view?.blocks[0]))).toMatch(/#2: muted until .*counts from now/);
    expect(await slack.submit({ as: "max", viewId: view?.id ?? "" })).toMatchObject({
      shown: [expect.stringMatching(/^It is not said for how long/)],
    });
    await scene.act("max", () =>
      slack.submit({ as: "max", viewId: view?.id ?? "", values: entered({ time: "3h" }) }),
    );
    await untilSettled(scene);
    expect(plain(newest(scene, "lobby-mods")?.text ?? "")).toMatch(
      /#3 mute in lobby by U00000MAX: 3 done of 3.*Reason: `spam`/s,
    );
    const ends = tencent.group(LOBBY)?.muted.map(({ account }) => account);
    expect(ends?.toSorted()).toEqual(["jared", "peter", "tommy"]);
  });

  it("Extend is bound by the rules of whoever sends the form", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    await scene.say("mia", "lobby-mods", "/mute tommy 1h");
    await press(scene, "oscar", "lobby-mods", "Extend");
    const [view] = slack.viewsOf("oscar");
    const { privately } = await scene.act("oscar", () =>
      slack.submit({ as: "oscar", viewId: view?.id ?? "", values: entered({ time: "3h" }) }),
    );
    expect(privately).toMatch(/for at most 2h/);
    expect(effects(scene)).toEqual(["mute tommy"]);
  });

  it.each([
    ["gus", /Guests of the workspace cannot moderate/],
    ["mel", /You have no role in Bailiff/],
    ["audrey", /No rule lets your roles use `unmute`/],
  ])("it gives %s no right", async (as, why) => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute tommy 10m");
    expect((await press(scene, as, "lobby-mods", "Unmute")).privately).toMatch(why);
    expect(effects(scene)).toEqual(["mute tommy"]);
    const denied = (await scene.bailiff.ledger.entries(1, 100)).filter(({ kind }) => kind === "denied");
    expect(denied).toHaveLength(1);
  });

  it("nor somebody who is linked to the account", async () => {
    await using scene = await openScene({
      config: (file) => ({ ...file, links: { ...file.links, U00000MAX: { game: "tommy" } } }),
    });
    await scene.say("olga", "lobby-mods", "/mute tommy 10m");
    const { privately } = await press(scene, "max", "lobby-mods", "Unmute");
    expect(privately).toMatch(/Nothing was done/);
    expect(effects(scene)).toEqual(["mute tommy"]);
  });

  it("people of another organisation are refused whatever they press", async () => {
    await using scene = await openScene({
      config: (file) => ({
        ...file,
        channels: { ...file.channels, C00PARTNERS: { group: "lobby", shared: true } },
      }),
    });
    await scene.say("mia", "partners", "/mute tommy lobby 10m");
    for (const label of ["Unmute", "Extend", "Who is"]) {
      const { privately } = await press(scene, "sten", "partners", label);
      expect(privately).toMatch(/only for people of the workspace/);
    }
    expect(scene.sandbox.slack.viewsOf("sten")).toEqual([]);
    expect(effects(scene)).toEqual(["mute tommy"]);
  });

  it("nor somebody who has lost the right since", async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute tommy 10m");
    scene.sandbox.slack.workspace.setUserGroupMembers("moderators", ["mia"]);
    scene.sandbox.clock.advance(61_000);
    expect((await press(scene, "max", "lobby-mods", "Unmute")).privately).toMatch(/You have no role/);
    expect(effects(scene)).toEqual(["mute tommy"]);
  });

  it("a double click, a replay and two people at once lead to one effect", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    await scene.say("mia", "lobby-mods", "/kick tommy");
    const ts = newest(scene, "lobby-mods")?.ts ?? "";
    const click = (as: string) => slack.click({ as, channel: "lobby-mods", ts, actionId: "bailiff_undo" });
    const [first] = await Promise.all([click("mia"), click("mia"), click("max")]);
    await slack.replay(first?.deliveryId ?? "");
    await untilSettled(scene);
    expect(effects(scene)).toEqual(["kick tommy", "add tommy"]);
  });

  it("what a newer case decides is left alone, and said: an old card does not undo new work", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    await scene.say("mia", "lobby-mods", "/mute tommy,jared 10m");
    const ts = newest(scene, "lobby-mods")?.ts ?? "";
    scene.sandbox.clock.advance(60 * 60_000);
    await scene.say("max", "lobby-mods", "/mute tommy 20h threats");
    const unmute = (as: string) =>
      scene.act(as, () => slack.click({ as, channel: "lobby-mods", ts, actionId: "bailiff_undo" }));
    const { privately } = await unmute("mia");
    expect(privately).toMatch(/Received: `unmute jared in lobby.*Left alone.*: `tommy`\./s);
    expect(effects(scene)).not.toContain("unmute tommy");
    await scene.say("max", "lobby-mods", "/unmute jared");
    expect((await unmute("mia")).privately).toMatch(/Nothing was done: a newer case decides about it now/);
  });

  it("works after a restart, for a card of any age", async () => {
    await using scene = await openScene();
    await scene.say("adam", "lobby-mods", "/mute tommy permanent");
    await scene.restart(() => scene.sandbox.clock.advance(40 * 24 * 60 * 60_000));
    const { posted } = await press(scene, "max", "lobby-mods", "Unmute");
    expect(posted("lobby-mods")).toMatch(/#2 unmute in lobby by U00000MAX: 1 done/);
  });

  it("works below a result in direct messages", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    const viewId = await openByShortcut(slack, "mia");
    const entry = { verb: "mute", group: "lobby", accounts: "tommy", time: "10m" } as const;
    await scene.act("mia", () => slack.submit({ as: "mia", viewId, values: entered(entry) }));
    await untilSettled(scene);
    await press(scene, "mia", "dm", "Unmute");
    expect(effects(scene)).toEqual(["mute tommy", "unmute tommy"]);
  });
});

describe("what a button carries is a number that may be forged:", () => {
  /** Sends a press as a forger would, below mia's result in #lobby-mods. */
  async function forged(scene: Scene, as: string, actionId: string, value: string): Promise<string> {
    const { slack } = scene.sandbox;
    const ts = newest(scene, "lobby-mods")?.ts ?? "";
    const click = { as, channel: "lobby-mods", ts, actionId, value, raw: true } as const;
    return (await scene.act(as, () => slack.click(click))).privately;
  }

  it("of a case elsewhere it does nothing, and tells nothing of it", async () => {
    await using scene = await openScene();
    await scene.say("adam", "stage-mods", "/mute peter 10m");
    await scene.say("adam", "lobby-mods", "/kick jared");
    for (const action of ["bailiff_undo", "bailiff_extend", "bailiff_whois"]) {
      for (const value of ["1", "99", "0", "-1", "1.5", "", "peter", '{"number":1}', "1e0x"]) {
        const told = await forged(scene, "mia", action, value);
        expect(told).toMatch(/Nothing was done: this button belongs to an older message/);
        expect(told).not.toContain("peter");
      }
    }
    expect(scene.sandbox.slack.viewsOf("mia")).toEqual([]);
    expect(scene.sandbox.easemob.effects()).toHaveLength(1);
    expect(effects(scene)).toEqual(["kick jared"]);
  });

  it("of a case here it does only what its own result offers", async () => {
    await using scene = await openScene();
    await scene.say("adam", "lobby-mods", "/kick away1,away2");
    await scene.say("adam", "lobby-mods", "/mute tommy,jared permanent");
    await scene.say("adam", "lobby-mods", "/unmute tommy");
    expect(await forged(scene, "adam", "bailiff_undo", "1")).toMatch(/changed nothing that could be/);
    expect(await forged(scene, "adam", "bailiff_undo", "3")).toMatch(/changed nothing that could be/);
    expect(await forged(scene, "adam", "bailiff_extend", "2")).toMatch(/Nothing was done/);
    expect(await forged(scene, "adam", "bailiff_whois", "2")).toMatch(/Nothing was done/);
    expect(await forged(scene, "adam", "bailiff_other", "2")).toMatch(/Nothing was done/);
    expect(effects(scene)).toEqual(["mute tommy", "mute jared", "unmute tommy"]);
  });

  it("a group whose name means another one now is not mistaken for the case's own", async () => {
    const groups: Record<string, ConfigFile["groups"][string]> = {};
    await using scene = await openScene({
      config: (file) => ({ ...file, groups: Object.assign(groups, file.groups) }),
    });
    await scene.say("adam", "lobby-mods", "/mute tommy 10m");
    await scene.restart(() => Object.assign(groups, { lobby: groups["den"], hall: groups["lobby"] }));
    expect((await press(scene, "adam", "lobby-mods", "Extend")).privately).toMatch(
      /Nothing was done: lobby is not the same group any more/,
    );
    // By its id it is found under its new name.
    await press(scene, "adam", "lobby-mods", "Unmute");
    expect(scene.sandbox.tencent.effects().map(({ verb, group }) => `${verb} ${group}`)).toEqual([
      `mute ${LOBBY}`,
      `unmute ${LOBBY}`,
    ]);
  });
});
