import { describe, expect, it } from "vitest";
import { bodyOf } from "../../src/ledger/port.ts";
import { RESULT_BUTTONS } from "../../src/slack/cards/result-buttons.ts";
import { answer, press, withButton } from "./answering.ts";
import { batch, untilSettled } from "./batch-scene.ts";
import { openScene, type Scene } from "./scene.ts";

const HOME = "lobby-mods";
const story = async (scene: Scene, number: number, as = "audrey"): Promise<string> =>
  (await scene.say(as, HOME, `/case ${number}`)).privately;

describe("the story of a case", () => {
  it("tells who asked for what, when, where, why, in which role, and what allowed it", async () => {
    await using scene = await openScene();
    await scene.say("mia", HOME, "/mute tommy,away1 1h spamming all day");
    const text = await story(scene, 1);
    expect(text).toMatch(/^#1 mute in lobby by U0+MIA: 1 done, 1 absent of 2$/m);
    expect(text).toMatch(/^Understood as: `mute tommy, away1 for 1h — reason: spamming all day`$/m);
    expect(text).toMatch(
      /^Asked by U0+MIA \(then moderator, by the user group S0MODERATORS\), .* UTC in C0LOBBYMODS, typed\.$/m,
    );
    expect(text).toMatch(/^Allowed by rule `moderators`, policy `[0-9a-f]{12}`; plan `[0-9a-f]{12}`\.$/m);
    expect(text).toMatch(/^Reason: `spamming all day`$/m);
    expect(text).toMatch(/^Muted: `tommy`$/m);
    expect(text).toMatch(/^Not in the group: `away1`$/m);
    expect(text).not.toContain("Taken back");
  });

  it("links to its messages, at the address that Slack itself gives them", async () => {
    await using scene = await openScene();
    await scene.say("mia", HOME, "/mute tommy 1h");
    const [result] = scene.sandbox.slack.messages(HOME);
    const path = `archives/C0LOBBYMODS/p${result?.ts.replace(".", "")}`;
    expect(await story(scene, 1)).toContain(`<https://bailiff-sandbox.slack.com/${path}|the result>`);
    // What only the asker saw stands nowhere.
    await scene.say("mia", "random", "/mute user4 lobby 5m");
    expect(await story(scene, 2)).not.toContain("the result");
  });

  it("names its entries with their numbers, and what each says", async () => {
    await using scene = await openScene();
    await scene.say("mia", HOME, "/mute tommy 1h");
    const entries = await scene.bailiff.ledger.entriesOf(1);
    const text = await story(scene, 1);
    for (const { seq, hash } of entries)
      expect(text).toMatch(new RegExp(`^${seq} \\d{4}-.* UTC \`${hash.slice(0, 8)}\` `, "m"));
    expect(text).toMatch(/opened by U0+MIA: `mute tommy for 1h` \(rule `moderators`\)/);
    expect(text).toMatch(/sent: mute, `tommy`/);
    expect(text).toMatch(/outcome: 1 done/);
  });

  it("tells who was asked first, and who said what", async () => {
    await using scene = await openScene({ asks: true });
    await scene.say("mia", HOME, "/mute tommy 2d spam");
    await answer(scene, "adam", "approvals", "approve", { reason: "seen it" });
    const approved = await story(scene, 1);
    expect(approved).toMatch(/Why it took an approval: It lasts longer than the 1d that rule `moderators`/);
    expect(approved).toMatch(/Approved by U0+ADAM \(.* UTC\): `seen it`\./);
    expect(approved).toMatch(/^\d+ .* approval asked by U0+MIA/m);
    expect(approved).toMatch(/^\d+ .* approved by U0+ADAM: .*reason: `seen it`/m);
    expect(approved).toContain("|the approvers' card>");

    await scene.say("oscar", HOME, "/lock raid");
    await press(scene, "oscar", HOME, "confirm");
    const confirmed = await story(scene, 2);
    expect(confirmed).toMatch(/Confirmed by U0+OSCAR/);
    expect(confirmed).toMatch(/^\d+ .* previewed by U0+OSCAR/m);
    expect(confirmed).toMatch(/^\d+ .* confirmed by U0+OSCAR/m);
  });

  it("tells how it hangs together with others: taken back, changed again, lifted at its end", async () => {
    await using scene = await openScene();
    await scene.say("mia", HOME, "/mute tommy,jared 1h"); // 1
    const { ts } = withButton(scene, "mia", HOME, RESULT_BUTTONS.undo);
    const pressed = { as: "mia", channel: HOME, ts, actionId: RESULT_BUTTONS.undo };
    await scene.act("mia", () => scene.sandbox.slack.click(pressed)); // 2
    await scene.say("mia", HOME, "/mute tommy 2h"); // 3
    await scene.say("mia", HOME, "/mute tommy 3h"); // 4
    await scene.say("mia", "stage-mods", "/ban peter 1h"); // 5
    scene.sandbox.clock.advance(2 * 3_600_000); // 6
    await scene.settled();

    expect(await story(scene, 1)).toContain("Taken back by #2 (unmute) for 2 accounts.");
    const undo = await story(scene, 2);
    expect(undo).toContain("Takes back what #1 (mute) had done for 2 accounts.");
    expect(undo).toContain("Taken back by #3 (mute) for 1 account.");
    expect(undo).toMatch(/, by a button\.$/m);
    const again = await story(scene, 4);
    expect(again).toContain("Changes what #3 (mute) had done for 1 account.");
    expect(await story(scene, 5)).toContain("Taken back by #6 (unban) for 1 account.");
    expect(await story(scene, 6)).toMatch(/^Asked at the end of #5, /m);
  });

  it("tells that work on it goes on, and who stopped it", async () => {
    await using scene = await openScene();
    const { slack, tencent } = scene.sandbox;
    tencent.fault({ kind: "frequency", times: 100, command: "delete_group_member" });
    await slack.command({ as: "mia", channel: HOME, text: "/kick tommy" });
    await slack.until(() => tencent.requests().some(({ path }) => path.includes("delete_group_member")));
    await slack.command({ as: "audrey", channel: HOME, text: "/case 1" });
    await slack.until(() =>
      slack.ephemeralFor("audrey", HOME).some(({ text }) => text.includes("Work on it goes on")),
    );
    await slack.command({ as: "max", channel: HOME, text: "/mod stop 1" });
    await untilSettled(scene);
    expect(await story(scene, 1)).toMatch(/U0+MAX stopped it.*stop asked by U0+MAX/s);
  });

  it("rests on entries that keep the vendor's own code of what it refused", async () => {
    await using scene = await openScene();
    scene.sandbox.tencent.fault({ kind: "error:10007", times: 1, command: "delete_group_member" });
    await scene.say("mia", HOME, "/kick tommy");
    const bodies = (await scene.bailiff.ledger.entriesOf(1)).map(bodyOf);
    expect(bodies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ failure: expect.objectContaining({ code: "10007" }), verb: "kick" }),
      ]),
    );
    expect(await story(scene, 1)).toMatch(/outcome: 1 refused, `.*10007.*`/);
  });

  it("of a batch: counts, names as many as have room, and says where all of them are", async () => {
    await using scene = await openScene();
    const accounts = [
      ...Array.from({ length: 40 }, (_, index) => `user${index + 1}`),
      ...Array.from({ length: 40 }, (_, index) => `away${index + 1}`),
    ];
    await batch(scene, "adam", HOME, { verb: "kick", group: "lobby", accounts: accounts.join("\n") });
    const text = await story(scene, 1);
    expect(text).toMatch(/#1 kick in lobby by U0+ADAM: 40 done, 40 absent of 80/);
    expect(text).toMatch(/^Removed: `user1`, .*`user20` and 20 more$/m);
    expect(text).toMatch(/^Not in the group: `away1`, .* and 20 more$/m);
    expect(text).toContain("The table of all accounts is in the thread of the result.");
    expect(text).toMatch(/, by the form\.$/m);
  });
});
