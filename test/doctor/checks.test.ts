import { describe, expect, it } from "vitest";
import { checkCallbacks } from "../../src/doctor/checks/callbacks.ts";
import { checkChannels } from "../../src/doctor/checks/channels.ts";
import { checkConnection } from "../../src/doctor/checks/connections.ts";
import { checkInstall } from "../../src/doctor/checks/install.ts";
import { checkNames } from "../../src/doctor/checks/names.ts";
import { checkRunning } from "../../src/doctor/checks/running.ts";
import { checkStorage } from "../../src/doctor/checks/storage.ts";
import { checkUserGroups } from "../../src/doctor/checks/user-groups.ts";
import type { Install, UserGroupFacts } from "../../src/doctor/ports.ts";
import { ownCommands } from "../../src/cli/commands.ts";
import { fail, ok } from "../../src/result.ts";
import { buildManifest } from "../../src/slack/manifest.ts";
import { aChannel, aDeadLetter, amiss, aSlack, aStorage, aVendor, chainOf, counts, timer } from "./views.ts";

const WANTED = { scopes: new Map([["commands", "the slash commands"]]), isHeard: false };
const channel = (id: string) => ({ id, where: [`channels.${id}`], mayBeShared: false });

describe("the clock", () => {
  const at = async (aheadMs: number | null) => {
    const { token } = await aSlack().install();
    const install = async (): Promise<Install> => ({ token, aheadMs });
    const { findings } = await checkInstall(aSlack({ install }), timer, WANTED);
    return findings.find(({ what }) => what === "clock");
  };

  it.each([
    [400, "ok", /agrees with Slack's/],
    [-4_900, "ok", /5s behind Slack's/],
    [5_200, "warning", /6s ahead of Slack's/],
    [-59_000, "warning", /59s behind Slack's/],
    [61_000, "trouble", /1m 1s ahead of Slack's; signatures/],
    [-3_600_000, "trouble", /1h behind/],
    [null, "unchecked", /did not tell/],
  ] as const)("that is off by %s milliseconds: %s", async (aheadMs, level, says) => {
    expect(await at(aheadMs)).toMatchObject({ level, says: expect.stringMatching(says) });
  });
});

describe("the channels", () => {
  it("are each told of, however many things are wrong with one", async () => {
    const slack = aSlack({
      channel: async (id) => ok(aChannel(id === "C2" ? { hasBot: false, isShared: true } : {})),
    });
    const findings = await checkChannels(slack, timer, ["C1", "C2"].map(channel), "bailiff");
    expect(findings.map(({ level }) => level)).toEqual(["ok", "trouble", "trouble"]);
    expect(findings).toContainEqual(
      expect.objectContaining({ where: "channels.C2", mend: "Type /invite @bailiff in the channel." }),
    );
  });

  it("may be shared where the configuration says so, and direct messages are left alone", async () => {
    const slack = aSlack({ channel: async () => ok(aChannel({ isShared: true })) });
    const subjects = [{ ...channel("C1"), mayBeShared: true }, channel("D1")];
    expect((await checkChannels(slack, timer, subjects, "bailiff")).map(({ level }) => level)).toEqual([
      "ok",
      "unchecked",
    ]);
  });

  it("are not asked about any more once Slack asks to slow down", async () => {
    let asked = 0;
    const slack = aSlack({
      async channel() {
        asked += 1;
        return asked === 2 ? fail({ kind: "throttled", retryAfterMs: 30_000 }) : ok(aChannel());
      },
    });
    const findings = await checkChannels(slack, timer, ["C1", "C2", "C3", "C4"].map(channel), "bailiff");
    expect(asked).toBe(2);
    expect(amiss(findings)).toEqual([
      expect.stringMatching(/^warning channel C2: .*slow down/),
      expect.stringMatching(/^unchecked 2 more channels/),
    ]);
  });
});

describe("user groups", () => {
  const group: UserGroupFacts = { id: "S1", handle: "mods", isDisabled: false, people: 2, isManaged: true };
  const subject = { id: "S1", where: ["roles.moderator"], isForbidden: false };
  const check = (groups: readonly UserGroupFacts[], isForbidden = false) =>
    checkUserGroups(aSlack({ userGroups: async () => ok(groups) }), timer, [{ ...subject, isForbidden }]);

  it("that somebody manages are in order, and those anybody may be able to join are not", async () => {
    expect(amiss(await check([group]))).toEqual([]);
    expect(amiss(await check([{ ...group, isManaged: false }]))).toEqual([
      expect.stringMatching(/^warning membership of user groups: @mods: .*give themselves a role/),
    ]);
  });

  it("that are missing where a rule forbids something lock everybody out, which is said", async () => {
    expect(amiss(await check([]))).toEqual([expect.not.stringContaining("nobody may do anything")]);
    expect(amiss(await check([], true))).toEqual([expect.stringContaining("nobody may do anything")]);
    expect(amiss(await check([{ ...group, isDisabled: true }], true))).toEqual([
      expect.stringMatching(/^trouble user group @mods \(S1\): is disabled.*nobody may do anything/),
    ]);
  });
});

describe("a connection", () => {
  const groups = ["a", "b", "c"].map((alias) => ({ alias, connection: "game", id: alias }));

  it("whose credentials are refused is told once, not for each group", async () => {
    let asked = 0;
    const view = aVendor({
      groups,
      async describe() {
        asked += 1;
        return fail({ kind: "misconfigured", detail: "Tencent refused (70009)" });
      },
    });
    expect(amiss(await checkConnection(view, timer))).toEqual([
      "trouble connection game (Tencent): Tencent refused (70009)",
      expect.stringMatching(/^unchecked .*its groups were not looked at/),
    ]);
    expect(asked).toBe(1);
  });

  it("that works names the groups the vendor does not have", async () => {
    const describe = aVendor({
      groups,
      describe: async ({ id }) =>
        id === "a" || id === "c" ? fail({ kind: "no_group", detail: "there is no such group" }) : ok({}),
    });
    const findings = await checkConnection(describe, timer);
    expect(findings[0]).toMatchObject({ level: "ok", says: expect.stringContaining("1 of 3 groups found") });
    expect(findings.slice(1)).toMatchObject([
      { level: "trouble", where: "groups.a.id" },
      { level: "trouble", where: "groups.c.id" },
    ]);
  });

  it("without groups is asked about one that cannot be there, which shows that the credentials are taken", async () => {
    const asked: string[] = [];
    const view = (kind: "no_group" | "misconfigured") =>
      aVendor({
        groups: [],
        async describe({ id }) {
          asked.push(id);
          return fail({ kind, detail: "no" });
        },
      });
    expect(await checkConnection(view("no_group"), timer)).toMatchObject([{ level: "ok" }]);
    expect(await checkConnection(view("misconfigured"), timer)).toMatchObject([
      { level: "trouble", where: "connections.game" },
    ]);
    expect(asked).toHaveLength(2);
  });
});

describe("the storage", () => {
  it.each([
    [{ isWritable: false, freeBytes: 5e10 }, "trouble", /cannot be written/],
    [{ isWritable: true, freeBytes: 5e8 }, "warning", /only 500 MB free/],
    [{ isWritable: true, freeBytes: 5e7 }, "trouble", /only 50 MB free/],
    [{ isWritable: true, freeBytes: 5e10 }, "ok", /^50 GB free/],
  ] as const)("on a disk like %o: %s", async (facts, level, says) => {
    const findings = await checkStorage(aStorage({}, { disk: async () => facts }), timer, timer);
    expect(findings).toContainEqual(
      expect.objectContaining({ what: "disk", level, says: expect.stringMatching(says) }),
    );
  });

  it("of which entries were changed, taken out or cut off is found out", async () => {
    const chain = chainOf(300);
    const tell = async (entries: typeof chain, count = 300) => {
      const view = aStorage({
        counts: async () => counts(count),
        entries: async (from, limit) => entries.filter(({ seq }) => seq >= from).slice(0, limit),
      });
      return (await checkStorage(view, timer, timer)).find(({ what }) => what === "log of entries");
    };
    expect(await tell(chain)).toMatchObject({ level: "ok", says: expect.stringContaining("200 entries") });
    expect(await tell(chain.slice(0, 3), 3)).toMatchObject({ level: "ok" });
    expect(await tell([], 0)).toMatchObject({ level: "ok" });
    const edited = chain.map((entry) =>
      entry.seq === 250 ? { ...entry, text: entry.text.replace("start", "stop") } : entry,
    );
    expect(await tell(edited)).toMatchObject({
      level: "trouble",
      says: expect.stringContaining("entry 250 is edited"),
    });
    expect(await tell(chain.filter(({ seq }) => seq !== 280))).toMatchObject({
      level: "trouble",
      says: expect.stringContaining("entry 280 is missing"),
    });
    expect(await tell(chain.slice(0, -1))).toMatchObject({
      level: "trouble",
      says: expect.stringContaining("entry 300 is missing"),
    });
  });

  it("lists its dead letters with what they mean", async () => {
    const letters = [
      aDeadLetter(),
      aDeadLetter({ id: "lift:3", kind: "timer", case: 3, why: "Easemob refused" }),
      aDeadLetter({ id: "slash:1", kind: "request", case: null }),
    ];
    const view = aStorage({
      counts: async () => counts(0, { case: 1, timer: 1, request: 10 }),
      deadLetters: async () => letters,
    });
    const findings = await checkStorage(view, timer, timer);
    expect(findings.filter(({ what }) => what.startsWith("dead"))).toMatchObject([
      { level: "warning", says: expect.stringContaining("12 jobs were given up") },
      { what: "dead letter case:7", where: "case #7", says: expect.stringContaining("it threw") },
      { where: "case #3", mend: expect.stringContaining("/mod unban") },
      { where: "the program's log" },
    ]);
  });
});

describe("the callbacks of a connection", () => {
  const at = Date.UTC(2026, 10, 21, 8, 0);
  const last = (refused: "forged" | null) => ({ callback: () => ({ at, refused }) });

  it("are not taken without a secret, which is said and is no trouble", () => {
    expect(checkCallbacks(aVendor({ takesCallbacks: false }), last(null))).toMatchObject({
      level: "ok",
      says: expect.stringMatching(/none are taken.*connections\.game\.callbackToken is not set/),
    });
    expect(
      checkCallbacks(aVendor({ name: "live", vendor: "easemob", takesCallbacks: false }), null),
    ).toMatchObject({ says: expect.stringContaining("connections.live.callbackSecret") });
  });

  it("are taken at an address, and the last one is told where it is known", () => {
    expect(checkCallbacks(aVendor(), null)).toMatchObject({ level: "ok", says: "taken at /callbacks/game" });
    expect(checkCallbacks(aVendor(), { callback: () => null })).toMatchObject({
      says: "taken at /callbacks/game; none came since the start",
    });
    expect(checkCallbacks(aVendor(), last(null))).toMatchObject({
      says: "taken at /callbacks/game; the last one came 2026-11-21 08:00 UTC",
    });
  });

  it("that are refused are a warning, with what to compare", () => {
    expect(checkCallbacks(aVendor(), last("forged"))).toMatchObject({
      level: "warning",
      where: "connections.game.callbackToken",
      says: expect.stringContaining("does not fit the secret"),
      mend: expect.stringContaining("authentication token"),
    });
  });
});

describe("the process that serves Slack", () => {
  it("tells whom it leaves alone, and which limits it was taught", async () => {
    const driver = {
      connection: "game",
      vendor: "tencent" as const,
      resting: () => "Tencent has not answered for 2m",
      learned: async () => [{ verb: "kick" as const, kind: "Public", batch: 50 }],
    };
    expect(await checkRunning({ drivers: [driver], callback: () => null }, timer)).toMatchObject([
      { level: "warning", where: "connections.game", says: expect.stringContaining("for 2m") },
      { level: "ok", says: "game: kick takes 50 accounts in one request in a group of the kind Public" },
    ]);
  });
});

describe("names of commands", () => {
  const build = async (includeReserved: boolean) =>
    buildManifest(await ownCommands(), { form: "commands", prefix: "", mode: "socket", includeReserved })
      .manifest;
  const slashesOf = (manifest: Awaited<ReturnType<typeof build>>) =>
    manifest.features.slash_commands.map(({ command }) => command);

  it("that Slack keeps are left out of the manifest, whatever our own list of them says", async () => {
    const asked: string[][] = [];
    const kept = new Set(["/kick"]);
    const view = {
      async validate(manifest: object) {
        const slashes = slashesOf(manifest as Awaited<ReturnType<typeof build>>);
        asked.push(slashes);
        const isBad = slashes.some((slash) => kept.has(slash));
        return ok(isBad ? [{ code: "invalid_name", message: "bad", pointer: "/features" }] : []);
      },
    };
    const widest = await build(true);
    const chosen = new Set(slashesOf(await build(false)));
    const { findings, accepted } = await checkNames(view, timer, {
      widest,
      chosen,
      instead: () => "/mod kick",
    });
    expect(accepted && slashesOf(accepted)).toEqual(slashesOf(widest).filter((slash) => slash !== "/kick"));
    // One by one, and then all that are good.
    expect(asked.slice(0, -1)).toEqual(slashesOf(widest).map((slash) => [slash]));
    expect(amiss(findings)).toEqual([expect.stringMatching(/^trouble name \/kick: Slack does not take it/)]);
    expect(findings).toContainEqual(
      expect.objectContaining({ level: "ok", what: "name /mute", says: expect.stringMatching(/although/) }),
    );
  });

  it("are not asked about with a token that Slack does not take", async () => {
    let asked = 0;
    const view = {
      async validate() {
        asked += 1;
        return fail({ kind: "refused", code: "token_expired" } as const);
      },
    };
    const widest = await build(true);
    const { findings, accepted } = await checkNames(view, timer, {
      widest,
      chosen: new Set(),
      instead: () => "",
    });
    expect(asked).toBe(1);
    expect(accepted).toBeNull();
    expect(findings[0]).toMatchObject({
      level: "trouble",
      what: "configuration token",
      where: "SLACK_CONFIG_TOKEN",
    });
  });
});
