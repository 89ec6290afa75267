import { describe, expect, it } from "vitest";
import { plain } from "../../src/texts/plain.ts";
import { batch, entriesOf, untilSettled, watchSlack } from "./batch-scene.ts";
import { entered, openByShortcut, openForm, sendForm, type Entry } from "./crowd.ts";
import { openScene, type Said, type Scene, type SceneOptions } from "./scene.ts";

/** What is said at the fields of a form that is sent, which stays open then. */
async function refusals(scene: Scene, entry: Entry): Promise<readonly string[]> {
  const { slack } = scene.sandbox;
  const viewId = await openForm(slack, "mia", "lobby-mods");
  const { status, shown } = await slack.submit({ as: "mia", viewId, values: entered(entry) });
  expect(status).toBe("acknowledged");
  expect(slack.viewsOf("mia").some(({ id }) => id === viewId)).toBe(shown.length > 0);
  return shown;
}

describe("the form", () => {
  it("opens with the channel's own group, and does what the command does, with its result in the channel", async () => {
    await using scene = await openScene();
    await batch(scene, "mia", "lobby-mods", { verb: "mute", accounts: "tommy, jared", time: "10m" });
    const [result] = scene.sandbox.slack.messages("lobby-mods");
    expect(plain(result?.text ?? "")).toMatch(/#1 mute in lobby by U00000MIA: 2 done of 2/);
    expect(scene.sandbox.slack.viewsOf("mia")).toEqual([]);
  });

  it.each([
    ["kick", undefined, "kick"],
    ["add", undefined, "add"],
    ["ban", "1d", "ban"],
    ["unban", undefined, "unban"],
    ["unmute", undefined, "unmute"],
    ["lock", undefined, "lock"],
    ["unlock", undefined, "unlock"],
  ])("carries out %s", async (verb, time, shown) => {
    await using scene = await openScene();
    const accounts = verb === "add" ? "away1" : "tommy";
    await batch(scene, "adam", "lobby-mods", {
      verb,
      ...(verb.endsWith("lock") ? {} : { accounts }),
      ...(time === undefined ? {} : { time }),
    });
    const [result] = scene.sandbox.slack.messages("lobby-mods");
    expect(plain(result?.text ?? "")).toMatch(new RegExp(`#1 ${shown} in lobby .*1 (done|already)`));
  });

  it("says at each field what is wrong with it, does nothing, and stays open", async () => {
    await using scene = await openScene();
    const cases: readonly (readonly [Entry, RegExp])[] = [
      [{ verb: "kick" }, /^Paste the accounts here, or upload a file/],
      [
        { verb: "kick", accounts: "tommy", file: { name: "a.txt", text: "jared" } },
        /Leave one of the two empty/,
      ],
      [
        { verb: "kick", accounts: "tommy\nlobby" },
        /^One entry is not an account:\n• Line 2: "lobby" is a group/,
      ],
      [{ verb: "kick", accounts: "tommy", time: "10m" }, /^kick takes no time/],
      [{ verb: "mute", accounts: "tommy" }, /time/],
      [{ verb: "mute", accounts: "tommy", time: "2hh" }, /^"2hh" has a unit that is not known/],
      [{ verb: "mute", accounts: "tommy", time: "10" }, /^"10" has no unit. Write "s", "m"/],
      [{ verb: "mute", accounts: "tommy", time: '"10m' }, /begins at "10m does not end. Close it with ", or/],
      [{ verb: "mute", accounts: "tommy", time: "10m spam" }, /"spam" has no place after the time/],
      [{ verb: "lock", accounts: "tommy" }, /^lock is about the whole group, so it takes no accounts/],
    ];
    for (const [entry, expected] of cases) {
      const shown = await refusals(scene, entry);
      expect(shown).toHaveLength(1);
      expect(shown[0]).toMatch(expected);
      expect(shown[0]).not.toContain("Usage");
      // Slack shows it as plain text, marks and all.
      expect(shown[0]).not.toContain("`");
    }
    expect((await scene.bailiff.ledger.counts()).jobs.request.settled).toBe(0);
    expect(scene.sandbox.tencent.effects()).toEqual([]);
  });

  it("shows what would happen, and does nothing, when only that is asked for", async () => {
    await using scene = await openScene();
    const watched = watchSlack(scene);
    const accounts = "id, name\ntommy, T\nTommy, T\njared, J\ntommy, T\naway1, A";
    await batch(scene, "mia", "lobby-mods", { verb: "kick", accounts, dryRun: true });
    expect(watched.privately).toEqual([
      expect.stringMatching(
        /Preview: kick in lobby\. Nothing was done\.\nOf 4 accounts: 2 would be removed, 2 need nothing\n.*\(4 accounts pasted, column "id", 1 entry repeated\)/s,
      ),
    ]);
    expect(watched.posted).toEqual([]);
    expect(scene.sandbox.tencent.effects()).toEqual([]);
  });
});

describe("a form takes the same road as a command:", () => {
  it("rights, limits of a rule, and what is protected", async () => {
    await using scene = await openScene();
    const told = async (as: string, entry: Entry): Promise<string> => {
      const { slack } = scene.sandbox;
      const before = slack.ephemeralFor(as).length;
      await batch(scene, as, "lobby-mods", entry);
      return plain(slack.ephemeralFor(as)[before]?.text ?? "");
    };
    expect(await told("mel", { verb: "kick", accounts: "tommy" })).toMatch(/You have no role in Bailiff/);
    expect(await told("audrey", { verb: "kick", accounts: "tommy" })).toMatch(
      /No rule lets your roles use `kick`/,
    );
    expect(await told("mia", { verb: "mute", accounts: "tommy", time: "25h" })).toMatch(/at most 1d/);
    const many = Array.from({ length: 61 }, (_, n) => `user${n}`).join(" ");
    expect(await told("mia", { verb: "kick", accounts: many })).toMatch(/at most 60 accounts/);
    expect(await told("adam", { verb: "kick", accounts: "administrator" })).toMatch(/protected/);
    expect(scene.sandbox.tencent.effects()).toEqual([]);
    const entries = await scene.bailiff.ledger.entries(1, 100);
    expect(entries.filter(({ kind }) => kind === "denied")).toHaveLength(5);
  });

  it("guests are told no, and people of another organisation cannot open it", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    await batch(scene, "gus", "lobby-mods", { verb: "kick", accounts: "tommy" });
    expect(plain(slack.ephemeralFor("gus").at(-1)?.text ?? "")).toMatch(
      /Guests of the workspace cannot moderate/,
    );
    await slack.command({ as: "sten", channel: "partners", text: "/mod batch" });
    expect(slack.viewsOf("sten")).toEqual([]);
    expect(scene.sandbox.tencent.effects()).toEqual([]);
  });

  it("the same again within two minutes is asked about, by a message that only the asker sees", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    const entry = { verb: "mute", accounts: "tommy jared", time: "10m" } as const;
    await batch(scene, "mia", "lobby-mods", entry);
    await batch(scene, "mia", "lobby-mods", entry);
    const asked = slack.ephemeralFor("mia").at(-1);
    expect(plain(asked?.text ?? "")).toMatch(
      /You asked the same .* ago: `mute tommy, jared in lobby for 10m`/,
    );
    expect(slack.messages("lobby-mods")).toHaveLength(1);
    await slack.click({
      as: "mia",
      channel: "lobby-mods",
      ts: asked?.ts ?? "",
      actionId: "bailiff_run_again",
    });
    await untilSettled(scene);
    expect(slack.messages("lobby-mods")).toHaveLength(2);
  });

  it("a submission that is delivered twice is one case", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    const sent = await sendForm(slack, "mia", "lobby-mods", { verb: "kick", accounts: "tommy" });
    await slack.replay(sent.deliveryId ?? "");
    await untilSettled(scene);
    expect(slack.messages("lobby-mods")).toHaveLength(1);
    expect(await scene.bailiff.ledger.caseByNumber(2)).toBeNull();
    expect(scene.sandbox.tencent.effects()).toHaveLength(1);
  });

  it("a form that Slack does not open says so, and the command can be typed again", async () => {
    await using scene = await openScene();
    scene.sandbox.slack.fault({ method: "views.open", kind: "error:expired_trigger_id" });
    const { shown } = await scene.sandbox.slack.command({
      as: "mia",
      channel: "lobby-mods",
      text: "/mod batch",
    });
    expect(shown.join()).toMatch(/Nothing was done: Slack did not open the form/);
    await openForm(scene.sandbox.slack, "mia", "lobby-mods");
  });
});

