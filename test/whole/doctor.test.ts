import { describe, expect, it } from "vitest";
import type { ConfigFile } from "../../src/config/schema.ts";
import { openScene, type Scene } from "./scene.ts";

const ROOM = "lobby-mods";
const ask = async (scene: Scene): Promise<string> => (await scene.say("adam", ROOM, "/mod doctor")).privately;

/** The line about one thing, with where and how to mend it. */
function about(said: string, what: string): string {
  const lines = said.split("\n");
  const at = lines.findIndex((line) => line.includes(`${what}: `));
  return at < 0 ? `nothing about ${what} in:\n${said}` : lines.slice(at, at + 2).join("\n");
}

describe("/mod doctor", () => {
  it("says that all is well, to the asker only, and changes nothing anywhere", async () => {
    await using scene = await openScene();
    const before = scene.sandbox.slack.calls().length;
    const { privately, seen } = await scene.say("adam", ROOM, "/mod doctor");
    expect(privately).toMatch(/^0 troubles, 1 warning, \d+ ok, 0 not checked/);
    expect(about(privately, "connection game (Tencent)")).toContain("4 of 4 groups found");
    expect(seen.posted).toEqual([]);
    expect(
      [scene.sandbox.tencent, scene.sandbox.easemob, scene.sandbox.agora].flatMap((v) => v.effects()),
    ).toEqual([]);
    const calls = scene.sandbox.slack.calls().slice(before);
    const written = calls.filter(({ method }) => /^(chat|files|views)\./.test(method));
    expect(written).toEqual([]);
  });

  it("is only for those whom a rule allows it", async () => {
    await using scene = await openScene();
    for (const nobody of ["mia", "mel", "gus"]) {
      const { privately } = await scene.say(nobody, ROOM, "/mod doctor");
      expect(privately).toMatch(/^Nothing was done/);
      expect(privately).not.toMatch(/bot token/);
    }
    const entries = await scene.bailiff.ledger.entries(1, 100);
    expect(entries.filter(({ kind }) => kind === "denied")).toHaveLength(3);
  });

  it("finds every channel that Bailiff cannot work in", async () => {
    await using scene = await openScene({
      config: (file) => ({
        ...file,
        channels: {
          ...file.channels,
          C0NOWHERE: { shared: false },
          G00000VAULT: { shared: false },
          C00PARTNERS: { shared: true },
        },
      }),
    });
    const { workspace } = scene.sandbox.slack;
    workspace.leave("live-mods", "bot");
    workspace.setChannel("stage-mods", { archived: true });
    workspace.setChannel("fans-mods", { extShared: true });
    const said = await ask(scene);
    expect(about(said, "channel C0NOWHERE")).toMatch(
      /TROUBLE .*no such channel.*\nWhere: channels.C0NOWHERE/,
    );
    expect(about(said, "channel G00000VAULT")).toMatch(/TROUBLE .*the bot is not in it/);
    expect(about(said, "channel #live-mods (C00LIVEMODS)")).toMatch(
      /TROUBLE .*not in it.*\n.*\/invite @bailiff/,
    );
    expect(about(said, "channel #stage-mods (C0STAGEMODS)")).toMatch(/TROUBLE .*archived/);
    expect(about(said, "channel #fans-mods (C00FANSMODS)")).toMatch(
      /TROUBLE .*another organisation.*\n.*shared to true/,
    );
    expect(about(said, "channel #partners (C00PARTNERS)")).toMatch(/^ok/);
    expect(said).toMatch(/^5 troubles/);
  });

  it("finds user groups and people that give nobody a role", async () => {
    await using scene = await openScene({
      config: (file) => ({
        ...file,
        roles: {
          ...file.roles,
          moderator: ["usergroup:S0MODERATORS", "usergroup:S0NOBODY", "person:U0000DORA", "person:U00NOBODY"],
          oncall: ["usergroup:S0000ONCALL", "person:U00000GUS"],
        },
      }),
    });
    const { workspace } = scene.sandbox.slack;
    workspace.disableUserGroup("moderators");
    workspace.setUserGroupMembers("oncall", []);
    const said = await ask(scene);
    expect(about(said, "user group S0NOBODY")).toMatch(/TROUBLE .*does not exist.*\nWhere: roles.moderator/);
    expect(about(said, "user group @moderators (S0MODERATORS)")).toMatch(/TROUBLE .*disabled/);
    expect(about(said, "user group @oncall (S0000ONCALL)")).toMatch(/warning .*no people/);
    expect(about(said, "person U00NOBODY")).toMatch(/TROUBLE .*nobody with this id/);
    expect(about(said, "person @dora (U0000DORA)")).toMatch(/warning .*deactivated/);
    expect(about(said, "person @gus (U00000GUS)")).toMatch(/warning .*guest/);
    expect(about(said, "membership of user groups")).toMatch(/warning .*@oncall, @auditors: /);
  });

  it("finds scopes that were not granted, and says of what hangs on them that nobody can tell", async () => {
    await using scene = await openScene();
    scene.sandbox.slack.setBotScopes(["commands", "chat:write", "users:read", "usergroups:read"]);
    const said = await ask(scene);
    expect(about(said, "scopes")).toMatch(/TROUBLE .*channels:read \(whether a public channel.*files:write/);
    expect(said).toContain(
      "not checked channel C0LOBBYMODS: Slack refuses to tell, because a scope is missing",
    );
  });

  it("finds connections that do not work, and groups that are not there, by asking the chat services anew", async () => {
    const change = (file: ConfigFile): ConfigFile => {
      const { game, live } = file.connections;
      if (game?.vendor !== "tencent" || live?.vendor !== "easemob") throw new Error("another sandbox");
      return {
        ...file,
        connections: {
          ...file.connections,
          live: { ...live, clientSecret: "not-the-one-it-was-given" },
          idle: { ...game, secretKey: "0".repeat(64) },
        },
        groups: { ...file.groups, gone: { connection: "game", id: "@TGS#GONE" } },
      };
    };
    await using scene = await openScene({ config: change });
    // What the driver at work remembers of a group says nothing about now.
    await scene.say("mia", ROOM, "/mod limits lobby");
    const said = await ask(scene);
    expect(about(said, "connection game (Tencent)")).toMatch(/^ok .*4 of 5 groups found/);
    expect(about(said, "group gone (@TGS#GONE)")).toMatch(/TROUBLE .*\nWhere: groups.gone.id/);
    expect(about(said, "connection live (Easemob)")).toMatch(
      /TROUBLE .*client secret.*\nWhere: connections.live/,
    );
    expect(about(said, "connection idle (Tencent)")).toMatch(/TROUBLE .*70009.*\nWhere: connections.idle/);
    expect(about(said, "connection meet (Agora Chat)")).toMatch(/^ok/);
    expect(said).not.toMatch(/not-the-one|0{64}/);

    scene.sandbox.tencent.fault({ kind: "reset-before", times: 50 });
    expect(about(await ask(scene), "connection game (Tencent)")).toMatch(/TROUBLE .*broke off/);
  });

  it("lists the dead letters, with the foreign words in them made harmless", async () => {
    await using scene = await openScene();
    const { ledger } = scene.bailiff;
    for (const [id, why] of [
      ["r1", "it threw <!channel> *twice*"],
      ["r2", "again"],
    ] as const) {
      const job = { id, kind: "timer", payload: "{}", lane: null, runAt: 9e12, held: true } as const;
      const received = await ledger.receive(job);
      if (received.kind === "new") await ledger.bury(received.job, why);
    }
    const { privately, seen } = await scene.say("adam", ROOM, "/mod doctor");
    expect(about(privately, "dead letters")).toMatch(/warning .*2 jobs were given up/);
    expect(about(privately, "dead letter r1")).toMatch(/warning .*it threw.*\n.*\/mod unban/);
    expect(seen.ephemeral.join("\n")).toContain("it threw &lt;!channel&gt;");
  });

  it("tells what the process at work was taught by refusals", async () => {
    await using scene = await openScene();
    scene.sandbox.tencent.fault({ kind: "error:10005", times: 1, command: "delete_group_member" });
    await scene.say("adam", ROOM, "/kick user1,user2,user3,user4");
    expect(about(await ask(scene), "learned limits")).toMatch(
      /^ok .*game: kick takes \d+ accounts? in one request in a group of the kind Public/,
    );
  });
});
