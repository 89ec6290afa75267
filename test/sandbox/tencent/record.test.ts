import { request } from "undici";
import { expect, it } from "vitest";
import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import { openTencentEmulator } from "../../../src/sandbox/tencent/emulator.ts";
import { LIVE, LOBBY, START, adding, deleting, handClock, muting, openVendor, userSig } from "./vendor.ts";

it("keeps what was on the wire, without the usersig", async () => {
  await using vendor = await openVendor();
  await vendor.call("forbid_send_msg", muting(["tommy"], 60));
  vendor.clock.pass(1500);
  await vendor.call("delete_group_member", deleting(["tommy"], "nowhere"));
  const ok = { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 };
  expect(vendor.emulator.requests()).toMatchObject([
    {
      number: 1,
      at: START,
      method: "POST",
      path: "/v4/group_open_http_svc/forbid_send_msg?sdkappid=1400000001&identifier=administrator&random=99999999&contenttype=json",
      body: JSON.stringify(muting(["tommy"], 60)),
      answer: JSON.stringify(ok),
      fault: null,
    },
    { number: 2, at: START + 1500, answer: expect.stringContaining('"ErrorCode":10010') },
  ]);
  expect(vendor.emulator.requests(1).map(({ number }) => number)).toEqual([2]);
  expect(JSON.stringify(vendor.emulator.requests())).not.toContain(userSig());
});

it("the effects name the request that caused them, one row per account that changed", async () => {
  await using vendor = await openVendor();
  await vendor.call("forbid_send_msg", muting(["tommy", "jared"], 60));
  await vendor.call("delete_group_member", deleting(["tommy", "away1"]));
  vendor.clock.pass(1000);
  await vendor.call("add_group_member", adding(["tommy", "peter"]));
  expect(vendor.emulator.effects()).toEqual([
    { at: START, verb: "mute", group: LOBBY, account: "tommy", request: 1 },
    { at: START, verb: "mute", group: LOBBY, account: "jared", request: 1 },
    { at: START, verb: "kick", group: LOBBY, account: "tommy", request: 2 },
    { at: START + 1000, verb: "add", group: LOBBY, account: "tommy", request: 3 },
  ]);
});

it("changes in the console are seen over the API and leave no effects", async () => {
  await using vendor = await openVendor();
  const { emulator } = vendor;
  emulator.setMute(LOBBY, "tommy", "permanent");
  emulator.setMute(LOBBY, "jared", START + 90_500);
  emulator.setMute(LOBBY, "peter", START + 60_000);
  emulator.setMute(LOBBY, "peter", null);
  emulator.promote(LOBBY, "tommy");
  emulator.demote(LOBBY, "marshal");
  emulator.transfer(LOBBY, "leckie");
  emulator.leave(LOBBY, "user1");
  emulator.join(LOBBY, "away1");
  expect((await vendor.call("get_group_muted_account", { GroupId: LOBBY }))["MutedAccountList"]).toEqual([
    { Member_Account: "tommy", MutedUntil: 4_294_967_295 },
    { Member_Account: "jared", MutedUntil: START / 1000 + 90 },
  ]);
  const User_Account = ["tommy", "marshal", "leckie", "administrator", "user1", "away1"];
  const roles = await vendor.call("get_role_in_group", { GroupId: LOBBY, User_Account });
  expect((roles["UserIdList"] as { Role: string }[]).map(({ Role }) => Role)).toEqual([
    "Admin",
    "Member",
    "Owner",
    "Member",
    "NotMember",
    "Member",
  ]);
  emulator.dissolve(LOBBY);
  expect(await vendor.code("get_role_in_group", { GroupId: LOBBY, User_Account })).toBe(10010);
  expect(emulator.effects()).toEqual([]);
});

it("the console refuses what does not exist", async () => {
  await using vendor = await openVendor();
  const { emulator } = vendor;
  expect(() => emulator.join(LOBBY, "ghost")).toThrow("ghost");
  expect(() => emulator.promote(LOBBY, "away1")).toThrow("away1");
  expect(() => emulator.setMute("nowhere", "tommy", null)).toThrow("nowhere");
  expect(emulator.group("nowhere")).toBeNull();
});

it("reset brings back the world of the start and keeps idle connections usable", async () => {
  await using vendor = await openVendor();
  const before = vendor.emulator.group(LOBBY);
  await vendor.call("forbid_send_msg", muting(["tommy"], 60));
  await vendor.call("delete_group_member", deleting(["jared"]));
  vendor.emulator.dissolve(LIVE);
  vendor.emulator.reset();
  expect(vendor.emulator.group(LOBBY)).toEqual(before);
  expect(vendor.emulator.group(LIVE)).not.toBeNull();
  expect(vendor.emulator.effects()).toEqual([]);
  expect(vendor.emulator.requests()).toEqual([]);
  expect(await vendor.code("forbid_send_msg", muting(["tommy"], 60))).toBe(0);
  expect(vendor.emulator.effects()).toMatchObject([{ request: 1 }]);
});

it("two apps do not see each other's groups", async () => {
  const other = {
    ...SANDBOX_APP,
    sdkAppId: 1400000002,
    groups: [{ id: "theirs", kind: "Public", owner: "administrator", members: [] } as const],
  };
  await using vendor = await openVendor({ apps: [SANDBOX_APP, other] });
  expect(await vendor.code("delete_group_member", deleting(["tommy"], "theirs"))).toBe(10010);
  const answer = await request(
    `${vendor.emulator.url}/v4/group_open_http_svc/get_group_member_info?sdkappid=1400000002` +
      `&identifier=administrator&usersig=${userSig({ sdkAppId: 1400000002 })}&random=1&contenttype=json`,
    { method: "POST", body: JSON.stringify({ GroupId: "theirs" }) },
  );
  expect(await answer.body.json()).toMatchObject({ ErrorCode: 0, MemberNum: 1 });
});

it("a world that contradicts itself is not opened", async () => {
  const clock = handClock();
  const group = { id: "g", kind: "Public", owner: "administrator", members: ["ghost"] } as const;
  await expect(openTencentEmulator({ clock, apps: [{ ...SANDBOX_APP, groups: [group] }] })).rejects.toThrow(
    "ghost",
  );
  const twice = { ...SANDBOX_APP, sdkAppId: 2 };
  await expect(openTencentEmulator({ clock, apps: [SANDBOX_APP, twice] })).rejects.toThrow("same id");
});

it("a taken port is an error, not a hang", async () => {
  await using vendor = await openVendor();
  const again = openTencentEmulator({ clock: handClock(), apps: [SANDBOX_APP], port: vendor.emulator.port });
  await expect(again).rejects.toThrow("EADDRINUSE");
});
