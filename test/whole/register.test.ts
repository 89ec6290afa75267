import { bodyOf } from "../../src/ledger/port.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProofSource } from "../../src/cases/proof.ts";
import { USUAL_BOT_SCOPES } from "../../src/sandbox/slack/credentials.ts";
import type { Entry } from "../../src/ledger/port.ts";
import { openScene, type Scene } from "./scene.ts";

/** What the newest entry of a kind says. */
async function newest(scene: Scene, kind: Entry["kind"]): Promise<Record<string, unknown>> {
  const entries = await scene.bailiff.ledger.entries(1, 10_000);
  const found = entries.findLast((entry) => entry.kind === kind);
  if (!found) throw new Error(`there is no entry ${kind}`);
  return bodyOf(found);
}

/** Plain text without the marks of code, and with names for the ids of the sandbox. */
const words = (text: string): string =>
  text
    .replaceAll("`", "")
    .replaceAll(/<?[@#]?\b[UC]0+([A-Z]+)\b>?/g, (_, name: string) => name.toLowerCase());

describe("who is which account", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const refused = async (as: string, text: string): Promise<string> => {
    const { version } = await scene.bailiff.ledger.registerValues();
    const said = await scene.say(as, "lobby-mods", text);
    expect(said.told).toEqual([]);
    expect((await scene.bailiff.ledger.registerValues()).version).toBe(version);
    return words(said.privately);
  };

  it("is changed by a command, counts at once, and is told to the asker and in one line to the log", async () => {
    expect((await scene.say("mia", "lobby-mods", "/mute @gus 5m")).privately).toMatch(/is not linked/);
    const linked = await scene.say("adam", "lobby-mods", "/mod link @gus user8 ticket 77");
    expect(words(linked.privately)).toMatch(
      /gus is user8 at game now\. Before: nobody's account\. Reason: ticket 77/,
    );
    expect(linked.posted("lobby-mods")).toBe("");
    expect(words(linked.posted("mod-log"))).toMatch(
      /linked by .*adam: .*gus is user8 at game now.*ticket 77/i,
    );
    expect((await scene.say("mia", "lobby-mods", "/mute @gus 5m")).posted("lobby-mods")).toMatch(
      /Muted: `user8`/,
    );
    expect(await newest(scene, "linked")).toMatchObject({
      actor: { person: "U0000ADAM", roles: ["admin (workspace:admin)"] },
      subject: { what: "link", person: "U00000GUS", connection: "game" },
      before: null,
      after: "user8",
      file: null,
      rule: "admins",
      policy: expect.stringMatching(/^[0-9a-f]{12}$/),
      reason: "ticket 77",
    });
  });

  it("lies over the file until it is taken back, also after a restart, and the list says where each comes from", async () => {
    await scene.say("adam", "lobby-mods", "/mod link @mel user9");
    await scene.restart();
    const listed = words((await scene.say("adam", "lobby-mods", "/mod links @mel")).privately);
    expect(listed).toMatch(/mel is user9 at game \(set by adam, .* UTC; bailiff\.yml says user7\)/);
    expect(listed).toMatch(/mel is user7 at live \(bailiff\.yml\)/);
    expect((await scene.say("mia", "lobby-mods", "/mute @mel 5m")).posted("lobby-mods")).toMatch(/`user9`/);

    const ended = await scene.say("adam", "lobby-mods", "/mod unlink @mel");
    expect(words(ended.privately)).toMatch(/mel is linked to no account at game now\. Before: user9/);
    expect((await scene.say("mia", "lobby-mods", "/mute @mel 5m")).privately).toMatch(/is not linked/);
    expect(words((await scene.say("audrey", "lobby-mods", "/mod links")).privately)).toMatch(
      /mel is linked to no account at game .*bailiff\.yml says user7/,
    );

    await scene.say("adam", "lobby-mods", "/mod link @mel user7");
    expect(await scene.bailiff.ledger.registerValues()).toMatchObject({
      values: [{ key: "U00000GUS:game" }],
    });
    expect(words((await scene.say("adam", "lobby-mods", "/mod links @mel")).privately)).toMatch(
      /mel is user7 at game \(bailiff\.yml\)/,
    );
  });

  it.each([
    ["/mod link @max user9 --dry-run", /nothing was changed.*max is user9 at game now/s],
    ["/mod unlink @mel lobby --dry-run", /nothing was changed.*mel/s],
    ["/mod bind #oncall lobby --dry-run", /nothing was changed.*oncall/s],
    ["/mod unbind #lobby-mods --dry-run", /nothing was changed.*lobbymods has no group/s],
    ["/mod alias lobby2 lobby --dry-run", /nothing was changed.*lobby2/s],
  ])("is only told of by a dry run, after the same checks: %s", async (text, expected) => {
    expect(await refused("adam", text)).toMatch(expected);
    expect(await refused("mia", text)).toMatch(/No rule lets your roles/);
  });

  it("says when nothing is to be changed, and writes no entry for it", async () => {
    expect(await refused("adam", "/mod link @mel user7")).toMatch(
      /user7 at game already\. Nothing was changed/,
    );
  });

  it("is changed only by who has the right, and every refusal of that is an entry", async () => {
    expect(await refused("mia", "/mod link @gus user9")).toMatch(/No rule lets your roles use link in lobby/);
    expect(await newest(scene, "denied")).toMatchObject({ right: "link", actor: { person: "U00000MIA" } });
    expect(await refused("audrey", "/mod unlink @gus")).toMatch(/No rule lets your roles use link/);
    expect(await refused("oscar", "/mod links")).toMatch(/No rule lets your roles use links/);
  });

  it("is nobody's own to change, nor that of an equal or higher role", async () => {
    expect(await refused("adam", "/mod link @adam user9")).toMatch(/Nobody changes their own link/);
    expect(await refused("adam", "/mod link @olga user9")).toMatch(/olga has an equal or higher role/);
    const byOlga = await scene.say("olga", "lobby-mods", "/mod link @adam user9");
    expect(words(byOlga.privately)).toMatch(/adam is user9 at game now/);
    expect(await refused("adam", "/mod unlink @adam")).toMatch(/Nobody changes their own link/);
  });

  it("keeps one account to one person, and says whose it is", async () => {
    expect(await refused("adam", "/mod link @max user8")).toMatch(/user8 is linked to gus/);
    // At another connection it is somebody else's account, by the name that the vendor keeps it under.
    const elsewhere = await scene.say("adam", "lobby-mods", "/mod link @max USER8 stage");
    expect(words(elsewhere.privately)).toMatch(/max is user8 at live now/);
  });

  it("wants an account that the chat service has, where it can tell", async () => {
    expect(await refused("adam", "/mod link @max nobody99")).toMatch(/has no account nobody99 at game/);
    expect(await refused("adam", "/mod link @max nobody99 fans")).toMatch(/has no account nobody99 at live/);
  });

  it("does not guess whose link is ended", async () => {
    expect(await refused("adam", "/mod unlink @max")).toMatch(/max is not linked to an account at game/);
  });
});

it("takes the right in every group where it counts, not only in the one that is named", async () => {
  await using scene = await openScene({
    config: (file) => ({
      ...file,
      rules: file.rules.map((rule) =>
        rule.name === "auditors" ? { ...rule, may: ["link", "bind"], groups: ["lobby"] } : rule,
      ),
    }),
  });
  const link = await scene.say("audrey", "lobby-mods", "/mod link @gus user8 lobby");
  expect(words(link.privately)).toMatch(/No rule lets your roles use link in live/);
  const bind = await scene.say("audrey", "lobby-mods", "/mod bind #live-mods lobby");
  expect(words(bind.privately)).toMatch(/No rule lets your roles use bind in live/);
  const own = await scene.say("audrey", "lobby-mods", "/mod bind #oncall lobby");
  expect(words(own.privately)).toMatch(/oncall belongs to lobby now/);
});

it("leaves people whom the configuration protects to the configuration", async () => {
  await using scene = await openScene({
    config: (file) => ({ ...file, protect: [...file.protect, "person:U00000MEL"] }),
  });
  const said = await scene.say("adam", "lobby-mods", "/mod unlink @mel");
  expect(words(said.privately)).toMatch(/mel is protected by the configuration/);
});

describe("a link that the configuration wants proven", () => {
  const withProof = (proof: ProofSource): Promise<Scene> =>
    openScene({ config: (file) => ({ ...file, linking: { proof } }) });
  /** Lets the app see what profiles say, and fills in one. */
  const fill = (scene: Scene, name: string, shows: Record<string, unknown>): void => {
    scene.sandbox.slack.setBotScopes([...USUAL_BOT_SCOPES, "users:read.email", "users.profile:read"]);
    scene.sandbox.slack.workspace.setPerson(name, { shows });
  };
  const link = async (scene: Scene, text: string): Promise<string> =>
    words((await scene.say("adam", "lobby-mods", `/mod link ${text}`)).privately);

  it("by e-mail: the address, or what stands before its @, and only when it is confirmed", async () => {
    await using scene = await withProof({ by: "email" });
    expect(await link(scene, "@gus user8")).toMatch(/profile of gus does not say so/);
    fill(scene, "gus", { profile: { email: "user8@example.com" }, is_email_confirmed: false });
    expect(await link(scene, "@gus user8")).toMatch(/does not say so/);
    fill(scene, "gus", { profile: { email: "user8@example.com" } });
    expect(await link(scene, "@gus user9")).toMatch(
      /does not say so: neither their confirmed e-mail address/,
    );
    expect(await link(scene, "@gus user8")).toMatch(/gus is user8 at game now/);
    expect(await newest(scene, "linked")).toMatchObject({ proof: { by: "email", matched: "before @" } });
    expect(JSON.stringify(await scene.bailiff.ledger.entries(1, 100))).not.toContain("example.com");
  });

  it("by a field of the profile, and not at all when the profile cannot be read", async () => {
    await using scene = await withProof({ by: "profile", field: "Xf0ACCOUNT" });
    expect(await link(scene, "@gus user8")).toMatch(/could not be read: .*missing_scope/);
    fill(scene, "gus", { profile: { fields: { Xf0OTHER: { value: "user8", alt: "" } } } });
    expect(await link(scene, "@gus user8")).toMatch(/the field that the configuration names is not user8/);
    fill(scene, "gus", { profile: { fields: { Xf0ACCOUNT: { value: "user8", alt: "" } } } });
    expect(await link(scene, "@gus user8")).toMatch(/gus is user8 at game now/);
    expect(await newest(scene, "linked")).toMatchObject({
      proof: { by: "profile", field: "Xf0ACCOUNT", matched: "whole" },
    });
  });
});

describe("whose a channel is", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it("is changed by a command, and commands there mean the group from then on", async () => {
    expect((await scene.say("mia", "oncall", "/mute tommy 5m")).privately).toMatch(/no group of its own/);
    const bound = await scene.say("adam", "lobby-mods", "/mod bind #oncall lobby");
    expect(words(bound.privately)).toMatch(/oncall belongs to lobby now\. Before: nothing/);
    expect((await scene.say("mia", "oncall", "/mute tommy 5m")).posted("oncall")).toMatch(/mute in/);
    await scene.say("adam", "lobby-mods", "/mod bind #oncall crew");
    expect(await newest(scene, "bound")).toMatchObject({ before: "lobby", after: "crew", file: null });
    await scene.say("adam", "lobby-mods", "/mod unbind #oncall");
    expect((await scene.say("mia", "oncall", "/mute tommy 5m")).privately).toMatch(/no group of its own/);
    const again = await scene.say("adam", "lobby-mods", "/mod unbind #oncall");
    expect(words(again.privately)).toMatch(/oncall has no group of its own/);
  });

  it("can be taken from what the file says, and be given back to it", async () => {
    await scene.say("adam", "lobby-mods", "/mod unbind #lobby-mods");
    expect((await scene.say("mia", "lobby-mods", "/mute tommy 5m")).privately).toMatch(/no group of its own/);
    await scene.say("adam", "live-mods", "/mod bind #lobby-mods lobby");
    expect((await scene.bailiff.ledger.registerValues()).values).toEqual([]);
    expect((await scene.say("mia", "lobby-mods", "/mute tommy 6m")).posted("lobby-mods")).toMatch(/mute in/);
  });

  it("is refused for a channel that Bailiff does not see, and for one that outsiders read", async () => {
    expect(words((await scene.say("adam", "lobby-mods", "/mod bind #vault lobby")).privately)).toMatch(
      /Slack does not show .* to Bailiff/,
    );
    expect(words((await scene.say("adam", "lobby-mods", "/mod bind #partners lobby")).privately)).toMatch(
      /is shared with another organisation/,
    );
    expect((await scene.bailiff.ledger.registerValues()).values).toEqual([]);
  });
});

