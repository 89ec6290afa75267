import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plain } from "../../src/texts/plain.ts";
import { approversCard, entryKinds, openWindow } from "./answering.ts";
import { hurryUntil, settledCase } from "./hurry.ts";
import { openScene, type Scene } from "./scene.ts";

/**
 * Slack cannot be asked for a while in the middle of things. Nothing is sent without knowing the rights of whoever
 * asked, and not knowing them is no refusal: what was taken on waits, as it waits for a chat service.
 */

const FOR_EVER = 1_000_000;

let scene: Scene;
const open = async (asks: boolean): Promise<void> => {
  scene = await openScene({ asks });
};
afterEach(() => scene[Symbol.asyncDispose]());

function away(times: number): void {
  scene.sandbox.slack.fault({ method: "users.info", kind: "status:503", times });
}

/** The chat service asks to slow down once, so the case comes back and looks at rights again, after `meanwhile`. */
async function typed(text: string, command: string, meanwhile: () => void): Promise<void> {
  const { slack, tencent, clock } = scene.sandbox;
  tencent.fault({ kind: "frequency", times: 1, command });
  await slack.command({ as: "max", channel: "lobby-mods", text });
  await slack.until(() => tencent.requests().some(({ path }) => path.includes(command)));
  meanwhile();
  clock.advance(2_000);
}

const effectsOn = (account: string): number =>
  scene.sandbox.tencent.effects().filter((effect) => effect.account === account).length;
const toldAlone = (person: string): string =>
  scene.sandbox.slack
    .ephemeralFor(person, "lobby-mods")
    .map(({ text }) => plain(text))
    .join("\n");

describe("a case whose asker's roles cannot be read when it is carried out", () => {
  beforeEach(() => open(false));

  it("waits, says so, and is done once they can", async () => {
    await typed("/kick @user2", "delete_group_member", () => away(3));
    const kase = await settledCase(scene, 1);
    expect(kase.targets).toMatchObject([{ account: "user2", outcome: "done" }]);
    expect(effectsOn("user2")).toBe(1);
    await expect.poll(() => toldAlone("max")).toMatch(/Not settled yet: #1.*goes on trying until/s);
    expect(scene.logged.join("\n")).toMatch(/a case waits for Slack.*HTTP 503/);
  });

  it("ends refused, with nothing sent, when its time is over", async () => {
    await typed("/kick @user3", "delete_group_member", () => away(FOR_EVER));
    const kase = await settledCase(scene, 1);
    const detail = expect.stringContaining("could not be confirmed") as string;
    expect(kase.targets).toMatchObject([{ account: "user3", outcome: "refused", detail }]);
    expect((kase.settledAt ?? 0) - kase.askedAt).toBeGreaterThanOrEqual(15 * 60_000);
    expect(effectsOn("user3")).toBe(0);
  });

  it("ends with its mute, when that ends first", async () => {
    await typed("/mute @user4 2m", "forbid_send_msg", () => away(FOR_EVER));
    const kase = await settledCase(scene, 1);
    expect(kase.targets).toMatchObject([{ account: "user4", outcome: "refused" }]);
    const lateMs = (kase.settledAt ?? 0) - Number(kase.until);
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(60_000);
    expect(effectsOn("user4")).toBe(0);
  });

  it("ends at once when Slack can be asked, and says that they are lost", async () => {
    await typed("/kick @user5", "delete_group_member", () =>
      scene.sandbox.slack.workspace.setPerson("max", { standing: "single_channel_guest" }),
    );
    const kase = await settledCase(scene, 1);
    expect(kase.targets).toMatchObject([{ account: "user5", outcome: "refused" }]);
    expect((kase.settledAt ?? 0) - kase.askedAt).toBeLessThan(60_000);
  });
});

describe("an act that other people have cleared, while Slack cannot be asked", () => {
  beforeEach(() => open(true));

  const approved = async (times: number): Promise<void> => {
    const { slack, tencent, clock } = scene.sandbox;
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d");
    const window = await openWindow(scene, "adam", "approvals", "approve");
    // The chat service asks to slow down at the plan; then whoever has a word in it is looked up again.
    tencent.fault({ kind: "frequency", times: 1 });
    const asked = tencent.requests().length;
    await slack.submit({ as: "adam", viewId: window, values: {} });
    await slack.until(() => tencent.requests().length > asked);
    away(times);
    clock.advance(2_000);
  };

  it("begins when Slack can be asked again, and nobody has to approve it anew", async () => {
    await approved(3);
    const kase = await settledCase(scene, 1);
    expect(kase.targets).toMatchObject([{ account: "tommy", outcome: "done" }]);
    expect(effectsOn("tommy")).toBe(1);
    expect((await entryKinds(scene)).filter((kind) => kind === "approved")).toHaveLength(1);
  });

  it("does not begin when that takes too long, and its asker reads why", async () => {
    await approved(FOR_EVER);
    await hurryUntil(scene, async () => /could not be read from Slack.*Try again/s.test(toldAlone("mia")));
    expect(effectsOn("tommy")).toBe(0);
    expect(await scene.bailiff.ledger.caseByNumber(1)).toBeNull();
    await expect.poll(() => approversCard(scene)).toMatch(/could not begin|not begin|nothing/i);
  });
});
