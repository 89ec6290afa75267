import { describe, expect, it } from "vitest";
import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import { COMMANDS } from "../../../src/sandbox/tencent/contract.ts";
import { GROUP_KINDS } from "../../../src/sandbox/tencent/options.ts";
import {
  LIVE,
  LOBBY,
  START,
  START_SECONDS,
  accounts,
  adding,
  banning,
  deleting,
  muting,
  openVendor,
  unbanning,
  type Vendor,
} from "./vendor.ts";

const LONGEST = 4_294_967_295;

const KINDS = {
  ...SANDBOX_APP,
  groups: GROUP_KINDS.map((kind) => ({ id: kind, kind, owner: "administrator", members: ["tommy"] })),
};

const bannedIn = (vendor: Vendor, group: string = LOBBY) => vendor.emulator.group(group)?.banned;
const isIn = (vendor: Vendor, account: string, group: string = LOBBY): boolean =>
  vendor.emulator.group(group)?.members.some((member) => member.account === account) ?? false;
const list = (vendor: Vendor, page: object = {}) =>
  vendor.call("get_group_ban_member", { GroupId: LOBBY, Offset: 0, ...page });

const BAN_COMMANDS = ["ban_group_member", "unban_group_member", "get_group_ban_member"] as const;

it.each(GROUP_KINDS)(
  "in a group of kind %s the commands about bans answer as the table says",
  async (kind) => {
    await using vendor = await openVendor({ apps: [KINDS] });
    for (const command of BAN_COMMANDS) {
      const refuses: Readonly<Record<string, number>> = COMMANDS[command].refuses;
      const body = { ...banning(["tommy"], 60, kind), Offset: 0 };
      expect(await vendor.code(command, body)).toBe(refuses[kind] ?? 0);
    }
  },
);

it("in an app without bans each of these commands is 10007 and changes nothing", async () => {
  await using vendor = await openVendor({ apps: [{ ...SANDBOX_APP, bans: "off" }] });
  for (const command of BAN_COMMANDS) {
    expect(await vendor.code(command, { ...banning(["tommy"], 60), Offset: 0 })).toBe(10007);
  }
  expect(vendor.emulator.effects()).toEqual([]);
});

it.each(["seed", "modern", "modern-china"] as const)("%s limits: 20 at once, not 21", async (limits) => {
  await using vendor = await openVendor({ limits });
  for (const command of ["ban_group_member", "unban_group_member"] as const) {
    const most = COMMANDS[command].accounts[limits];
    expect(most).toBe(20);
    expect(await vendor.code(command, banning(accounts("any", most + 1), 60))).toBe(10005);
    expect(await vendor.code(command, banning(accounts("any", most), 60))).toBe(0);
  }
});

it.each([
  ["no duration", { Duration: undefined }, 10004],
  ["a duration of 0", { Duration: 0 }, 10004],
  ["a negative duration", { Duration: -1 }, 10004],
  ["half a second", { Duration: 0.5 }, 10004],
  ["more than 32 bits", { Duration: LONGEST + 1 }, 10004],
  ["a text", { Duration: "60" }, 10004],
  ["a description of 1001 bytes", { Description: `${"禁".repeat(333)}ab1` }, 10004],
  ["a description of 1000 bytes", { Description: `${"禁".repeat(333)}a` }, 0],
  ["the longest duration", { Duration: LONGEST }, 0],
])("a ban with %s is answered %o", async (_what, changed, code) => {
  await using vendor = await openVendor();
  expect(await vendor.code("ban_group_member", { ...banning(["tommy"], 60), ...changed })).toBe(code);
  expect(bannedIn(vendor)).toHaveLength(code === 0 ? 1 : 0);
});

