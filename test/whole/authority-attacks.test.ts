import { describe, expect, it } from "vitest";
import { AUDIT_KEY } from "../audit-key.ts";
import { openBailiff } from "../../src/cli/assemble.ts";
import { sandboxConfigFrom, slackOf } from "../../src/cli/sandbox-config.ts";
import type { ConfigFile } from "../../src/config/schema.ts";
import { GLASS_WORD } from "../../src/policy/approval.ts";
import { Secret } from "../../src/secret.ts";
import { HOLD_ACTIONS, type HoldAction } from "../../src/slack/cards/hold-buttons.ts";
import { RESULT_BUTTONS } from "../../src/slack/cards/result-buttons.ts";
import { ACT_CALLBACK, ACT_FIELDS } from "../../src/slack/views/act-view.ts";
import { postgresForTests } from "../shared-postgres.ts";
import { answer, approversCard, entryKinds, openWindow, press, sendWindow, withButton } from "./answering.ts";
import { entered, openByShortcut, openForm, sendForm, type Entry } from "./crowd.ts";
import { forge, holdWindow, markupShown, shownTo, toldTo, windowOf } from "./forging.ts";
import { LOBBY, openScene, type Scene, type SceneOptions } from "./scene.ts";

/**
 * Attacks on who may do what, tried on the running program through Slack's stand-in. The numbers are those of the
 * project's list of threats; the first group are failures that other bots are known for.
 */

const HOME = "lobby-mods";
const asking = (config?: SceneOptions["config"]) => openScene({ asks: true, ...(config && { config }) });
const effects = ({ sandbox }: Scene): readonly string[] =>
  sandbox.tencent.effects().map(({ verb, account }) => `${verb} ${account}`);
const refusedPresses = async (scene: Scene): Promise<number> =>
  (await entryKinds(scene)).filter((kind) => kind === "press_refused").length;
const casesOf = async ({ bailiff }: Scene): Promise<number> =>
  (await bailiff.ledger.casesOf({ limit: 100 })).length;

/** Presses a button with a value of the attacker's choice, whether or not it stands anywhere. */
function pressForged(
  scene: Scene,
  as: string,
  channel: string,
  action: HoldAction,
  value: string,
  ts = "1.000001",
) {
  const click = { as, channel, ts, actionId: HOLD_ACTIONS[action], value, raw: true };
  return scene.act(as, () => scene.sandbox.slack.click(click));
}

async function byForm(scene: Scene, as: string, entry: Entry): Promise<void> {
  await sendForm(scene.sandbox.slack, as, HOME, entry);
  await scene.settled();
}

/** What still can be answered in the approvers' channel. */
function stillShown(scene: Scene): readonly { hold: string; hash: string }[] {
  const cards = scene.sandbox.slack.messages("approvals").map(({ blocks }) => JSON.stringify(blocks ?? []));
  return cards.some((card) => card.includes(HOLD_ACTIONS.approve))
    ? [shownTo(scene, "adam", "approvals")]
    : [];
}

/** Changes the rules of one role. */
function rulesOf(
  role: ConfigFile["rules"][number]["role"],
  change: Partial<ConfigFile["rules"][number]>,
): (file: ConfigFile) => ConfigFile {
  return (file) => ({
    ...file,
    rules: file.rules.map((rule) => (rule.role === role ? { ...rule, ...change } : rule)),
  });
}

function approvalsWith(
  change: Partial<NonNullable<ConfigFile["approvals"]>>,
): (file: ConfigFile) => ConfigFile {
  return (file) => ({ ...file, approvals: file.approvals && { ...file.approvals, ...change } });
}

/** A second Slack account of somebody, an admin, linked to the same account at the vendor. */
const TWIN = "U0000TWIN";
const MIAS = "user9";
function twinOfMia(scene: Scene): void {
  scene.sandbox.slack.workspace.addPerson({ id: TWIN, name: "twin", standing: "admin", tz: "Etc/UTC" });
  scene.sandbox.slack.workspace.join("approvals", "twin");
}
const twinLinks = (file: ConfigFile): ConfigFile => ({
  ...file,
  links: { ...file.links, U00000MIA: { game: MIAS }, [TWIN]: { game: MIAS.toUpperCase() } },
});

/** mia presses Extend below a result of hers, and sends the form with another time. */
async function extendTo(scene: Scene, time: string): Promise<void> {
  const { slack } = scene.sandbox;
  const { ts } = withButton(scene, "mia", HOME, RESULT_BUTTONS.extend);
  await scene.act("mia", () =>
    slack.click({ as: "mia", channel: HOME, ts, actionId: RESULT_BUTTONS.extend }),
  );
  const form = await slack.until(() => slack.viewsOf("mia")[0]);
  await scene.act("mia", () =>
    slack.submit({ as: "mia", viewId: form.id, values: { [ACT_FIELDS.time]: time } }),
  );
  await scene.settled();
}

describe("known failure: an approve button without a check of who presses", () => {
  it("counts nobody's press, window or forged window but an approver's", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const shown = shownTo(scene, "mia", "approvals");
    for (const as of ["max", "oscar", "audrey", "mel", "gus", "robo", "dora", "sten"]) {
      await pressForged(scene, as, "approvals", "approve", `${shown.hold} ${shown.hash}`);
      await forge(scene, as, holdWindow("approve", shown, { reason: "fine" }));
      await forge(scene, as, holdWindow("deny", shown, { reason: "no" }));
      expect(effects(scene), as).toEqual([]);
    }
    // All but the outsider, who is turned away at the door.
    expect(await refusedPresses(scene)).toBe(14);
    await answer(scene, "adam", "approvals", "approve");
    expect(effects(scene)).toEqual(["mute tommy"]);
  });

  it("an empty list of approvers is nobody, not everybody", async () => {
    await using scene = await asking(approvalsWith({ by: [], breakGlass: [] }));
    await scene.say("mia", HOME, "/mute @tommy 2d");
    for (const as of ["olga", "adam", "max", "mel"]) await answer(scene, as, "approvals", "approve");
    await forge(
      scene,
      "mia",
      holdWindow("glass", shownTo(scene, "mia", "approvals"), { typed: GLASS_WORD, reason: "raid" }),
    );
    expect(effects(scene)).toEqual([]);
    expect(await refusedPresses(scene)).toBe(5);
  });

  it("without approvals in the configuration, what needs one is refused, on every road", async () => {
    await using scene = await asking(({ approvals: _approvals, ...file }) => file);
    const said = await scene.say("mia", HOME, "/mute @tommy 2d");
    expect(said.privately).toMatch(/at most 1d/);
    await byForm(scene, "mia", { verb: "mute", group: "lobby", accounts: "tommy", time: "2d" });
    const accounts = Array.from({ length: 101 }, (_, index) => `user${index + 1}`);
    await scene.say("adam", HOME, `/kick ${accounts.join(",")}`);
    await byForm(scene, "adam", { verb: "kick", group: "lobby", accounts: accounts.join("\n") });
    expect(effects(scene)).toEqual([]);
    expect((await entryKinds(scene)).filter((kind) => kind === "denied")).toHaveLength(4);
  });
});