describe("what a group is called", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it("can be said in another way, and rules and records go on by its own name", async () => {
    await scene.say("adam", "lobby-mods", "/mod alias hall lobby");
    const muted = await scene.say("mia", "live-mods", "/mute tommy hall 5m");
    expect(muted.posted("live-mods")).toMatch(/mute in.*lobby/);
    expect((await scene.bailiff.ledger.casesOf({ account: "tommy", limit: 1 }))[0]?.group.alias).toBe(
      "lobby",
    );
    expect((await scene.say("mia", "live-mods", "/muted hal")).privately).toMatch(/hall/);
    await scene.say("adam", "lobby-mods", "/mod unalias hall");
    expect((await scene.say("mia", "live-mods", "/muted hall")).privately).toMatch(/There is no group/);
    expect(await newest(scene, "unaliased")).toMatchObject({ before: "lobby", after: null });
  });

  it("never hides another name, nor comes so near to one that a slip acts elsewhere", async () => {
    const said = async (text: string): Promise<string> =>
      words((await scene.say("adam", "lobby-mods", text)).privately);
    expect(await said("/mod alias lobby live")).toMatch(/lobby is already a name of the group lobby/);
    expect(await said("/mod alias loby live")).toMatch(/loby is nearly lobby/);
    expect(await said("/mod unalias lobby")).toMatch(/is what bailiff\.yml calls the group/);
    expect(await said("/mod unalias nave")).toMatch(/No group was given the name nave/);
    await said("/mod alias nave lobby");
    expect(await said("/mod alias nave live")).toMatch(/nave is already a name of the group lobby/);
    expect(await said("/mod alias nvae live")).toMatch(/nvae is nearly nave/);
    expect(await said("/mod alias nave lobby")).toMatch(/nave is a name of lobby already/);
  });
});

it("is decided as it is at the moment: of two who want the same account, one gets it and the other is told", async () => {
  await using scene = await openScene();
  const both = await Promise.all([
    scene.say("adam", "lobby-mods", "/mod link @max user8"),
    scene.say("olga", "lobby-mods", "/mod link @gus user8"),
  ]);
  await scene.settled();
  const told = words(both.map(({ privately }) => privately).join("\n"));
  expect(told).toMatch(/(max|gus) is user8 at game now/);
  expect(told).toMatch(/user8 is linked to (max|gus)/);
  expect((await scene.bailiff.ledger.registerValues()).values).toHaveLength(1);
});
