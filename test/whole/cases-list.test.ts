import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openScene, type Scene } from "./scene.ts";

const HOME = "lobby-mods";
const listed = (text: string): readonly number[] =>
  [...text.matchAll(/^#(\d+) \d{4}/gm)].map(([, number]) => Number(number));

describe("looking for cases", () => {
  let scene: Scene;
  const ask = async (as: string, text: string, channel = HOME): Promise<string> =>
    (await scene.say(as, channel, text)).privately;
  beforeAll(async () => {
    scene = await openScene();
    await scene.say("mia", HOME, "/mute @tommy 1h spam"); // 1
    await scene.say("max", HOME, "/kick jared,away1"); // 2
    await scene.say("mia", "stage-mods", "/ban @peter 1h"); // 3
    scene.sandbox.clock.advance(3 * 3_600_000); // 4: the end of that ban
    await scene.settled();
    await scene.say("oscar", HOME, "/lock raid"); // 5
    await scene.say("adam", "stage-mods", "/mute user7 5m"); // 6
    await scene.say("mia", HOME, "/unmute tommy"); // 7
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it("finds all of them, newest first, a line a case", async () => {
    const text = await ask("audrey", "/cases");
    expect(listed(text)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(text).toMatch(/^Cases, newest first: in all groups$/m);
    expect(text).toMatch(/^#2 .* UTC U0+MAX: kick `jared`, `away1` in lobby: 1 done, 1 absent$/m);
    expect(text).toMatch(/^#5 .*: lock in lobby: 1 done$/m);
    expect(text).toMatch(/^#4 .* Bailiff, at the end of #3: unban `peter` in stage: 1 done$/m);
    expect(text).not.toContain("Older");
  });

  it.each([
    ["tommy", [7, 1]],
    ["@tommy lobby mute", [1]],
    ["stage", [6, 4, 3]],
    ["mute", [6, 1]],
    ["by @mia", [7, 3, 1]],
    ["by @mia stage", [3]],
    ["since 2h", [7, 6, 5, 4]],
    ["lobby since 2h", [7, 5]],
    ["since 2026-01-01 before 3", [2, 1]],
    ["PETER stage", [4, 3]],
    // Easemob folds names, Tencent does not.
    ["PETER", [4, 3]],
    ["TOMMY", []],
    // A person: what they asked for, and what is about who they are at the chat services.
    ["@mia", [7, 3, 1]],
    ["@mel", [6]],
    ["@mel by @mia", []],
    ["@mel by @adam", [6]],
    ["nobody9", []],
  ])("/cases %s", async (search, numbers) => {
    expect(listed(await ask("audrey", `/cases ${search}`))).toEqual(numbers);
  });

  it("says what was looked for, above all when there is nothing", async () => {
    expect(await ask("audrey", "/cases nobody9 kick lobby since 7d")).toMatch(
      /No case was found\.\nLooked for: about `nobody9` · only kick · in lobby · in the last 7d\./,
    );
    expect(await ask("audrey", "/cases @mia")).toMatch(
      /asked for by U00000MIA, or U00000MIA is linked to no account/,
    );
    expect(await ask("audrey", "/cases @mel")).toMatch(/or about their account `user7`/);
  });

  it("takes /mod cases for /cases, and refuses what it does not understand", async () => {
    expect(listed(await ask("audrey", "/mod cases tommy"))).toEqual([7, 1]);
    expect(await ask("audrey", "/cases loby")).toMatch(/nearly the group `lobby`/);
    expect(await ask("audrey", "/cases since forever")).toMatch(/not a time that `since` takes/);
  });
});

describe("pages of cases", () => {
  it(
    "are gone through by the command in the last line, whatever comes meanwhile",
    { timeout: 60_000 },
    async () => {
      await using scene = await openScene();
      for (let index = 1; index <= 20; index += 1)
        await scene.say("adam", HOME, `/mute user${index} ${index}m`);
      const first = (await scene.say("adam", HOME, "/cases lobby by @adam")).privately;
      expect(listed(first)).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6]);
      expect(first).toMatch(/Older: `\/mod cases lobby by` U0000ADAM `before #6`/);
      await scene.say("adam", HOME, "/mute user21 1h");
      const second = (await scene.say("adam", HOME, "/mod cases lobby by @adam before #6")).privately;
      expect(listed(second)).toEqual([5, 4, 3, 2, 1]);
      expect(second).not.toContain("Older");
    },
  );
});

describe("who may look for which cases", () => {
  const onlyStage = () =>
    openScene({
      config: (file) => ({
        ...file,
        // A group that nobody has configured can still be typed by its id.
        groups: Object.fromEntries(Object.entries(file.groups).filter(([alias]) => alias !== "den")),
        rules: [
          ...file.rules.map((rule) => (rule.role === "oncall" ? { ...rule, groups: ["stage"] } : rule)),
          {
            ...file.rules[2]!,
            name: "not the lobby",
            role: "auditor" as const,
            may: undefined,
            mayNot: ["cases" as const, "case" as const, "note" as const],
            groups: ["lobby"],
          },
        ],
      }),
    });

  /** What the rules of the sandbox say, written down a second time, by hand. */
  const MAY: Readonly<Record<string, boolean>> = {
    olga: true,
    adam: true,
    mia: true,
    max: true,
    oscar: true,
    audrey: true,
    mel: false,
    gus: false,
  };

  it("is only whoever has a rule for it, whichever way they come", { timeout: 60_000 }, async () => {
    await using scene = await openScene();
    await scene.say("mia", HOME, "/mute tommy 5m");
    const asked = [
      ["cases tommy", /#1 .*mute/],
      ["case 1", /#1 mute in lobby/],
      ["note 1 seen", /added to #1/],
    ] as const;
    for (const [as, may] of Object.entries(MAY))
      for (const [typed, answer] of asked)
        for (const slash of ["/", "/mod "]) {
          const said = await scene.say(as, HOME, `${slash}${typed}`);
          const all = `${said.privately}\n${said.posted(HOME)}`;
          if (may) expect(all, `${as} ${slash}${typed}`).toMatch(answer);
          else expect(all, `${as} ${slash}${typed}`).toMatch(/no role|Guests/);
        }
    const notes = (await scene.bailiff.ledger.entriesOf(1)).filter(({ kind }) => kind === "noted");
    expect(notes).toHaveLength(2 * Object.values(MAY).filter(Boolean).length);
  });

  it("and each only in the groups of their rules", async () => {
    await using scene = await onlyStage();
    const ask = async (as: string, text: string): Promise<string> =>
      (await scene.say(as, "stage-mods", text)).privately;
    await scene.say("mia", HOME, "/mute tommy 5m"); // 1
    await scene.say("mia", "stage-mods", "/mute tommy 5m"); // 2
    await scene.say("mia", "meet-mods", "/mute tommy 5m"); // 3
    await scene.say("adam", HOME, "/mute tommy @TGS#3CHATROOM 5m"); // 4

    const byOscar = await ask("oscar", "/cases");
    expect(listed(byOscar)).toEqual([2]);
    expect(byOscar).toContain("in the groups that you may ask about (stage)");
    for (const search of ["tommy", "mute", "by @mia", "@mia", "since 1h"])
      expect(listed(await ask("oscar", `/cases ${search}`)), search).toEqual([2]);
    expect(await ask("oscar", "/cases lobby")).toMatch(/No rule lets your roles use `cases` in `lobby`/);
    expect(await ask("oscar", "/case 1")).toMatch(/No rule lets your roles use `case` in `lobby`/);
    expect(await ask("oscar", "/case 2")).toMatch(/#2 mute in stage/);

    expect(listed(await ask("audrey", "/cases"))).toEqual([4, 3, 2]);
    expect(await ask("audrey", "/cases lobby")).toMatch(/forbids your role `cases` in `lobby`/);
    expect(await ask("audrey", "/case 1")).toMatch(/forbids your role `case` in `lobby`/);
    expect(await ask("audrey", "/note 1 seen")).toMatch(/forbids your role `note` in `lobby`/);
  });
});
