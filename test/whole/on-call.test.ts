import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { bodyOf } from "../../src/ledger/port.ts";
import { sendExample, type Example } from "../../src/sandbox/alerts/send.ts";
import { ALERT_ACTIONS } from "../../src/slack/cards/alert-buttons.ts";
import { SILENCE_FIELDS } from "../../src/slack/views/silence-view.ts";
import { plain } from "../../src/texts/plain.ts";
import { MORNING, openScene, type Scene } from "./scene.ts";

const MINUTE = 60_000;
const ONCALL = "oncall";
/** The time of day so long after a test has begun. */
const clockIn = (ms: number): string => new Date(MORNING + ms).toISOString().slice(11, 16);

async function fire(scene: Scene, example: Example): Promise<void> {
  await sendExample(scene.bailiff.url, example, scene.sandbox.clock.now());
  await scene.settled();
}

async function pass(scene: Scene, ms: number): Promise<void> {
  scene.sandbox.clock.advance(ms);
  await scene.settled();
}

/** The newest card of an alert in #oncall. */
function card(scene: Scene) {
  const found = scene.sandbox.slack.messages(ONCALL).findLast(({ text }) => plain(text).startsWith("Alert "));
  if (!found) throw new Error("there is no card");
  return { ts: found.ts, text: plain(found.text), blocks: JSON.stringify(found.blocks) };
}

const thread = (scene: Scene): readonly string[] =>
  scene.sandbox.slack.threadOf(ONCALL, card(scene).ts).map(({ text }) => text);

const press = (scene: Scene, as: string, actionId: string, value?: string) =>
  scene.act(as, () =>
    scene.sandbox.slack.click({
      as,
      channel: ONCALL,
      ts: card(scene).ts,
      actionId,
      ...(value === undefined ? {} : { value }),
    }),
  );

const idOf = (scene: Scene): string => /"value":"([0-9a-f]{32})"/.exec(card(scene).blocks)?.[1] ?? "";

const directly = (scene: Scene, name: string): string =>
  plain(
    scene.sandbox.slack
      .directMessages(name)
      .map(({ text }) => text)
      .join("\n"),
  );

const times = (all: readonly string[], what: RegExp): number => all.filter((text) => what.test(text)).length;

/** All that stands in a channel. */
const said = (scene: Scene, channel: string): string =>
  plain(
    scene.sandbox.slack
      .messages(channel)
      .map(({ text }) => text)
      .join("\n"),
  );

describe("an alert that nobody takes", () => {
  it("goes along the path, each step once, also over a restart, and to those outside by direct message", async () => {
    await using scene = await openScene();
    // Somebody on call who is not in the channel.
    scene.sandbox.slack.workspace.addPerson({
      id: "U00000NIA",
      name: "nia",
      standing: "member",
      tz: "Etc/UTC",
    });
    scene.sandbox.slack.workspace.setUserGroupMembers("oncall", ["oscar", "nia"]);
    await fire(scene, { tool: "generic" });
    expect(card(scene).text).toMatch(/Nobody has it yet\. It is escalated to .@oncall/);
    await pass(scene, 5 * MINUTE);
    expect(times(thread(scene), /<!subteam\^S0000ONCALL> Nobody has taken it yet \(step 1\)/)).toBe(1);
    expect(directly(scene, "nia")).toMatch(/Nobody has taken it yet.*Alert 1.*Its card/s);
    expect(directly(scene, "oscar")).toBe("");
    // The next step falls due while nobody is there.
    await scene.restart(() => scene.sandbox.clock.advance(15 * MINUTE));
    await scene.settled();
    expect(times(thread(scene), /<@U0000ADAM>.*step 2/)).toBe(1);
    expect(said(scene, "approvals")).toMatch(/step 2.*Alert 1/s);
    await pass(scene, 60 * MINUTE);
    expect(thread(scene)).toHaveLength(2);
  });

  it("is left alone once somebody has it, until their word ends", async () => {
    await using scene = await openScene();
    await fire(scene, { tool: "generic" });
    await press(scene, "oscar", ALERT_ACTIONS.ack);
    await pass(scene, 20 * MINUTE);
    expect(times(thread(scene), /Nobody has taken it/)).toBe(0);
    await pass(scene, 5 * MINUTE);
    expect(times(thread(scene), /are you still on it/)).toBe(1);
    await press(scene, "oscar", ALERT_ACTIONS.keep);
    await pass(scene, 10 * MINUTE);
    expect(times(thread(scene), /open again/)).toBe(0);
    await pass(scene, 15 * MINUTE);
    await pass(scene, 5 * MINUTE);
    expect(times(thread(scene), /<!subteam\^S0000ONCALL>.*open again/)).toBe(1);
    expect(card(scene).text).toMatch(/firing.*Nobody has it yet/s);
    // Twice over a restart would be once too often.
    await scene.restart();
    await scene.settled();
    expect(times(thread(scene), /open again/)).toBe(1);
  });

  it("may be pressed by those alone who have the right, and each press is in the record", async () => {
    await using scene = await openScene();
    await fire(scene, { tool: "generic" });
    const { privately } = await press(scene, "mel", ALERT_ACTIONS.ack);
    expect(privately).toMatch(/Nothing was done.*role/s);
    expect((await press(scene, "mia", ALERT_ACTIONS.resolve)).privately).toMatch(
      /No rule lets your roles answer alerts.*Roles that may: .*oncall/,
    );
    expect(card(scene).text).toMatch(/Nobody has it yet/);
    await press(scene, "adam", ALERT_ACTIONS.resolve);
    expect(card(scene).text).toMatch(/Resolved by .*while its source goes on firing/);
    const kinds = (await scene.bailiff.ledger.entries(1, 100)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "denied")).toHaveLength(2);
    expect(kinds.filter((kind) => kind === "alert_pressed")).toHaveLength(1);
  });
});

