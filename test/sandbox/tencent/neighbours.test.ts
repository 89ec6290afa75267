import { describe, expect, it } from "vitest";
import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import { CREW, DEN, LIVE, LOBBY, START, START_SECONDS, accounts, adding, openVendor } from "./vendor.ts";

it("get_role_in_group tells the place of each account, in the order asked", async () => {
  await using vendor = await openVendor();
  const User_Account = ["tommy", "marshal", "administrator", "away1", "ghost"];
  const answer = await vendor.call("get_role_in_group", { GroupId: LOBBY, User_Account });
  expect(answer["UserIdList"]).toEqual([
    { Member_Account: "tommy", Role: "Member" },
    { Member_Account: "marshal", Role: "Admin" },
    { Member_Account: "administrator", Role: "Owner" },
    { Member_Account: "away1", Role: "NotMember" },
    { Member_Account: "ghost", Role: "NotMember" },
  ]);
  expect(await vendor.code("get_role_in_group", { GroupId: LIVE, User_Account })).toBe(10007);
  expect(await vendor.code("get_role_in_group", { GroupId: LOBBY, User_Account: accounts("any", 501) })).toBe(
    10005,
  );
});

describe("get_group_member_info", () => {
  it("tells everything about everybody when nothing else is asked", async () => {
    await using vendor = await openVendor();
    vendor.emulator.setMute(DEN, "leckie", START + 60_000);
    const answer = await vendor.call("get_group_member_info", { GroupId: DEN });
    expect(answer["MemberNum"]).toBe(5);
    expect(answer["MemberList"]).toHaveLength(5);
    expect(answer["MemberList"]).toContainEqual({
      Member_Account: "leckie",
      Role: "Member",
      JoinTime: START_SECONDS,
      MsgSeq: 0,
      MsgFlag: "AcceptAndNotify",
      LastSendMsgTime: 0,
      ShutUpUntil: START_SECONDS + 60,
      MuteUntil: START_SECONDS + 60,
      NameCard: "",
    });
  });

  it("pages by Limit and Offset without losing or repeating anybody", async () => {
    await using vendor = await openVendor();
    const seen: unknown[] = [];
    for (let offset = 0; offset < 60; offset += 20) {
      const page = { GroupId: LOBBY, Limit: 20, Offset: offset, MemberInfoFilter: ["Role"] };
      const answer = await vendor.call("get_group_member_info", page);
      seen.push(...(answer["MemberList"] as unknown[]));
    }
    expect(seen).toHaveLength(46);
    expect(new Set(seen.map((row) => JSON.stringify(row))).size).toBe(46);
  });

  it("pages a Community by Next", async () => {
    const group = {
      id: "@TGS#_TOWN",
      kind: "Community",
      owner: "administrator",
      members: ["tommy", "jared"],
    } as const;
    await using vendor = await openVendor({ apps: [{ ...SANDBOX_APP, groups: [group] }] });
    const first = await vendor.call("get_group_member_info", { GroupId: group.id, Limit: 2, Next: "" });
    expect(first["MemberList"]).toHaveLength(2);
    const rest = { GroupId: group.id, Limit: 2, Offset: 0, Next: first["Next"] };
    expect(await vendor.call("get_group_member_info", rest)).toMatchObject({
      MemberList: [{ Member_Account: "jared" }],
      Next: "",
    });
  });

  it("can be narrowed to roles; the total stays that of the group", async () => {
    await using vendor = await openVendor();
    const ask = { GroupId: LOBBY, MemberRoleFilter: ["Owner", "Admin"], MemberInfoFilter: ["Role"] };
    expect(await vendor.call("get_group_member_info", ask)).toMatchObject({
      MemberNum: 46,
      MemberList: [
        { Member_Account: "administrator", Role: "Owner" },
        { Member_Account: "marshal", Role: "Admin" },
      ],
    });
  });

  it("is refused in a live room, and 10018 when the answer would pass a megabyte", async () => {
    const crowd = accounts("a-crowd-with-rather-a-long-name-", 6000);
    const big = { id: "big", kind: "ChatRoom", owner: "administrator", members: crowd } as const;
    const app = { ...SANDBOX_APP, accounts: [...SANDBOX_APP.accounts, ...crowd] };
    await using vendor = await openVendor({ apps: [{ ...app, groups: [...app.groups, big] }] });
    expect(await vendor.code("get_group_member_info", { GroupId: LIVE })).toBe(10007);
    expect(await vendor.code("get_group_member_info", { GroupId: "big" })).toBe(10018);
    expect(await vendor.code("get_group_member_info", { GroupId: "big", Limit: 100 })).toBe(0);
    expect(await vendor.code("get_group_member_info", { GroupId: "big", Limit: 6001 })).toBe(10004);
  });
});

it("get_specified_group_member_info tells about up to 50, leaving out who is no member", async () => {
  await using vendor = await openVendor();
  const ask = { GroupId: LOBBY, Member_List_Account: ["marshal", "away1"], MemberInfoFilter: ["Role"] };
  const answer = await vendor.call("get_specified_group_member_info", ask);
  expect(answer["MemberList"]).toEqual([{ Member_Account: "marshal", Role: "Admin" }]);
  const many = { ...ask, Member_List_Account: accounts("user", 51) };
  expect(await vendor.code("get_specified_group_member_info", many)).toBe(10005);
  expect(await vendor.code("get_specified_group_member_info", { ...ask, GroupId: LIVE })).toBe(10007);
});

