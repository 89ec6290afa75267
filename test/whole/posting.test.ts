import { describe, expect, it } from "vitest";
import { held } from "../ledger/samples.ts";
import { expectWholeLog, logLines } from "./log-channel.ts";
import { openScene } from "./scene.ts";

describe("what is told in Slack", () => {
  it("stands there once, although Slack took it and the answer was lost", async () => {
    await using scene = await openScene();
    scene.sandbox.slack.fault({ method: "chat.postMessage", kind: "reset-after", times: 2 });
    await scene.say("mia", "lobby-mods", "/kick @tommy");
    expect(scene.sandbox.slack.messages("lobby-mods")).toHaveLength(1);
    await expectWholeLog(scene);
  });

  it("waits while Slack asks to slow down, and then comes", async () => {
    await using scene = await openScene();
    scene.sandbox.slack.fault({
      method: "chat.postMessage",
      kind: "ratelimited",
      times: 2,
      retryAfterSeconds: 1,
    });
    const said = await scene.say("mia", "lobby-mods", "/kick @tommy");
    expect(said.posted("lobby-mods")).toContain("1 done");
  });

  it("is held for the log channel however long it is away, and shown by the metrics", async () => {
    await using scene = await openScene();
    scene.sandbox.slack.workspace.leave("mod-log", "bot");
    await scene.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/kick @tommy" });
    await scene.sandbox.slack.until(() => scene.sandbox.slack.messages("lobby-mods").length === 1);
    await scene.sandbox.slack.until(() => scene.logged.some((line) => line.includes("they are held")));
    const { body } = await scene.bailiff.metrics.text();
    expect(body).toMatch(/bailiff_log_waiting [1-9]/);
    scene.sandbox.slack.workspace.join("mod-log", "bot");
    scene.sandbox.clock.advance(10 * 60_000);
    await scene.sandbox.slack.until(() => logLines(scene).some((line) => line.includes("#1 closed")));
    await scene.settled();
    await expectWholeLog(scene);
    expect((await scene.bailiff.metrics.text()).body).toMatch(/bailiff_log_waiting 0/);
  });

  it("reaches whoever asked, whatever the reason for which Slack does not take it in the channel", async () => {
    await using scene = await openScene();
    scene.sandbox.slack.fault({ method: "chat.postMessage", kind: "error:ekm_access_denied", times: 2 });
    const said = await scene.say("mia", "lobby-mods", "/kick @tommy");
    expect(said.privately).toMatch(/1 done.*cannot post in this channel/s);
  });

  it("goes on for everybody else when one message cannot be made", async () => {
    await using scene = await openScene();
    const { id: channel } = scene.sandbox.slack.workspace.channelNamed("lobby-mods");
    const payload = JSON.stringify({
      address: { to: "channel", channel, asker: null },
      notice: { kind: "refused", words: "/kick", refusal: { kind: "denied", denial: null } },
    });
    const { ledger } = scene.bailiff;
    const request = await held(ledger, "request");
    await ledger.settleJob(request, {
      note: {},
      posts: [{ id: "unmakeable", kind: "post", payload, lane: `channel:${channel}`, runAt: 0, held: false }],
    });
    const hurry = setInterval(() => scene.sandbox.clock.advance(1_000), 50);
    await scene.sandbox.slack.command({ as: "mia", channel: "lobby-mods", text: "/kick @tommy" });
    await scene.sandbox.slack
      .until(() => scene.sandbox.slack.messages("lobby-mods").length === 2)
      .finally(() => clearInterval(hurry));
    expect(scene.sandbox.slack.messages("lobby-mods").map(({ text }) => text)).toEqual([
      expect.stringContaining("could not be made"),
      expect.stringContaining("1 done"),
    ]);
    expect((await ledger.jobById("unmakeable"))?.state).toBe("dead");
  });

  it("makes nothing of markup in reasons", async () => {
    await using scene = await openScene();
    const said = await scene.say(
      "mia",
      "lobby-mods",
      '/kick @tommy "<!channel> see <https://evil.example|here> `x` & more"',
    );
    const text = said.seen.posted.find(({ channel }) => channel === "lobby-mods")?.text ?? "";
    expect(text).toContain("1 done");
    expect(text).not.toMatch(/<!channel>|<https|<!here>/);
    expect(JSON.stringify(scene.sandbox.slack.messages("lobby-mods")[0]?.blocks)).not.toMatch(
      /<!channel>|<https/,
    );
  });

  it("has room for many accounts, and counts those it does not name", async () => {
    await using scene = await openScene();
    const accounts = Array.from({ length: 40 }, (_, index) => `user${index + 1}`).join(",");
    const said = await scene.say("mia", "lobby-mods", `/mute ${accounts} 10m`);
    expect(said.posted("lobby-mods")).toMatch(/40 done.* of 40.*and 20 more.*names everybody/s);
  });

  it("points nowhere else when it names everybody itself", async () => {
    await using scene = await openScene();
    const members = Array.from({ length: 15 }, (_, index) => `user${index + 1}`);
    const away = Array.from({ length: 10 }, (_, index) => `nobody${index}`);
    const said = await scene.say("mia", "lobby-mods", `/mute ${[...members, ...away].join(",")} 10m`);
    expect(said.posted("lobby-mods")).toMatch(/15 done, 10 absent of 25/);
    expect(said.posted("lobby-mods")).not.toMatch(/names everybody|more/);
  });
});

describe("when the journal cannot be written", () => {
  it("does nothing, and says so", async () => {
    await using scene = await openScene();
    await scene.bailiff.ledger.close();
    const { shown } = await scene.sandbox.slack.command({
      as: "mia",
      channel: "lobby-mods",
      text: "/kick @tommy",
    });
    expect(shown.join()).toMatch(/Nothing was done: Bailiff could not write your request to its journal/);
    expect(scene.sandbox.tencent.effects()).toEqual([]);
  });
});
