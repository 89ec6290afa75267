import { expect, it } from "vitest";
import type { HyphenateGroup } from "../../../src/sandbox/hyphenate/options.ts";
import type { World } from "./vendor.ts";
import { START, openWorld, said } from "./vendor.ts";

/** Ids and names as the two documents print them, with the masked letters standing for themselves. */
const ROOM: HyphenateGroup = { id: "66XXXX33", kind: "chatroom", owner: "administrator", members: ["user1"] };
const GROUP: HyphenateGroup = {
  id: "66XXXX85",
  kind: "chatgroup",
  owner: "administrator",
  members: ["user1", "user2", "user3"],
};

const seed001 = (): Promise<World> =>
  openWorld("easemob", { easemob: { org: "XXXX", app: "testapp", uuid: "8beXXXX02", groups: [ROOM] } });
const seed002 = (): Promise<World> =>
  openWorld("agora", { agora: { org: "XXXX", app: "testapp", uuid: "8bXXXX02", groups: [GROUP] } });

/** The envelope that both documents print, with the fields in their order. */
function printed(world: World, action: string, path: string, data: unknown): string {
  return JSON.stringify({
    action,
    application: world.emulator.vendor === "easemob" ? "8beXXXX02" : "8bXXXX02",
    uri: `${world.emulator.url}/XXXX/testapp${path}`,
    entities: [],
    data,
    timestamp: START,
    duration: 0,
    organization: "XXXX",
    applicationName: "testapp",
  });
}

// Compared as text, so that the order of the fields counts too.
it("seed 001: removes one room member", async () => {
  await using world = await seed001();
  const answer = await world.send("DELETE /XXXX/testapp/chatrooms/66XXXX33/users/user1");
  expect(answer.status).toBe(200);
  expect(answer.type).toMatch(/^application\/json/);
  const data = { result: true, action: "remove_member", user: "user1", id: "66XXXX33" };
  expect(answer.text).toBe(printed(world, "delete", "/chatrooms/66XXXX33/users/user1", data));
});

it("seed 002: adds one group member", async () => {
  await using world = await seed002();
  const answer = await world.call("POST chatgroups/66XXXX85/users/user4");
  expect(answer.status).toBe(200);
  const data = { result: true, groupid: "66XXXX85", action: "add_member", user: "user4" };
  expect(answer.text).toBe(printed(world, "post", "/chatgroups/66XXXX85/users/user4", data));
});

it("seed 002: adds many, and tells them in another order than they came", async () => {
  await using world = await seed002();
  const answer = await world.call("POST chatgroups/66XXXX85/users", { usernames: ["user4", "user5"] });
  expect(answer.status).toBe(200);
  const data = { newmembers: ["user5", "user4"], groupid: "66XXXX85", action: "add_member" };
  expect(answer.text).toBe(printed(world, "post", "/chatgroups/66XXXX85/users", data));
});

it("seed 002: removes one group member", async () => {
  await using world = await seed002();
  const answer = await world.call("DELETE chatgroups/66XXXX85/users/user3");
  expect(answer.status).toBe(200);
  const data = { result: true, action: "remove_member", user: "user3", groupid: "66XXXX85" };
  expect(answer.text).toBe(printed(world, "delete", "/chatgroups/66XXXX85/users/user3", data));
});

it("seed 002: removes many, with a row for each; the row that fails names its own user", async () => {
  await using world = await seed002();
  const answer = await world.call("DELETE chatgroups/66XXXX85/users/ttxxxx81,user2,user3");
  expect(answer.status).toBe(200);
  const row = { action: "remove_member", groupid: "66XXXX85" };
  expect(answer.body?.["data"]).toEqual([
    // The document prints `user1` here, beside a reason that names somebody else: a slip.
    { result: false, reason: "user ttxxxx81 doesn't exist.", user: "ttxxxx81", ...row },
    { result: true, user: "user2", ...row },
    { result: true, user: "user3", ...row },
  ]);
  expect(answer.body?.["uri"]).toBe(`${world.emulator.url}/XXXX/testapp`);
});

it("a comma may come as %2C", async () => {
  await using world = await seed002();
  const answer = await world.call("DELETE chatgroups/66XXXX85/users/user2%2Cuser3");
  expect(answer.body?.["data"]).toHaveLength(2);
});

