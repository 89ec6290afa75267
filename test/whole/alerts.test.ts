import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf } from "../../src/ledger/port.ts";
import { sendExample, type Example } from "../../src/sandbox/alerts/send.ts";
import { TOOL_NAMES } from "../../src/sandbox/alerts/tools.ts";
import { isCalled, pressablesIn } from "../../src/sandbox/slack/pressable.ts";
import { ALERT_ACTIONS } from "../../src/slack/cards/alert-buttons.ts";
import { plain } from "../../src/texts/plain.ts";
import { answer as decide, press as answer } from "./answering.ts";
import { LOBBY, openScene, type Scene } from "./scene.ts";

const ONCALL = "oncall";

async function fire(scene: Scene, example: Example): Promise<number> {
  const { httpStatus } = await sendExample(scene.bailiff.url, example, scene.sandbox.clock.now());
  await scene.settled();
  return httpStatus ?? 0;
}

/** The cards in #oncall, newest last. */
function cards(scene: Scene) {
  return scene.sandbox.slack
    .messages(ONCALL)
    .filter(({ blocks }) => JSON.stringify(blocks).includes("Alert "))
    .map((message) => ({
      ts: message.ts,
      text: plain(message.text),
      blocks: JSON.stringify(message.blocks),
    }));
}

function thread(scene: Scene, ts: string): string {
  return plain(
    scene.sandbox.slack
      .threadOf(ONCALL, ts)
      .filter((one) => one.ts !== ts)
      .map(({ text }) => text)
      .join("\n"),
  );
}

/** The id that the buttons of a card carry. */
const idOn = (blocks: string): string => /"value":"([0-9a-f]{32})"/.exec(blocks)?.[1] ?? "";

async function press(scene: Scene, as: string, ts: string, actionId: string) {
  return scene.act(as, () => scene.sandbox.slack.click({ as, channel: ONCALL, ts, actionId }));
}

/** Chooses a suggested act by its words, whether it is a button or stands in a menu. */
async function chooseAct(scene: Scene, as: string, ts: string, label: string) {
  const message = scene.sandbox.slack.messages(ONCALL).find((one) => one.ts === ts);
  const found = pressablesIn(message?.blocks ?? []).find((one) => isCalled(one, label));
  if (!found) throw new Error(`the card offers no ${label}`);
  const { actionId, value } = found;
  return scene.act(as, () =>
    scene.sandbox.slack.click({
      as,
      channel: ONCALL,
      ts,
      actionId,
      ...(value === undefined ? {} : { value }),
    }),
  );
}