describe("calling somebody now", () => {
  /** What the menu has for a step. */
  const step = (scene: Scene, number: number): string =>
    new RegExp(`"value":"([0-9a-f]{32} ${number} [0-9a-f]{12})"`).exec(card(scene).blocks)?.[1] ?? "";

  it("calls that step at once and once, and the path goes on behind it", async () => {
    await using scene = await openScene();
    await fire(scene, { tool: "generic" });
    expect(card(scene).blocks).toMatch(/Page @oncall \(step 1\).*Page @adam, #approvals \(step 2\)/i);
    expect(card(scene).text).toMatch(/It is escalated to .?@oncall/);
    const pressed = await press(scene, "oscar", ALERT_ACTIONS.page, step(scene, 2));
    expect(pressed.privately).toBe("");
    const called = /<@U0000ADAM> <#C0APPROVALS> Called by <@U000OSCAR>, ahead of time \(step 2\)/;
    expect(times(thread(scene), called)).toBe(1);
    expect(said(scene, "approvals")).toMatch(/Called by .*step 2.*Alert 1/s);
    const inLog = scene.sandbox.slack.messages("mod-log").map(({ text }) => text);
    expect(inLog.join("\n")).toMatch(
      /ahead of time \(step 2\)\. Called: `person:U0000ADAM, channel:C0APPROVALS`/,
    );
    // Two who press at once call once.
    const again = await press(scene, "adam", ALERT_ACTIONS.page, step(scene, 2));
    expect(again.privately).toMatch(/They have been called by .* ago/);
    await scene.restart();
    await pass(scene, 60 * MINUTE);
    expect(times(thread(scene), /step/)).toBe(1);
    expect(card(scene).text).toMatch(/Nobody has it yet/);
    const entries = await scene.bailiff.ledger.entries(1, 100);
    expect(
      entries.filter(({ kind }) => kind === "alert_pressed").map((entry) => bodyOf(entry)),
    ).toMatchObject([{ news: { kind: "paged", step: 2, to: ["person:U0000ADAM", "channel:C0APPROVALS"] } }]);
  });

  it("can be asked for by whoever has it, and by nobody without the right or with a menu of old", async () => {
    await using scene = await openScene();
    await fire(scene, { tool: "generic" });
    await press(scene, "oscar", ALERT_ACTIONS.ack);
    expect((await press(scene, "mia", ALERT_ACTIONS.page, step(scene, 1))).privately).toMatch(
      /Nothing was done/,
    );
    const old = `${idOf(scene)} 1 ${"0".repeat(12)}`;
    const { privately } = await scene.act("oscar", () =>
      scene.sandbox.slack.click({
        as: "oscar",
        channel: ONCALL,
        ts: card(scene).ts,
        actionId: ALERT_ACTIONS.page,
        value: old,
        raw: true,
      }),
    );
    expect(privately).toMatch(/has changed in the configuration/);
    expect(times(thread(scene), /<!subteam/)).toBe(0);
    await press(scene, "oscar", ALERT_ACTIONS.page, step(scene, 1));
    expect(times(thread(scene), /<!subteam\^S0000ONCALL> Called by/)).toBe(1);
    expect(card(scene).text).toMatch(/Owner: @?oscar|U000OSCAR/);
  });
});

describe("a silence", () => {
  it("has an end, and calls whoever is on call then", async () => {
    await using scene = await openScene();
    await fire(scene, { tool: "generic" });
    await press(scene, "oscar", ALERT_ACTIONS.silence, `${idOf(scene)} ${15 * MINUTE}`);
    expect(card(scene).text).toMatch(/silenced.*Silenced by/s);
    scene.sandbox.slack.workspace.addPerson({
      id: "U00000NIA",
      name: "nia",
      standing: "member",
      tz: "Etc/UTC",
    });
    scene.sandbox.slack.workspace.setUserGroupMembers("oncall", ["nia"]);
    await pass(scene, 15 * MINUTE);
    expect(times(thread(scene), /Its silence has ended/)).toBe(1);
    expect(directly(scene, "nia")).toMatch(/silence has ended.*Alert 1/s);
    expect(card(scene).text).toMatch(/firing/);
  });

  it("ends without a word where the alert is over by then", async () => {
    await using scene = await openScene();
    await fire(scene, { tool: "generic" });
    await press(scene, "oscar", ALERT_ACTIONS.silence, `${idOf(scene)} shift`);
    await fire(scene, { tool: "generic", status: "resolved" });
    await pass(scene, 13 * 60 * MINUTE);
    expect(times(thread(scene), /silence has ended/)).toBe(0);
  });
});

describe("a silence with a reason", () => {
  /** Chooses it in the menu and sends the window. */
  async function silence(scene: Scene, as: string, values: Record<string, string>) {
    const { slack } = scene.sandbox;
    const before = new Set(slack.viewsOf(as).map(({ id }) => id));
    await press(scene, as, ALERT_ACTIONS.silence, `${idOf(scene)} reason`);
    const opened = await slack.until(() => slack.viewsOf(as).find(({ id }) => !before.has(id)));
    return scene.act(as, () => slack.submit({ as, viewId: opened.id, values }));
  }
  const WHY = "<!channel> load test of *ours* until `noon`";
  const log = (scene: Scene): string =>
    scene.sandbox.slack
      .messages("mod-log")
      .map(({ text }) => text)
      .join("\n");

  it("asks for its end and says why on the card, in the thread, in the record and at the handover", async () => {
    await using scene = await openScene({
      config: (file) => ({
        ...file,
        alerts: file.alerts && {
          ...file.alerts,
          handover: { at: [clockIn(2 * MINUTE), clockIn(12 * 60 * MINUTE)], zone: "Etc/UTC" },
        },
      }),
    });
    await fire(scene, { tool: "generic" });
    await silence(scene, "oscar", { [SILENCE_FIELDS.lasts]: "1h", [SILENCE_FIELDS.reason]: ` ${WHY}\n` });
    const said = /Silenced by .*because: `&lt;!channel&gt; load test of \*ours\* until 'noon'`/;
    const raw = scene.sandbox.slack.messages(ONCALL).find(({ ts }) => ts === card(scene).ts)?.text;
    expect(raw).toMatch(said);
    expect(times(thread(scene), said)).toBe(1);
    expect(log(scene)).toMatch(said);
    const entries = await scene.bailiff.ledger.entries(1, 100);
    const pressed = entries.filter(({ kind }) => kind === "alert_pressed").map((entry) => bodyOf(entry));
    expect(pressed).toMatchObject([{ reason: "<!channel> load test of *ours* until `noon`" }]);
    await pass(scene, 3 * MINUTE);
    const note = scene.sandbox.slack.messages(ONCALL).find(({ text }) => text.startsWith("*Handover"));
    expect(note?.text).toMatch(said);
    await pass(scene, 60 * MINUTE);
    expect(times(thread(scene), /Its silence has ended/)).toBe(1);
  });

  it("may go without one, and has to have an end", async () => {
    await using scene = await openScene();
    await fire(scene, { tool: "generic" });
    await expect(silence(scene, "oscar", {})).rejects.toThrow("must be filled in");
    expect(card(scene).text).toMatch(/Nobody has it yet/);
    await silence(scene, "oscar", { [SILENCE_FIELDS.lasts]: "shift" });
    expect(card(scene).text).toMatch(/Silenced by [^:]* until [^:]*:\d\d/);
    expect(card(scene).text).not.toMatch(/because/);
    // Whoever has no right to answer alerts may fill in what they like.
    const { privately } = await silence(scene, "mel", { [SILENCE_FIELDS.lasts]: "15m" });
    expect(privately).toMatch(/Nothing was done/);
  });

  it("can have its reason removed, from the record and from what is shown later", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bailiff-test-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await using scene = await openScene({ storage: { kind: "sqlite", folder } });
    await fire(scene, { tool: "generic" });
    const spam = { [SILENCE_FIELDS.lasts]: "1h", [SILENCE_FIELDS.reason]: "Tom Smith" };
    await silence(scene, "oscar", spam);
    const entries = await scene.bailiff.ledger.entries(1, 100);
    const seq = entries.find(({ kind }) => kind === "alert_pressed")?.seq ?? 0;
    scene.sandbox.clock.advance(MINUTE);
    const { privately } = await scene.say("olga", "lobby-mods", `/mod redact ${seq} --confirm ticket 88`);
    expect(privately).toMatch(/Removed for good/);
    await fire(scene, { tool: "generic", title: "Still flooding" });
    expect(card(scene).text).toMatch(/Still flooding.*because: .\(redacted\)/s);
    const left = new Database(join(folder, "ledger.db"), { readonly: true });
    const rows = [
      ...left.prepare("select body from alert").all(),
      ...left.prepare("select payload from job").all(),
      ...left.prepare("select body from entry_body").all(),
    ];
    left.close();
    expect(JSON.stringify(rows)).not.toContain("Tom Smith");
  });
});