describe("somebody banned", () => {
  it.each([LOBBY, LIVE])("is out of the group (%s), and leaves one effect", async (group) => {
    await using vendor = await openVendor();
    expect(await vendor.call("ban_group_member", banning(["tommy", "tommy"], 60, group))).toEqual({
      ActionStatus: "OK",
      ErrorInfo: "",
      ErrorCode: 0,
    });
    expect(isIn(vendor, "tommy", group)).toBe(false);
    expect(bannedIn(vendor, group)).toEqual([{ account: "tommy", until: START + 60_000 }]);
    expect(vendor.emulator.effects()).toEqual([
      { at: START, verb: "ban", group, account: "tommy", request: 1 },
    ]);
  });

  it("cannot be added: a row with result 0, and nobody else is held up", async () => {
    await using vendor = await openVendor();
    await vendor.call("ban_group_member", banning(["tommy"], 60));
    expect(await vendor.call("add_group_member", adding(["tommy", "away1"]))).toMatchObject({
      MemberList: [
        { Member_Account: "tommy", Result: 0 },
        { Member_Account: "away1", Result: 1 },
      ],
    });
    expect(isIn(vendor, "tommy")).toBe(false);
  });

  it("cannot be added: 10007 for the whole call, if that is believed", async () => {
    await using vendor = await openVendor({ undocumented: { addBanned: 10007 } });
    await vendor.call("ban_group_member", banning(["tommy"], 60));
    expect(await vendor.code("add_group_member", adding(["tommy", "away1"]))).toBe(10007);
    expect(isIn(vendor, "away1")).toBe(false);
  });

  it("cannot join by themselves", async () => {
    await using vendor = await openVendor();
    await vendor.call("ban_group_member", banning(["tommy"], 60));
    expect(() => vendor.emulator.join(LOBBY, "tommy")).toThrow("banned");
  });

  it("may come back once the ban is over, on the second, and is not put back by that", async () => {
    await using vendor = await openVendor();
    await vendor.call("ban_group_member", banning(["tommy"], 60));
    vendor.clock.pass(59_999);
    expect(bannedIn(vendor)).toHaveLength(1);
    vendor.clock.pass(1);
    expect(bannedIn(vendor)).toEqual([]);
    expect(isIn(vendor, "tommy")).toBe(false);
    expect(vendor.emulator.effects()).toHaveLength(1);
    expect(await vendor.call("add_group_member", adding(["tommy"]))).toMatchObject({
      MemberList: [{ Result: 1 }],
    });
  });

  it("may come back once unbanned, which is no effect for whoever was not banned", async () => {
    await using vendor = await openVendor();
    await vendor.call("ban_group_member", banning(["tommy"], 60));
    await vendor.call("unban_group_member", unbanning(["tommy", "jared"]));
    expect(vendor.emulator.effects().map(({ verb, account }) => [verb, account])).toEqual([
      ["ban", "tommy"],
      ["unban", "tommy"],
    ]);
    expect(isIn(vendor, "tommy")).toBe(false);
    vendor.emulator.join(LOBBY, "tommy");
    expect(isIn(vendor, "tommy")).toBe(true);
  });

  it("keeps the mute that was there, and a ban does not mute", async () => {
    await using vendor = await openVendor();
    await vendor.call("forbid_send_msg", muting(["tommy"], 600));
    await vendor.call("ban_group_member", banning(["tommy", "jared"], 60));
    await vendor.call("unban_group_member", unbanning(["tommy", "jared"]));
    expect(vendor.emulator.group(LOBBY)?.muted.map(({ account }) => account)).toEqual(["tommy"]);
  });

  it("is banned anew from now by the next ban, longer or shorter", async () => {
    await using vendor = await openVendor();
    for (const seconds of [600, 60, 3600]) {
      await vendor.call("ban_group_member", banning(["tommy"], seconds));
      expect(bannedIn(vendor)).toEqual([{ account: "tommy", until: START + seconds * 1000 }]);
    }
  });
});

it("the owner cannot be banned, nor anybody in the same call", async () => {
  await using vendor = await openVendor();
  expect(await vendor.code("ban_group_member", banning(["tommy", "administrator"], 60))).toBe(10007);
  expect(isIn(vendor, "tommy")).toBe(true);
  expect(vendor.emulator.effects()).toEqual([]);
});

describe("the longest ban", () => {
  it("is told as an end 136 years from now", async () => {
    await using vendor = await openVendor();
    await vendor.call("ban_group_member", banning(["tommy"], LONGEST));
    expect(await list(vendor)).toMatchObject({
      BannedAccountList: [{ Member_Account: "tommy", BannedUntil: START_SECONDS + LONGEST }],
    });
    expect(bannedIn(vendor)).toEqual([{ account: "tommy", until: "permanent" }]);
  });

  it("or as 4294967295, if that is believed", async () => {
    await using vendor = await openVendor({ undocumented: { longestBan: "never-ends" } });
    await vendor.call("ban_group_member", banning(["tommy"], LONGEST));
    expect(await list(vendor)).toMatchObject({
      BannedAccountList: [{ Member_Account: "tommy", BannedUntil: LONGEST }],
    });
    expect(bannedIn(vendor)).toEqual([{ account: "tommy", until: "permanent" }]);
  });
});

describe("the list of the banned", () => {
  it("has ends in seconds, and NextOffset 0 when it is over", async () => {
    await using vendor = await openVendor();
    await vendor.call("ban_group_member", banning(["tommy", "jared"], 60));
    expect(await list(vendor)).toEqual({
      ActionStatus: "OK",
      ErrorInfo: "",
      ErrorCode: 0,
      BannedAccountList: ["tommy", "jared"].map((account) => ({
        Member_Account: account,
        BannedUntil: START_SECONDS + 60,
      })),
      NextOffset: 0,
    });
  });

  it("is paged without losing or repeating anybody, at most 100 at once", async () => {
    await using vendor = await openVendor();
    for (const account of accounts("away", 40)) vendor.emulator.setBan(LOBBY, account, "permanent");
    const seen: unknown[] = [];
    let offset = 0;
    do {
      const page = await list(vendor, { Limit: 15, Offset: offset });
      seen.push(...(page["BannedAccountList"] as unknown[]));
      offset = page["NextOffset"] as number;
    } while (offset > 0);
    expect(new Set(seen.map((row) => JSON.stringify(row))).size).toBe(40);
    expect(seen).toHaveLength(40);
    expect((await list(vendor, { Limit: 101 })).ErrorCode).toBe(10004);
    expect((await list(vendor, { Offset: undefined })).ErrorCode).toBe(10004);
  });
});

it("the console bans and unbans without a trace in the ledger", async () => {
  await using vendor = await openVendor();
  vendor.emulator.setBan(LOBBY, "tommy", START + 60_000);
  vendor.emulator.setBan(LOBBY, "jared", "permanent");
  expect(isIn(vendor, "tommy")).toBe(false);
  expect(bannedIn(vendor)).toEqual([
    { account: "tommy", until: START + 60_000 },
    { account: "jared", until: "permanent" },
  ]);
  vendor.emulator.setBan(LOBBY, "jared", null);
  expect(bannedIn(vendor)?.map(({ account }) => account)).toEqual(["tommy"]);
  expect(await vendor.call("delete_group_member", deleting(["tommy"]))).toMatchObject({ ErrorCode: 0 });
  expect(vendor.emulator.effects()).toEqual([]);
});
