import { describe, expect, it } from "vitest";
import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import type { GroupKind, TencentApp } from "../../../src/sandbox/tencent/options.ts";
import { GROUP_KINDS } from "../../../src/sandbox/tencent/options.ts";
import { LIVE, LOBBY, accounts, adding, deleting, openVendor, rows } from "./vendor.ts";

/** One small group of each kind, its id being the kind; 600 accounts in no group. */
const KINDS: TencentApp = {
  ...SANDBOX_APP,
  accounts: ["tommy", ...accounts("crowd", 600)],
  groups: GROUP_KINDS.map((kind) => ({ id: kind, kind, owner: "administrator", members: ["tommy"] })),
};

describe("which kinds of groups a command works in", () => {
  it.each<[GroupKind, number, number]>([
    ["Private", 0, 0],
    ["Public", 0, 0],
    ["ChatRoom", 0, 0],
    ["Community", 0, 0],
    ["AVChatRoom", 10007, 10004],
    ["BChatRoom", 10007, 10004],
  ])("%s: add is %i, delete is %i", async (kind, add, remove) => {
    await using vendor = await openVendor({ apps: [KINDS] });
    expect(await vendor.code("add_group_member", adding(["crowd1"], kind))).toBe(add);
    expect(await vendor.code("delete_group_member", deleting(["tommy"], kind))).toBe(remove);
    expect(vendor.emulator.effects().map(({ verb }) => verb)).toEqual(add === 0 ? ["add", "kick"] : []);
  });
});

describe("how many accounts one call takes", () => {
  it.each([
    ["seed", "delete_group_member", 500],
    ["seed", "add_group_member", 500],
    ["modern", "delete_group_member", 100],
    ["modern", "add_group_member", 300],
    ["modern-china", "delete_group_member", 100],
    ["modern-china", "add_group_member", 20],
  ] as const)(
    "%s limits: %s takes %i accounts and refuses one more with 10005",
    async (limits, command, most) => {
      await using vendor = await openVendor({ apps: [KINDS], limits });
      const body = command === "add_group_member" ? adding : deleting;
      expect(await vendor.code(command, body(accounts("crowd", most + 1), "Public"))).toBe(10005);
      expect(vendor.emulator.effects()).toEqual([]);
      expect(await vendor.code(command, body(accounts("crowd", most), "Public"))).toBe(0);
    },
  );
});

describe("what is wrong with a request", () => {
  const whole = { GroupId: LOBBY, MemberToDel_Account: ["tommy"], MemberList: rows(["away1"]) };
  it.each([
    ["GroupId left out", { GroupId: undefined }],
    ["GroupId that is a number", { GroupId: 7 }],
    ["no accounts", { MemberToDel_Account: [], MemberList: [] }],
    ["accounts left out", { MemberToDel_Account: undefined, MemberList: undefined }],
    ["an account that is a number", { MemberToDel_Account: [7], MemberList: [{ Member_Account: 7 }] }],
    ["an empty account", { MemberToDel_Account: [""], MemberList: [{ Member_Account: "" }] }],
    ["one text for a list", { MemberToDel_Account: "tommy", MemberList: "away1" }],
    ["Silence 2", { Silence: 2 }],
    ["Silence as text", { Silence: "1" }],
  ])("%s is 10004", async (_what, wrong) => {
    await using vendor = await openVendor();
    expect(await vendor.code("delete_group_member", { ...whole, ...wrong })).toBe(10004);
    expect(await vendor.code("add_group_member", { ...whole, ...wrong })).toBe(10004);
    expect(vendor.emulator.effects()).toEqual([]);
  });

  it.each([
    ["an empty id", "", 10015],
    ["an id of 49 characters", "g".repeat(49), 10015],
    ["an id that is not ASCII", "大厅", 10015],
    ["the bare prefix", "@TGS#", 10015],
    ["a group that never was", "@TGS#2NOWHERE", 10010],
    ["a group that was dissolved", LIVE, 10010],
  ])("$0 is $2", async (_what, group, code) => {
    await using vendor = await openVendor();
    vendor.emulator.dissolve(LIVE);
    expect(await vendor.code("delete_group_member", deleting(["tommy"], group))).toBe(code);
    expect(await vendor.code("add_group_member", adding(["away1"], group))).toBe(code);
  });
});

it("a group that never was can be given the code of the newer documents, a dissolved one keeps 10010", async () => {
  await using vendor = await openVendor({ undocumented: { missingGroup: 10015 } });
  vendor.emulator.dissolve(LIVE);
  expect(await vendor.code("delete_group_member", deleting(["tommy"], "@TGS#2NOWHERE"))).toBe(10015);
  expect(await vendor.code("delete_group_member", deleting(["tommy"], LIVE))).toBe(10010);
});

