import { expect, it } from "vitest";
import { SEED_EXCHANGES, withoutComments } from "./seed-exchanges.ts";
import { LIVE, LOBBY, START, START_SECONDS, openVendor } from "./vendor.ts";

const { stringify, parse } = JSON;

it.each(SEED_EXCHANGES)("answers as the documents print it: $name", async ({ command, request, answer }) => {
  await using vendor = await openVendor();
  if (command === "add_group_member") for (const who of ["tommy", "jared"]) vendor.emulator.leave(LOBBY, who);
  const answered = await vendor.send({
    path: `/v4/group_open_http_svc/${command}`,
    url: { random: "99999999" },
    body: withoutComments(request),
  });
  expect(answered.status).toBe(200);
  expect(answered.type).toMatch(/^application\/json/);
  // Compared as text, so that the order of the fields counts too.
  expect(answered.text).toBe(stringify(parse(withoutComments(answer))));
});

it("a kick takes the named members out, and nobody else", async () => {
  await using vendor = await openVendor();
  const before = membersOf(vendor.emulator.group(LOBBY));
  await vendor.call("delete_group_member", { GroupId: LOBBY, MemberToDel_Account: ["tommy", "jared"] });
  const gone = before.filter((account) => !membersOf(vendor.emulator.group(LOBBY)).includes(account));
  expect(gone).toEqual(["tommy", "jared"]);
  expect(vendor.emulator.effects()).toEqual([
    { at: START, verb: "kick", group: LOBBY, account: "tommy", request: 1 },
    { at: START, verb: "kick", group: LOBBY, account: "jared", request: 1 },
  ]);
});

it("a mute of 60 seconds ends 60 seconds later, and 0 ends it at once", async () => {
  await using vendor = await openVendor();
  const both = { GroupId: LIVE, Members_Account: ["peter", "leckie"] };
  await vendor.call("forbid_send_msg", { ...both, ShutUpTime: 60 });
  expect(await vendor.call("get_group_shutted_uin", { GroupId: LIVE })).toMatchObject({
    GroupId: LIVE,
    ShuttedUinList: [
      { Member_Account: "peter", ShuttedUntil: START_SECONDS + 60 },
      { Member_Account: "leckie", ShuttedUntil: START_SECONDS + 60 },
    ],
  });
  await vendor.call("forbid_send_msg", { ...both, ShutUpTime: 0 });
  expect(vendor.emulator.group(LIVE)?.muted).toEqual([]);
});

function membersOf(view: { members: readonly { account: string }[] } | null): string[] {
  return view?.members.map(({ account }) => account) ?? [];
}
