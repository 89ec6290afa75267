import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf } from "../../src/ledger/port.ts";
import { textOf } from "../../src/texts/facts.ts";
import { entryKinds } from "./answering.ts";
import { openScene, type Scene } from "./scene.ts";

const HOME = "lobby-mods";

describe("a note to a case", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
    await scene.say("mia", HOME, "/mute @tommy 1h spam");
  });
  afterAll(() => scene[Symbol.asyncDispose]());
  const notes = async (number = 1) =>
    (await scene.bailiff.ledger.entriesOf(number)).filter(({ kind }) => kind === "noted").map(bodyOf);

  it("is an entry of its own, is told in the channel, and is shown with the case", async () => {
    const before = await scene.bailiff.ledger.caseByNumber(1);
    const { posted } = await scene.say("audrey", HOME, "/note 1 he apologised in the lobby");
    expect(posted(HOME)).toMatch(/AUDREY added to #1:\n`he apologised in the lobby`/);
    expect(await notes()).toMatchObject([
      {
        actor: { team: "T000SANDBOX", person: "U00AUDREY", roles: ["auditor (usergroup:S00AUDITORS)"] },
        text: "he apologised in the lobby",
        verb: "mute",
        group: "lobby",
        rule: "auditors",
        policy: expect.any(String),
        surface: "slash",
        channel: "C0LOBBYMODS",
      },
    ]);
    expect((await scene.say("mia", HOME, "/case 1")).privately).toMatch(
      /Note by U0+AUDREY, .* UTC \(entry \d+\):\n`he apologised in the lobby`/,
    );
    // What stood there before stands there still.
    expect(await scene.bailiff.ledger.caseByNumber(1)).toEqual(before);
  });

  it("is taken after /mod too, and twice when it is typed twice", async () => {
    const before = (await notes()).length;
    await scene.say("mia", HOME, "/mod note #1 asked him to stop first");
    await scene.say("mia", HOME, "/mod note #1 asked him to stop first");
    expect((await notes()).slice(before).map(({ text }) => text)).toEqual([
      "asked him to stop first",
      "asked him to stop first",
    ]);
  });

  it("can be added from anywhere, and is answered there", async () => {
    const said = await scene.say("mia", "stage-mods", "/note 1 seen in the stage too");
    expect(said.posted("stage-mods")).toContain("added to #1");
    expect(said.posted(HOME)).toBe("");
    const away = await scene.say("mia", "random", "/note 1 the bot is not here");
    expect(away.privately).toMatch(/added to #1.*Only you see this/s);
  });

  it("is only shown with --dry-run", async () => {
    const before = await entryKinds(scene);
    const said = await scene.say("mia", HOME, "/note 1 --dry-run what if");
    expect(said.privately).toMatch(/nothing was written.*`what if`/s);
    expect(said.told).toEqual([]);
    expect(await entryKinds(scene)).toEqual(before);
  });

  it("is refused in words when there is no such case, no text, or too much of it", async () => {
    const before = (await entryKinds(scene)).length;
    const refused = async (text: string): Promise<string> => {
      const said = await scene.say("mia", HOME, text);
      expect(said.told, text).toEqual([]);
      return [said.privately, JSON.stringify(said.seen.ack ?? "")].join("\n");
    };
    expect(await refused("/note 99 who is that")).toContain("There is no case #99");
    expect(await refused("/note 1")).toContain("The text is missing");
    expect(await refused('/note 1 "  "')).toContain("The text is missing");
    expect(await refused("/note seen")).toContain("is not the number of a case");
    expect(await refused(`/note 1 ${"x".repeat(3_001)}`)).toContain("3001 characters; 3000 are the most");
    expect(await refused(`/note 1 ${"x".repeat(1_000_000)}`)).toContain("3000 are the most");
    expect(await refused("/note 1 a\u0000b")).toContain("control character");
    expect((await entryKinds(scene)).length).toBe(before);
  });

  it("by whoever may not is refused, and that is an entry with the rule's reason", async () => {
    const before = (await notes()).length;
    expect((await scene.say("mel", HOME, "/note 1 let him go")).privately).toMatch(/no role/);
    expect((await scene.say("gus", HOME, "/note 1 let him go")).privately).toMatch(/Guests/);
    // Nor do they learn which cases there are.
    expect((await scene.say("mel", HOME, "/note 99 let him go")).privately).toMatch(/no role/);
    expect((await notes()).length).toBe(before);
    const [denied] = (await scene.bailiff.ledger.entries(1, 1_000)).filter(({ kind }) => kind === "denied");
    expect(denied && bodyOf(denied)).toMatchObject({ right: "note", because: { kind: "no_role" } });
  });
});

describe("a hostile note", () => {
  const HOSTILE = [
    "<!channel> &lt;!channel&gt; <!everyone>",
    "=HYPERLINK(0)",
    "turned \u202e around \u2066 and \u200b hidden",
    "half \ud800 a pair \udfff",
    "`code` *bold* ~gone~ _it_ <https://evil.example|here>",
    "&amp;".repeat(600),
    "😀".repeat(3_000),
  ];

  it.each(HOSTILE.map((_, index) => index))("breaks nothing and comes alive nowhere (%i)", async (index) => {
    const text = HOSTILE[index] ?? "";
    await using scene = await openScene();
    await scene.say("mia", HOME, "/mute @tommy 1h");
    await scene.say("mia", HOME, `/note 1 ${text}`);
    const told = await scene.say("audrey", HOME, "/case 1");
    const { slack } = scene.sandbox;
    const shown = JSON.stringify([
      ...slack.messages(HOME),
      ...slack.messages("mod-log"),
      ...slack.ephemeralFor("audrey", HOME),
    ]);
    // A half of a character would stand there as an escape.
    const alive = /<!channel|<!everyone|<https:\/\/evil|\u202e|\u2066|\\ud[89a-f]/.exec(shown);
    expect(alive?.[0] ?? null).toBeNull();
    expect(told.privately).toContain("Note by");
    const entries = await scene.bailiff.ledger.entriesOf(1);
    const noted = entries.find(({ kind }) => kind === "noted");
    const kept = textOf(noted && bodyOf(noted)["text"]);
    expect(kept.isWellFormed()).toBe(true);
    expect(kept.length).toBeGreaterThan(10);
  });
});