describe("known failure: one road is looser than another", () => {
  it("an act over the limit waits for approval, whichever way it is asked for", async () => {
    await using scene = await asking();
    const { slack } = scene.sandbox;
    const over = { verb: "mute", group: "lobby", time: "2d" } as const;
    await scene.say("mia", HOME, "/mute user1 2d");
    await scene.say("mia", HOME, "/mod mute user2 2d");
    await byForm(scene, "mia", { ...over, accounts: "user3" });
    const viewId = await openByShortcut(slack, "mia");
    await scene.act("mia", () =>
      slack.submit({ as: "mia", viewId, values: entered({ ...over, accounts: "user4" }) }),
    );
    await scene.say("mia", HOME, "/mute user5 10m");
    await extendTo(scene, "2d");
    expect(effects(scene)).toEqual(["mute user5"]);
    expect((await entryKinds(scene)).filter((kind) => kind === "approval_asked")).toHaveLength(5);
  });
});

describe("known failure: an approval by chat command, or one that runs with the approver's powers", () => {
  it("nothing that can be typed approves, confirms or breaks glass", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const { hold, hash } = shownTo(scene, "mia", "approvals");
    for (const words of ["approve", "confirm", "break_glass", "deny", "expire", "lift"])
      for (const as of ["adam", "mia"]) {
        await scene.say(as, HOME, `/mod ${words} ${hold} ${hash}`);
        await scene.say(as, HOME, `/mod ${words} 1`);
        await scene.say(as, HOME, `/${words} ${hold}`).catch(() => null);
      }
    expect(effects(scene)).toEqual([]);
    expect(await entryKinds(scene)).toEqual(["approval_asked"]);
  });

  it("what an admin approves reaches no further than the moderator's own rule", async () => {
    await using scene = await asking();
    const alone = await scene.say("mia", HOME, "/mute marshal 2d");
    expect(alone.privately).toMatch(/is an admin of the group/);
    await scene.say("mia", HOME, "/mute marshal,administrator,tommy 2d");
    const said = await answer(scene, "adam", "approvals", "approve");
    expect(effects(scene)).toEqual(["mute tommy"]);
    expect(said.posted(HOME)).toMatch(/1 done, 2 refused/);
  });

  it("nor does it reach people whom the asker must not act on", async () => {
    await using scene = await asking((file) => ({
      ...file,
      links: { ...file.links, U0000ADAM: { game: "user1" }, U00000MAX: { game: "user2" } },
    }));
    await scene.say("mia", HOME, "/mute user1,user2,user3 2d");
    await answer(scene, "olga", "approvals", "approve");
    expect(effects(scene)).toEqual(["mute user3"]);
  });
});

describe("known failure: rights by display name", () => {
  it("a member who calls themselves like an admin, a role or the bot has no right and no vote", async () => {
    await using scene = await asking();
    const { workspace } = scene.sandbox.slack;
    await scene.say("mia", HOME, "/mute @tommy 2d");
    workspace.setPerson("adam", { name: "the real adam" });
    workspace.setPerson("mel", { name: "adam" });
    for (const name of ["adam", "U0000ADAM", "admin", "workspace:admin"]) {
      const before = [...workspace.people()].find(({ id }) => id === "U00000MEL")?.name ?? "";
      workspace.setPerson(before, { name });
      scene.sandbox.clock.advance(61_000);
      await answer(scene, name, "approvals", "approve");
      await scene.say(name, HOME, "/kick user1");
    }
    expect(effects(scene)).toEqual([]);
    expect(await refusedPresses(scene)).toBe(4);
  });

  it("protection is by id: a protected person's name changes, and the protection stays", async () => {
    await using scene = await asking((file) => ({ ...file, protect: ["person:U00000MEL"] }));
    scene.sandbox.slack.workspace.setPerson("mel", { name: "nobody special" });
    await scene.say("adam", HOME, "/kick user7");
    await scene.say("olga", HOME, "/mute USER7 10m");
    await byForm(scene, "olga", { verb: "ban", group: "lobby", accounts: "user7", time: "1d" });
    expect(effects(scene)).toEqual([]);
  });
});

describe("known failure: events of messages that skip the check of who sent them", () => {
  it.each([undefined, "message_changed", "message_deleted", "thread_broadcast", "bot_message", "me_message"])(
    "a message event of subtype %s is no command and no answer",
    async (subtype) => {
      await using scene = await asking();
      await scene.say("mia", HOME, "/mute @tommy 2d");
      const { hold, hash } = shownTo(scene, "mia", "approvals");
      for (const text of [
        "/kick user1",
        "/mod kick user1",
        `approve ${hold} ${hash}`,
        "<@U0BAILIFF> kick user1",
      ])
        await scene.sandbox.slack.event({
          type: "message",
          ...(subtype && { subtype }),
          channel: "C0APPROVALS",
          user: "U0000ADAM",
          text,
          ts: "1700000000.000100",
          message: { user: "U0000ADAM", text },
          previous_message: { user: "U0000ADAM", text },
        });
      await scene.settled();
      expect(effects(scene)).toEqual([]);
      expect(await entryKinds(scene)).toEqual(["approval_asked"]);
    },
  );
});

describe("known failure: a late word re-opens what was decided", () => {
  it("approve after deny, deny after approve, confirm after cancel, glass after deny", async () => {
    await using scene = await asking(approvalsWith({ breakGlass: ["moderator"] }));
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const first = shownTo(scene, "mia", "approvals");
    const late = await openWindow(scene, "olga", "approvals", "approve");
    const glass = await openWindow(scene, "mia", HOME, "glass");
    await answer(scene, "adam", "approvals", "deny", { reason: "no" });
    expect((await sendWindow(scene, "olga", late, {})).privately).toMatch(/U0000ADAM/);
    await sendWindow(scene, "mia", glass, { typed: GLASS_WORD, reason: "raid" });
    await forge(scene, "adam", holdWindow("approve", first));
    expect(effects(scene)).toEqual([]);

    await scene.say("mia", HOME, "/mute @jared 2d");
    const second = shownTo(scene, "mia", "approvals");
    await answer(scene, "adam", "approvals", "approve");
    await forge(scene, "olga", holdWindow("deny", second, { reason: "stop" }));
    await forge(scene, "olga", holdWindow("approve", second));
    expect(effects(scene)).toEqual(["mute jared"]);

    await scene.say("oscar", HOME, "/lock");
    const preview = shownTo(scene, "oscar", HOME);
    await press(scene, "oscar", HOME, "cancel");
    await pressForged(scene, "oscar", HOME, "confirm", `${preview.hold} ${preview.hash}`);
    expect(effects(scene)).toEqual(["mute jared"]);
    expect(await refusedPresses(scene)).toBe(6);
  });

  it("an approval that was not used in time lapses, however slow the chat service is", async () => {
    await using scene = await asking();
    const { slack, clock, tencent } = scene.sandbox;
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const viewId = await openWindow(scene, "adam", "approvals", "approve");
    const before = tencent.requests().length;
    // The group is described and its accounts are read once more before the approved act begins.
    tencent.fault({ kind: "latency:1000", times: 20 });
    const sent = slack.submit({ as: "adam", viewId });
    await slack.until(() => tencent.requests().length > before);
    expect(await entryKinds(scene)).toContain("approved");
    clock.advance(11 * 60_000);
    await sent;
    tencent.clearFaults();
    await scene.settled();
    expect(effects(scene)).toEqual([]);
    expect(await casesOf(scene)).toBe(0);
  });
});

