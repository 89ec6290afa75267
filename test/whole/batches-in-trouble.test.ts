import { describe, expect, it } from "vitest";
import { STOP } from "../../src/slack/cards/progress-card.ts";
import { plain } from "../../src/texts/plain.ts";
import { entriesOf, tables, untilSettled, watchSlack } from "./batch-scene.ts";
import { sendForm, tencentCrowd, users } from "./crowd.ts";
import { openScene, type Scene } from "./scene.ts";

/** Enough bans, twenty in a request, to do something meanwhile. */
const MANY = 3_000;
const BAN = "ban_group_member";

/** A batch of bans that takes some seconds: the first requests are answered late. Resolves when a few are done. */
async function underWay(scene: Scene, latencies = 64): Promise<{ readonly ts: string }> {
  const { slack, tencent } = scene.sandbox;
  tencent.fault({ kind: "latency:1200", times: latencies, command: BAN });
  const file = { name: "raid.txt", text: users(MANY).join("\n") };
  await sendForm(slack, "adam", "lobby-mods", { verb: "ban", time: "1d", file });
  const card = await slack.until(() => slack.messages("lobby-mods")[0]);
  await expect.poll(() => tencent.effects().length, { timeout: 20_000 }).toBeGreaterThan(0);
  return card;
}

function scene(more: Parameters<typeof openScene>[0] = {}): Promise<Scene> {
  return openScene({ tencent: { apps: [tencentCrowd(MANY)] }, ...more });
}

/** The only message in the channel that is no reply, as plain text. */
function cardText({ sandbox }: Scene): string {
  const top = sandbox.slack.messages("lobby-mods").filter(({ threadTs }) => threadTs === null);
  expect(top).toHaveLength(1);
  return plain(top[0]?.text ?? "");
}

