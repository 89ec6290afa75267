import { describe, expect, it } from "vitest";
import type { Message } from "../../src/sandbox/slack/message-board.ts";
import { HOLD_ACTIONS } from "../../src/slack/cards/hold-buttons.ts";
import { HOLD_FIELDS } from "../../src/slack/views/hold-views.ts";
import { plain } from "../../src/texts/plain.ts";
import { openScene, type Scene } from "./scene.ts";

const MODS = "lobby-mods";
const APPROVALS = "approvals";

type Card = Pick<Message, "ts" | "text" | "blocks">;

/** Mia asks for more than she may alone. */
async function asked(scene: Scene): Promise<Card> {
  await scene.say("mia", MODS, "/mute tommy 25h spam");
  return onlyCard(scene);
}

function onlyCard({ sandbox }: Scene): Card {
  const [card, ...more] = sandbox.slack.messages(APPROVALS);
  if (!card || more.length > 0) throw new Error(`${more.length + 1} cards`);
  return card;
}

function privateCard({ sandbox }: Scene, as: string): Card {
  const card = sandbox.slack.ephemeralFor(as).at(-1);
  if (!card) throw new Error(`${as} sees nothing`);
  return card;
}

const hasButtons = ({ blocks }: Card): boolean => JSON.stringify(blocks).includes("bailiff_hold_");
const press = (as: string, channel: string, { ts }: Card, actionId: string) => ({
  as,
  channel,
  ts,
  actionId,
});

/** Presses, fills in the window and sends it. */
async function answer(
  scene: Scene,
  as: string,
  action: "approve" | "deny" | "glass",
  values: Record<string, string>,
) {
  const { slack } = scene.sandbox;
  const [channel, card] = action === "glass" ? [MODS, privateCard(scene, as)] : [APPROVALS, onlyCard(scene)];
  const click = () => slack.click(press(as, channel, card, HOLD_ACTIONS[action]));
  await scene.act(as, click);
  const [view] = slack.viewsOf(as);
  if (!view) throw new Error("no window opened");
  return scene.act(as, () => slack.submit({ as, viewId: view.id, values }));
}

const pressesRefused = async ({ bailiff }: Scene): Promise<number> =>
  (await bailiff.ledger.entries(1, 100)).filter(({ kind }) => kind === "press_refused").length;

