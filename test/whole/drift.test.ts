import { describe, expect, it } from "vitest";
import type { ConfigFile } from "../../src/config/schema.ts";
import { ok } from "../../src/result.ts";
import { plain } from "../../src/texts/plain.ts";
import { STAGE } from "../../src/sandbox/hyphenate/cast.ts";
import { bodyOf } from "../../src/ledger/port.ts";
import { calledBack, happen } from "./calling-back.ts";
import { LOBBY, openScene, type Scene } from "./scene.ts";

const MINUTE = 60_000;

const cards = (scene: Scene): readonly string[] =>
  scene.sandbox.slack
    .messages("oncall")
    .map(({ text }) => plain(text))
    .filter((text) => text.startsWith("Alert "));

/** Long enough that Bailiff compares once more. */
async function aLookLater(scene: Scene): Promise<readonly string[]> {
  scene.sandbox.clock.advance(16 * MINUTE);
  await scene.settled();
  return cards(scene);
}

describe("a chat service that does not hold what the record says", () => {
  it("is an alert, one for each group, until both agree again", { timeout: 40_000 }, async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute @tommy 5h");
    await scene.say("mia", "lobby-mods", "/mute @jared 5h");
    await scene.say("mia", "lobby-mods", "/ban @peter 5h");
    await scene.say("mia", "stage-mods", "/mute @tommy 5h");
    expect(await aLookLater(scene)).toEqual([]);

    scene.sandbox.tencent.setMute(LOBBY, "tommy", null);
    const [card = "", ...others] = await aLookLater(scene);
    expect(others).toEqual([]);
    expect(card).toMatch(/Warning · firing.*In lobby, tommy is not muted any more, and not by Bailiff/);
    expect(card).toMatch(
      /The record holds: tommy by #1 \(mute until \d{4}-.* UTC\)\. The chat service does not/,
    );
    expect(card).toMatch(/About `?tommy`? in `?lobby/);

    expect(card).toContain("type /mod mute tommy lobby with a time; if not, /mod unmute tommy lobby");

    // More of the same group is on the same card, over a restart too.
    scene.sandbox.tencent.setBan(LOBBY, "peter", null);
    await scene.restart();
    const after = await aLookLater(scene);
    expect(after).toHaveLength(1);
    expect(after[0]).toMatch(
      /2 accounts are not muted or banned any more.*tommy by #1 .*; peter by #3 \(ban/s,
    );

    // Set again by hand of a person, or given up by one: both are the record's own words then.
    await scene.say("mia", "lobby-mods", "/mod mute tommy lobby 3h");
    await scene.say("mia", "lobby-mods", "/mod unban peter lobby");
    expect(await aLookLater(scene)).toEqual([
      expect.stringMatching(/resolved.*not muted or banned any more/s),
    ]);
    expect(cards(scene)[0]).toMatch(/agree again/);
    expect(await aLookLater(scene)).toHaveLength(1);
    const entries = await scene.bailiff.ledger.entries(1, 200);
    const opened = entries.filter(({ kind }) => kind === "alert_opened").map((entry) => bodyOf(entry));
    expect(opened).toMatchObject([{ source: "bailiff", title: expect.stringMatching(/In lobby, tommy/) }]);
  });

  it("is none where it was told whose act it was, and ends when it is", { timeout: 40_000 }, async () => {
    await using scene = await openScene({ callbacks: true });
    await scene.say("mia", "stage-mods", "/mute @tommy 5h");
    await scene.say("mia", "stage-mods", "/mute @jared 5h");
    scene.sandbox.clock.advance(2 * MINUTE);
    await happen(scene, () => scene.sandbox.easemob.setMute(STAGE, "tommy", null));
    await calledBack(scene);
    expect(await aLookLater(scene)).toEqual([]);

    // This once nobody was there to be told; later they are.
    await scene.restart(() => scene.sandbox.easemob.setMute(STAGE, "jared", null));
    expect(await aLookLater(scene)).toEqual([expect.stringMatching(/firing.*In stage, jared is not muted/s)]);
    const { easemob, clock } = scene.sandbox;
    await happen(scene, () => easemob.setMute(STAGE, "jared", clock.now() + 60 * MINUTE));
    await happen(scene, () => easemob.setMute(STAGE, "jared", null));
    expect(await aLookLater(scene)).toEqual([expect.stringMatching(/resolved.*it was told whose act/s)]);
  });

  it("is none where it was told long ago, and much of others since", { timeout: 40_000 }, async () => {
    await using scene = await openScene({ callbacks: true });
    const { easemob, clock } = scene.sandbox;
    await scene.say("mia", "stage-mods", "/mute @tommy 5h");
    clock.advance(2 * MINUTE);
    await happen(scene, () => easemob.setMute(STAGE, "tommy", null));
    for (let times = 0; times < 210; times += 1) {
      easemob.setMute(STAGE, "jared", times % 2 === 0 ? clock.now() + 60 * MINUTE : null);
      await calledBack(scene);
    }
    expect(await aLookLater(scene)).toEqual([]);
  });

  it("is looked for again after there were no alerts for a time", { timeout: 40_000 }, async () => {
    let file: ConfigFile | undefined;
    await using scene = await openScene({
      config: (started) => {
        file = started;
        return started;
      },
    });
    if (!file) throw new Error("the scene has no configuration");
    await scene.say("mia", "lobby-mods", "/mute @tommy 5h");
    scene.sandbox.tencent.setMute(LOBBY, "tommy", null);
    const { alerts: _, ...without } = file;
    await scene.bailiff.reconfigure(ok(without));
    expect(await aLookLater(scene)).toEqual([]);
    await scene.bailiff.reconfigure(ok(file));
    expect(await aLookLater(scene)).toEqual([expect.stringMatching(/firing.*tommy is not muted/s)]);
  });

  it(
    "is none where it cannot be asked, where somebody has left, and at the end of a mute",
    {
      timeout: 40_000,
    },
    async () => {
      await using scene = await openScene();
      await scene.say("mia", "lobby-mods", "/mute @tommy 5h");
      await scene.say("mia", "lobby-mods", "/mute @jared 17m");
      scene.sandbox.tencent.setMute(LOBBY, "tommy", null);
      scene.sandbox.tencent.fault({ kind: "status:503", times: 1_000 });
      const quiet = (await aLookLater(scene)).filter((text) => text.includes("any more"));
      expect(quiet).toEqual([]);
      scene.sandbox.tencent.clearFaults();
      scene.sandbox.tencent.leave(LOBBY, "tommy");
      scene.sandbox.clock.advance(5 * MINUTE);
      const left = (await aLookLater(scene)).filter((text) => text.includes("any more"));
      expect(left).toEqual([]);
    },
  );
});