describe("/mod without anything after it", () => {
  it("opens the form, in which one account is muted as by the typed command", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    await slack.command({ as: "mia", channel: "lobby-mods", text: "/mod" });
    const { id } = await slack.until(() => slack.viewsOf("mia")[0]);
    await slack.submit({
      as: "mia",
      viewId: id,
      values: entered({ verb: "mute", accounts: "@tommy", time: "10m" }),
    });
    await untilSettled(scene);
    const [posted] = slack.messages("lobby-mods");
    expect(plain(posted?.text ?? "")).toMatch(/#1 mute in lobby by U00000MIA: 1 done/);
    const [opened] = await entriesOf(scene, 1, "opened");
    expect(opened).toMatchObject({ surface: "modal", command: "mute tommy in lobby for 10m" });
  });

  it("gives help instead when Slack does not open the form; `/mod help` gives it always", async () => {
    await using scene = await openScene();
    const helped = await scene.say("mia", "lobby-mods", "/mod help");
    expect(helped.privately).toContain("`/mod` alone opens a form");
    expect(helped.seen.views).toEqual([]);
    scene.sandbox.slack.fault({ method: "views.open", kind: "error:expired_trigger_id" });
    const { privately, seen } = await scene.say("mia", "lobby-mods", "/mod");
    expect(privately).toMatch(/Nothing was done: Slack did not open the form/);
    expect(privately).toContain("/kick <accounts> [group]");
    expect(seen.views).toEqual([]);
  });
});

