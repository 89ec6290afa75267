import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hurryUntil, quietInAHurry } from "./hurry.ts";
import { breakNext, PLACES } from "./places.ts";
import { logLines } from "./log-channel.ts";
import { openScene, type Scene } from "./scene.ts";

const HOUR_MS = 3_600_000;
const place = PLACES.find(({ alias }) => alias === "fans") ?? missing();

/** What stands between the end of a ban and its being lifted, where Bailiff has to do it. */
describe("the end of a ban", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene[Symbol.asyncDispose]());

  const isBanned = (): boolean => scene.sandbox.easemob.group(place.id)?.banned.includes("tommy") ?? false;
  const texts = (channel: string): readonly string[] =>
    scene.sandbox.slack.messages(channel).map(({ text }) => text);
  const ban = (): ReturnType<Scene["say"]> => scene.say("adam", "fans-mods", "/ban tommy 1h");
  /** Types without waiting for what comes of it. */
  const type = async (as: string, text: string): Promise<void> =>
    void (await scene.sandbox.slack.command({ as, channel: "fans-mods", text }));

  it("is not stopped by anybody, so that no ban lasts longer than its rule allows", async () => {
    await ban();
    breakNext(scene, place, "unban", "status:429", 1_000);
    scene.sandbox.clock.advance(HOUR_MS + 1);
    await hurryUntil(scene, async () => (await scene.bailiff.ledger.caseByNumber(2)) !== null);
    const { privately } = await scene.say("adam", "fans-mods", "/mod stop 2");
    expect(privately).toMatch(/#2 lifts the ban of #1 at its end and cannot be stopped/);
    scene.sandbox.easemob.clearFaults();
    await quietInAHurry(scene);
    expect(isBanned()).toBe(false);
  });

  it("comes although a later unban was asked for of which nobody knows how it went", async () => {
    await ban();
    breakNext(scene, place, "unban", "reset-before");
    await type("adam", "/unban tommy");
    await expect
      .poll(() => scene.sandbox.easemob.requests().some(({ fault }) => fault === "reset-before"))
      .toBe(true);
    scene.sandbox.easemob.fault({ kind: "status:502", times: 100_000 });
    await hurryUntil(
      scene,
      async () => (await scene.bailiff.ledger.caseByNumber(2))?.targets[0]?.outcome === "unknown",
      60_000,
    );
    scene.sandbox.clock.advance(HOUR_MS);
    await hurryUntil(scene, async () => (await scene.bailiff.ledger.jobById("lift:#1")) !== null);
    scene.sandbox.easemob.clearFaults();
    await hurryUntil(scene, async () => !isBanned());
  });

  it("waits for what people can mend, such as a plan that has run out, instead of being given up", async () => {
    await ban();
    scene.sandbox.easemob.fault({ kind: "error:resource_limited", times: 100_000 });
    scene.sandbox.clock.advance(HOUR_MS + 1);
    const refusals = (): number =>
      scene.sandbox.easemob.requests().filter(({ fault }) => fault === "error:resource_limited").length;
    await hurryUntil(scene, async () => refusals() > 2);
    expect(isBanned()).toBe(true);
    scene.sandbox.easemob.clearFaults();
    await hurryUntil(scene, async () => !isBanned());
    expect(texts("fans-mods").some((text) => text.includes("could not be lifted"))).toBe(false);
  });

  it("that cannot be carried out is an entry, and told in the channel and in the log", async () => {
    await ban();
    scene.sandbox.easemob.dissolve(place.id);
    scene.sandbox.clock.advance(HOUR_MS + 1);
    await hurryUntil(scene, async () => (await scene.bailiff.ledger.counts()).jobs.request.dead === 1);
    await quietInAHurry(scene);
    expect(texts("fans-mods").at(-1)).toMatch(
      /ban of #1 has ended, but it could not be lifted.*Still banned: `tommy`/s,
    );
    expect(logLines(scene)).toContainEqual(
      expect.stringMatching(/^#1 ban not lifted at its end: `tommy`, vendor/),
    );
    expect((await scene.bailiff.ledger.entriesOf(1)).at(-1)?.kind).toBe("not_lifted");
  });
});

function missing(): never {
  throw new Error("the chat group fans is not among the places");
}