describe("the moments of on-call", () => {
  it("a note at each change of shift, once, with what is open and what waits for approval", async () => {
    const at = [clockIn(2 * MINUTE), clockIn(12 * 60 * MINUTE)];
    await using scene = await openScene({
      asks: true,
      config: (file) => ({
        ...file,
        alerts: file.alerts && { ...file.alerts, handover: { at, zone: "Etc/UTC" } },
      }),
    });
    await fire(scene, { tool: "generic", title: "Left over" });
    await scene.say("mia", "lobby-mods", "/mute @user9 2d spam");
    await pass(scene, 3 * MINUTE);
    const notes = () =>
      scene.sandbox.slack
        .messages(ONCALL)
        .map(({ text }) => plain(text))
        .filter((text) => text.startsWith("Handover"));
    expect(notes()).toHaveLength(1);
    expect(notes()[0]).toMatch(
      /1 alert is open.*Alert 1.*Left over.*with nobody.*1 act waits for approval.*user9/s,
    );
    await scene.restart();
    await scene.settled();
    expect(notes()).toHaveLength(1);
    await pass(scene, 12 * 60 * MINUTE);
    expect(notes()).toHaveLength(2);
  });

  it("an alarm when a source goes quiet, which ends when it speaks", async () => {
    await using scene = await openScene({
      config: (file) => ({
        ...file,
        alerts: file.alerts && {
          ...file.alerts,
          sources: Object.fromEntries(
            Object.entries(file.alerts.sources).map(([name, source]) => [
              name,
              name === "alertmanager" ? { ...source, quiet: "10m" } : source,
            ]),
          ),
        },
      }),
    });
    await fire(scene, { tool: "alertmanager", title: "Watchdog" });
    expect(scene.sandbox.slack.messages(ONCALL)).toHaveLength(0);
    await pass(scene, 9 * MINUTE);
    expect(scene.sandbox.slack.messages(ONCALL)).toHaveLength(0);
    await pass(scene, 2 * MINUTE);
    expect(card(scene).text).toMatch(/The source alertmanager is quiet/);
    await scene.restart();
    await pass(scene, MINUTE);
    expect(card(scene).text).toMatch(/firing/);
    await fire(scene, { tool: "alertmanager", title: "Watchdog", key: "again" });
    await pass(scene, 31_000);
    expect(card(scene).text).toMatch(/Resolved at its source/);
  });
});
