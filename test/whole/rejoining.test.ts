import { afterEach, describe, expect, it } from "vitest";
import { FANS, MEET, STAGE } from "../../src/sandbox/hyphenate/cast.ts";
import { plain } from "../../src/texts/plain.ts";
import { calledBack, happen, messagesIn, pressSeen, seenIn } from "./calling-back.ts";
import { entered } from "./crowd.ts";
import { LOBBY, openScene, type Scene } from "./scene.ts";

let scene: Scene;
afterEach(() => scene[Symbol.asyncDispose]());

const open = async (): Promise<void> => {
  scene = await openScene({ callbacks: true });
};

/** mia bans tommy for an hour, somebody else lifts it, and tommy comes back. */
const banLiftedElsewhere = async (): Promise<void> => {
  await open();
  await scene.say("mia", "lobby-mods", "/ban tommy 1h");
  await happen(scene, () => {
    scene.sandbox.tencent.setBan(LOBBY, "tommy", null);
    scene.sandbox.tencent.join(LOBBY, "tommy");
  });
};

const isInside = (account: string): boolean =>
  scene.sandbox.tencent.group(LOBBY)?.members.some((member) => member.account === account) ?? false;

describe("somebody under a ban or a mute of Bailiff's who joins again", () => {
  it("is announced in the group's channel, with the case and with what the service says", async () => {
    await banLiftedElsewhere();
    expect(seenIn(scene, "lobby-mods")).toEqual([
      expect.stringMatching(
        /^:warning: `tommy` has joined lobby, and #1 bans them until .* UTC\. The chat service has no such ban any more: somebody else lifted it\. Nothing keeps them out unless they are banned again\.$/,
      ),
    ]);
    const entry = (await scene.bailiff.ledger.entries(1, 100)).find(({ kind }) => kind === "seen_elsewhere");
    expect(JSON.parse(entry?.body ?? "null")).toMatchObject({
      rows: [{ what: "joined", accounts: ["tommy"], watch: { verb: "ban", number: 1 } }],
      found: [{ account: "tommy", found: { stands: false, isInside: true } }],
    });
  });

  it("is told truly where the vendor keeps the ban and lets them in all the same", async () => {
    await open();
    await scene.say("mia", "stage-mods", "/ban peter 1h");
    // The stand-in's console asks nobody; Bailiff itself is to lift this ban in an hour.
    await happen(scene, () => scene.sandbox.easemob.join(STAGE, "peter"));
    expect(seenIn(scene, "stage-mods")[0]).toMatch(
      /`peter` has joined stage, and #1 bans them.*still lists the ban, and let them in all the same/,
    );
  });

  it("is told truly when they have gone again, and when the service cannot be asked", async () => {
    await open();
    await scene.say("mia", "meet-mods", "/ban peter 1h");
    scene.sandbox.agora.setBan(MEET, "peter", false);
    await happen(scene, () => {
      scene.sandbox.agora.join(MEET, "peter");
      scene.sandbox.agora.leave(MEET, "peter");
    });
    expect(seenIn(scene, "meet-mods").at(-1)).toMatch(/They are out again/);
    scene.sandbox.agora.fault({ kind: "status:500", times: 50 });
    await happen(scene, () => scene.sandbox.agora.join(MEET, "peter"));
    scene.sandbox.agora.clearFaults();
    expect(seenIn(scene, "meet-mods").at(-1)).toMatch(/could not be read/);
  });

  it("is announced under a mute too, which outlives leaving", async () => {
    await open();
    await scene.say("adam", "fans-mods", "/mute tommy permanent");
    await happen(scene, () => {
      scene.sandbox.easemob.leave(FANS, "tommy");
      scene.sandbox.easemob.join(FANS, "tommy");
    });
    expect(seenIn(scene, "fans-mods")).toEqual([
      expect.stringMatching(/`tommy` has joined fans, and #1 mutes them for good\. The mute still stands/),
    ]);
    await happen(scene, () => {
      scene.sandbox.easemob.setMute(FANS, "tommy", null);
      scene.sandbox.easemob.leave(FANS, "tommy");
      scene.sandbox.easemob.join(FANS, "tommy");
    });
    expect(seenIn(scene, "fans-mods").at(-1)).toMatch(/no such mute any more: they can write/);
  });

  it("is no news once the mute or ban is over, was lifted by Bailiff, or when Bailiff adds them", async () => {
    await open();
    await scene.say("adam", "lobby-mods", "/mute tommy 10m");
    await scene.say("adam", "lobby-mods", "/ban jared 1h");
    await scene.say("adam", "lobby-mods", "/unban jared");
    await scene.say("adam", "lobby-mods", "/mute peter 1d");
    await scene.say("adam", "lobby-mods", "/kick peter");
    await scene.say("adam", "lobby-mods", "/add peter");
    scene.sandbox.clock.advance(11 * 60_000);
    const { tencent } = scene.sandbox;
    await happen(scene, () => {
      tencent.leave(LOBBY, "tommy");
      tencent.join(LOBBY, "tommy");
      tencent.join(LOBBY, "jared");
    });
    expect(seenIn(scene, "lobby-mods")).toEqual([]);
  });
});

describe("the buttons below the announcement", () => {
  it("Kick asks for a kick as a typed command would, with the case as its reason", async () => {
    await banLiftedElsewhere();
    await pressSeen(scene, "max", "lobby-mods", "kick");
    expect(messagesIn(scene, "lobby-mods").at(-1)).toMatch(
      /#2 kick in lobby by U00000MAX: 1 done.*Reason: `joined while banned by #1`/s,
    );
    expect(isInside("tommy")).toBe(false);
    await calledBack(scene);
    // And that is Bailiff's own act again.
    expect(seenIn(scene, "lobby-mods")).toHaveLength(1);
  });

  it("Ban… opens the form, because an end is always said by a person", async () => {
    await banLiftedElsewhere();
    const { slack } = scene.sandbox;
    await pressSeen(scene, "max", "lobby-mods", "ban");
    const [view] = slack.viewsOf("max");
    expect(plain(JSON.stringify(view?.blocks[0]))).toContain("joined while banned by #1");
    await scene.act("max", () =>
      slack.submit({ as: "max", viewId: view?.id ?? "", values: entered({ time: "2h" }) }),
    );
    await scene.settled();
    expect(messagesIn(scene, "lobby-mods").at(-1)).toMatch(/#2 ban in lobby by U00000MAX: 1 done/);
  });

  it("Who is answers only whoever pressed", async () => {
    await banLiftedElsewhere();
    const { privately } = await pressSeen(scene, "max", "lobby-mods", "whois");
    expect(privately).toMatch(/tommy.*#1 ban/s);
  });

  it("give nobody a right they do not have", async () => {
    await banLiftedElsewhere();
    expect((await pressSeen(scene, "mel", "lobby-mods", "kick")).privately).toMatch(/no role/);
    expect((await pressSeen(scene, "gus", "lobby-mods", "whois")).privately).toMatch(/Guests/);
    expect(isInside("tommy")).toBe(true);
  });

  it("count only in a channel of the group, whatever number they carry", async () => {
    await banLiftedElsewhere();
    await scene.say("mia", "stage-mods", "/mute peter 1h");
    await happen(scene, () => {
      scene.sandbox.easemob.leave(STAGE, "peter");
      scene.sandbox.easemob.join(STAGE, "peter");
    });
    const { slack } = scene.sandbox;
    const ts = slack.messages("lobby-mods").at(-1)?.ts ?? "";
    for (const actionId of ["bailiff_seen_kick", "bailiff_seen_ban", "bailiff_seen_whois"])
      for (const value of ["2", "99", "0", "-1", "1.5", "", "peter"]) {
        const click = { as: "mia", channel: "lobby-mods", ts, actionId, value, raw: true } as const;
        const { privately } = await scene.act("mia", () => slack.click(click));
        expect(privately).toMatch(/Nothing was done: this button belongs to an older message/);
        expect(privately).not.toContain("peter");
      }
    expect(slack.viewsOf("mia")).toEqual([]);
    expect(isInside("tommy")).toBe(true);
  });
});