describe("the approvers' card", () => {
  it("becomes the decision, in its place and without buttons; who comes late is told whose it was", async () => {
    await using scene = await openScene({ asks: true });
    const card = await asked(scene);
    expect(hasButtons(card)).toBe(true);
    await answer(scene, "adam", "deny", { [HOLD_FIELDS.reason]: "not spam <!channel>" });
    const after = onlyCard(scene);
    expect(after.ts).toBe(card.ts);
    expect(hasButtons(after)).toBe(false);
    expect(plain(after.text)).toMatch(/^Denied: .*\nDenied by U0000ADAM \(.*\): `not spam <!channel>`/);
    expect(after.text).not.toContain("<!channel>");
    const told = plain(privateCard(scene, "mia").text);
    expect(told).toMatch(/^Denied, in lobby: `mute tommy for 25h — reason: spam`\nDenied by U0000ADAM/);

    const { slack } = scene.sandbox;
    const late = press("olga", APPROVALS, card, HOLD_ACTIONS.approve);
    const value = JSON.stringify(card.blocks).match(/approval:[0-9a-f]{40} [0-9a-f]{64}/)?.[0];
    const { privately } = await scene.act("olga", () => slack.click({ ...late, value, raw: true }));
    expect(privately).toMatch(/Your answer changed nothing\..*\n.*Denied by U0000ADAM/);
    expect(slack.viewsOf("olga")).toEqual([]);
    expect(await pressesRefused(scene)).toBe(1);
    expect(scene.wire()).toEqual([]);
  });

  it("is approved with a reason or without one, and tells the case that came of it", async () => {
    await using scene = await openScene({ asks: true });
    await asked(scene);
    const { posted } = await answer(scene, "adam", "approve", {});
    expect(posted(MODS)).toMatch(/#1 mute in lobby by U00000MIA: 1 done/);
    expect(plain(onlyCard(scene).text)).toMatch(/Approved by U0000ADAM \(.*\)\. It became #1/);
  });

  it("that somebody deleted, or that Slack does not let be changed, is posted anew", async () => {
    await using scene = await openScene({ asks: true });
    await asked(scene);
    scene.sandbox.slack.fault({ method: "chat.update", kind: "error:message_not_found" });
    await answer(scene, "adam", "deny", { [HOLD_FIELDS.reason]: "no" });
    const [, anew] = scene.sandbox.slack.messages(APPROVALS);
    expect(plain(anew?.text ?? "")).toMatch(/^Denied: /);
  });

  it("is changed later, when Slack asks for a pause", async () => {
    await using scene = await openScene({ asks: true });
    await asked(scene);
    scene.sandbox.slack.fault({ method: "chat.update", kind: "ratelimited", retryAfterSeconds: 1 });
    await answer(scene, "adam", "deny", { [HOLD_FIELDS.reason]: "no" });
    await scene.settled();
    expect(plain(onlyCard(scene).text)).toMatch(/^Denied: /);
  });

  it("a window without a reason stays open, and nothing is decided", async () => {
    await using scene = await openScene({ asks: true });
    await asked(scene);
    await answer(scene, "adam", "deny", { [HOLD_FIELDS.reason]: "  " });
    expect(scene.sandbox.slack.viewsOf("adam")).toHaveLength(1);
    expect(hasButtons(onlyCard(scene))).toBe(true);
  });

  it("a window that Slack does not open decides nothing, and says so", async () => {
    await using scene = await openScene({ asks: true });
    const card = await asked(scene);
    scene.sandbox.slack.fault({ method: "views.open", kind: "error:expired_trigger_id" });
    const { privately } = await scene.act("adam", () =>
      scene.sandbox.slack.click(press("adam", APPROVALS, card, HOLD_ACTIONS.approve)),
    );
    expect(privately).toMatch(/Nothing was done: Slack did not open the window/);
    expect(hasButtons(onlyCard(scene))).toBe(true);
  });

  it("a forged button says that it is old", async () => {
    await using scene = await openScene({ asks: true });
    const card = await asked(scene);
    const forged = `approval:${"0".repeat(40)} ${"0".repeat(64)}`;
    for (const value of ["", "1", forged])
      for (const actionId of Object.values(HOLD_ACTIONS)) {
        const click = { ...press("adam", APPROVALS, card, actionId), value, raw: true };
        const { privately } = await scene.act("adam", () => scene.sandbox.slack.click(click));
        expect(privately).toMatch(/this button belongs to an older message/);
      }
  });
});

describe("the asker's own card", () => {
  it("goes when it is answered, and a double click is one request", async () => {
    await using scene = await openScene({ asks: true });
    const { slack } = scene.sandbox;
    await scene.say("oscar", MODS, "/lock lobby");
    const card = privateCard(scene, "oscar");
    expect(plain(card.text)).toMatch(/^Preview: lock in lobby\. Nothing was done yet\./);
    const value = JSON.stringify(card.blocks).match(/preview:[0-9a-f]{40} [0-9a-f]{64}/)?.[0];
    const click = { ...press("oscar", MODS, card, HOLD_ACTIONS.confirm), value, raw: true };
    await scene.act("oscar", async () => {
      await slack.click(click);
      return slack.click(click);
    });
    expect(slack.messages(MODS)).toHaveLength(1);
    expect(plain(slack.messages(MODS)[0]?.text ?? "")).toMatch(/#1 lock in lobby by U000OSCAR: 1 done/);
    expect(slack.ephemeralFor("oscar").filter((one) => hasButtons(one))).toEqual([]);
    expect(await pressesRefused(scene)).toBe(0);
  });

  it("takes the act back", async () => {
    await using scene = await openScene({ asks: true });
    await asked(scene);
    const { slack } = scene.sandbox;
    const card = privateCard(scene, "mia");
    const { privately } = await scene.act("mia", () =>
      slack.click(press("mia", MODS, card, HOLD_ACTIONS.cancel)),
    );
    expect(privately).toMatch(/Cancelled, in lobby: .*\nCancelled by U00000MIA/);
    expect(plain(onlyCard(scene).text)).toMatch(/^Cancelled: /);
  });

  it.each([
    ["approve", {}, /Approved by U0000ADAM \(.*\)\. It became #1; `\/mod case 1` shows what was done\./],
    ["deny", { [HOLD_FIELDS.reason]: "no" }, /Denied by U0000ADAM \(.*\): `no`\. Nothing was done\./],
  ] as const)(
    "cannot follow an %s; pressed then, it goes and says what became of the act",
    async (how, values, told) => {
      await using scene = await openScene({ asks: true });
      await asked(scene);
      const { slack } = scene.sandbox;
      const card = privateCard(scene, "mia");
      expect(plain(card.text)).toMatch(/Slack lets nothing change this message but a press on it/);
      await answer(scene, "adam", how, values);
      // docs.slack.dev, "Modifying messages": an ephemeral message is changed by the response_url of a press on it alone.
      expect(slack.ephemeralFor("mia").filter((one) => hasButtons(one))).toHaveLength(1);
      const { privately } = await scene.act("mia", () =>
        slack.click(press("mia", MODS, card, HOLD_ACTIONS.cancel)),
      );
      expect(privately).toMatch(/This came too late: `mute tommy .*`\. What became of it follows\./);
      expect(privately).toMatch(told);
      expect(slack.ephemeralFor("mia").filter((one) => hasButtons(one))).toEqual([]);
      expect(await pressesRefused(scene)).toBe(1);
    },
  );

  it("lets somebody act alone, who types the word and gives a reason", async () => {
    await using scene = await openScene({
      asks: true,
      config: (file) => ({
        ...file,
        approvals: file.approvals && { ...file.approvals, breakGlass: ["moderator"] },
      }),
    });
    await asked(scene);
    const entry = { [HOLD_FIELDS.typed]: "break glass", [HOLD_FIELDS.reason]: "raid" };
    const wrong = await answer(scene, "mia", "glass", entry);
    expect(wrong.privately).toMatch(/exactly BREAK GLASS has to be typed/);
    const { slack } = scene.sandbox;
    const cards = slack.ephemeralFor("mia").filter((one) => hasButtons(one));
    const click = press("mia", MODS, cards.at(-1)!, HOLD_ACTIONS.glass);
    await scene.act("mia", () => slack.click(click));
    const [view] = slack.viewsOf("mia");
    const values = { ...entry, [HOLD_FIELDS.typed]: "BREAK GLASS" };
    const { posted } = await scene.act("mia", () =>
      slack.submit({ as: "mia", viewId: view?.id ?? "", values }),
    );
    expect(posted(MODS)).toMatch(/#1 mute in lobby by U00000MIA: 1 done/);
    expect(posted("mod-log")).toMatch(
      /Glass was broken by U00000MIA .*\n.*`raid`.*\nThe asker went ahead without/,
    );
    expect(plain(onlyCard(scene).text)).toMatch(/^Glass was broken: .*\nGlass was broken by U00000MIA/);
  });
});

it("people of another organisation press nothing, and send no window", async () => {
  await using scene = await openScene({ asks: true });
  const card = await asked(scene);
  const { slack } = scene.sandbox;
  const value = JSON.stringify(card.blocks).match(/approval:[0-9a-f]{40} [0-9a-f]{64}/)?.[0];
  for (const actionId of Object.values(HOLD_ACTIONS)) {
    const click = { ...press("sten", "partners", card, actionId), value, raw: true };
    const { privately } = await scene.act("sten", () => slack.click(click));
    expect(privately).toMatch(/only for people of the workspace/);
  }
  expect(slack.viewsOf("sten")).toEqual([]);
  expect(hasButtons(onlyCard(scene))).toBe(true);
});
