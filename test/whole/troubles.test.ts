import { describe, expect, it } from "vitest";
import { plain } from "../../src/texts/plain.ts";
import { openScene, type Scene } from "./scene.ts";

/** Bailiff looks at what it hangs on every five seconds. */
const LOOK_MS = 5_100;

const cards = (scene: Scene): string =>
  scene.sandbox.slack
    .messages("oncall")
    .map(({ text }) => plain(text))
    .filter((text) => text.startsWith("Alert "))
    .join("\n\n");

async function look(scene: Scene): Promise<string> {
  scene.sandbox.clock.advance(LOOK_MS);
  await scene.settled();
  return cards(scene);
}

const patient = { timeout: 30_000, interval: 200 };

describe("Bailiff's own troubles, in the channel of those on call", () => {
  it("a chat service that does not answer, and that answers again", async () => {
    await using scene = await openScene();
    scene.sandbox.tencent.fault({ kind: "status:503", times: 1_000 });
    for (let count = 0; count < 8; count += 1) {
      await scene.say("mia", "lobby-mods", "/muted");
      scene.sandbox.clock.advance(400);
    }
    await expect
      .poll(() => look(scene), patient)
      .toMatch(
        /Critical.*firing.*Tencent \(connection game\) does not answer: [^\n]*lobby[^\n]* and \w+ cannot be moderated/s,
      );
    expect(cards(scene)).toMatch(/It is tried again by itself/);
    expect(cards(scene)).not.toMatch(/again in \d/);
    scene.sandbox.tencent.clearFaults();
    scene.sandbox.clock.advance(120_000);
    await scene.say("mia", "lobby-mods", "/muted");
    await expect.poll(() => look(scene), patient).toMatch(/does not answer.*Resolved at its source/s);
    expect(cards(scene).split("\n\n")).toEqual([expect.stringMatching(/does not answer/)]);
  });

  it("credentials that a chat service refuses, until it takes them", async () => {
    await using scene = await openScene();
    scene.sandbox.tencent.fault({ kind: "error:70003", times: 3 });
    await scene.say("mia", "lobby-mods", "/muted");
    await expect
      .poll(() => look(scene), patient)
      .toMatch(/Tencent \(connection game\) refuses Bailiff's credentials/);
    scene.sandbox.tencent.clearFaults();
    await scene.say("mia", "lobby-mods", "/muted");
    await expect.poll(() => look(scene), patient).toMatch(/Resolved at its source/);
  });

  it("a channel for approvals that takes nothing for two minutes", { timeout: 60_000 }, async () => {
    await using scene = await openScene({ asks: true });
    scene.sandbox.slack.workspace.setChannel("approvals", { archived: true });
    await scene.say("mia", "lobby-mods", "/mute @user9 2d spam");
    expect(await look(scene)).not.toMatch(/takes no messages/);
    scene.sandbox.clock.advance(121_000);
    await expect.poll(() => look(scene), patient).toMatch(/The channel C0APPROVALS takes no messages/);
  });

  it("what was given up, each once, over a restart too", async () => {
    await using scene = await openScene();
    const { ledger } = scene.bailiff;
    const received = await ledger.receive({
      id: "broken:1",
      kind: "callback",
      payload: "{",
      lane: null,
      runAt: 0,
      held: true,
    });
    if (received.kind !== "new") throw new Error("it was there before");
    await ledger.bury(received.job, "nobody could read it");
    await expect
      .poll(() => look(scene), patient)
      .toMatch(/Bailiff has given something up.*nobody could read it/s);
    await scene.restart();
    expect((await look(scene)).split("\n\n")).toHaveLength(1);
  });
});