describe("attack 3: a stolen account", () => {
  it("an admin's alone cannot do what takes two, nor in pieces of one window, and others see the attempt", async () => {
    await using scene = await asking();
    const accounts = Array.from({ length: 101 }, (_, index) => `user${index + 1}`);
    await scene.say("adam", HOME, `/kick ${accounts.join(",")}`);
    const shown = shownTo(scene, "adam", "approvals");
    await answer(scene, "adam", "approvals", "approve");
    await forge(scene, "adam", holdWindow("approve", shown));
    expect(effects(scene)).toEqual([]);
    expect(approversCard(scene)).toMatch(/U0000ADAM/);
    expect(await refusedPresses(scene)).toBe(2);
  });

  const three = (file: ConfigFile): ConfigFile =>
    approvalsWith({ overLimits: false })(rulesOf("moderator", { perHour: 3 })(file));

  it("acts per hour hold for many small commands at once", async () => {
    await using scene = await asking(three);
    const { slack } = scene.sandbox;
    const names = Array.from({ length: 8 }, (_, index) => `user${index + 1}`);
    await Promise.all(
      names.map((name) => slack.command({ as: "mia", channel: HOME, text: `/kick ${name}` })),
    );
    await scene.settled();
    expect(effects(scene)).toHaveLength(3);
  });

  it("and by forms, buttons and other commands together", async () => {
    await using scene = await asking(three);
    const { slack } = scene.sandbox;
    await scene.say("mia", HOME, "/mute user1 10m");
    await byForm(scene, "mia", { verb: "mute", group: "lobby", accounts: "user2", time: "10m" });
    const { ts } = withButton(scene, "mia", HOME, RESULT_BUTTONS.undo);
    const undo = { as: "mia", channel: HOME, ts, actionId: RESULT_BUTTONS.undo };
    await scene.act("mia", () => slack.click(undo));
    await scene.act("mia", () => slack.click(undo));
    await scene.say("mia", "live-mods", "/mute user3 10m");
    await byForm(scene, "mia", { verb: "kick", group: "lobby", accounts: "user4" });
    expect(effects(scene)).toEqual(["mute user1", "mute user2", "unmute user2"]);
  });

  it("and for previews that are all confirmed afterwards", async () => {
    await using scene = await asking((file) =>
      rulesOf("moderator", { preview: { over: 0, permanent: false, verbs: [] } })(three(file)),
    );
    const shown: { hold: string; hash: string }[] = [];
    for (const name of ["user1", "user2", "user3", "user4", "user5"]) {
      await scene.say("mia", HOME, `/kick ${name}`);
      shown.push(shownTo(scene, "mia", HOME));
    }
    await Promise.all(
      shown.map(({ hold, hash }, index) =>
        pressForged(scene, "mia", HOME, "confirm", `${hold} ${hash}`, `${index + 1}.0`),
      ),
    );
    await scene.settled();
    expect(effects(scene)).toHaveLength(3);
  });

  it("and for acts that others have approved for another cause, where over the limit means no", async () => {
    await using scene = await asking((file) =>
      rulesOf("moderator", { preview: undefined, approval: { over: 0, permanent: false, verbs: [] } })(
        three(file),
      ),
    );
    const shown: { hold: string; hash: string }[] = [];
    for (const name of Array.from({ length: 10 }, (_, index) => `user${index + 1}`)) {
      await scene.say("mia", HOME, `/kick ${name}`);
      shown.push(shownTo(scene, "adam", "approvals"));
    }
    await Promise.all(shown.map((one) => forge(scene, "adam", holdWindow("approve", one))));
    await scene.settled();
    expect(effects(scene)).toHaveLength(3);
  });

  it("and for a second Slack account of the same person", async () => {
    await using scene = await asking((file) => ({
      ...three(file),
      links: { ...file.links, U00000MIA: { game: MIAS }, U00000MAX: { game: MIAS } },
    }));
    await scene.say("mia", HOME, "/kick user1,user2,user3");
    await scene.say("max", HOME, "/kick user4");
    expect(effects(scene)).toHaveLength(3);
  });
});

const databases = await postgresForTests();

describe.skipIf("unavailable" in databases)("attack 3, with two replicas", () => {
  it("acts per hour hold, although each of two processes takes half of the commands", async () => {
    if ("unavailable" in databases) return;
    const storage = { kind: "postgres", url: new Secret(await databases.url("perhour")) } as const;
    const config = (file: ConfigFile): ConfigFile =>
      approvalsWith({ overLimits: false })(rulesOf("moderator", { perHour: 3 })(file));
    await using scene = await openScene({ asks: true, storage, config });
    const { slack } = scene.sandbox;
    const read = await sandboxConfigFrom(scene.sandbox);
    if (!read.ok) throw new Error(read.failure);
    const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const second = await openBailiff({
      file: config(read.value),
      slack: slackOf(scene.sandbox, "http"),
      auditKey: AUDIT_KEY,
      storage,
      host: "127.0.0.1",
      port: 0,
      log: silent,
      clock: scene.sandbox.clock,
    });
    if (!second.ok) throw new Error(second.failure);
    const urls = [scene.bailiff.url, second.value.url];
    try {
      const sent = Array.from({ length: 10 }, (_, index) => {
        slack.deliverTo({ kind: "http", url: `${urls[index % 2]}/slack/events` });
        return slack.command({ as: "mia", channel: HOME, text: `/kick user${index + 1}` });
      });
      await Promise.all(sent);
      await scene.settled();
      expect(effects(scene)).toHaveLength(3);
    } finally {
      await second.value.stop();
    }
  });
});

