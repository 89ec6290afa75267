import { describe, expect, it } from "vitest";
import type { Act } from "../../../src/vendors/port.ts";
import { httpAnswer, rawServer } from "../raw-server.ts";
import { failureOf, valueOf } from "../answered.ts";
import { openStage, type Stage } from "./stage.ts";

const BAN: Act = { verb: "ban", accounts: ["tommy"], until: "permanent", reason: null };
const OFF = { app: { bans: "off" } } as const;

describe("an app whose plan has no bans", () => {
  it("is told so, with what to mend, when somebody is to be banned or unbanned or the banned are listed", async () => {
    await using stage = await openOff();
    const lobby = await stage.state("Public");
    const failures = [
      failureOf(await stage.driver.act(lobby, BAN)),
      failureOf(await stage.driver.act(lobby, { verb: "unban", accounts: ["tommy"] })),
      failureOf(await stage.driver.banned(lobby)),
      failureOf(await stage.driver.states(lobby, ["tommy"], ["ban"])),
    ];
    for (const { kind, detail } of failures) {
      expect(kind).toBe("misconfigured");
      expect(detail).toMatch(/10007.*Pro plan.*console.*1047\/50296/);
    }
  });

  it("still learns the rest about somebody", async () => {
    await using stage = await openOff();
    const lobby = await stage.state("Public");
    const states = await stage.driver.states(lobby, ["tommy"], ["standing", "mute", "ban"]);
    expect(valueOf(states)).toEqual([
      { account: "tommy", standing: "member", mutedUntil: null, bannedUntil: null, exists: null },
    ]);
  });

  it("but other troubles with the list of the banned are not passed over", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    stage.emulator.fault({ kind: "frequency", times: 1, command: "get_group_ban_member" });
    const states = await stage.driver.states(lobby, ["tommy"], ["standing", "ban"]);
    expect(failureOf(states).kind).toBe("throttled");
  });

  function openOff(): Promise<Stage> {
    return openStage(OFF);
  }
});

describe("somebody banned who is to be added", () => {
  const add: Act = { verb: "add", accounts: ["tommy", "away1"], silent: false };

  it("is refused in the row, which says what it may be", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    valueOf(await stage.driver.act(lobby, BAN));
    const { rows } = valueOf(await stage.driver.act(lobby, add));
    expect(rows).toMatchObject([
      { account: "tommy", outcome: "refused", detail: expect.stringContaining("banned") },
      { account: "away1", outcome: "done" },
    ]);
  });

  it("is named when the whole call is refused", async () => {
    await using stage = await openStage({ world: { undocumented: { addBanned: 10007 } } });
    const lobby = await stage.state("Public");
    valueOf(await stage.driver.act(lobby, BAN));
    expect(failureOf(await stage.driver.act(lobby, add))).toEqual({
      code: "10007",
      kind: "not_permitted",
      detail: "Tencent refused (10007): banned from the group: tommy; unban first",
    });
  });
});

describe("a ban for ever", () => {
  it.each(["counted", "never-ends"] as const)("is read as that when its end is %s", async (longestBan) => {
    await using stage = await openStage({ world: { undocumented: { longestBan } } });
    const lobby = await stage.state("Public");
    valueOf(await stage.driver.act(lobby, BAN));
    expect(valueOf(await stage.driver.banned(lobby))).toEqual([{ account: "tommy", until: "permanent" }]);
  });

  it("is still that ten years later, and a ban for ninety years has an end", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    valueOf(await stage.driver.act(lobby, BAN));
    const until = stage.clock.now() + 90 * 365 * 86_400_000;
    valueOf(await stage.driver.act(lobby, { ...BAN, accounts: ["jared"], until }));
    await stage.clock.advance(10 * 365 * 86_400_000);
    expect(valueOf(await stage.driver.banned(lobby))).toEqual([
      { account: "tommy", until: "permanent" },
      { account: "jared", until },
    ]);
  });
});

describe("an answer about the banned", () => {
  const listIn = async (...pages: readonly object[]) => {
    let count = 0;
    await using server = await rawServer((socket) => {
      const page = pages[Math.min(count++, pages.length - 1)];
      socket.end(httpAnswer(200, JSON.stringify({ ErrorCode: 0, ...page }), ["connection: close"]));
    });
    await using stage = await openStage();
    await using other = await openStage({ driver: { baseUrl: server.url } });
    return await other.driver.banned(await stage.state("Public"));
  };
  const row = (account: string, until: number) => ({ Member_Account: account, BannedUntil: until });

  it("may leave out the list when it is over, or the offset when there is a list", async () => {
    expect(valueOf(await listIn({ NextOffset: 0 }))).toEqual([]);
    expect(valueOf(await listIn({ BannedAccountList: null, NextOffset: 0 }))).toEqual([]);
    expect(valueOf(await listIn({ BannedAccountList: [row("tommy", 1_700_000_060)] }))).toEqual([
      { account: "tommy", until: 1_700_000_060_000 },
    ]);
  });

  it("is never taken to be empty when it looks like something else", async () => {
    expect(failureOf(await listIn({ Accounts: [] })).kind).toBe("unavailable");
  });

  it("that does not come to an end is no answer", async () => {
    const page = { BannedAccountList: [row("tommy", 1_700_000_060)], NextOffset: 1 };
    expect(failureOf(await listIn(page, page))).toMatchObject({
      kind: "unavailable",
      detail: expect.stringContaining("does not come to an end"),
    });
  });

  it("has somebody once who slipped from one page to the next, and nobody whose end is 0", async () => {
    const pages = [
      { BannedAccountList: [row("tommy", 1_700_000_060), row("jared", 0)], NextOffset: 2 },
      { BannedAccountList: [row("tommy", 1_700_000_060)], NextOffset: 0 },
    ];
    expect(valueOf(await listIn(...pages))).toEqual([{ account: "tommy", until: 1_700_000_060_000 }]);
  });
});
