import { describe, expect, it } from "vitest";
import { GLASS_WORD } from "../../src/policy/approval.ts";
import { answer, approversCard, entryKinds, openWindow, press, sendWindow } from "./answering.ts";
import { openScene, type Scene } from "./scene.ts";

const asking = () => openScene({ asks: true });
const effects = ({ sandbox }: Scene): readonly string[] =>
  sandbox.tencent.effects().map(({ verb, account }) => `${verb} ${account}`);

describe("a mute over one's own limit", () => {
  it("waits for another person, and runs once that person has approved it", async () => {
    await using scene = await asking();
    const asked = await scene.say("mia", "lobby-mods", "/mute @tommy 2d spam everywhere");
    expect(effects(scene)).toEqual([]);
    expect(asked.privately).toMatch(/approv/i);
    expect(asked.privately).toMatch(/1d/);
    expect(approversCard(scene)).toMatch(/mute tommy/);
    expect(approversCard(scene)).toMatch(/spam everywhere/);
    expect(approversCard(scene)).toMatch(/U00000MIA/);
    const said = await answer(scene, "adam", "approvals", "approve", { reason: "seen it" });
    expect(effects(scene)).toEqual(["mute tommy"]);
    const result = /#1 mute in lobby by U00000MIA: 1 done.*Approved by U0000ADAM \(.*\): `seen it`/s;
    expect(said.posted("lobby-mods")).toMatch(result);
    expect(said.posted("mod-log")).toMatch(
      /approved by .*: `mute tommy.*reason: `seen it`.*#1 closed: mute/s,
    );
    expect(approversCard(scene)).toMatch(/U0000ADAM/);
    expect(approversCard(scene)).toMatch(/#1/);
    expect(await entryKinds(scene)).toEqual([
      "approval_asked",
      "approved",
      "opened",
      "attempt",
      "outcome",
      "closed",
    ]);
    // The end is the one that was approved, however long that took.
    const kase = await scene.bailiff.ledger.caseByNumber(1);
    expect(kase?.until).toBe((kase?.askedAt ?? 0) + 2 * 86_400_000);
  });

  it("is not done when it is denied, and the asker reads who and why", async () => {
    await using scene = await asking();
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    await answer(scene, "adam", "approvals", "deny", { reason: "one day is enough" });
    expect(effects(scene)).toEqual([]);
    const told = scene.sandbox.slack
      .ephemeralFor("mia", "lobby-mods")
      .map(({ text }) => text)
      .join("\n");
    expect(told).toMatch(/one day is enough/);
    expect(told).toMatch(/U0000ADAM/);
    expect(approversCard(scene)).toMatch(/denied/i);
    expect(await entryKinds(scene)).toEqual(["approval_asked", "approval_denied"]);
  });

  it("takes no word from the asker, from who has no right, or from outside, and writes each down", async () => {
    await using scene = await asking();
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    expect((await answer(scene, "mia", "approvals", "approve")).privately).toMatch(
      /Somebody else has to decide/,
    );
    for (const person of ["max", "oscar", "audrey", "mel"])
      expect((await answer(scene, person, "approvals", "approve")).privately, person).toMatch(
        /may not|right/i,
      );
    expect(effects(scene)).toEqual([]);
    const kinds = await entryKinds(scene);
    expect(kinds.filter((kind) => kind === "press_refused")).toHaveLength(5);
    await answer(scene, "olga", "approvals", "approve");
    expect(effects(scene)).toEqual(["mute tommy"]);
  });

  it("counts the first word; whoever comes later is told whose it was", async () => {
    await using scene = await asking();
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    const late = await openWindow(scene, "olga", "approvals", "deny");
    await answer(scene, "adam", "approvals", "approve");
    const said = await sendWindow(scene, "olga", late, { reason: "no" });
    expect(said.privately).toMatch(/U0000ADAM/);
    expect(effects(scene)).toEqual(["mute tommy"]);
  });

  it("of two words at the same moment exactly one counts", async () => {
    await using scene = await asking();
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    const yes = await openWindow(scene, "adam", "approvals", "approve");
    const no = await openWindow(scene, "olga", "approvals", "deny");
    await Promise.all([sendWindow(scene, "adam", yes, {}), sendWindow(scene, "olga", no, { reason: "no" })]);
    await scene.settled();
    const kinds = await entryKinds(scene);
    const words = kinds.filter((kind) => kind === "approved" || kind === "approval_denied");
    expect(words).toHaveLength(1);
    expect(effects(scene)).toEqual(words[0] === "approved" ? ["mute tommy"] : []);
    expect(kinds.filter((kind) => kind === "press_refused")).toHaveLength(1);
  });

  it("expires, and no word counts after that", async () => {
    await using scene = await asking();
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    const window = await openWindow(scene, "adam", "approvals", "approve");
    scene.sandbox.clock.advance(15 * 60_000 + 2_000);
    await scene.settled();
    const said = await sendWindow(scene, "adam", window, {});
    expect(said.privately).toMatch(/Nobody decided/i);
    expect(effects(scene)).toEqual([]);
    expect(approversCard(scene)).toMatch(/expired/i);
    expect(await entryKinds(scene)).toEqual(["approval_asked", "hold_expired", "press_refused"]);
  });

  it("does not run when the approver lost the right before it could begin", async () => {
    await using scene = await asking();
    scene.sandbox.tencent.fault({ kind: "frequency", times: 2, command: "forbid_send_msg" });
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    const window = await openWindow(scene, "adam", "approvals", "approve");
    const sent = sendWindow(scene, "adam", window, {});
    await scene.sandbox.slack.until(() =>
      scene.sandbox.tencent.requests().some(({ path }) => path.includes("forbid_send_msg")),
    );
    scene.sandbox.slack.workspace.setPerson("adam", { standing: "member" });
    scene.sandbox.clock.advance(30_000);
    await sent;
    await scene.settled();
    expect(effects(scene)).toEqual([]);
    const kase = await scene.bailiff.ledger.caseByNumber(1);
    expect(kase?.targets).toMatchObject([{ outcome: "refused" }]);
  });

  it("is cancelled by its asker", async () => {
    await using scene = await asking();
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    await press(scene, "mia", "lobby-mods", "cancel");
    expect(approversCard(scene)).toMatch(/cancel/i);
    expect(await entryKinds(scene)).toEqual(["approval_asked", "cancelled"]);
  });
});

describe("glass", () => {
  it("is broken by a named role with the typed word and a reason, and everybody hears of it", async () => {
    await using scene = await asking();
    const accounts = Array.from({ length: 101 }, (_, index) => `user${index + 1}`).join(",");
    await scene.say("adam", "lobby-mods", `/kick ${accounts}`);
    expect(effects(scene)).toEqual([]);
    const wrong = await answer(scene, "adam", "lobby-mods", "glass", { typed: "please", reason: "raid" });
    expect(wrong.privately).toMatch(/BREAK GLASS/);
    expect(effects(scene)).toEqual([]);
    await answer(scene, "adam", "lobby-mods", "glass", { typed: GLASS_WORD, reason: "a raid" });
    await scene.settled();
    expect(effects(scene).length).toBeGreaterThan(30);
    const log = scene.sandbox.slack
      .messages("mod-log")
      .map(({ text }) => text)
      .join("\n");
    expect(log).toMatch(/glass/i);
    expect(log).toMatch(/a raid/);
    expect(await entryKinds(scene)).toContain("glass_broken");
  });

  it("stays whole for who has no such role", async () => {
    await using scene = await asking();
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    // The button is not even there; the window behind it is refused to them as well (authority-attacks.test.ts).
    expect(() => press(scene, "mia", "lobby-mods", "glass")).toThrow(/mia sees no/);
    expect(effects(scene)).toEqual([]);
  });
});

describe("a preview", () => {
  const eleven = Array.from({ length: 11 }, (_, index) => `user${index + 1}`);

  it("is shown where a rule asks for it, and done when the asker confirms", async () => {
    await using scene = await asking();
    const shown = await scene.say("mia", "lobby-mods", `/kick ${eleven.join(",")}`);
    expect(shown.privately).toMatch(/11/);
    expect(effects(scene)).toEqual([]);
    const done = await press(scene, "mia", "lobby-mods", "confirm");
    expect(done.posted("lobby-mods")).toMatch(/11 done/);
    expect(effects(scene)).toHaveLength(11);
    expect(await entryKinds(scene)).toEqual([
      "previewed",
      "confirmed",
      "opened",
      "attempt",
      "outcome",
      "closed",
    ]);
  });

  it("shows what moved since, and asks again, instead of doing something else", async () => {
    await using scene = await asking();
    await scene.say("mia", "lobby-mods", `/kick ${eleven.join(",")}`);
    await scene.say("adam", "lobby-mods", "/kick user3");
    const again = await press(scene, "mia", "lobby-mods", "confirm");
    expect(effects(scene)).toEqual(["kick user3"]);
    expect(again.privately).toMatch(/user3/);
    const done = await press(scene, "mia", "lobby-mods", "confirm");
    expect(done.posted("lobby-mods")).toMatch(/10 done/);
  });

  it("is not done when cancelled, and a double press is one", async () => {
    await using scene = await asking();
    await scene.say("oscar", "lobby-mods", "/lock");
    await press(scene, "oscar", "lobby-mods", "cancel");
    expect(effects(scene)).toEqual([]);
    expect(await entryKinds(scene)).toEqual(["previewed", "cancelled"]);
  });

  it("goes to the approvers when more of the world wants it so: the end is permanent and over the limit", async () => {
    await using scene = await asking();
    await scene.say("adam", "lobby-mods", "/mute tommy permanent");
    const done = await press(scene, "adam", "lobby-mods", "confirm");
    expect(done.posted("lobby-mods")).toMatch(/1 done/);
    await scene.say("mia", "lobby-mods", "/mute jared permanent");
    expect(approversCard(scene)).toMatch(/jared/);
  });
});

describe("the books across a restart", () => {
  it("hold what waits, and it goes on where it was", async () => {
    await using scene = await asking();
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    await scene.restart();
    await answer(scene, "adam", "approvals", "approve");
    expect(effects(scene)).toEqual(["mute tommy"]);
  });
});
