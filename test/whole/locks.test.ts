import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { settledCase } from "./hurry.ts";
import { breakNext, effectsIn, PLACES, type Place } from "./places.ts";
import { openScene, type Scene } from "./scene.ts";

const OTHER = { lock: "unlock", unlock: "lock" } as const;

/**
 * Locks are about a group as a whole: one target, no end, and anybody may have changed them in the console. What
 * happens when their answers are lost stands in faults.test.ts.
 */
describe.each(PLACES)("locks in $alias", (place) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const since = (before: number): readonly string[] =>
    effectsIn(scene, place)
      .slice(before)
      .map(({ verb, account }) => `${verb} ${account}`);
  /** Types a command nobody has typed for a while, and gives the case it led to. */
  const carryOut = async (text: string): ReturnType<typeof settledCase> => {
    const { clock, slack } = scene.sandbox;
    clock.advance(3 * 60_000);
    const [newest] = await scene.bailiff.ledger.casesOf({ limit: 1 });
    await slack.command({ as: "adam", channel: "lobby-mods", text: `${text} ${place.alias}` });
    await expect
      .poll(async () => (await scene.bailiff.ledger.casesOf({ limit: 1 }))[0]?.number, { timeout: 5_000 })
      .toBe((newest?.number ?? 0) + 1);
    return settledCase(scene, (newest?.number ?? 0) + 1);
  };

  for (const verb of ["lock", "unlock"] as const) {
    it(`a second ${verb}, and one of a group that the console had changed, send nothing`, async () => {
      scene.sandbox[place.vendor].setLocked(place.id, verb === "unlock");
      const before = effectsIn(scene, place).length;
      expect((await carryOut(`/${verb}`)).targets[0]?.outcome).toBe("done");
      expect((await carryOut(`/${verb}`)).targets[0]?.outcome).toBe("already");
      // Somebody turns it back in the console: the next one has something to do again.
      scene.sandbox[place.vendor].setLocked(place.id, verb === "unlock");
      expect((await carryOut(`/${verb}`)).targets[0]?.outcome).toBe("done");
      scene.sandbox[place.vendor].setLocked(place.id, verb === "unlock");
      expect((await carryOut(`/${OTHER[verb]}`)).targets[0]?.outcome).toBe("already");
      expect(since(before)).toEqual([`${verb} *`, `${verb} *`]);
    });
  }
});

it("lock and unlock typed one after the other end unlocked, although the lock had to wait", async () => {
  await using scene = await openScene();
  const meet = PLACES.find(({ alias }) => alias === "meet") as Place;
  breakNext(scene, meet, "lock", "status:429", 2);
  const type = (text: string): Promise<unknown> =>
    scene.sandbox.slack.command({ as: "adam", channel: "meet-mods", text });
  await type("/lock");
  await type("/unlock");
  await settledCase(scene, 2);
  expect(effectsIn(scene, meet).map(({ verb }) => verb)).toEqual(["lock", "unlock"]);
  expect(scene.sandbox.agora.group(meet.id)?.locked).toBe(false);
});