it("get_group_info answers OK as a whole and tells the truth per group", async () => {
  await using vendor = await openVendor();
  vendor.emulator.dissolve(CREW);
  const answer = await vendor.call("get_group_info", {
    GroupIdList: [LOBBY, CREW, ""],
    ResponseFilter: { GroupBaseInfoFilter: ["Type", "Owner_Account", "MemberNum"] },
  });
  expect(answer).toMatchObject({ ActionStatus: "OK", ErrorCode: 0 });
  expect(answer["GroupInfo"]).toEqual([
    {
      GroupId: LOBBY,
      ErrorCode: 0,
      ErrorInfo: "",
      Type: "Public",
      Owner_Account: "administrator",
      MemberNum: 46,
    },
    { GroupId: CREW, ErrorCode: 10010, ErrorInfo: expect.any(String) },
    { GroupId: "", ErrorCode: 10015, ErrorInfo: expect.any(String) },
  ]);
});

it("get_group_info names the members where the kind has a list of them", async () => {
  await using vendor = await openVendor();
  const answer = await vendor.call("get_group_info", { GroupIdList: [DEN, LIVE] });
  const [den, live] = answer["GroupInfo"] as Record<string, unknown>[];
  expect(den?.["MemberList"]).toHaveLength(5);
  expect(live).toMatchObject({ Type: "AVChatRoom", MemberNum: 45 });
  expect(live).not.toHaveProperty("MemberList");
});

it("a group can be created, filled, locked, given an admin and destroyed", async () => {
  await using vendor = await openVendor();
  const made = await vendor.call("create_group", {
    Owner_Account: "leckie",
    Type: "Public",
    GroupId: "MyFirstGroup",
    Name: "TestGroup",
    MemberList: [{ Member_Account: "tommy", Role: "Admin" }, { Member_Account: "peter" }],
  });
  expect(made).toMatchObject({ ErrorCode: 0, GroupId: "MyFirstGroup" });
  const group = { GroupId: "MyFirstGroup" };
  expect(await vendor.code("add_group_member", adding(["away1"], "MyFirstGroup"))).toBe(0);
  expect(await vendor.code("modify_group_base_info", { ...group, MuteAllMember: "On" })).toBe(0);
  const promote = { ...group, Member_Account: "peter", Role: "Admin" };
  expect(await vendor.code("modify_group_member_info", promote)).toBe(0);
  expect(vendor.emulator.group("MyFirstGroup")).toMatchObject({
    kind: "Public",
    locked: true,
    members: [
      { account: "leckie", role: "owner" },
      { account: "tommy", role: "admin" },
      { account: "peter", role: "admin" },
      { account: "away1", role: "member" },
    ],
  });
  expect(await vendor.code("create_group", { Type: "Public", GroupId: "MyFirstGroup", Name: "n" })).toBe(
    10021,
  );
  expect(await vendor.code("destroy_group", group)).toBe(0);
  expect(await vendor.code("destroy_group", group)).toBe(10010);
});

it.each([
  ["no name", { Name: undefined }, 10004],
  ["a kind that does not exist", { Type: "Work" }, 10004],
  ["the vendor's own prefix", { GroupId: "@TGS#MINE" }, 10004],
  ["an owner who does not exist", { Owner_Account: "ghost" }, 10019],
  ["members in a live room", { Type: "AVChatRoom", MemberList: [{ Member_Account: "tommy" }] }, 10007],
  ["no id: the vendor makes one", {}, 0],
])("create_group with $0 is answered $2", async (_what, change, code) => {
  await using vendor = await openVendor();
  const answer = await vendor.call("create_group", { Type: "Public", Name: "n", ...change });
  expect(answer.ErrorCode).toBe(code);
  if (code === 0) expect(answer["GroupId"]).toMatch(/^@TGS#2/);
});

it.each([
  ["of the owner", { Member_Account: "administrator", Role: "Member" }, 10007],
  ["of a stranger", { Member_Account: "away1", Role: "Admin" }, 10004],
  ["to owner", { Member_Account: "tommy", Role: "Owner" }, 10004],
  ["to admin in a Private group", { GroupId: CREW, Member_Account: "tommy", Role: "Admin" }, 10007],
  ["in a live room", { GroupId: LIVE, Member_Account: "tommy", Role: "Admin" }, 10007],
])("changing the role $0 is answered $2", async (_what, change, code) => {
  await using vendor = await openVendor();
  expect(await vendor.code("modify_group_member_info", { GroupId: LOBBY, ...change })).toBe(code);
});

it("account_check tells which accounts exist, 100 at a time", async () => {
  await using vendor = await openVendor();
  vendor.emulator.addAccount("newcomer");
  const names = ["tommy", "away1", "newcomer", "ghost", "Tommy"];
  const CheckItem = names.map((UserID) => ({ UserID }));
  const answer = await vendor.call("account_check", { CheckItem });
  const known = (answer["ResultItem"] as { AccountStatus: string }[]).map((row) => row.AccountStatus);
  expect(known).toEqual(["Imported", "Imported", "Imported", "NotImported", "NotImported"]);
  const many = accounts("any", 101).map((UserID) => ({ UserID }));
  expect(await vendor.code("account_check", { CheckItem: many })).toBe(70402);
  expect(await vendor.code("account_check", {})).toBe(70402);
});
