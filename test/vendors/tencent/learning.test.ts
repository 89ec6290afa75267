import { describe, expect, it } from "vitest";
import type { Act } from "../../../src/vendors/port.ts";
import { failureOf, valueOf } from "../answered.ts";
import { openStage, type Stage } from "./stage.ts";

const count = (word: string, to: number): string[] => Array.from({ length: to }, (_, i) => `${word}${i + 1}`);
const kick = (accounts: readonly string[]): Act => ({ verb: "kick", accounts, silent: false, reason: null });
const add = (accounts: readonly string[]): Act => ({ verb: "add", accounts, silent: false });

async function batchOf(stage: Stage, verb: "kick" | "add" | "mute"): Promise<number | null> {
  const support = (await stage.state("Public")).supports[verb];
  return support.supported ? support.batch : null;
}

describe("how many accounts go into one request", () => {
  it("is what the product's source documents say, at first", async () => {
    await using stage = await openStage();
    const { supports } = await stage.state("Public");
    const limits = Object.entries(supports).map(([verb, support]) =>
      support.supported ? [verb, support.batch, support.perSecond, support.perAccount, support.endedBy] : [],
    );
    expect(limits).toEqual([
      ["mute", 500, 200, false, "vendor"],
      ["unmute", 500, 200, false, null],
      ["kick", 500, 100, false, null],
      ["add", 500, 100, true, null],
      ["ban", 20, 200, false, "vendor"],
      ["unban", 20, 200, false, null],
      ["lock", 1, 200, false, null],
      ["unlock", 1, 200, false, null],
    ]);
    expect(supports.kick).toMatchObject({ source: { document: "269/1622 (about 2017)" } });
  });

  it("or what the newest documents say, where the connection is set so", async () => {
    await using stage = await openStage({ driver: { limits: "newest" } });
    expect([await batchOf(stage, "kick"), await batchOf(stage, "add"), await batchOf(stage, "mute")]).toEqual(
      [100, 20, 500],
    );
  });

  it("is learnt from a refusal, down the documented steps, and kept", async () => {
    await using stage = await openStage({ world: { limits: "modern-china" } });
    const lobby = await stage.state("Public");
    const people = count("away", 40);
    expect(failureOf(await stage.driver.act(lobby, add(people)))).toMatchObject({
      kind: "too_many",
      batch: 20,
    });
    expect(stage.emulator.effects()).toEqual([]);
    expect(await batchOf(stage, "add")).toBe(20);
    expect(await batchOf(stage, "kick")).toBe(500);
    expect((await stage.driver.act(lobby, add(people.slice(0, 20)))).ok).toBe(true);
  });

  it("goes from 500 to the smaller documented number", async () => {
    await using stage = await openStage({ world: { limits: "modern" } });
    const lobby = await stage.state("Public");
    expect(failureOf(await stage.driver.act(lobby, kick(count("user", 200))))).toMatchObject({ batch: 100 });
  });

  it("is halved where no document goes lower, and a single account is never too many", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    stage.emulator.fault({ kind: "error:10005", times: 2 });
    expect(failureOf(await stage.driver.act(lobby, kick(count("user", 40))))).toMatchObject({ batch: 20 });
    expect(failureOf(await stage.driver.act(lobby, kick(["tommy"]))).kind).toBe("rejected");
  });

  it("holds for mutes and unmutes alike, which are one command", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    stage.emulator.fault({ kind: "error:10005", times: 1 });
    await stage.driver.act(lobby, { verb: "unmute", accounts: count("user", 40) });
    expect(await batchOf(stage, "mute")).toBe(20);
  });

  it("is not exceeded by whoever has not heard yet: nothing is sent", async () => {
    await using stage = await openStage({ driver: { limits: "newest" } });
    const lobby = await stage.state("Public");
    const before = stage.emulator.requests().length;
    expect(failureOf(await stage.driver.act(lobby, add(count("away", 21))))).toMatchObject({
      kind: "too_many",
      batch: 20,
    });
    expect(stage.emulator.requests()).toHaveLength(before);
  });
});

describe("the two dialects of mutes", () => {
  const muteTommy = (stage: Stage): Act => ({
    verb: "mute",
    accounts: ["tommy"],
    until: stage.clock.now() + 60_000,
  });
  const bodies = (stage: Stage): string[] => stage.emulator.requests().map(({ body }) => body);

  it("starts with the old one, and never tries the other while that is understood", async () => {
    await using stage = await openStage();
    valueOf(await stage.driver.act(await stage.state("Public"), muteTommy(stage)));
    expect(bodies(stage).join()).toContain("ShutUpTime");
    expect(bodies(stage).join()).not.toContain("MuteTime");
  });

  it("takes up the new one when the old one is not understood, mutes once, and remembers", async () => {
    await using stage = await openStage({ world: { dialect: "new" } });
    const lobby = await stage.state("Public");
    valueOf(await stage.driver.act(lobby, muteTommy(stage)));
    expect(stage.emulator.effects()).toHaveLength(1);
    const before = stage.emulator.requests().length;
    valueOf(await stage.driver.act(lobby, { verb: "unmute", accounts: ["tommy"] }));
    valueOf(await stage.driver.muted(lobby));
    expect(stage.emulator.requests()).toHaveLength(before + 2);
  });

  it("finds out from a list as well", async () => {
    await using stage = await openStage({ world: { dialect: "new" } });
    const lobby = await stage.state("Public");
    stage.emulator.setMute(lobby.group.id, "tommy", "permanent");
    expect(valueOf(await stage.driver.muted(lobby))).toEqual([{ account: "tommy", until: "permanent" }]);
    valueOf(await stage.driver.act(lobby, { verb: "unmute", accounts: ["tommy"] }));
    expect(bodies(stage).join()).not.toContain("ShutUpTime");
  });

  it("keeps to the one that is set", async () => {
    await using stage = await openStage({ world: { dialect: "new" }, driver: { dialect: "old" } });
    expect(failureOf(await stage.driver.act(await stage.state("Public"), muteTommy(stage))).kind).toBe(
      "rejected",
    );
    await using modern = await openStage({ driver: { dialect: "new" } });
    valueOf(await modern.driver.act(await modern.state("Public"), muteTommy(modern)));
    expect(bodies(modern).join()).toContain('"MuteTime":60');
  });

  it("refused in both, the answer to the first stands and nothing is remembered", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    stage.emulator.fault({ kind: "error:10004", times: 1, command: "forbid_send_msg" });
    stage.emulator.fault({ kind: "error:10003", times: 1, command: "forbid_send_msg" });
    expect(failureOf(await stage.driver.act(lobby, muteTommy(stage))).detail).toContain("(10004)");
    valueOf(await stage.driver.act(lobby, muteTommy(stage)));
    expect(bodies(stage).at(-1)).toContain("ShutUpTime");
  });
});
