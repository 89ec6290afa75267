import { expect, it } from "vitest";
import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import { GROUP_KINDS, type GroupKind } from "../../../src/sandbox/tencent/options.ts";
import { LOBBY, START, openVendor } from "./vendor.ts";

const KINDS = {
  ...SANDBOX_APP,
  groups: GROUP_KINDS.map((kind) => ({ id: kind, kind, owner: "administrator", members: ["tommy"] })),
};

it.each<[GroupKind, number]>([
  ["Private", 10007],
  ["Public", 0],
  ["ChatRoom", 0],
  ["AVChatRoom", 0],
  ["Community", 0],
])("a group of kind %s can be muted as a whole: %i", async (kind, code) => {
  await using vendor = await openVendor({ apps: [KINDS] });
  expect(await vendor.code("modify_group_base_info", { GroupId: kind, MuteAllMember: "On" })).toBe(code);
  expect(vendor.emulator.group(kind)?.locked).toBe(code === 0);
});

it.each(["ShutUpAllMember", "MuteAllMember"])("%s leaves an effect only when it changes", async (name) => {
  await using vendor = await openVendor();
  for (const state of ["On", "On", "Off", "Off"]) {
    expect(await vendor.code("modify_group_base_info", { GroupId: LOBBY, [name]: state })).toBe(0);
  }
  expect(vendor.emulator.effects()).toEqual([
    { at: START, verb: "lock", group: LOBBY, account: "*", request: 1 },
    { at: START, verb: "unlock", group: LOBBY, account: "*", request: 3 },
  ]);
});

it.each([
  ["old", "MuteAllMember"],
  ["new", "ShutUpAllMember"],
] as const)("the generation %s does not see %s: it answers OK and locks nothing", async (dialect, name) => {
  await using vendor = await openVendor({ dialect });
  expect(await vendor.code("modify_group_base_info", { GroupId: LOBBY, [name]: "On" })).toBe(0);
  expect(vendor.emulator.group(LOBBY)?.locked).toBe(false);
});

it("a switch that is neither On nor Off is 10004, and muting everybody mutes nobody by name", async () => {
  await using vendor = await openVendor();
  expect(await vendor.code("modify_group_base_info", { GroupId: LOBBY, MuteAllMember: "on" })).toBe(10004);
  await vendor.call("modify_group_base_info", { GroupId: LOBBY, MuteAllMember: "On" });
  expect(await vendor.call("get_group_muted_account", { GroupId: LOBBY })).toMatchObject({
    MutedAccountList: [],
  });
  vendor.emulator.setLocked(LOBBY, false);
  expect(vendor.emulator.group(LOBBY)?.locked).toBe(false);
});
