import { describe, expect, it } from "vitest";
import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import type { GroupKind } from "../../../src/sandbox/tencent/options.ts";
import { GROUP_KINDS } from "../../../src/sandbox/tencent/options.ts";
import {
  CREW,
  LIVE,
  LOBBY,
  START,
  START_SECONDS,
  accounts,
  adding,
  deleting,
  muting,
  openVendor,
} from "./vendor.ts";

const FOR_EVER = 4_294_967_295;

const KINDS = {
  ...SANDBOX_APP,
  groups: GROUP_KINDS.map((kind) => ({ id: kind, kind, owner: "administrator", members: ["tommy"] })),
};

it.each<[GroupKind, number]>([
  ["Private", 10007],
  ["Public", 0],
  ["ChatRoom", 0],
  ["AVChatRoom", 0],
  ["BChatRoom", 10007],
  ["Community", 0],
])("in a group of kind %s a mute is answered %i", async (kind, code) => {
  await using vendor = await openVendor({ apps: [KINDS] });
  expect(await vendor.code("forbid_send_msg", muting(["tommy"], 60, kind))).toBe(code);
  expect(vendor.emulator.group(kind)?.muted).toHaveLength(code === 0 ? 1 : 0);
});

it("the undocumented code for a Private group can be chosen", async () => {
  await using vendor = await openVendor({ undocumented: { muteInPrivate: 10004 } });
  expect(await vendor.code("forbid_send_msg", muting(["tommy"], 60, CREW))).toBe(10004);
});

it.each([
  ["no duration", undefined, 10004],
  ["a negative duration", -1, 10004],
  ["half a second", 0.5, 10004],
  ["a text", "60", 10004],
  ["more than 32 bits", FOR_EVER + 1, 10004],
  ["the longest that ends", FOR_EVER - 1, 0],
  ["for ever", FOR_EVER, 0],
])("a mute with $0 is answered $2", async (_what, duration, code) => {
  await using vendor = await openVendor();
  const body = { GroupId: LOBBY, Members_Account: ["tommy"] };
  expect(await vendor.code("forbid_send_msg", { ...body, ShutUpTime: duration })).toBe(code);
  expect(await vendor.code("forbid_send_msg", { ...body, MuteTime: duration })).toBe(code);
});

it.each(["seed", "modern", "modern-china"] as const)("%s limits: 500 at once, not 501", async (limits) => {
  await using vendor = await openVendor({ limits });
  expect(await vendor.code("forbid_send_msg", muting(accounts("any", 501), 60))).toBe(10005);
  expect(vendor.emulator.group(LOBBY)?.muted).toEqual([]);
  expect(await vendor.code("forbid_send_msg", muting(accounts("any", 500), 60))).toBe(0);
  expect(vendor.emulator.group(LOBBY)?.muted).toHaveLength(500);
});

describe("the life of a mute", () => {
  it("ends by itself on the second, with nothing in the ledger", async () => {
    await using vendor = await openVendor();
    await vendor.call("forbid_send_msg", muting(["tommy"], 60));
    vendor.clock.pass(59_999);
    expect(vendor.emulator.group(LOBBY)?.muted).toEqual([{ account: "tommy", until: START + 60_000 }]);
    vendor.clock.pass(1);
    expect(vendor.emulator.group(LOBBY)?.muted).toEqual([]);
    expect(await vendor.call("get_group_shutted_uin", { GroupId: LOBBY })).toMatchObject({
      ShuttedUinList: [],
    });
    expect(vendor.emulator.effects()).toHaveLength(1);
  });

  it("is replaced by a later one, longer or shorter, and never added up", async () => {
    await using vendor = await openVendor();
    for (const seconds of [600, 60, 3600]) {
      await vendor.call("forbid_send_msg", muting(["tommy"], seconds));
      expect(vendor.emulator.group(LOBBY)?.muted).toEqual([
        { account: "tommy", until: START + seconds * 1000 },
      ]);
    }
    expect(vendor.emulator.effects().map(({ verb }) => verb)).toEqual(["mute", "mute", "mute"]);
  });

  it("for ever means for ever, and is reported as 4294967295", async () => {
    await using vendor = await openVendor();
    await vendor.call("forbid_send_msg", muting(["tommy"], FOR_EVER));
    // Beyond the year 2106, where 4294967295 as a date would have passed. A UserSig does not last that long.
    vendor.clock.pass(100 * 365 * 86_400_000);
    expect(vendor.emulator.group(LOBBY)?.muted).toEqual([{ account: "tommy", until: "permanent" }]);
    vendor.clock.pass(-100 * 365 * 86_400_000);
    expect(await vendor.call("get_group_muted_account", { GroupId: LOBBY })).toMatchObject({
      MutedAccountList: [{ Member_Account: "tommy", MutedUntil: FOR_EVER }],
    });
  });

  it("outlives being removed and added again", async () => {
    await using vendor = await openVendor();
    await vendor.call("forbid_send_msg", muting(["tommy"], 600));
    const muted = vendor.emulator.group(LOBBY)?.muted;
    await vendor.call("delete_group_member", deleting(["tommy"]));
    expect(vendor.emulator.group(LOBBY)?.muted).toEqual(muted);
    await vendor.call("add_group_member", adding(["tommy"]));
    expect(vendor.emulator.group(LOBBY)?.muted).toEqual(muted);
    vendor.emulator.leave(LOBBY, "tommy");
    vendor.emulator.join(LOBBY, "tommy");
    expect(vendor.emulator.group(LOBBY)?.muted).toEqual(muted);
  });

  it("in a Community may end with re-joining, if one revision of the documents is believed", async () => {
    await using vendor = await openVendor({ apps: [KINDS], undocumented: { communityRejoinUnmutes: true } });
    await vendor.call("forbid_send_msg", muting(["tommy"], 600, "Community"));
    vendor.emulator.leave("Community", "tommy");
    vendor.emulator.join("Community", "tommy");
    expect(vendor.emulator.group("Community")?.muted).toEqual([]);
  });

  it("works on somebody who is not in the group, and on its owner", async () => {
    await using vendor = await openVendor();
    expect(await vendor.code("forbid_send_msg", muting(["away1", "administrator"], 60))).toBe(0);
    expect(vendor.emulator.group(LOBBY)?.muted.map(({ account }) => account)).toEqual([
      "away1",
      "administrator",
    ]);
  });
});

