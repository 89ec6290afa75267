import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hurryUntil, quietInAHurry } from "./hurry.ts";
import { ban, breakNext, effectsIn, PLACES, type Place } from "./places.ts";
import { openScene, type Scene } from "./scene.ts";

const HOUR_MS = 3_600_000;

/** Bans at vendors that keep them for ever: Bailiff lifts them, once, at the end that was asked for last. */
describe.each(PLACES.filter(({ alias }) => alias === "fans" || alias === "arena"))(
  "a ban with an end in $alias",
  (place) => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await openScene();
    });
    afterEach(() => scene[Symbol.asyncDispose]());

    const say = (text: string, as = "adam"): ReturnType<Scene["say"]> => scene.say(as, "lobby-mods", text);
    const effects = (): readonly string[] =>
      effectsIn(scene, place).map(({ verb, account }) => `${verb} ${account}`);
    const isBanned = (account = "tommy"): boolean => bansIn(scene, place).some((name) => name === account);
    const later = async (ms: number): Promise<void> => {
      scene.sandbox.clock.advance(ms);
      await quietInAHurry(scene);
    };
    /** Types without waiting for what comes of it. */
    const type = async (text: string): Promise<void> =>
      void (await scene.sandbox.slack.command({ as: "adam", channel: "lobby-mods", text }));

    it("is lifted at its end, once, and everybody who asks is told when and by whom", async () => {
      await say(`/ban tommy ${place.alias} 1h`);
      expect((await say(`/mod banned ${place.alias}`)).privately).toMatch(/tommy.*until .*left, by #1/);
      expect((await say(`/mod whois tommy ${place.alias}`)).privately).toMatch(
        /Banned until .*, when Bailiff lifts it \(#1\), .*left/,
      );
      await later(HOUR_MS - 60_000);
      expect(isBanned()).toBe(true);
      const before = scene.sandbox.slack.messages("lobby-mods").length;
      await later(60_001);
      await later(24 * HOUR_MS);
      expect(effects()).toEqual(["ban tommy", "unban tommy"]);
      const told = scene.sandbox.slack.messages("lobby-mods").slice(before);
      expect(told.map(({ text }) => text)).toEqual([
        expect.stringMatching(/by Bailiff, at the end of #1.*1 done/s),
      ]);
    });

    it("lasts as long as the longer ban that came after it", async () => {
      await say(`/ban tommy ${place.alias} 1h`);
      await say(`/ban tommy ${place.alias} 3h`);
      await later(HOUR_MS + 1);
      expect(isBanned()).toBe(true);
      expect((await say(`/mod whois tommy ${place.alias}`)).privately).toMatch(/Bailiff lifts it \(#2\)/);
      await later(2 * HOUR_MS);
      expect(effects()).toEqual(["ban tommy", "unban tommy"]);
    });

    it("ends with the shorter ban that came after it, and only that", async () => {
      await say(`/ban tommy ${place.alias} 3h`);
      await say(`/ban tommy ${place.alias} 1h`);
      await later(HOUR_MS + 1);
      expect(isBanned()).toBe(false);
      // What somebody does in the vendor's console from here on is theirs.
      ban(scene, place, "tommy");
      await later(3 * HOUR_MS);
      expect(isBanned()).toBe(true);
      expect(effects()).toEqual(["ban tommy", "unban tommy"]);
    });

    it("has no end any more when somebody bans for good after it", async () => {
      await say(`/ban tommy ${place.alias} 1h`);
      await say(`/ban tommy ${place.alias} permanent`);
      expect((await say(`/mod whois tommy ${place.alias}`)).privately).toMatch(/until somebody lifts it/);
      await later(HOUR_MS + 1);
      expect(isBanned()).toBe(true);
      expect(effects()).toEqual(["ban tommy"]);
    });

    it("counts from the newest case also where the chat service only says that the ban stands already", async () => {
      await scene[Symbol.asyncDispose]();
      const undocumented = { blockAgain: "not-a-member" } as const;
      scene = await openScene({ easemob: { undocumented }, agora: { undocumented } });
      await say(`/ban tommy ${place.alias} 1h`);
      await say(`/ban tommy ${place.alias} 3h`);
      await later(HOUR_MS + 1);
      expect(isBanned()).toBe(true);
      expect((await say(`/mod whois tommy ${place.alias}`)).privately).toMatch(/Bailiff lifts it \(#2\)/);
      await later(2 * HOUR_MS);
      expect(isBanned()).toBe(false);
    });

    it("is not lifted twice when somebody lifted it before", async () => {
      await say(`/ban tommy ${place.alias} 1h`);
      await say(`/unban tommy ${place.alias}`);
      ban(scene, place, "tommy");
      await later(HOUR_MS + 1);
      expect(effects()).toEqual(["ban tommy", "unban tommy"]);
      expect(isBanned()).toBe(true);
    });

    it("has nothing to lift when somebody lifted it in the vendor's console, and says so", async () => {
      await say(`/ban tommy ${place.alias} 1h`);
      scene.sandbox[place.vendor as "easemob"].setBan(place.id, "tommy", false);
      await later(HOUR_MS + 1);
      expect(effects()).toEqual(["ban tommy"]);
      expect(scene.sandbox.slack.messages("lobby-mods").at(-1)?.text).toMatch(
        /by Bailiff, at the end of #1.*1 already/s,
      );
    });

    it("is lifted when Bailiff comes back hours after its end", async () => {
      await say(`/ban tommy ${place.alias} 1h`);
      await scene.restart(() => scene.sandbox.clock.advance(9 * HOUR_MS));
      await quietInAHurry(scene);
      expect(effects()).toEqual(["ban tommy", "unban tommy"]);
      await scene.restart(() => scene.sandbox.clock.advance(9 * HOUR_MS));
      await quietInAHurry(scene);
      expect(effects()).toEqual(["ban tommy", "unban tommy"]);
    });

    it("is lifted although whoever asked for it may not do so any more", async () => {
      await say(`/ban tommy ${place.alias} 1h`, "mia");
      scene.sandbox.slack.workspace.setUserGroupMembers("moderators", []);
      scene.sandbox[place.vendor].promote(place.id, "marshal");
      await later(HOUR_MS + 1);
      expect((await say(`/kick jared ${place.alias}`, "mia")).privately).toMatch(/no role/);
      expect(effects()).toEqual(["ban tommy", "unban tommy"]);
    });

    it("is lifted late when the chat service is away at its end, and that is told", async () => {
      await say(`/ban tommy ${place.alias} 1h`);
      const vendor = scene.sandbox[place.vendor];
      vendor.fault({ kind: "status:502", times: 100_000 });
      scene.sandbox.clock.advance(HOUR_MS + 1);
      const outageEnds = scene.sandbox.clock.now() + 2 * HOUR_MS;
      await hurryUntil(scene, async () => scene.sandbox.clock.now() > outageEnds, 30_000);
      expect(isBanned()).toBe(true);
      vendor.clearFaults();
      await hurryUntil(scene, async () => !isBanned(), 10_000);
      await quietInAHurry(scene);
      expect(effects()).toEqual(["ban tommy", "unban tommy"]);
      expect(scene.sandbox.slack.messages("lobby-mods").at(-1)?.text).toMatch(
        /by Bailiff, at the end of #1.*1 done/s,
      );
    });

    it("that cannot be lifted for a day is told in its channel and is among the dead letters", async () => {
      await say(`/ban tommy ${place.alias} 1h`);
      scene.sandbox[place.vendor].fault({ kind: "status:502", times: 100_000 });
      scene.sandbox.clock.advance(HOUR_MS + 1);
      const told = async (): Promise<boolean> =>
        /could not be lifted/.test(scene.sandbox.slack.messages("lobby-mods").at(-1)?.text ?? "");
      await hurryUntil(scene, told, 30_000);
      expect(scene.sandbox.slack.messages("lobby-mods").at(-1)?.text).toMatch(/#1.*Still banned: `tommy`/s);
      expect((await scene.bailiff.ledger.counts()).jobs.request.dead).toBe(1);
    });

    it.each(["reset-before", "reset-after", "truncate", "html"] as const)(
      "is lifted once when the answer to it was lost (%s)",
      async (fault) => {
        breakNext(scene, place, "ban", fault);
        breakNext(scene, place, "unban", fault);
        await type(`/ban tommy ${place.alias} 1h`);
        await quietInAHurry(scene);
        expect(effects()).toEqual(["ban tommy"]);
        await later(HOUR_MS + 1);
        expect(effects()).toEqual(["ban tommy", "unban tommy"]);
      },
    );

    it("is lifted also when nobody could ever find out whether it was applied", async () => {
      breakNext(scene, place, "ban", "reset-after");
      const typed = type(`/ban tommy ${place.alias} 1h`);
      await expect.poll(() => effects().length, { interval: 2, timeout: 5_000 }).toBe(1);
      scene.sandbox[place.vendor].fault({ kind: "status:502", times: 100_000 });
      await typed;
      const isSettled = async (): Promise<boolean> =>
        (await scene.bailiff.ledger.caseByNumber(1))?.state === "settled";
      await hurryUntil(scene, isSettled);
      expect((await scene.bailiff.ledger.caseByNumber(1))?.targets[0]?.outcome).toBe("unknown");
      scene.sandbox[place.vendor].clearFaults();
      // Nothing reads it late either: the end comes first.
      scene.sandbox.clock.advance(HOUR_MS);
      await hurryUntil(scene, async () => !isBanned());
      await quietInAHurry(scene);
      expect(effects()).toEqual(["ban tommy", "unban tommy"]);
    });

    it("does not end a longer ban that is still being carried out when its end comes", async () => {
      await say(`/ban tommy ${place.alias} 1h`);
      await later(HOUR_MS - 5_000);
      breakNext(scene, place, "ban", "status:429", 6);
      await type(`/ban tommy ${place.alias} 5h`);
      await scene.sandbox.slack.until(() =>
        scene.sandbox[place.vendor].requests().some(({ status }) => status === 429),
      );
      scene.sandbox.clock.advance(5_001);
      await hurryUntil(scene, async () => (await scene.bailiff.ledger.counts()).openCases === 0);
      await quietInAHurry(scene);
      expect(isBanned()).toBe(true);
      await later(5 * HOUR_MS);
      expect(isBanned()).toBe(false);
    });
  },
);

function bansIn({ sandbox }: Scene, { vendor, id }: Place): readonly string[] {
  return (sandbox[vendor].group(id)?.banned ?? []).map((row) =>
    typeof row === "string" ? row : row.account,
  );
}
