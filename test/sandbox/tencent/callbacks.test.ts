import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { openHearing, type Hearing } from "../hearing.ts";
import {
  LOBBY,
  START,
  START_SECONDS,
  adding,
  banning,
  deleting,
  muting,
  openVendor,
  type Vendor,
} from "./vendor.ts";

const eventsIn = (hearing: Hearing): readonly unknown[] =>
  hearing.heard.map(({ body }) => body["CallbackCommand"]);

async function called(vendor: Vendor): Promise<void> {
  await vendor.emulator.calledBack();
}

it("tells nobody anything until it is told whom", async () => {
  await using vendor = await openVendor();
  await vendor.call("delete_group_member", deleting(["tommy"]));
  vendor.emulator.join(LOBBY, "tommy");
  expect(vendor.emulator.callbacks()).toEqual([]);
});

it("signs with the token and the time, and names its app, the command and the platform", async () => {
  await using vendor = await openVendor();
  await using hearing = await openHearing();
  vendor.emulator.callBackTo({ url: hearing.url, token: "xxxxyyyy" });
  await vendor.call("delete_group_member", deleting(["tommy", "jared", "away1"]));
  await called(vendor);
  const [told] = hearing.heard;
  expect(Object.fromEntries(told?.query ?? [])).toEqual({
    SdkAppid: "1400000001",
    CallbackCommand: "Group.CallbackAfterMemberExit",
    contenttype: "json",
    ClientIP: "127.0.0.1",
    OptPlatform: "RESTAPI",
    RequestTime: String(START_SECONDS),
    Sign: createHash("sha256").update(`xxxxyyyy${START_SECONDS}`).digest("hex"),
  });
  expect(told?.body).toEqual({
    CallbackCommand: "Group.CallbackAfterMemberExit",
    GroupId: LOBBY,
    Type: "Public",
    ExitType: "Kicked",
    Operator_Account: "administrator",
    ExitMemberList: [{ Member_Account: "tommy" }, { Member_Account: "jared" }],
    EventTime: START,
  });
});

it("tells who came and went, and nothing of mutes or of a ban of somebody outside", async () => {
  await using vendor = await openVendor();
  await using hearing = await openHearing();
  vendor.emulator.callBackTo({ url: hearing.url, token: null });
  const { emulator } = vendor;
  const steps: (() => unknown)[] = [
    () => vendor.call("forbid_send_msg", muting(["tommy"], 60)),
    () => vendor.call("ban_group_member", banning(["away1"], 60)),
    () => vendor.call("ban_group_member", banning(["tommy"], 60)),
    () => vendor.call("add_group_member", adding(["away2"])),
    () => emulator.join(LOBBY, "away3"),
    () => emulator.leave(LOBBY, "away3"),
    () => emulator.remove(LOBBY, "away2", "marshal"),
    () => emulator.dissolve(LOBBY),
  ];
  for (const step of steps) {
    await step();
    await called(vendor);
  }
  const told = hearing.heard.map(({ body, query }) =>
    [
      body["CallbackCommand"],
      query.get("OptPlatform"),
      body["Operator_Account"],
      body["ExitType"] ?? body["JoinType"],
    ]
      .map(String)
      .join(" ")
      .replace("Group.CallbackAfter", ""),
  );
  expect(told).toEqual([
    "MemberExit RESTAPI administrator Kicked",
    "NewMemberJoin RESTAPI administrator Invited",
    "NewMemberJoin iOS away3 Apply",
    "MemberExit iOS away3 Quit",
    "MemberExit iOS marshal Kicked",
    "GroupDestroyed RESTAPI undefined undefined",
  ]);
  expect(hearing.heard.every(({ query }) => !query.has("Sign"))).toBe(true);
});

it("tells of a full group with the time as a text, after the join that fills it and after one it refuses", async () => {
  await using vendor = await openVendor();
  await using hearing = await openHearing();
  vendor.emulator.callBackTo({
    url: hearing.url,
    token: null,
    events: ["Group.CallbackAfterGroupFull"],
  });
  const size = vendor.emulator.group(LOBBY)?.members.length ?? 0;
  vendor.emulator.setMaxMembers(LOBBY, size + 1);
  await vendor.call("add_group_member", adding(["away1"]));
  expect(await vendor.code("add_group_member", adding(["away2"]))).toBe(10014);
  await called(vendor);
  expect(hearing.heard.map(({ body }) => body)).toEqual([
    { CallbackCommand: "Group.CallbackAfterGroupFull", GroupId: LOBBY, EventTime: String(START) },
    { CallbackCommand: "Group.CallbackAfterGroupFull", GroupId: LOBBY, EventTime: String(START) },
  ]);
});

it("alarms at four fifths of a limit, once a second", async () => {
  await using vendor = await openVendor();
  await using hearing = await openHearing();
  vendor.emulator.callBackTo({ url: hearing.url, token: null });
  const nothing = deleting(["away1"]);
  for (let count = 0; count < 79; count += 1) await vendor.call("delete_group_member", nothing);
  await called(vendor);
  expect(hearing.heard).toEqual([]);
  for (let count = 0; count < 10; count += 1) await vendor.call("delete_group_member", nothing);
  await called(vendor);
  expect(hearing.heard.map(({ body }) => body)).toEqual([
    {
      CallbackCommand: "Alert.RequestOverLimit",
      ServiceName: "group_open_http_svc",
      Command: "delete_group_member",
      Request: 80,
      Limit: 100,
    },
  ]);
});

it("sends again only where that is switched on, with a signature of its own, and answers meanwhile", async () => {
  await using vendor = await openVendor();
  await using hearing = await openHearing();
  hearing.answers(500);
  vendor.emulator.callBackTo({ url: hearing.url, token: "t" });
  await vendor.call("delete_group_member", deleting(["tommy"]));
  await called(vendor);
  expect(vendor.emulator.callbacks()).toMatchObject([{ tries: 1, status: 500 }]);
  vendor.emulator.callBackTo({ url: hearing.url, token: "t", retries: 2 });
  await vendor.call("delete_group_member", deleting(["jared"]));
  await called(vendor);
  expect(vendor.emulator.callbacks().at(-1)).toMatchObject({ tries: 3, status: 500 });
  expect(eventsIn(hearing)).toHaveLength(4);
  hearing.answers("silent");
  const answered = await vendor.call("delete_group_member", deleting(["peter"]));
  expect(answered.ErrorCode).toBe(0);
  expect(vendor.emulator.callbacks().at(-1)).toMatchObject({ status: null });
});
