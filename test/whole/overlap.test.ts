import { describe, expect, it } from "vitest";
import { bodyOf } from "../../src/ledger/port.ts";
import { HOLD_ACTIONS } from "../../src/slack/cards/hold-buttons.ts";
import { RESULT_BUTTONS } from "../../src/slack/cards/result-buttons.ts";
import { ACTIONS } from "../../src/slack/cards/repeat-card.ts";
import { answer, entryKinds, press, withButton } from "./answering.ts";
import { LOBBY, openScene, type Scene } from "./scene.ts";

const HOME = "lobby-mods";
const asking = () => openScene({ asks: true });
const isMuted = (scene: Scene, account: string): boolean =>
  scene.sandbox.tencent.group(LOBBY)?.muted.some((row) => row.account === account) ?? false;
const cases = async ({ bailiff }: Scene): Promise<number> =>
  (await bailiff.ledger.casesOf({ limit: 100 })).length;

describe("who acts on an account that somebody else has just acted on", () => {
  it("is shown who did what, and asked, before it is taken back", async () => {
    await using scene = await asking();
    await scene.say("max", HOME, "/mute tommy,jared 1h spam");
    scene.sandbox.clock.advance(180_000);
    const asked = await scene.say("mia", HOME, "/unmute tommy");
    expect(asked.privately).toMatch(
      /Nothing was done yet.*Press Confirm.*Shortly before: U0+MAX muted `tommy` until [^(]* UTC \(#1, \d{4}-\d\d-\d\d \d\d:\d\d UTC\)\. This takes it back\./s,
    );
    expect(asked.told).toEqual([]);
    expect(isMuted(scene, "tommy")).toBe(true);

    const done = await press(scene, "mia", HOME, "confirm");
    expect(done.posted(HOME)).toMatch(/#2 unmute.*1 done.*Shortly before: U0+MAX muted `tommy`/s);
    expect(done.privately).toMatch(/Received: `unmute tommy/);
    expect(isMuted(scene, "tommy")).toBe(false);
    expect(await entryKinds(scene)).toEqual(
      expect.arrayContaining(["previewed", "confirmed", "opened", "closed"]),
    );
    const [opened] = (await scene.bailiff.ledger.entriesOf(2)).filter(({ kind }) => kind === "opened");
    expect(opened && bodyOf(opened)["others"]).toMatchObject([
      { case: 1, verb: "mute", accounts: 1, names: ["tommy"], conflict: "undoes" },
    ]);
    expect((await scene.say("audrey", HOME, "/case 2")).privately).toMatch(
      /Takes back what #1 \(mute\) had done for 1 account\./,
    );
    expect((await scene.say("audrey", HOME, "/case 1")).privately).toMatch(
      /Taken back by #2 \(unmute\) for 1 account\./,
    );
  });

  it.each([
    ["/mute user1 10m", "/mute user1 2h", /This makes it last longer/],
    ["/mute user1 2h", "/mute user1 10m", /This makes it end sooner/],
    ["/mod add away1", "/kick away1", /added `away1`.*This takes it back/],
    ["/mod add away1", "/ban away1 1h", /added `away1`.*This takes it back/],
    ["/kick user1", "/mod add user1", /removed `user1`.*This takes it back/],
  ])("is asked: %s, then %s", async (theirs, mine, why) => {
    await using scene = await asking();
    await scene.say("max", HOME, theirs);
    const before = await cases(scene);
    expect((await scene.say("mia", HOME, mine)).privately).toMatch(why);
    expect(await cases(scene)).toBe(before);
    await press(scene, "mia", HOME, "cancel");
    expect(await cases(scene)).toBe(before);
  });

  it.each([
    ["/mute user1 10m", "/kick user1", /muted `user1`/],
    ["/mute user1 10m", "/mute user1 10m", /muted `user1`/],
    ["/mute user1 10m", "/mod unmute user1,user2 --dry-run", /muted `user1`.*This takes it back/s],
    ["/mute user1 10m", "/mod can unmute user1", /muted `user1`.*This takes it back/s],
  ])("is told, and not asked: %s, then %s", async (theirs, mine, what) => {
    await using scene = await asking();
    await scene.say("max", HOME, theirs);
    const said = await scene.say("mia", HOME, mine);
    expect(`${said.privately}\n${said.posted(HOME)}`).toMatch(what);
    expect(said.privately).not.toContain("Press Confirm");
  });

  it("is told nothing about own acts, other groups, other accounts, and what is long ago", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute user1 1h");
    await scene.say("max", "stage-mods", "/mute user2 1h");
    await scene.say("max", HOME, "/mute user3,user4 1h");
    scene.sandbox.clock.advance(11 * 60_000);
    await scene.say("max", HOME, "/kick away1,user5");
    for (const typed of ["/unmute user1", "/mute user2 2h", "/unmute user3", "/kick user6"]) {
      const said = await scene.say("mia", HOME, typed);
      expect(said.posted(HOME), typed).toContain("1 done");
      expect(said.posted(HOME), typed).not.toContain("Shortly before");
    }
  });

  it("is not told of what a newer act has replaced, or what has ended, as if it stood", async () => {
    await using scene = await asking();
    await scene.say("max", HOME, "/mute user1 1m");
    await scene.say("max", HOME, "/mute user2 1h");
    await scene.say("mia", HOME, "/mute user2 2h");
    await press(scene, "mia", HOME, "confirm");
    expect((await scene.say("mia", HOME, "/mod can unmute user1,user2")).privately).toMatch(
      /Shortly before: U0+MAX muted `user1` until/,
    );
    scene.sandbox.clock.advance(120_000);
    const said = await scene.say("mia", HOME, "/unmute user1,user2");
    expect(`${said.privately}\n${said.posted(HOME)}`).toContain("1 done");
    expect(`${said.privately}\n${said.posted(HOME)}`).not.toContain("Shortly before");
    // A third person is told of the act that stands.
    await scene.say("mia", HOME, "/mute user2 3h");
    expect((await scene.say("max", HOME, "/unmute user2")).privately).toMatch(
      /Shortly before: U0+MIA muted `user2` until [^\n]*This takes it back\.$/m,
    );
  });

  it("is not asked where nothing would change, or the newest act was their own", async () => {
    await using scene = await asking();
    await scene.say("max", HOME, "/mute user1 1h");
    await scene.say("mia", HOME, "/unmute user1");
    await press(scene, "mia", HOME, "confirm");
    const again = await scene.say("mia", HOME, "/mute user1 30m");
    expect(again.posted(HOME)).toMatch(/1 done/);
    // Somebody has ended that mute at the chat service itself: nothing of it is left to be taken back.
    await scene.say("max", HOME, "/mute user2 1h");
    scene.sandbox.tencent.setMute(LOBBY, "user2", null);
    scene.sandbox.tencent.setMute(LOBBY, "user3", "permanent");
    const idle = await scene.say("mia", HOME, "/unmute user2,user3");
    expect(idle.posted(HOME)).toMatch(/1 done, 1 already.*Shortly before: U0+MAX muted `user2`/s);
  });
});

describe("nobody is asked twice", () => {
  it("about what other people approve: their card says it", async () => {
    await using scene = await asking();
    await scene.say("max", HOME, "/mute tommy 1h");
    await scene.say("mia", HOME, "/mute tommy 2d spam");
    const card = scene.sandbox.slack.messages("approvals").at(-1)?.text ?? "";
    expect(card).toMatch(/Shortly before: .*muted `tommy`.*This makes it last longer/s);
    await answer(scene, "adam", "approvals", "approve");
    expect((await scene.bailiff.ledger.caseByNumber(2))?.state).toBe("settled");
    expect((await entryKinds(scene)).filter((kind) => kind === "previewed")).toEqual([]);
  });

  it("about a repeat that was confirmed", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/kick user1");
    await scene.say("mia", HOME, "/kick user1");
    const { ts } = withButton(scene, "mia", HOME, ACTIONS.runAgain);
    await scene.say("max", HOME, "/mod add user1");
    await press(scene, "max", HOME, "confirm");
    const pressed = { as: "mia", channel: HOME, ts, actionId: ACTIONS.runAgain };
    const again = await scene.act("mia", () => scene.sandbox.slack.click(pressed));
    expect(again.posted(HOME)).toMatch(/kick.*1 done.*added `user1`/s);
  });

  it("about the button below the result that it takes back: Slack's dialog asks", async () => {
    await using scene = await asking();
    await scene.say("max", HOME, "/mute tommy 1h");
    const { ts } = withButton(scene, "mia", HOME, RESULT_BUTTONS.undo);
    const pressed = { as: "mia", channel: HOME, ts, actionId: RESULT_BUTTONS.undo };
    const undone = await scene.act("mia", () => scene.sandbox.slack.click(pressed));
    expect(undone.posted(HOME)).toMatch(/unmute.*1 done/s);
  });

  it("and what has changed since it was asked is shown before it is done", async () => {
    await using scene = await asking();
    await scene.say("max", HOME, "/mute tommy 1h");
    await scene.say("mia", HOME, "/mute tommy 2h");
    scene.sandbox.tencent.setMute(LOBBY, "tommy", "permanent");
    const moved = await press(scene, "mia", HOME, "confirm");
    expect(moved.privately).toMatch(/Something has changed since you saw the plan/);
    expect(withButton(scene, "mia", HOME, HOLD_ACTIONS.confirm)).toBeTruthy();
  });

  it("nor at all where the configuration does not want it", async () => {
    await using scene = await openScene({
      asks: true,
      config: (file) => ({ ...file, overlap: { within: "10m", ask: false } }),
    });
    await scene.say("max", HOME, "/mute tommy 1h");
    const said = await scene.say("mia", HOME, "/unmute tommy");
    expect(said.posted(HOME)).toMatch(/1 done.*Shortly before/s);
  });
});