describe("attack 4: approving one's own act", () => {
  it("by a second Slack account, linked to the same account", async () => {
    await using scene = await asking(twinLinks);
    twinOfMia(scene);
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const said = await answer(scene, "twin", "approvals", "approve");
    expect(said.privately).toMatch(/another account of yours/);
    expect((await answer(scene, "twin", "approvals", "deny", { reason: "x" })).privately).toMatch(
      /another account/,
    );
    expect(effects(scene)).toEqual([]);
  });

  it("by a second Slack account that is linked by way of a third", async () => {
    await using scene = await asking((file) => ({
      ...file,
      links: {
        U00000MIA: { game: "user1" },
        // One person with a Slack account for each of two products, and one for both.
        U00000MAX: { game: "user1", live: "user2" },
        [TWIN]: { live: "user2" },
      },
    }));
    twinOfMia(scene);
    await scene.say("mia", HOME, "/mute @tommy 2d");
    await answer(scene, "twin", "approvals", "approve");
    expect(effects(scene)).toEqual([]);
  });

  it("with two votes of one person where two people are needed", async () => {
    await using scene = await asking((file) => ({
      ...approvalsWith({ needed: 2 })(file),
      links: { U0000ADAM: { game: MIAS }, [TWIN]: { game: MIAS } },
    }));
    twinOfMia(scene);
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const shown = shownTo(scene, "mia", "approvals");
    await Promise.all([1, 2, 3].map(() => forge(scene, "adam", holdWindow("approve", shown))));
    await answer(scene, "twin", "approvals", "approve");
    await scene.settled();
    expect(effects(scene)).toEqual([]);
    await answer(scene, "olga", "approvals", "approve");
    expect(effects(scene)).toEqual(["mute tommy"]);
  });

  it("by guests, bots, people who left and outsiders, although the configuration names them admins", async () => {
    const named = ["U00000GUS", "U0000STEN", "U0000DORA", "U0000ROBO", "USLACKBOT"].map(
      (id) => `person:${id}`,
    );
    await using scene = await asking((file) => ({
      ...file,
      roles: { ...file.roles, admin: ["workspace:admin", ...named], owner: ["workspace:owner", ...named] },
    }));
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const shown = shownTo(scene, "mia", "approvals");
    for (const as of ["gus", "robo", "dora", "sten"]) await forge(scene, as, holdWindow("approve", shown));
    // An outsider whose own workspace the payload does not tell.
    const { teamId } = scene.sandbox.slack.workspace;
    for (const user of [
      { id: "U0000STEN" },
      { id: "U0000STEN", team_id: teamId },
      { id: "UNOBODY" },
      { id: "" },
    ])
      await forge(scene, "sten", { ...holdWindow("approve", shown), user });
    expect(effects(scene)).toEqual([]);
  });

  it.each([
    "member",
    "single_channel_guest",
    "multi_channel_guest",
    "bot",
    "deactivated",
    "stranger",
  ] as const)("by an approver who has become a %s since the window opened", async (standing) => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const shown = shownTo(scene, "mia", "approvals");
    await openWindow(scene, "adam", "approvals", "approve");
    const teamId = standing === "stranger" ? { teamId: "T00PARTNERS" } : {};
    scene.sandbox.slack.workspace.setPerson("adam", { standing, ...teamId });
    scene.sandbox.clock.advance(2_000);
    await forge(scene, "adam", holdWindow("approve", shown));
    expect(effects(scene)).toEqual([]);
  });

  it("by whom the act is about, or whose second account it is about", async () => {
    await using scene = await asking((file) => ({
      ...file,
      rules: file.rules.map((rule) => (rule.role === "moderator" ? { ...rule, may: "*" as const } : rule)),
      roles: { ...file.roles, moderator: ["usergroup:S0MODERATORS"], admin: ["workspace:admin"] },
      links: { U0000ADAM: { live: "user3" }, [TWIN]: { game: "user2", live: "user3" } },
    }));
    // The twin is a plain member, so that a moderator may act on their account.
    scene.sandbox.slack.workspace.addPerson({ id: TWIN, name: "twin", standing: "member", tz: "Etc/UTC" });
    await scene.say("mia", HOME, "/mute user2 2d");
    const said = await answer(scene, "adam", "approvals", "approve");
    expect(said.privately).toMatch(/about an account of yours/);
    expect(effects(scene)).toEqual([]);
  });

  it("by somebody who may approve, but not do it themselves", async () => {
    await using scene = await asking((file) => ({
      ...approvalsWith({ by: ["moderator", "oncall", "auditor"] })(file),
    }));
    await scene.say("mia", HOME, "/mute @tommy 2d");
    for (const as of ["max", "oscar", "audrey"]) await answer(scene, as, "approvals", "approve");
    expect(effects(scene)).toEqual([]);
  });

  it("by breaking the glass of somebody else's act, or of a preview, with forged buttons", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const approval = shownTo(scene, "mia", HOME);
    await scene.say("oscar", HOME, "/lock");
    const preview = shownTo(scene, "oscar", HOME);
    const entry = { typed: GLASS_WORD, reason: "raid" };
    for (const as of ["olga", "adam", "oscar", "mia"]) {
      await forge(scene, as, holdWindow("glass", approval, entry));
      await forge(scene, as, holdWindow("glass", preview, entry));
      if (as !== "mia")
        await pressForged(scene, as, HOME, "cancel", `${approval.hold} ${approval.hash}`, `${as.length}.1`);
    }
    expect(effects(scene)).toEqual([]);
    expect(await entryKinds(scene)).not.toContain("glass_broken");
    expect(await entryKinds(scene)).not.toContain("cancelled");
  });
});