describe("delete_group_member", () => {
  it("passes over whoever is not in the group, and over accounts that do not exist", async () => {
    await using vendor = await openVendor();
    expect(await vendor.call("delete_group_member", deleting(["away1", "ghost"]))).toEqual({
      ActionStatus: "OK",
      ErrorInfo: "",
      ErrorCode: 0,
    });
    expect(vendor.emulator.effects()).toEqual([]);
  });

  it("removes nobody when the owner is in the list", async () => {
    await using vendor = await openVendor();
    expect(await vendor.code("delete_group_member", deleting(["tommy", "administrator", "jared"]))).toBe(
      10007,
    );
    expect(vendor.emulator.effects()).toEqual([]);
    expect(vendor.emulator.group(LOBBY)?.members.map(({ account }) => account)).toContain("tommy");
  });

  it("removes an admin of the group, and somebody named twice once", async () => {
    await using vendor = await openVendor();
    await vendor.call("delete_group_member", deleting(["marshal", "tommy", "tommy"]));
    expect(vendor.emulator.effects().map(({ account }) => account)).toEqual(["marshal", "tommy"]);
  });
});

describe("add_group_member", () => {
  it("says for each account what became of it", async () => {
    await using vendor = await openVendor();
    vendor.emulator.refuseInvites(["away2"]);
    const answer = await vendor.call("add_group_member", adding(["away1", "tommy", "away2", "away1"]));
    expect(answer).toMatchObject({
      ErrorCode: 0,
      MemberList: [
        { Member_Account: "away1", Result: 1 },
        { Member_Account: "tommy", Result: 2 },
        { Member_Account: "away2", Result: 0 },
        { Member_Account: "away1", Result: 2 },
      ],
    });
    expect(vendor.emulator.effects().map(({ verb, account }) => `${verb} ${account}`)).toEqual(["add away1"]);
  });

  it("answers 3 and adds nobody where the invited have to agree", async () => {
    await using vendor = await openVendor();
    vendor.emulator.setInviteNeedsConsent(LOBBY, true);
    expect(await vendor.call("add_group_member", adding(["away1", "tommy"]))).toMatchObject({
      MemberList: [
        { Member_Account: "away1", Result: 3 },
        { Member_Account: "tommy", Result: 2 },
      ],
    });
    expect(vendor.emulator.effects()).toEqual([]);
  });

  it("adds nobody when one account does not exist: 10019", async () => {
    await using vendor = await openVendor();
    expect(await vendor.code("add_group_member", adding(["away1", "ghost", "away2"]))).toBe(10019);
    expect(vendor.emulator.effects()).toEqual([]);
  });

  it("can be told to answer for the unknown account in its row instead", async () => {
    await using vendor = await openVendor({ undocumented: { unknownAccount: "row" } });
    expect(await vendor.call("add_group_member", adding(["away1", "ghost"]))).toMatchObject({
      ErrorCode: 0,
      MemberList: [{ Result: 1 }, { Member_Account: "ghost", Result: 0 }],
    });
  });

  it("adds nobody when the app's callback refuses: 10016", async () => {
    await using vendor = await openVendor();
    vendor.emulator.refuseInvites("everybody");
    expect(await vendor.code("add_group_member", adding(["away1"]))).toBe(10016);
    vendor.emulator.refuseInvites("nobody");
    expect(await vendor.code("add_group_member", adding(["away1"]))).toBe(0);
  });

  it("adds nobody when not all of them fit: 10014; whoever is in already takes no room", async () => {
    await using vendor = await openVendor();
    const size = vendor.emulator.group(LOBBY)?.members.length ?? 0;
    vendor.emulator.setMaxMembers(LOBBY, size + 1);
    expect(await vendor.code("add_group_member", adding(["away1", "away2"]))).toBe(10014);
    expect(vendor.emulator.effects()).toEqual([]);
    expect(await vendor.code("add_group_member", adding(["away1", "tommy"]))).toBe(0);
    expect(await vendor.code("add_group_member", adding(["away2"]))).toBe(10014);
  });

  it("500 at once are added in one piece", async () => {
    await using vendor = await openVendor({ apps: [KINDS] });
    expect(await vendor.code("add_group_member", adding(accounts("crowd", 500), "Public"))).toBe(0);
    expect(vendor.emulator.group("Public")?.members).toHaveLength(502);
    expect(new Set(vendor.emulator.effects().map(({ request }) => request))).toEqual(new Set([1]));
  });
});
