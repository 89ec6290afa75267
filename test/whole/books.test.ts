import { describe, expect, it } from "vitest";
import { booksOf } from "../../src/ledger/port.ts";
import { verifyChain } from "../../src/audit/chain.ts";
import { expectWholeLog } from "./log-channel.ts";
import { openScene } from "./scene.ts";

const count = (word: string, to: number): string[] =>
  Array.from({ length: to }, (_, index) => `${word}${index + 1}`);

describe("exact books", () => {
  it("says 3 done, 37 absent of a kick of 40, although Tencent answers OK for all", async () => {
    await using scene = await openScene();
    const said = await scene.say(
      "mia",
      "lobby-mods",
      `/kick tommy,jared,peter,${count("away", 37).join(",")}`,
    );
    expect(said.posted("lobby-mods")).toContain("3 done, 37 absent");
    expect(scene.sandbox.tencent.effects().map(({ account }) => account)).toEqual([
      "tommy",
      "jared",
      "peter",
    ]);
  });

  it("ends as done by reading when a mute was applied and its answer lost", async () => {
    await using scene = await openScene();
    scene.sandbox.tencent.fault({ kind: "reset-after", times: 1, command: "forbid_send_msg" });
    const said = await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    expect(said.posted("lobby-mods")).toContain("1 done");
    expect(scene.wire()).toHaveLength(1);
    expect(scene.sandbox.tencent.effects()).toHaveLength(1);
  });

  it("sends a mute that was not applied again with a shorter remaining time, and once in all it takes effect", async () => {
    await using scene = await openScene();
    scene.sandbox.tencent.fault({ kind: "reset-before", times: 1, command: "forbid_send_msg" });
    const said = await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    expect(said.posted("lobby-mods")).toContain("1 done");
    const [first, second] = scene.wire().map(({ body }) => JSON.parse(body).ShutUpTime as number);
    expect(first).toBe(600);
    expect(second).toBeLessThan(600);
    expect(second).toBeGreaterThan(590);
    expect(scene.sandbox.tencent.effects()).toHaveLength(1);
  });

  it("keeps numbers, chain and books right over many commands at once", async () => {
    await using scene = await openScene();
    await Promise.all(
      count("user", 20).map((account) =>
        scene.sandbox.slack.command({ as: "adam", channel: "lobby-mods", text: `/mute @${account} 10m` }),
      ),
    );
    await scene.settled();
    const cases = await scene.bailiff.ledger.casesOf({ limit: 100 });
    expect(cases.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    for (const { targets, state } of cases) {
      expect(state).toBe("settled");
      expect(booksOf(targets)).toEqual({ done: 1, already: 0, absent: 0, refused: 0, unknown: 0 });
    }
    expect(scene.sandbox.tencent.effects()).toHaveLength(20);
    const entries = await scene.bailiff.ledger.entries(1, 1_000);
    expect(verifyChain(entries)).toMatchObject({ ok: true, value: { count: entries.length } });
    expect(scene.sandbox.slack.messages("lobby-mods")).toHaveLength(20);
    await expectWholeLog(scene);
  });
});
