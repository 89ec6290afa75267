import { expect, it } from "vitest";
import { CREW, DEN, LIVE, LOBBY, accounts, openVendor } from "./vendor.ts";

const AUDIENCE = ["tommy", "jared", "peter", "leckie", ...accounts("user", 40)];

it("the sandbox's groups have the people they are said to have", async () => {
  await using vendor = await openVendor();
  const plain = AUDIENCE.map((account) => ({ account, role: "member" }));
  const owner = { account: "administrator", role: "owner" };
  expect(vendor.emulator.group(LOBBY)).toEqual({
    id: LOBBY,
    kind: "Public",
    members: [owner, { account: "marshal", role: "admin" }, ...plain],
    muted: [],
    banned: [],
    locked: false,
  });
  expect(vendor.emulator.group(LIVE)).toMatchObject({ kind: "AVChatRoom", members: [owner, ...plain] });
  expect(vendor.emulator.group(CREW)).toMatchObject({ kind: "Private" });
  expect(vendor.emulator.group(DEN)).toMatchObject({ kind: "ChatRoom" });
});

it("away1 to away40 exist and are in no group; nobody else exists", async () => {
  await using vendor = await openVendor();
  const asked = [...accounts("away", 41), "user41", "mia", "ghost"];
  const answer = await vendor.call("account_check", { CheckItem: asked.map((UserID) => ({ UserID })) });
  const items = answer["ResultItem"] as { UserID: string; AccountStatus: string }[];
  const imported = items.filter((item) => item.AccountStatus === "Imported").map((item) => item.UserID);
  expect(imported).toEqual(accounts("away", 40));
  const inGroups = [LOBBY, LIVE, CREW, DEN].flatMap((id) => vendor.emulator.group(id)?.members ?? []);
  expect(inGroups.filter(({ account }) => imported.includes(account))).toEqual([]);
});