describe("an alert, from its source to the closed loop", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene({ asks: true });
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it("puts a card into the channel of on-call, and is acknowledged, acted on and resolved there", async () => {
    expect(await fire(scene, { tool: "alertmanager" })).toBe(200);
    const [card] = cards(scene);
    expect(card?.text).toMatch(/Alert 1.*Critical.*firing/s);
    expect(card?.text).toMatch(/RoomFlood/);
    expect(card?.text).toMatch(/wiki\.example\.com\/runbooks\/room-flood/);
    const ts = card?.ts ?? "";

    await press(scene, "oscar", ts, ALERT_ACTIONS.ack);
    expect(cards(scene)[0]?.text).toMatch(/Owner: @?oscar|U000OSCAR/);
    expect(thread(scene, ts)).toMatch(/Acknowledged by/);

    const { privately } = await chooseAct(scene, "oscar", ts, "Mute 10m");
    expect(privately).toMatch(/Preview: mute in lobby/);
    expect(scene.sandbox.tencent.group(LOBBY)?.muted).toEqual([]);
    const confirmed = await answer(scene, "oscar", ONCALL, "confirm");
    expect(confirmed.privately).toMatch(
      /^Received: `mute tommy .*`\. Once it is done, the result stands on the alert's card and in its thread\.$/,
    );
    expect(scene.sandbox.tencent.group(LOBBY)?.muted).toMatchObject([{ account: "tommy" }]);
    expect(cards(scene)).toHaveLength(1);
    expect(cards(scene)[0]?.text).toMatch(/Done: #1 mute in lobby.*1 done/);
    expect(thread(scene, ts)).toMatch(/#1 mute in lobby.*1 done/);
    const [kase] = await scene.bailiff.ledger.casesOf({ limit: 1 });
    expect(kase).toMatchObject({ number: 1, alert: idOn(card?.blocks ?? "") });
    const opened = (await scene.bailiff.ledger.entriesOf(1)).find(({ kind }) => kind === "opened");
    expect(opened?.body).toContain(`"alert":"${kase?.alert}"`);

    await fire(scene, { tool: "alertmanager", status: "resolved" });
    expect(cards(scene)[0]?.text).toMatch(/resolved.*Resolved at its source/s);
    expect(cards(scene)[0]?.blocks).not.toContain(ALERT_ACTIONS.ack);
    expect(cards(scene)).toHaveLength(1);
  });

  it.each(TOOL_NAMES)("comes from %s with what its labels say, and ends there", async (tool) => {
    const key = `from-${tool}`;
    const before = cards(scene).length;
    expect(await fire(scene, { tool, key, title: `Flood ${tool}` })).toBeGreaterThanOrEqual(200);
    expect(cards(scene)).toHaveLength(before + 1);
    const text = () => cards(scene).at(-1)?.text ?? "";
    expect(text()).toContain(`Flood ${tool}`);
    if (tool !== "pagerduty") expect(text()).toMatch(/About `tommy` in `lobby`/);
    scene.sandbox.clock.advance(1_000);
    await fire(scene, { tool, key, title: `Flood ${tool}`, status: "resolved" });
    expect(text()).toMatch(/Resolved at its source/);
    expect(cards(scene)).toHaveLength(before + 1);
  });
});

describe("acting on an alert that nobody has", () => {
  it("says that nothing is to be done where an act was done already, and asks nobody to confirm it", async () => {
    await using scene = await openScene({ asks: true });
    await scene.say("adam", "lobby-mods", "/kick jared");
    await fire(scene, { tool: "alertmanager", key: "Nothing", title: "Nothing", account: "jared" });
    const ts = cards(scene).at(-1)?.ts ?? "";
    const { privately } = await chooseAct(scene, "mia", ts, "Kick");
    expect(privately).toMatch(/not in the group: nothing to do/);
    expect(privately).not.toMatch(/dry-run|confirm/i);
    const [last] = (await scene.bailiff.ledger.entries(1, 10_000)).toReversed();
    expect(last?.kind).toBe("alert_refused");
    expect(last && bodyOf(last)).toMatchObject({ because: "nothing_to_do" });
  });

  it("makes whoever may answer alerts its owner, and nobody who comes later", async () => {
    await using scene = await openScene({ asks: true });
    await fire(scene, { tool: "generic" });
    const { ts } = cards(scene)[0] ?? { ts: "" };
    await chooseAct(scene, "mia", ts, "Act: Mute 10m");
    await answer(scene, "mia", ONCALL, "confirm");
    expect(scene.sandbox.tencent.group(LOBBY)?.muted).toMatchObject([{ account: "tommy" }]);
    // A moderator may mute, but does not answer alerts.
    expect(cards(scene)[0]?.text).toMatch(/Nobody has it yet/);

    await fire(scene, { tool: "generic", key: "second", account: "jared" });
    const second = cards(scene).at(-1)?.ts ?? "";
    for (const who of ["oscar", "adam"]) {
      await chooseAct(scene, who, second, "Act: Mute 10m");
      await answer(scene, who, ONCALL, "confirm");
      await scene.settled();
      expect(cards(scene).at(-1)?.text).toMatch(/Owner: @?oscar|U000OSCAR/);
      // Later, the same is another end, so there is something to do again.
      scene.sandbox.clock.advance(3 * 60_000);
    }
    expect(thread(scene, second).match(/acts on it, and so takes care of it/g)).toHaveLength(1);
    const entries = await scene.bailiff.ledger.entries(1, 200);
    const owned = entries.filter(({ kind }) => kind === "alert_pressed");
    expect(owned.map((entry) => bodyOf(entry))).toMatchObject([
      { actor: { roles: [expect.stringMatching(/oncall/)] }, surface: "alert", news: { acting: true } },
    ]);
  });
});

describe("a card that Slack took without an answer", () => {
  it("stands once, and its thread too", { timeout: 40_000 }, async () => {
    await using scene = await openScene();
    scene.sandbox.slack.fault({ method: "chat.postMessage", kind: "reset-after", times: 1 });
    await fire(scene, { tool: "generic" });
    expect(cards(scene)).toHaveLength(1);
    const ts = cards(scene)[0]?.ts ?? "";
    scene.sandbox.slack.fault({ method: "chat.postMessage", kind: "reset-after", times: 1 });
    await press(scene, "oscar", ts, ALERT_ACTIONS.ack);
    await scene.settled();
    expect(thread(scene, ts).match(/Acknowledged by/g)).toHaveLength(1);
    expect(cards(scene)).toHaveLength(1);
  });

  it("is not lost when the program ends between the claim and the post", { timeout: 40_000 }, async () => {
    let isDead = false;
    await using scene = await openScene({
      bailiff: {
        onStep: (step) => {
          // What was sent is forgotten before it is written down, as by a process that is killed there.
          if (step !== "post.sent" || isDead) return;
          isDead = true;
          throw new Error("killed here");
        },
      },
    });
    await fire(scene, { tool: "alertmanager" });
    scene.sandbox.clock.advance(2_000);
    await scene.restart();
    await scene.settled();
    expect(isDead).toBe(true);
    expect(cards(scene)).toHaveLength(1);
  });

  it("suggests nothing that a press could turn into something else", async () => {
    await using scene = await openScene();
    await fire(scene, { tool: "generic" });
    const { ts, blocks } = cards(scene)[0] ?? { ts: "", blocks: "" };
    const forged = [
      { actionId: `${ALERT_ACTIONS.act}_0`, value: `${idOn(blocks)} ban permanent` },
      { actionId: ALERT_ACTIONS.acts, value: `${idOn(blocks)} ban permanent` },
      { actionId: `${ALERT_ACTIONS.act}_0`, value: `${"0".repeat(32)} mute 600000` },
      { actionId: ALERT_ACTIONS.ack, value: "0".repeat(32) },
    ];
    for (const { actionId, value } of forged)
      await scene.act("adam", () =>
        scene.sandbox.slack.click({ as: "adam", channel: ONCALL, ts, actionId, value, raw: true }),
      );
    expect(await scene.bailiff.ledger.casesOf({ limit: 5 })).toEqual([]);
    expect(cards(scene)[0]?.text).toMatch(/Nobody has it yet/);
  });
});

describe("the log channel", () => {
  it("tells of alerts in words, also of a press that did not count", async () => {
    await using scene = await openScene();
    await fire(scene, { tool: "generic" });
    const { ts } = cards(scene)[0] ?? { ts: "" };
    await press(scene, "oscar", ts, ALERT_ACTIONS.ack);
    await press(scene, "adam", ts, ALERT_ACTIONS.keep).catch(() => {});
    const id = idOn(cards(scene)[0]?.blocks ?? "");
    await scene.act("adam", () =>
      scene.sandbox.slack.click({
        as: "adam",
        channel: ONCALL,
        ts,
        actionId: ALERT_ACTIONS.ack,
        value: id,
        raw: true,
      }),
    );
    const log = plain(
      scene.sandbox.slack
        .messages("mod-log")
        .map(({ text }) => text)
        .join("\n"),
    );
    expect(log).toMatch(/alert 1, critical, `RoomFlood`/);
    expect(log).toMatch(/alert answered 1, critical, `RoomFlood`: Acknowledged by/);
    expect(log).toMatch(/alert press refused by .*: alert 1, `ack`, `taken`/);
  });
});

describe("an act on a card that a rule wants a second person for", () => {
  it(
    "waits for them, and closes the loop on the card once they have said yes",
    { timeout: 40_000 },
    async () => {
      await using scene = await openScene({ asks: true });
      await fire(scene, { tool: "generic", act: "mute 2d" });
      const { ts } = cards(scene)[0] ?? { ts: "" };
      await chooseAct(scene, "mia", ts, "Mute 2d");
      expect(scene.sandbox.tencent.group(LOBBY)?.muted).toEqual([]);
      await decide(scene, "adam", "approvals", "approve");
      expect(scene.sandbox.tencent.group(LOBBY)?.muted).toMatchObject([{ account: "tommy" }]);
      expect(cards(scene)[0]?.text).toMatch(/Done: #1 mute in lobby by .*1 done/);
      const [kase] = await scene.bailiff.ledger.casesOf({ limit: 1 });
      expect(kase?.alert).toMatch(/^[0-9a-f]{32}$/);
    },
  );
});
