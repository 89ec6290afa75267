import { WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { bodyOf } from "../../src/ledger/port.ts";
import { logLines } from "./log-channel.ts";
import { openScene, type Scene } from "./scene.ts";

const DAY_MS = 24 * 3_600_000;

/** Lets a day pass, and answers what its comparison says. */
async function nextComparison(scene: Scene): Promise<Readonly<Record<string, unknown>>> {
  const found = async () =>
    (await scene.bailiff.ledger.entries(1, 10_000)).filter(({ kind }) => kind === "verified");
  const before = (await found()).length;
  scene.sandbox.clock.advance(DAY_MS);
  await expect.poll(async () => (await found()).length, { timeout: 8_000 }).toBe(before + 1);
  await scene.settled();
  const last = (await found()).at(-1);
  return last ? bodyOf(last) : {};
}

/** As somebody does who got hold of the bot's token. */
async function deleteMessage({ sandbox }: Scene, channel: string, ts: string): Promise<void> {
  const { botToken } = sandbox.slack.credentials;
  const client = new WebClient(botToken, { slackApiUrl: `${sandbox.slack.url}/api/` });
  expect((await client.chat.delete({ channel, ts })).ok).toBe(true);
}

describe("the log channel and the journal", () => {
  it("are held against each other every day, and the result is told in the channel", async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    const compared = await nextComparison(scene);
    expect(compared).toMatchObject({ count: 0, from: 1, differences: [] });
    expect(compared["says"]).toMatch(/^The log channel and the database agree: \d+ entries/);
    expect(logLines(scene)).toContainEqual(
      expect.stringMatching(/^record checked: `The log channel and the database agree/),
    );
    expect(await nextComparison(scene)).toMatchObject({ count: 0 });
    expect(scene.sandbox.slack.messages("oncall")).toEqual([]);
  });

  it("show it when somebody deletes a message, and the people on call hear of it", async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    const message = scene.sandbox.slack.messages("mod-log").find(({ text }) => text.includes("#1 opened"));
    await deleteMessage(scene, "C0000MODLOG", message?.ts ?? "");
    const compared = await nextComparison(scene);
    expect(compared["count"]).toBe(1);
    expect(compared["differences"]).toEqual([expect.objectContaining({ kind: "not_in_channel" })]);
    const card = await scene.sandbox.slack.until(() => scene.sandbox.slack.messages("oncall")[0]);
    expect(card.text).toMatch(/The log channel is not what the journal says/);
    expect(card.text).toMatch(/not in the channel; held back for long, or deleted there/);
  });
});