describe("attack 5: approve one act, run another", () => {
  it("a word for another plan, with the hash of another act, counts for neither", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute user1 2d");
    const one = shownTo(scene, "mia", "approvals");
    await scene.say("mia", HOME, "/mute user2 3d");
    const two = shownTo(scene, "mia", "approvals");
    await forge(scene, "adam", holdWindow("approve", { hold: one.hold, hash: two.hash }));
    await forge(scene, "adam", holdWindow("approve", { hold: two.hold, hash: one.hash }));
    await forge(scene, "adam", holdWindow("approve", { hold: two.hold, hash: "0".repeat(64) }));
    expect(effects(scene)).toEqual([]);
    await forge(scene, "adam", holdWindow("approve", two));
    expect(effects(scene)).toEqual(["mute user2"]);
  });

  it("a mention that has come to mean another account since", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute @mel 2d");
    await scene.say("adam", HOME, "/mod link @mel user8");
    const said = await answer(scene, "olga", "approvals", "approve");
    expect(effects(scene)).toEqual([]);
    expect(said.posted(HOME)).toBe("");
  });

  it("a mention in a preview, likewise: the asker is shown whom it is now", async () => {
    await using scene = await asking(
      rulesOf("moderator", { preview: { over: 0, permanent: false, verbs: [] } }),
    );
    await scene.say("mia", HOME, "/mute @mel 10m");
    await scene.say("adam", HOME, "/mod link @mel user8");
    const again = await press(scene, "mia", HOME, "confirm");
    expect(effects(scene)).toEqual([]);
    expect(again.privately).toMatch(/user8/);
  });

  it("a channel or a name that has come to mean another group since", async () => {
    await using scene = await asking();
    await scene.say("adam", HOME, "/mod bind #oncall lobby");
    await scene.say("mia", "oncall", "/mute tommy 2d");
    await scene.say("adam", HOME, "/mod bind #oncall live");
    await answer(scene, "olga", "approvals", "approve");
    expect(effects(scene)).toEqual([]);
  });

  it("an end that another time zone of the asker makes another one", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute tommy 2099-01-01T10:00");
    scene.sandbox.slack.workspace.setPerson("mia", { tz: "Pacific/Auckland" });
    scene.sandbox.clock.advance(2_000);
    if ((await entryKinds(scene)).includes("approval_asked"))
      await answer(scene, "adam", "approvals", "approve");
    expect(effects(scene)).toEqual([]);
  });

  it("an act that was held, asked again by a forged press on another button", async () => {
    await using scene = await asking();
    const { slack } = scene.sandbox;
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const { hold } = shownTo(scene, "mia", "approvals");
    const record = await scene.bailiff.ledger.holdById(hold);
    const { origin } = JSON.parse(record?.body ?? "") as { origin: string };
    const again = (value: string, as = "mia") =>
      scene.act(as, () =>
        slack.click({ as, channel: HOME, ts: "1.1", actionId: "bailiff_run_again", value, raw: true }),
      );
    for (const value of [
      origin,
      hold,
      `expire:${hold}`,
      `expired:${hold}`,
      `hold:${hold}`,
      "case:1",
      "start",
    ])
      await again(value);
    await answer(scene, "adam", "approvals", "deny", { reason: "no" });
    for (const as of ["mia", "adam"]) for (const value of [origin, `expired:${hold}`]) await again(value, as);
    expect(effects(scene)).toEqual([]);
    for (const one of stillShown(scene)) await forge(scene, "adam", holdWindow("approve", one));
    expect(effects(scene)).toEqual([]);
  });

  it("the same press, sent twice, sent again, and sent again after a restart, is one", async () => {
    await using scene = await asking(approvalsWith({ needed: 2 }));
    const { slack } = scene.sandbox;
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const viewId = await openWindow(scene, "adam", "approvals", "approve");
    const sent = await slack.submit({ as: "adam", viewId, misdeliver: "twice" });
    await scene.settled();
    await slack.replay(sent.deliveryId ?? "");
    await scene.restart();
    await slack.replay(sent.deliveryId ?? "");
    await scene.settled();
    expect(effects(scene)).toEqual([]);
    expect((await entryKinds(scene)).filter((kind) => kind === "approved")).toHaveLength(1);
    const second = await openWindow(scene, "olga", "approvals", "approve");
    await slack.submit({ as: "olga", viewId: second, misdeliver: "twice" });
    await scene.settled();
    expect(effects(scene)).toEqual(["mute tommy"]);
    expect(await casesOf(scene)).toBe(1);
  });
});

describe("attack 6: values and metadata that are not ours", () => {
  it.each([
    "",
    "null",
    "[]",
    "{",
    "1",
    '{"__proto__":{"hold":"x"}}',
    '{"hold":"approval:0","hash":"0"}',
    '{"hold":{"$ne":null},"hash":{"$ne":null}}',
    "x".repeat(1_000_000),
  ])("a window with the metadata %j decides nothing", async (metadata) => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute @tommy 2d");
    for (const window of ["approve", "deny", "glass"] as const)
      await forge(scene, "adam", holdWindow(window, metadata, { typed: GLASS_WORD, reason: "x" }));
    expect(effects(scene)).toEqual([]);
    expect(await entryKinds(scene)).toEqual(["approval_asked"]);
  });

  it("a confirmation of another person's preview, or of an approval, is refused", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute @tommy 2d");
    const approval = shownTo(scene, "mia", HOME);
    await scene.say("oscar", HOME, "/lock");
    const preview = shownTo(scene, "oscar", HOME);
    for (const as of ["mia", "adam", "olga"]) {
      await pressForged(scene, as, HOME, "confirm", `${approval.hold} ${approval.hash}`);
      await pressForged(scene, as, HOME, "confirm", `${preview.hold} ${preview.hash}`);
      await forge(scene, as, holdWindow("approve", preview));
      await forge(scene, as, holdWindow("approve", { hold: approval.hold, hash: preview.hash }));
    }
    expect(effects(scene)).toEqual([]);
    expect(scene.sandbox.tencent.group(LOBBY)?.locked).toBe(false);
  });

  it.each(["0", "-1", "2", "1e0", "1.0", "0x1", " 1", "9007199254740993", "#1", "", "Infinity"])(
    "a result's button with the value %j acts on no other case",
    async (value) => {
      await using scene = await openScene();
      const { slack } = scene.sandbox;
      await scene.say("mia", "live-mods", "/mute jared 10m");
      await scene.say("max", HOME, "/mute tommy 10m");
      const before = effects(scene).length;
      for (const actionId of Object.values(RESULT_BUTTONS))
        await scene.act("mel", () =>
          slack.click({ as: "mel", channel: HOME, ts: "1.1", actionId, value, raw: true }),
        );
      // A case of another channel, by somebody who has the right, but is not shown it there.
      await scene.act("max", () =>
        slack.click({
          as: "max",
          channel: "stage-mods",
          ts: "1.1",
          actionId: RESULT_BUTTONS.undo,
          value: "1",
          raw: true,
        }),
      );
      expect(effects(scene)).toHaveLength(before);
    },
  );

  it("a form whose metadata names no place is used in no channel", async () => {
    await using scene = await asking(rulesOf("moderator", { channels: ["C0LOBBYMODS"] }));
    const pick = (id: string, value: string) => ({ [id]: { [id]: { selected_option: { value } } } });
    const text = (id: string, value: string) => ({ [id]: { [id]: { value } } });
    const values = {
      ...pick(ACT_FIELDS.verb, "kick"),
      ...pick(ACT_FIELDS.group, "lobby"),
      ...text(ACT_FIELDS.accounts, "tommy"),
      [ACT_FIELDS.options]: { [ACT_FIELDS.options]: { selected_options: [] } },
    };
    for (const metadata of [
      "",
      "{",
      "null",
      "[]",
      '{"surface":"slash","channel":"C0LOBBYMODS"}',
      '{"channel":"C0LOBBYMODS"}',
      '{"surface":"shortcut","channel":"C0LOBBYMODS"}',
    ])
      await forge(scene, "mia", windowOf(ACT_CALLBACK, metadata, values));
    expect(effects(scene)).toEqual([]);
    // By somebody without a role, wherever it is said to come from.
    await forge(scene, "mel", windowOf(ACT_CALLBACK, { surface: "modal", channel: "C0LOBBYMODS" }, values));
    expect(effects(scene)).toEqual([]);
    await forge(scene, "mia", windowOf(ACT_CALLBACK, { surface: "modal", channel: "C0LOBBYMODS" }, values));
    expect(effects(scene)).toEqual(["kick tommy"]);
  });

  it("a rule for one channel is not got round by the form of another, by the shortcut, or by a button", async () => {
    await using scene = await asking(rulesOf("moderator", { channels: ["C0LOBBYMODS"] }));
    const { slack } = scene.sandbox;
    const kick = { verb: "kick", group: "lobby", accounts: "user1" } as const;
    const form = await openForm(slack, "mia", "live-mods");
    await scene.act("mia", () => slack.submit({ as: "mia", viewId: form, values: entered(kick) }));
    const shortcut = await openByShortcut(slack, "mia");
    await scene.act("mia", () => slack.submit({ as: "mia", viewId: shortcut, values: entered(kick) }));
    await scene.say("mia", "live-mods", "/kick user1 lobby");
    await scene.say("mia", "dm", "/kick user1 lobby").catch(() => null);
    await scene.say("adam", "live-mods", "/add away1 lobby");
    const { ts } = withButton(scene, "mia", "live-mods", RESULT_BUTTONS.undo);
    await scene.act("mia", () =>
      slack.click({ as: "mia", channel: "live-mods", ts, actionId: RESULT_BUTTONS.undo }),
    );
    expect(effects(scene)).toEqual(["add away1"]);
  });

  it("what a rule forbids in one group is not allowed under another name, or the raw id, of that group", async () => {
    await using scene = await asking((file) => ({
      ...file,
      rules: [
        ...file.rules,
        {
          ...file.rules[0]!,
          name: "not-here",
          role: "moderator",
          may: undefined,
          mayNot: ["kick"],
          groups: ["lobby"],
        },
      ],
    }));
    await scene.say("adam", HOME, "/mod alias lounge lobby");
    for (const group of ["lobby", "lounge", LOBBY, LOBBY.toLowerCase(), "LOBBY", "<#C0LOBBYMODS|lobby-mods>"])
      await scene.say("mia", HOME, `/kick tommy ${group}`);
    expect(effects(scene)).toEqual([]);
  });

  it("an old client's dry run stays one, through the form and where an approval would be needed", async () => {
    await using scene = await asking();
    await byForm(scene, "mia", { verb: "mute", group: "lobby", accounts: "tommy", time: "2d", dryRun: true });
    await scene.say("mia", HOME, "/mute tommy 2d --dry-run");
    await byForm(scene, "oscar", { verb: "lock", group: "lobby", dryRun: true });
    expect(await entryKinds(scene)).toEqual([]);
    expect(effects(scene)).toEqual([]);
    expect(scene.sandbox.slack.messages("approvals")).toEqual([]);
  });
});