it("unmuting counts as an effect only for whoever was muted", async () => {
  await using vendor = await openVendor();
  await vendor.call("forbid_send_msg", muting(["tommy", "tommy"], 60));
  expect(await vendor.code("forbid_send_msg", muting(["tommy", "jared"], 0))).toBe(0);
  await vendor.call("forbid_send_msg", muting(["tommy"], 0));
  expect(vendor.emulator.effects().map(({ verb, account, request }) => [verb, account, request])).toEqual([
    ["mute", "tommy", 1],
    ["unmute", "tommy", 2],
  ]);
});

it("the muted list has both names, with ends in seconds", async () => {
  await using vendor = await openVendor();
  await vendor.call("forbid_send_msg", muting(["tommy"], 60, LIVE));
  const until = START_SECONDS + 60;
  expect(await vendor.call("get_group_shutted_uin", { GroupId: LIVE })).toEqual({
    ActionStatus: "OK",
    ErrorInfo: "",
    ErrorCode: 0,
    GroupId: LIVE,
    ShuttedUinList: [{ Member_Account: "tommy", ShuttedUntil: until }],
  });
  // As printed in the vendor's document, this one comes without ErrorInfo.
  expect(await vendor.call("get_group_muted_account", { GroupId: LIVE })).toEqual({
    ActionStatus: "OK",
    ErrorCode: 0,
    GroupId: LIVE,
    MutedAccountList: [{ Member_Account: "tommy", MutedUntil: until }],
  });
});

describe("the generation of names", () => {
  const body = { GroupId: LOBBY, Members_Account: ["tommy"] };

  it("old: MuteTime is not seen, and the new list is an unknown command", async () => {
    await using vendor = await openVendor({ dialect: "old" });
    expect(await vendor.code("forbid_send_msg", { ...body, MuteTime: 60 })).toBe(10004);
    expect(await vendor.code("forbid_send_msg", { ...body, ShutUpTime: 60, MuteTime: "x" })).toBe(0);
    expect(await vendor.code("get_group_muted_account", { GroupId: LOBBY })).toBe(10003);
    expect(await vendor.code("get_group_shutted_uin", { GroupId: LOBBY })).toBe(0);
  });

  it("new: ShutUpTime is not seen, and the old list is an unknown command", async () => {
    await using vendor = await openVendor({ dialect: "new" });
    expect(await vendor.code("forbid_send_msg", { ...body, ShutUpTime: 60 })).toBe(10004);
    expect(await vendor.code("forbid_send_msg", { ...body, MuteTime: 60, ShutUpTime: "x" })).toBe(0);
    expect(await vendor.code("get_group_shutted_uin", { GroupId: LOBBY })).toBe(10003);
    expect(await vendor.code("get_group_muted_account", { GroupId: LOBBY })).toBe(0);
  });

  it.each([
    ["old", ["ShutUpUntil"], "ShutUpAllMember"],
    ["new", ["MuteUntil"], "MuteAllMember"],
    ["both", ["ShutUpUntil", "MuteUntil"], "MuteAllMember"],
  ] as const)("%s: members and groups are told about as %s and %s", async (dialect, names, lock) => {
    await using vendor = await openVendor({ dialect });
    vendor.emulator.setMute(LOBBY, "tommy", START + 60_000);
    const answer = await vendor.call("get_specified_group_member_info", {
      GroupId: LOBBY,
      Member_List_Account: ["tommy"],
      MemberInfoFilter: ["ShutUpUntil", "MuteUntil"],
    });
    const until = Object.fromEntries(names.map((name) => [name, START_SECONDS + 60]));
    expect(answer["MemberList"]).toEqual([{ Member_Account: "tommy", ...until }]);

    expect(await vendor.code("modify_group_base_info", { GroupId: LOBBY, [lock]: "On" })).toBe(0);
    expect(vendor.emulator.group(LOBBY)?.locked).toBe(true);
    expect(await vendor.call("get_group_info", { GroupIdList: [LOBBY] })).toMatchObject({
      GroupInfo: [{ [lock]: "On" }],
    });
  });

  it("a topic is refused rather than taken for the whole group", async () => {
    await using vendor = await openVendor();
    expect(await vendor.code("forbid_send_msg", { ...muting(["tommy"], 60), TopicId: "t1" })).toBe(10004);
    expect(vendor.emulator.effects()).toEqual([]);
  });
});