describe("reasons to choose from", () => {
  const config: SceneOptions["config"] = (file) => ({ ...file, reasons: ["Spam in the lobby", "Threats"] });

  it("become the reason of the case; two reasons are one too many", async () => {
    await using scene = await openScene({ config });
    const both = { verb: "kick", accounts: "tommy", template: "Threats", reason: "again" } as const;
    expect(await refusals(scene, both)).toEqual([
      expect.stringMatching(/^There is a chosen reason and one in your own words/),
    ]);
    await batch(scene, "mia", "lobby-mods", { verb: "kick", accounts: "tommy", template: "Threats" });
    expect((await scene.bailiff.ledger.caseByNumber(1))?.reason).toBe("Threats");
    expect(plain(scene.sandbox.slack.messages("lobby-mods")[0]?.text ?? "")).toContain("Reason: `Threats`");
  });

  it("a choice can be taken back", async () => {
    await using scene = await openScene({ config });
    await batch(scene, "mia", "lobby-mods", {
      verb: "kick",
      accounts: "tommy",
      template: "-",
      reason: "my own",
    });
    expect((await scene.bailiff.ledger.caseByNumber(1))?.reason).toBe("my own");
  });
});

describe("the shortcut", () => {
  async function byShortcut(scene: Scene, as: string, entry: Entry): Promise<Said> {
    const { slack } = scene.sandbox;
    const viewId = await openByShortcut(slack, as);
    return scene.act(as, () => slack.submit({ as, viewId, values: entered(entry) }));
  }

  it.each(["http", "socket"] as const)(
    "opens the form from anywhere over %s; its result is for the asker and for the log alone",
    async (receiving) => {
      await using scene = await openScene({ receiving });
      const watched = watchSlack(scene);
      await byShortcut(scene, "mia", { verb: "mute", group: "lobby", accounts: "tommy", time: "10m" });
      await untilSettled(scene);
      const shown = watched.posted.map(({ channel, text }) => `${channel}: ${plain(text).split("\n")[0]}`);
      expect(shown.toSorted()).toEqual([
        expect.stringMatching(/^dm.*: #1 mute in lobby by U00000MIA: 1 done$/),
      ]);
      expect(watched.privately).toEqual([]);
      const [opened] = await entriesOf(scene, 1, "opened");
      expect(opened).toMatchObject({ surface: "shortcut", channel: "U00000MIA" });
    },
  );

  it("has no group of its own, and tells a batch without a card", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    const viewId = await openByShortcut(slack, "adam");
    const accounts = Array.from({ length: 51 }, (_, n) => `user${n + 1}`).join(" ");
    const entry = { verb: "kick", accounts } as const;
    expect(await slack.submit({ as: "adam", viewId, values: entered(entry) })).toMatchObject({
      status: "not_delivered",
    });
    const watched = watchSlack(scene);
    await slack.submit({ as: "adam", viewId, values: entered({ ...entry, group: "lobby" }) });
    await untilSettled(scene);
    expect(watched.posted.map(({ channel }) => channel).toSorted()).toEqual([expect.stringMatching(/^dm/)]);
    expect(watched.updated).toEqual([]);
  });

  it("is no way around rules for some channels: it is used in none", async () => {
    await using scene = await openScene({
      config: (file) => ({
        ...file,
        rules: file.rules.map((rule) => ({ ...rule, channels: ["C0LOBBYMODS"] })),
      }),
    });
    const entry = { verb: "kick", group: "lobby", accounts: "tommy" } as const;
    const told: string[] = [];
    scene.sandbox.slack.subscribe((happening) => {
      if (happening.kind === "posted") told.push(plain(happening.message.text));
    });
    await byShortcut(scene, "mia", entry);
    expect(told.join()).toMatch(/Nothing was done: `kick tommy in lobby`/);
    expect(scene.sandbox.tencent.effects()).toEqual([]);
    await batch(scene, "mia", "lobby-mods", entry);
    expect(scene.sandbox.tencent.effects()).toHaveLength(1);
  });

  it("has the rights of whoever uses it, and is offered to no outsider", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    const watched = watchSlack(scene);
    for (const as of ["gus", "mel", "audrey"])
      await byShortcut(scene, as, { verb: "kick", group: "lobby", accounts: "tommy" });
    await untilSettled(scene);
    expect(watched.posted.map(({ text }) => plain(text)).join("\n")).toMatch(
      /Guests of the workspace.*You have no role.*No rule lets your roles/s,
    );
    expect(await slack.shortcut({ as: "sten", callbackId: "bailiff_act" })).toMatchObject({
      status: "not_delivered",
    });
    await slack.shortcut({ as: "mia", callbackId: "bailiff_act", misdeliver: "other-team" });
    expect(slack.viewsOf("mia")).toEqual([]);
    expect(scene.sandbox.tencent.effects()).toEqual([]);
    expect((await scene.bailiff.ledger.entries(1, 100)).filter(({ kind }) => kind === "denied")).toHaveLength(
      3,
    );
  });

  it("says in direct messages that Slack did not open the form", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    const watched = watchSlack(scene);
    slack.fault({ method: "views.open", kind: "error:expired_trigger_id" });
    await slack.shortcut({ as: "mia", callbackId: "bailiff_act" });
    const { channel, text } = await slack.until(() => watched.posted[0]);
    expect(channel).toMatch(/^dm/);
    expect(text).toMatch(/Nothing was done: Slack did not open the form.*`\/mod` in a channel/);
  });

  it("carries no channel along that could be taken for one that the person is in", async () => {
    await using scene = await openScene();
    const { slack } = scene.sandbox;
    await openByShortcut(slack, "mia");
    const [view] = slack.viewsOf("mia");
    expect(JSON.parse(view?.private_metadata ?? "")).toEqual({ surface: "shortcut" });
  });
});