const EVIL = "<!channel> <@U0000OLGA> <https://evil.example|runbook> *b* `x`\n#9 ban: 1 done & <!here>";
const LURES = ["<!channel>", "<!here>", "<https://evil", "<@U0000OLGA>"];

describe("attack 7: markup in reasons", () => {
  it("reaches nobody as markup: neither from the command, nor from approvers, nor from the glass", async () => {
    await using scene = await asking(approvalsWith({ breakGlass: ["moderator"] }));
    await byForm(scene, "mia", { verb: "mute", group: "lobby", accounts: "user1", time: "2d", reason: EVIL });
    await answer(scene, "adam", "approvals", "deny", { reason: EVIL });
    await byForm(scene, "mia", { verb: "mute", group: "lobby", accounts: "user2", time: "2d", reason: EVIL });
    await answer(scene, "adam", "approvals", "approve", { reason: EVIL });
    await byForm(scene, "mia", { verb: "mute", group: "lobby", accounts: "user3", time: "2d", reason: EVIL });
    await answer(scene, "mia", HOME, "glass", { typed: GLASS_WORD, reason: EVIL });
    await answer(scene, "mia", HOME, "glass", {
      typed: EVIL.replaceAll("\n", " ").slice(0, 60),
      reason: EVIL,
    }).catch(() => null);
    await scene.say("mia", HOME, "/mod case 1");
    expect(effects(scene)).toEqual(["mute user2", "mute user3"]);
    const shown = markupShown(scene);
    expect(shown).toContain("evil.example");
    for (const lure of LURES) expect(shown).not.toContain(lure);
    expect(shown).not.toMatch(/^#9 ban: 1 done/m);
  });

  it("nor by way of the form that extends a mute, or of names of groups and rules", async () => {
    await using scene = await asking();
    await byForm(scene, "mia", {
      verb: "mute",
      group: "lobby",
      accounts: "user1",
      time: "10m",
      reason: EVIL,
    });
    await extendTo(scene, "2d");
    const shown = markupShown(scene);
    for (const lure of LURES) expect(shown).not.toContain(lure);
  });
});

describe("attack 8: letters that look like others", () => {
  const LOOKALIKES = [
    "us\u200Ber7",
    "\u202Euser7",
    "user\uFF17",
    "us\u0435r7",
    "user7\u2060",
    "use\u00ADr7",
    "user7\u0000",
    "user7\u3000",
  ];

  it.each(LOOKALIKES)(
    "a target %j gets round neither a person's protection nor their rank",
    async (account) => {
      await using scene = await asking((file) => ({ ...file, protect: ["person:U00000MEL", "user7"] }));
      await scene.say("mia", HOME, `/kick ${account}`);
      await byForm(scene, "mia", { verb: "kick", group: "lobby", accounts: account }).catch(() => null);
      expect(effects(scene)).toEqual([]);
    },
  );

  it.each([
    "ADMINISTRATOR",
    "administrator\u200B",
    "\uFF41dministrator",
    "admin\u0456strator",
    '"administrator"',
  ])("a target %j gets round no protected account", async (account) => {
    await using scene = await asking();
    await scene.say("adam", HOME, `/mute ${account} 10m`);
    await byForm(scene, "adam", { verb: "mute", group: "lobby", accounts: account, time: "10m" }).catch(
      () => null,
    );
    expect(effects(scene)).toEqual([]);
  });

  it.each([
    "BREAK\u00A0GLASS",
    "BREAK GLAS\u0405",
    "\uFF22REAK GLASS",
    "break glass",
    "BREAK\u200B GLASS",
    "BREAK GLASS BREAK GLASS",
  ])("the word %j breaks no glass", async (typed) => {
    await using scene = await asking(approvalsWith({ breakGlass: ["moderator"] }));
    await scene.say("mia", HOME, "/mute tommy 2d");
    await forge(scene, "mia", holdWindow("glass", shownTo(scene, "mia", HOME), { typed, reason: "raid" }));
    expect(effects(scene)).toEqual([]);
  });
});

describe("attack 13: texts that poison the books or blind their readers", () => {
  const MEGABYTE = "x".repeat(1_000_000);
  const POISON: [string, string][] = [
    ["NUL", "a\u0000b"],
    ["halves of a surrogate pair", "\uD800x\uDC00"],
    ["an escape sequence", "\u001B[2J\u001B]0;gone\u0007"],
    ["lines of a log", 'x\n{"kind":"approved","body":{}}\r\nx'],
    ["bidi overrides", "\u202Edenied\u202C \u2066x"],
    ["a formula", '=HYPERLINK("http://evil.example","x")'],
    ["a megabyte", MEGABYTE],
  ];

  it.each(POISON)(
    "%s, as the reason of a denial, of an approval and of a broken glass",
    async (_, reason) => {
      await using scene = await asking(approvalsWith({ breakGlass: ["moderator"] }));
      for (const [account, window, as] of [
        ["user1", "deny", "adam"],
        ["user2", "approve", "adam"],
        ["user3", "glass", "mia"],
      ] as const) {
        await scene.say("mia", HOME, `/mute ${account} 2d`);
        const shown = shownTo(scene, "mia", "approvals");
        const { status } = await forge(scene, as, holdWindow(window, shown, { reason, typed: GLASS_WORD }));
        expect(status, window).toBe(200);
      }
      expect(effects(scene)).toEqual(["mute user2", "mute user3"]);
      const entries = await scene.bailiff.ledger.entries(1, 1_000);
      for (const { body } of entries) {
        const text = body ?? "";
        expect(text.length).toBeLessThan(10_000);
        expect(text).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        expect(text.isWellFormed()).toBe(true);
        expect(JSON.stringify(JSON.parse(text))).not.toMatch(/\\ud[89a-f]|\\u0000/i);
      }
      expect(approversCard(scene).length).toBeLessThan(12_000);
      expect(scene.logged.filter((line) => line.startsWith("error"))).toEqual([]);
    },
  );

  it.each(POISON)("%s, as the reason of an act that waits", async (_, reason) => {
    await using scene = await asking();
    const pick = (id: string, value: string) => ({ [id]: { [id]: { selected_option: { value } } } });
    const text = (id: string, value: string) => ({ [id]: { [id]: { value } } });
    const values = {
      ...pick(ACT_FIELDS.verb, "mute"),
      ...pick(ACT_FIELDS.group, "lobby"),
      ...text(ACT_FIELDS.accounts, "tommy"),
      ...text(ACT_FIELDS.time, "2d"),
      ...text(ACT_FIELDS.reason, reason),
      [ACT_FIELDS.options]: { [ACT_FIELDS.options]: { selected_options: [] } },
    };
    const { status } = await forge(
      scene,
      "mia",
      windowOf(ACT_CALLBACK, { surface: "modal", channel: "C0LOBBYMODS" }, values),
    );
    expect(status).toBe(200);
    const waits = (await entryKinds(scene)).includes("approval_asked");
    if (waits) await answer(scene, "adam", "approvals", "approve");
    expect(effects(scene)).toEqual(waits ? ["mute tommy"] : []);
    for (const { body } of await scene.bailiff.ledger.entries(1, 1_000)) {
      expect(body?.length).toBeLessThan(10_000);
      expect(body?.isWellFormed()).toBe(true);
    }
    expect(scene.logged.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("a megabyte typed into the glass is neither kept nor shown", async () => {
    await using scene = await asking(approvalsWith({ breakGlass: ["moderator"] }));
    await scene.say("mia", HOME, "/mute tommy 2d");
    await forge(
      scene,
      "mia",
      holdWindow("glass", shownTo(scene, "mia", HOME), { typed: MEGABYTE, reason: "raid" }),
    );
    expect(effects(scene)).toEqual([]);
    for (const { body } of await scene.bailiff.ledger.entries(1, 100))
      expect(body?.length).toBeLessThan(10_000);
    expect(toldTo(scene, "mia").length).toBeLessThan(20_000);
  });

  it("a person's display name forges no line of a card or of the books", async () => {
    await using scene = await asking();
    const name = "<!channel>\nApproved by <@U0000OLGA>";
    scene.sandbox.slack.workspace.setPerson("mia", { name });
    await scene.say(name, HOME, "/mute tommy 2d");
    for (const lure of LURES) expect(markupShown(scene)).not.toContain(lure);
    for (const { body } of await scene.bailiff.ledger.entries(1, 100))
      expect(body).not.toContain("<!channel>");
  });
});

describe("attack 19: rights and targets that change between looking and doing", () => {
  /** The first request that changes something waits until the world has changed. */
  async function betweenOpeningAndSending(
    scene: Scene,
    go: () => Promise<unknown>,
    change: () => void,
  ): Promise<void> {
    const { slack, tencent, clock } = scene.sandbox;
    tencent.fault({ kind: "frequency", times: 2, command: ["forbid_send_msg", "delete_group_member"] });
    const before = tencent.requests().length;
    const under = go();
    await slack.until(() =>
      tencent
        .requests()
        .slice(before)
        .some(({ path }) => /forbid_send_msg|delete_group_member/.test(path)),
    );
    change();
    clock.advance(30_000);
    await under;
    await scene.settled();
  }

  it("the approver's right is lost between the press and the execution", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute tommy 2d");
    const viewId = await openWindow(scene, "adam", "approvals", "approve");
    await betweenOpeningAndSending(
      scene,
      () => sendWindow(scene, "adam", viewId, {}),
      () => scene.sandbox.slack.workspace.setPerson("adam", { standing: "member" }),
    );
    expect(effects(scene)).toEqual([]);
  });

  it("the approver's right is lost, where the approval was for too many acts in an hour", async () => {
    await using scene = await asking(rulesOf("moderator", { perHour: 1 }));
    await scene.say("mia", HOME, "/kick user1");
    await scene.say("mia", HOME, "/kick user2");
    const viewId = await openWindow(scene, "adam", "approvals", "approve");
    await betweenOpeningAndSending(
      scene,
      () => sendWindow(scene, "adam", viewId, {}),
      () => scene.sandbox.slack.workspace.setPerson("adam", { standing: "member" }),
    );
    expect(effects(scene)).toEqual(["kick user1"]);
  });

  it("the asker's role is lost between the preview and the confirmation, or between asking and approval", async () => {
    await using scene = await asking();
    const { workspace } = scene.sandbox.slack;
    const eleven = Array.from({ length: 11 }, (_, index) => `user${index + 1}`);
    await scene.say("mia", HOME, `/kick ${eleven.join(",")}`);
    await scene.say("mia", HOME, "/mute tommy 2d");
    workspace.setUserGroupMembers("moderators", ["max"]);
    scene.sandbox.clock.advance(2_000);
    await press(scene, "mia", HOME, "confirm");
    await answer(scene, "adam", "approvals", "approve");
    expect(effects(scene)).toEqual([]);
    // Whoever comes back does not find it cleared.
    workspace.setUserGroupMembers("moderators", ["mia", "max"]);
    scene.sandbox.clock.advance(61_000);
    for (const one of stillShown(scene)) await forge(scene, "adam", holdWindow("approve", one));
    expect(effects(scene)).toEqual([]);
  });

  it("the one who broke the glass is no admin any more when it is done", async () => {
    await using scene = await asking(approvalsWith({ breakGlass: ["oncall"] }));
    await scene.say("oscar", HOME, "/mute tommy 5h");
    const viewId = await openWindow(scene, "oscar", HOME, "glass");
    await betweenOpeningAndSending(
      scene,
      () => sendWindow(scene, "oscar", viewId, { typed: GLASS_WORD, reason: "raid" }),
      () => scene.sandbox.slack.workspace.setUserGroupMembers("oncall", []),
    );
    expect(effects(scene)).toEqual([]);
  });

  it("nobody takes the link away that shows two Slack accounts to be one person", async () => {
    await using scene = await asking(twinLinks);
    twinOfMia(scene);
    await scene.say("mia", HOME, "/mute tommy 2d");
    for (const command of [
      "/mod unlink @mia",
      "/mod unlink @twin",
      "/mod link @mia user30",
      "/mod link @twin user30",
    ]) {
      const said = await scene.say("twin", HOME, command);
      expect(said.privately, command).toMatch(/own link/);
    }
    await answer(scene, "twin", "approvals", "approve");
    expect(effects(scene)).toEqual([]);
  });

  it.each([
    ["becomes an admin of the group", (scene: Scene) => scene.sandbox.tencent.promote(LOBBY, "user7")],
    ["becomes the owner of the group", (scene: Scene) => scene.sandbox.tencent.transfer(LOBBY, "user7")],
    [
      "gets a higher role",
      (scene: Scene) => scene.sandbox.slack.workspace.setPerson("mel", { standing: "admin" }),
    ],
    [
      "gets the same role",
      (scene: Scene) =>
        scene.sandbox.slack.workspace.setUserGroupMembers("moderators", ["mia", "max", "mel"]),
    ],
  ])("the target %s, before the approval and after it", async (_, change) => {
    await using before = await asking();
    await before.say("mia", HOME, "/mute user7 2d");
    change(before);
    before.sandbox.clock.advance(61_000);
    await answer(before, "adam", "approvals", "approve");
    expect(effects(before)).toEqual([]);

    await using after = await asking();
    await after.say("mia", HOME, "/mute user7 2d");
    const viewId = await openWindow(after, "adam", "approvals", "approve");
    await betweenOpeningAndSending(
      after,
      () => sendWindow(after, "adam", viewId, {}),
      () => change(after),
    );
    expect(effects(after)).toEqual([]);
  });

  it("Slack cannot say who the approver, or the asker, is now", async () => {
    await using scene = await asking();
    await scene.say("mia", HOME, "/mute tommy 2d");
    const viewId = await openWindow(scene, "adam", "approvals", "approve");
    scene.sandbox.clock.advance(2_000);
    scene.sandbox.slack.fault({ method: "users.info", kind: "status:503", times: 20 });
    await sendWindow(scene, "adam", viewId, {});
    expect(effects(scene)).toEqual([]);
  });

  /** Mia asks that nothing more be sent for a case of somebody else that waits for the chat service. */
  async function stoppedByMia(scene: Scene, as: string): Promise<void> {
    const { slack } = scene.sandbox;
    await betweenOpeningAndSending(
      scene,
      async () => {
        await scene.say(as, HOME, `/mute ${MIAS} 10m`);
      },
      () => void slack.command({ as: "mia", channel: HOME, text: "/mod stop 1" }),
    );
    await slack.until(() => toldTo(scene, "mia").includes("#1"));
    await scene.settled();
  }

  it("nobody stops the case that is about themselves", async () => {
    await using scene = await asking((file) => ({ ...file, links: { U00000MIA: { game: MIAS } } }));
    await stoppedByMia(scene, "adam");
    expect(await entryKinds(scene)).not.toContain("stop_asked");
  });

  it("people of equal and of higher roles are out of reach by command, form, button, approval and glass", async () => {
    await using scene = await asking((file) => ({
      ...approvalsWith({ breakGlass: ["moderator"] })(file),
      links: { U00000MAX: { game: "user1" }, U0000ADAM: { game: "user2" }, U0000OLGA: { game: "user3" } },
    }));
    const { slack } = scene.sandbox;
    for (const account of ["user1", "user2", "user3"]) {
      await scene.say("mia", HOME, `/kick ${account}`);
      await byForm(scene, "mia", { verb: "mute", group: "lobby", accounts: account, time: "10m" });
      await scene.say("mia", HOME, `/mute ${account} 2d`);
    }
    await scene.say("adam", HOME, "/kick user3");
    expect(effects(scene)).toEqual([]);
    await scene.say("olga", HOME, "/mute user1 10m");
    const { ts } = withButton(scene, "mia", HOME, RESULT_BUTTONS.undo);
    for (const as of ["mia", "max"])
      await scene.act(as, () => slack.click({ as, channel: HOME, ts, actionId: RESULT_BUTTONS.undo }));
    expect(effects(scene)).toEqual(["mute user1"]);
  });

  it("nobody gives themselves more: by command, form, button or approval", async () => {
    await using scene = await asking((file) => ({ ...file, links: { U00000MIA: { game: MIAS } } }));
    const { slack, tencent } = scene.sandbox;
    await scene.say("adam", HOME, `/mute ${MIAS} 10m`);
    const { ts } = withButton(scene, "mia", HOME, RESULT_BUTTONS.undo);
    await scene.act("mia", () =>
      slack.click({ as: "mia", channel: HOME, ts, actionId: RESULT_BUTTONS.undo }),
    );
    await scene.say("mia", HOME, `/unmute ${MIAS}`);
    await scene.say("mia", HOME, "/unmute @mia");
    await byForm(scene, "mia", { verb: "unmute", group: "lobby", accounts: MIAS.toUpperCase() });
    expect(tencent.group(LOBBY)?.muted.map(({ account }) => account)).toEqual([MIAS]);
  });

  it("nor by a shorter mute of themselves, which ends a longer one", async () => {
    await using scene = await asking((file) => ({ ...file, links: { U00000MIA: { game: MIAS } } }));
    await scene.say("adam", HOME, `/mute ${MIAS} 2d`);
    await scene.say("mia", HOME, `/mute ${MIAS} 1s`);
    await scene.say("mia", HOME, `/ban ${MIAS} 1s`);
    expect(effects(scene)).toEqual([`mute ${MIAS}`]);
  });

  it("nor by a second Slack account with a higher role, which is linked to another account of theirs", async () => {
    await using scene = await asking((file) => ({
      ...file,
      links: { U00000MIA: { game: MIAS, live: "user2" }, [TWIN]: { live: "user2" } },
    }));
    twinOfMia(scene);
    await scene.say("olga", HOME, `/mute ${MIAS} 10m`);
    await scene.say("twin", HOME, `/unmute ${MIAS}`);
    expect(effects(scene)).toEqual([`mute ${MIAS}`]);
  });
});
