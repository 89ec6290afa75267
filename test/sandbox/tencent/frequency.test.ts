import { expect, it } from "vitest";
import type { Vendor } from "./vendor.ts";
import { DEN, LOBBY, adding, deleting, muting, openVendor } from "./vendor.ts";

async function refusedOf(vendor: Vendor, calls: number, command: string, body: unknown): Promise<number> {
  const codes = await Promise.all(Array.from({ length: calls }, () => vendor.code(command, body)));
  return codes.filter((code) => code === 60007).length;
}

it.each([
  ["seed", "delete_group_member", deleting(["away1"]), 100],
  ["seed", "add_group_member", adding(["tommy"]), 100],
  ["seed", "forbid_send_msg", muting(["tommy"], 60), 200],
  ["seed", "get_role_in_group", { GroupId: LOBBY, User_Account: ["tommy"] }, 200],
  ["seed", "account_check", { CheckItem: [{ UserID: "tommy" }] }, 100],
  ["modern", "delete_group_member", deleting(["away1"]), 200],
  ["modern", "add_group_member", adding(["tommy"]), 200],
] as const)(
  "$0 limits: $1 is admitted $3 times in a second, then 60007",
  async (limits, command, body, most) => {
    await using vendor = await openVendor({ limits });
    expect(await refusedOf(vendor, most + 7, command, body)).toBe(7);
    expect(vendor.emulator.frequencyRefusals()).toBe(7);
  },
);

it("the second slides, and each command has its own", async () => {
  await using vendor = await openVendor();
  const kick = deleting(["away1"]);
  expect(await refusedOf(vendor, 60, "delete_group_member", kick)).toBe(0);
  vendor.clock.pass(600);
  expect(await refusedOf(vendor, 40, "delete_group_member", kick)).toBe(0);
  vendor.clock.pass(399);
  expect(await refusedOf(vendor, 1, "delete_group_member", kick)).toBe(1);
  expect(await refusedOf(vendor, 1, "add_group_member", adding(["tommy"]))).toBe(0);
  vendor.clock.pass(1);
  expect(await refusedOf(vendor, 61, "delete_group_member", kick)).toBe(1);
});

it("a refused call changes nothing and is answered with HTTP 200", async () => {
  await using vendor = await openVendor();
  await refusedOf(vendor, 200, "forbid_send_msg", muting(["tommy"], 60, DEN));
  const body = JSON.stringify(muting(["leckie"], 60, DEN));
  const answer = await vendor.send({ path: "/v4/group_open_http_svc/forbid_send_msg", body });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toMatchObject({ ActionStatus: "FAIL", ErrorCode: 60007 });
  expect(vendor.emulator.group(DEN)?.muted.map(({ account }) => account)).toEqual(["tommy"]);
});

it("starts anew with reset", async () => {
  await using vendor = await openVendor();
  expect(await refusedOf(vendor, 101, "delete_group_member", deleting(["away1"]))).toBe(1);
  vendor.emulator.reset();
  expect(vendor.emulator.frequencyRefusals()).toBe(0);
  expect(await refusedOf(vendor, 100, "delete_group_member", deleting(["away1"]))).toBe(0);
});

it("can be switched off", async () => {
  await using vendor = await openVendor({ frequency: false });
  expect(await refusedOf(vendor, 150, "delete_group_member", deleting(["away1"]))).toBe(0);
});