it.each([
  ["DELETE chatrooms/66XXXX33/users/user2", "400 forbidden_op: users [user2] are not members of this group!"],
  ["DELETE chatrooms/66XXXX34/users/user1", "404 resource_not_found: grpID 66XXXX34 does not exist!"],
  ["DELETE chatrooms/66XXXX33/users/ghost", "404 resource_not_found: username ghost doesn't exist!"],
])("seed 001, errors: %s answers %s", async (line, error) => {
  await using world = await seed001();
  expect(said(await world.call(line))).toBe(error);
  expect(world.emulator.effects()).toEqual([]);
});

const sixtyOne = Array.from({ length: 61 }, (_, index) => `user${index + 1}`);
const ALREADY = (account: string): string =>
  `403 forbidden_op: can not join this group, reason:user: ${account} already in group: 66XXXX85\n`;

it.each<[string, unknown, string]>([
  ["POST chatgroups/66XXXX85/users/user1", undefined, ALREADY("user1")],
  ["POST chatgroups/1/users/user4", undefined, "404 resource_not_found: grpID 1 does not exist!"],
  [
    "POST chatgroups/66XXXX85/users/ghost",
    undefined,
    "404 resource_not_found: username ghost doesn't exist!",
  ],
  ["POST chatgroups/66XXXX85/users", { usernames: ["user1", "user2"] }, ALREADY("user1")],
  [
    "POST chatgroups/66XXXX85/users",
    { usernames: sixtyOne },
    "403 exceed_limit: members size is greater than max user size !",
  ],
  ["POST chatgroups/1/users", { usernames: ["user4"] }, "404 resource_not_found: grpID 1 does not exist!"],
  [
    "POST chatgroups/66XXXX85/users",
    { usernames: ["user4", "ghost"] },
    "404 resource_not_found: username ghost doesn't exist!",
  ],
  [
    "DELETE chatgroups/66XXXX85/users/user4",
    undefined,
    "403 forbidden_op: users [user4] are not members of this group!",
  ],
  [
    "DELETE chatgroups/66XXXX85/users/administrator",
    undefined,
    "403 forbidden_op: forbidden operation on group owner!",
  ],
  ["DELETE chatgroups/1/users/user1", undefined, "404 resource_not_found: grpID 1 does not exist!"],
  [
    "DELETE chatgroups/66XXXX85/users/user4,user5",
    undefined,
    "403 forbidden_op: users [user4, user5] are not members of this group!",
  ],
  [
    "DELETE chatgroups/66XXXX85/users/user1,administrator",
    undefined,
    "403 forbidden_op: forbidden operation on group owner!",
  ],
  ["DELETE chatgroups/1/users/user1,user2", undefined, "404 resource_not_found: grpID 1 does not exist!"],
  [
    `DELETE chatgroups/66XXXX85/users/${sixtyOne.join(",")}`,
    undefined,
    "400 invalid_parameter: kickMember: kickMembers number more than maxSize : 60",
  ],
])("seed 002, errors: %s answers as printed", async (line, body, error) => {
  await using world = await seed002();
  expect(said(await world.call(line, body))).toBe(error);
  expect(world.emulator.effects()).toEqual([]);
});

it("seed 002, errors: somebody who has joined too many groups", async () => {
  await using world = await openWorld("agora", { agora: { groups: [GROUP], maxJoined: 0 } });
  const error = "403 exceed_limit: user user4 has joined too many groups!";
  expect(said(await world.call("POST chatgroups/66XXXX85/users/user4"))).toBe(error);
  expect(said(await world.call("POST chatgroups/66XXXX85/users", { usernames: ["user4"] }))).toBe(error);
});

it.each(["seed 001", "seed 002"])("%s, errors: 401 for a token that is not right", async (seed) => {
  await using world = await (seed === "seed 001" ? seed001() : seed002());
  const path = seed === "seed 001" ? "chatrooms/66XXXX33" : "chatgroups/66XXXX85";
  for (const token of [null, "YourAppToken", "YWMtAAAAAAAAAAAAAAAAAAAAAAAA"]) {
    const answer = await world.send(`DELETE ${world.base}/${path}/users/user1`, { token });
    expect(said(answer)).toBe("401 unauthorized: Unable to authenticate (OAuth)");
    expect(Object.keys(answer.body ?? {})).toEqual([
      "error",
      "exception",
      "timestamp",
      "duration",
      "error_description",
    ]);
  }
  expect(world.emulator.effects()).toEqual([]);
});