describe("a live card", { timeout: 60_000 }, () => {
  it("is posted once, changed at Slack's pace, tells numbers in words, and becomes the result", async () => {
    await using it = await scene({ realPostingPace: true });
    const watched = watchSlack(it);
    await underWay(it, 150);
    await untilSettled(it);
    const cards = watched.updated.filter(({ message }) => message.channel === "lobby-mods");
    expect(new Set(cards.map(({ message }) => message.ts)).size).toBe(1);
    const progress = cards.filter(({ message }) => JSON.stringify(message.blocks).includes(STOP));
    expect(progress.length).toBeGreaterThan(0);
    const gaps = progress.slice(1).map(({ at }, index) => at - (progress[index]?.at ?? 0));
    expect(Math.min(Infinity, ...gaps)).toBeGreaterThanOrEqual(2_900);
    for (const { message } of progress) {
      const said = plain(message.text);
      expect(said).toMatch(/#1 ban in lobby by U0000ADAM: [\d,]+ of 3,000 accounts \(\d+ %\)/);
      // The last one may find nothing left to do; on a busy machine it may have to wait for its journal, and says so.
      expect(said).toMatch(
        /a second(?:, about [\dhms ]+ left)?\nSo far: [\d,]+ done|So far: [\d,]+ done.*\nWaiting: /,
      );
      // A bar says nothing to who cannot see it, and much too much.
      expect(said).not.toMatch(/[■□]/);
      expect(JSON.stringify(message.blocks)).toMatch(/[■□]{20}/);
    }
    expect(cardText(it)).toContain("3,000 done of 3,000");
    expect(it.sandbox.slack.calls().filter(({ outcome }) => outcome === "ratelimited")).toEqual([]);
  });

  it("that somebody deleted is not posted again: the result comes as a message of its own, with the table", async () => {
    await using it = await scene();
    const card = await underWay(it);
    it.sandbox.slack.fault({ method: "chat.update", kind: "error:message_not_found", times: 9 });
    await untilSettled(it);
    const messages = it.sandbox.slack.messages("lobby-mods").filter(({ threadTs }) => threadTs === null);
    expect(messages).toHaveLength(2);
    expect(plain(messages[1]?.text ?? "")).toContain("3,000 done of 3,000");
    expect(messages[1]?.ts).not.toBe(card.ts);
    expect(tables(it)[0]?.shares[0]?.threadTs).toBe(messages[1]?.ts);
  });

  it("and its table stand there once, although Slack took them and the answers were lost", async () => {
    await using it = await scene();
    const { slack } = it.sandbox;
    slack.fault({ method: "chat.postMessage", kind: "reset-after", times: 1 });
    slack.fault({ method: "files.completeUploadExternal", kind: "reset-after", times: 1 });
    await underWay(it, 96);
    await untilSettled(it);
    expect(cardText(it)).toContain("3,000 done of 3,000");
    expect(tables(it)).toHaveLength(1);
    expect(slack.messages("lobby-mods").filter(({ threadTs }) => threadTs !== null)).toHaveLength(1);
  });

  it("goes on after a restart: one card, one result, one table, and nobody banned twice", async () => {
    await using it = await scene();
    const watched = watchSlack(it);
    await underWay(it);
    await it.restart();
    expect((await it.bailiff.ledger.caseByNumber(1))?.state).toBe("open");
    await untilSettled(it);
    expect(watched.posted.filter(({ channel }) => channel === "lobby-mods")).toHaveLength(2);
    expect(cardText(it)).toContain("3,000 done of 3,000");
    expect(tables(it)).toHaveLength(1);
    const banned = it.sandbox.tencent.effects().map(({ account }) => account);
    expect(banned).toHaveLength(MANY);
    expect(new Set(banned).size).toBe(MANY);
  });

  it("waits as long as Slack asks for", async () => {
    await using it = await scene();
    const { slack } = it.sandbox;
    await underWay(it);
    slack.fault({ method: "chat.update", kind: "ratelimited", times: 1, retryAfterSeconds: 4 });
    await untilSettled(it);
    expect(cardText(it)).toContain("3,000 done of 3,000");
    const calls = slack.calls().filter(({ method }) => method === "chat.update");
    const index = calls.findIndex(({ outcome }) => outcome === "ratelimited");
    expect(index).toBeGreaterThanOrEqual(0);
    expect((calls[index + 1]?.at ?? 0) - (calls[index]?.at ?? 0)).toBeGreaterThanOrEqual(3_900);
    expect(calls.filter(({ outcome }) => outcome === "ratelimited")).toHaveLength(1);
  });
});

describe("stopping", { timeout: 60_000 }, () => {
  const press = (it: Scene, as: string, { ts }: { readonly ts: string }) =>
    it.sandbox.slack.click({ as, channel: "lobby-mods", ts, actionId: STOP });

  it.each(["adam", "max"])("by %s ends it cleanly, with the books of what was done", async (as) => {
    await using it = await scene();
    const card = await underWay(it);
    await press(it, as, card);
    await untilSettled(it);
    const done = it.sandbox.tencent.effects().length;
    expect(done).toBeLessThan(MANY);
    const name = as === "adam" ? "U0000ADAM" : "U00000MAX";
    const left = (MANY - done).toLocaleString("en-US");
    expect(cardText(it)).toMatch(
      new RegExp(`#1 .*: ${done.toLocaleString("en-US")} done, ${left} refused of 3,000`),
    );
    expect(cardText(it)).toContain(`${name} stopped it before ${left} accounts had their turn`);
    expect(await entriesOf(it, 1, "stop_asked")).toMatchObject([{ surface: "button" }]);
    const rows = tables(it)[0]?.text.match(/refused,the case was stopped before its turn; nothing was sent/g);
    expect(rows).toHaveLength(MANY - done);
    expect(it.sandbox.slack.ephemeralFor(as).map(({ text }) => text)).toEqual([
      expect.stringContaining("#1 is being stopped"),
    ]);
  });

  it("is refused for somebody who could not have asked for it, and the log says so", async () => {
    await using it = await scene();
    const card = await underWay(it);
    await press(it, "audrey", card);
    await it.say("oscar", "lobby-mods", "/mod stop 1");
    await untilSettled(it);
    expect(cardText(it)).toContain("3,000 done of 3,000");
    for (const person of ["audrey", "oscar"])
      expect(it.sandbox.slack.ephemeralFor(person).map(({ text }) => text)).toEqual([
        expect.stringMatching(/Nothing was done: `stop #1`\n.*No rule lets your roles use `ban`/),
      ]);
    const entries = await it.bailiff.ledger.entries(1, 10_000);
    expect(entries.filter(({ kind }) => kind === "denied")).toHaveLength(2);
    expect(entries.filter(({ kind }) => kind === "stop_asked")).toEqual([]);
  });

  it("twice, and when it is over, does nothing more", async () => {
    await using it = await scene();
    const card = await underWay(it);
    await Promise.all([press(it, "adam", card), press(it, "max", card)]);
    await untilSettled(it);
    const result = cardText(it);
    expect(result).toMatch(/stopped it before/);
    expect((await it.say("max", "lobby-mods", "/mod stop 1")).privately).toMatch(
      /#1 had ended before it could be stopped/,
    );
    expect(cardText(it)).toBe(result);
    expect(tables(it)).toHaveLength(1);
  });

  it("ends a batch whose chat service does not answer, without waiting for it", async () => {
    await using it = await scene();
    const card = await underWay(it, 0);
    it.sandbox.tencent.fault({ kind: "status:503", times: 10_000 });
    await expect.poll(() => it.logged.some((line) => line.includes("a case waits"))).toBe(true);
    await press(it, "adam", card);
    await expect
      .poll(async () => (await it.bailiff.ledger.progressOf(1))?.books.refused, { timeout: 10_000 })
      .toBeGreaterThan(0);
    it.sandbox.tencent.clearFaults();
    await untilSettled(it);
    expect(cardText(it)).toMatch(/U0000ADAM stopped it before/);
  });

  it("ends a single command that waits for the chat service, too", async () => {
    await using it = await openScene();
    it.sandbox.tencent.fault({ kind: "frequency", times: 10_000, command: "delete_group_member" });
    await it.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/kick @tommy" });
    await expect.poll(() => it.logged.some((line) => line.includes("a case waits"))).toBe(true);
    await it.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod stop 1" });
    await untilSettled(it);
    expect(cardText(it)).toMatch(/1 refused\n.*stopped it.*\nRefused: `tommy` \(the case was stopped/);
    expect(it.sandbox.tencent.effects()).toEqual([]);
  });
});

describe("a batch and the rest", { timeout: 60_000 }, () => {
  it("lets a single command on the same connection pass", async () => {
    await using it = await scene();
    await underWay(it, 150);
    const before = performance.now();
    await it.sandbox.slack.command({ as: "mia", channel: "live-mods", text: "/mute @tommy 10m" });
    await it.sandbox.slack.until(() => it.sandbox.slack.messages("live-mods")[0], 10_000);
    const tookMs = performance.now() - before;
    expect((await it.bailiff.ledger.progressOf(1))?.state).toBe("open");
    // 20 ms and the wait for a busy machine, where the batch takes seconds.
    expect(tookMs).toBeLessThan(1_500);
    await untilSettled(it);
  });

  it("says on its card that the chat service is down, and goes on when it is back", async () => {
    await using it = await scene();
    await underWay(it, 0);
    it.sandbox.tencent.fault({ kind: "status:503", times: 10_000 });
    await it.sandbox.slack.until(() => {
      const [card] = it.sandbox.slack.messages("lobby-mods");
      return /Waiting: Tencent has not answered for/.test(card?.text ?? "");
    }, 30_000);
    expect(cardText(it)).toMatch(
      /of 3,000 accounts.*\nWaiting: Tencent has not answered for \d+s and is (being )?tried again /s,
    );
    expect(cardText(it)).not.toContain("a second");
    it.sandbox.tencent.clearFaults();
    const hurry = setInterval(() => it.sandbox.clock.advance(500), 100);
    await untilSettled(it).finally(() => clearInterval(hurry));
    expect(cardText(it)).toContain("3,000 done of 3,000");
  });
});
