import { expect, it } from "vitest";
import {
  AGORA_GROUP,
  AGORA_ROOM,
  EASEMOB_GROUP,
  EASEMOB_ROOM,
  FANS,
  MEET,
  PLACES,
  STAGE,
  accounts,
  effectsOf,
  membersOf,
  openWorld,
  said,
  dataOf,
} from "./vendor.ts";

const already = (account: string, id: string): string =>
  `forbidden_op: can not join this group, reason:user: ${account} already in group: ${id}\n`;

it.each([
  [EASEMOB_GROUP, `403 ${already("tommy", FANS)}`],
  [EASEMOB_ROOM, null],
  [AGORA_GROUP, `403 ${already("tommy", MEET)}`],
  [AGORA_ROOM, `400 ${already("tommy", AGORA_ROOM.id)}`],
])("$name: adding somebody who is inside already", async ({ vendor, path, id }, error) => {
  await using world = await openWorld(vendor);
  const one = await world.call(`POST ${path}/users/tommy`);
  const many = await world.call(`POST ${path}/users`, { usernames: ["tommy"] });
  const mixed = await world.call(`POST ${path}/users`, { usernames: ["tommy", "away1"] });
  if (error === null) {
    expect(one.body?.["data"]).toEqual({ result: true, action: "add_member", id, user: "tommy" });
    expect(many.body?.["data"]).toMatchObject({ newmembers: ["tommy"] });
    expect(mixed.body?.["data"]).toMatchObject({ newmembers: ["away1", "tommy"] });
  } else {
    expect([said(one), said(many)]).toEqual([error, error]);
    expect(mixed.body?.["data"]).toMatchObject({ newmembers: ["away1"], action: "add_member" });
  }
  expect(effectsOf(world)).toEqual(["add away1"]);
});

it("an Agora room may also count whoever is inside as added, which is not documented", async () => {
  await using world = await openWorld("agora", { undocumented: { agoraRoomAddExisting: "counts" } });
  expect((await world.call(`POST ${AGORA_ROOM.path}/users/tommy`)).status).toBe(200);
});

it.each([
  [EASEMOB_GROUP, 60, "403 exceed_limit: members size is greater than max user size !"],
  [EASEMOB_ROOM, 100, "400 invalid_parameter: addMembers: addMembers number more than maxSize : 100"],
  [AGORA_GROUP, 60, "403 exceed_limit: members size is greater than max user size !"],
  [AGORA_ROOM, 60, "400 invalid_parameter: addMembers: addMembers number more than maxSize : 60"],
])("$name: adds at most %s more at once", async ({ vendor, path, key, id }, most, error) => {
  await using world = await openWorld(vendor);
  const fans = accounts("fan", most + 1);
  for (const fan of fans) world.emulator.addAccount(fan);
  expect(said(await world.call(`POST ${path}/users`, { usernames: fans }))).toBe(error);
  const answer = await world.call(`POST ${path}/users`, { usernames: fans.slice(1) });
  const data = dataOf<{ newmembers: string[] }>(answer);
  expect(data).toMatchObject({ action: "add_member", [key]: id });
  expect(data.newmembers.toSorted()).toEqual(fans.slice(1).toSorted());
  expect(world.emulator.effects()).toHaveLength(most);
});

it.each(PLACES)("$name: removes at most 60 at once", async ({ vendor, path }) => {
  await using world = await openWorld(vendor);
  const list = (count: number): string => accounts("user", count).join(",");
  expect(said(await world.call(`DELETE ${path}/users/${list(61)}`))).toBe(
    "400 invalid_parameter: kickMember: kickMembers number more than maxSize : 60",
  );
  const answer = await world.call(`DELETE ${path}/users/${list(60)}`);
  const rows = dataOf<{ result: boolean; user: string; reason?: string }[]>(answer);
  expect(rows.map(({ user }) => user)).toEqual(accounts("user", 60));
  expect(rows.filter(({ result }) => result)).toHaveLength(40);
  expect(rows[59]).toMatchObject({ result: false, reason: "user user60 doesn't exist." });
  expect(world.emulator.effects()).toHaveLength(40);
});

it("a room may also let go of 100 at once, as the prose of its page says", async () => {
  await using world = await openWorld("easemob", { undocumented: { roomRemoveMost: 100 } });
  const remove = (path: string, count: number): ReturnType<typeof world.call> =>
    world.call(`DELETE ${path}/users/${accounts("user", count).join(",")}`);
  expect((await remove(EASEMOB_ROOM.path, 100)).status).toBe(200);
  expect((await remove(EASEMOB_ROOM.path, 101)).status).toBe(400);
  expect((await remove(EASEMOB_GROUP.path, 61)).status).toBe(400);
});

it.each(PLACES)("$name: whoever is outside cannot be removed", async ({ vendor, kind, path, key, id }) => {
  await using world = await openWorld(vendor);
  const status = kind === "chatgroup" ? 403 : 400;
  const outside = (list: string): string =>
    `${status} forbidden_op: users [${list}] are not members of this group!`;
  expect(said(await world.call(`DELETE ${path}/users/away1`))).toBe(outside("away1"));
  expect(said(await world.call(`DELETE ${path}/users/away1,away2`))).toBe(outside("away1, away2"));
  expect(said(await world.call(`DELETE ${path}/users/ghost`))).toBe(
    "404 resource_not_found: username ghost doesn't exist!",
  );
  const mixed = await world.call(`DELETE ${path}/users/tommy,away1,ghost`);
  expect(mixed.status).toBe(200);
  const action = "remove_member";
  const inGroup = `user: away1 doesn't exist in group: ${id}`;
  expect(mixed.body?.["data"]).toEqual([
    { result: true, action, user: "tommy", [key]: id },
    { result: false, action, reason: inGroup, user: "away1", [key]: id },
    { result: false, action, reason: "user ghost doesn't exist.", user: "ghost", [key]: id },
  ]);
  expect(effectsOf(world)).toEqual(["kick tommy"]);
  expect(said(await world.call(`DELETE ${path}/users/tommy`))).toBe(outside("tommy"));
});

it.each(PLACES)("$name: the owner cannot be removed", async ({ vendor, path }) => {
  await using world = await openWorld(vendor);
  const error = "403 forbidden_op: forbidden operation on group owner!";
  expect(said(await world.call(`DELETE ${path}/users/administrator`))).toBe(error);
  expect(said(await world.call(`DELETE ${path}/users/tommy,administrator`))).toBe(error);
  expect(world.emulator.effects()).toEqual([]);
});

it("other readings about owners: a row of its own, and rooms that let theirs go", async () => {
  const undocumented = { ownerInBatch: "row", removeRoomOwner: "removed" } as const;
  await using world = await openWorld("easemob", { undocumented });
  const answer = await world.call(`DELETE ${EASEMOB_GROUP.path}/users/tommy,administrator`);
  expect(answer.body?.["data"]).toMatchObject([
    { result: true },
    { result: false, reason: "forbidden operation on group owner!" },
  ]);
  expect((await world.call(`DELETE ${EASEMOB_ROOM.path}/users/administrator`)).status).toBe(200);
});

it.each(PLACES)("$name: names in capitals mean the same account", async ({ vendor, path, id }) => {
  await using world = await openWorld(vendor);
  const answer = await world.call(`DELETE ${path}/users/Tommy`);
  expect(answer.body?.["data"]).toMatchObject({ user: "tommy" });
  await world.call(`POST ${path}/users`, { usernames: ["TOMMY", "tommy", "Away1"] });
  expect(membersOf(world, id).slice(-2)).toEqual(["tommy", "away1"]);
});

it.each(PLACES)("$name: nobody comes in when it is full", async ({ vendor, path, id }) => {
  await using world = await openWorld(vendor);
  world.emulator.setMaxMembers(id, 47);
  const error = "403 forbidden_op: group member list is full!";
  expect(said(await world.call(`POST ${path}/users`, { usernames: ["away1", "away2"] }))).toBe(error);
  expect((await world.call(`POST ${path}/users/away1`)).status).toBe(200);
  expect(said(await world.call(`POST ${path}/users/away2`))).toBe(error);
  expect(effectsOf(world)).toEqual(["add away1"]);
});

it.each([
  [EASEMOB_GROUP, "403 exceed_limit: user away1 has joined too many groups!"],
  [
    EASEMOB_ROOM,
    "403 exceeded_limit: can not join this group, reason:user away1 has joined too many chatrooms!",
  ],
  [AGORA_GROUP, "403 exceed_limit: user away1 has joined too many groups!"],
  [AGORA_ROOM, "403 forbidden_op: can not join this group, reason:user away1 has joined too many chatrooms!"],
])("$name: an account may join only so many", async ({ vendor, path }, error) => {
  await using world = await openWorld(vendor, { [vendor]: { maxJoined: 0 } });
  expect(said(await world.call(`POST ${path}/users/away1`))).toBe(error);
});

it("a room's id is not a group's id, and the other way round", async () => {
  await using world = await openWorld("easemob");
  const missing = (id: string): string => `404 resource_not_found: grpID ${id} does not exist!`;
  expect(said(await world.call(`DELETE chatgroups/${STAGE}/users/tommy`))).toBe(missing(STAGE));
  expect(said(await world.call(`DELETE chatrooms/${FANS}/users/tommy`))).toBe(missing(FANS));
});

it.each([
  [EASEMOB_GROUP, 46, 1000],
  [EASEMOB_ROOM, 46, 1000],
  [AGORA_GROUP, 10, 100],
  [AGORA_ROOM, 46, 1000],
])("$name: a page of members has %s by default", async ({ vendor, path, id }, usual, most) => {
  await using world = await openWorld(vendor);
  for (const fan of accounts("fan", 1000)) {
    world.emulator.addAccount(fan);
    if (fan !== "fan1000") world.emulator.join(id, fan);
  }
  const read = async (query: string): Promise<Record<string, string>[]> => {
    const { body } = await world.call(`GET ${path}/users${query}`);
    const rows = body?.["data"] as Record<string, string>[];
    expect(body?.["count"]).toBe(rows.length);
    return rows;
  };
  expect(await read("")).toHaveLength(usual === 46 ? 1000 : usual);
  expect(await read("?pagesize=5000")).toHaveLength(most);
  const pages = (
    await Promise.all(accounts("", 11).map((page) => read(`?pagenum=${page}&pagesize=100`)))
  ).flat();
  const names = pages.map((row) => row["owner"] ?? row["member"] ?? "");
  expect(names.toSorted()).toEqual(membersOf(world, id).toSorted());
  expect(pages.filter((row) => "owner" in row)).toEqual([{ owner: "administrator" }]);
  expect(pages).toContainEqual({ member: "marshal" });
});

it("Easemob tells when members joined, if asked", async () => {
  await using world = await openWorld("easemob");
  const { body } = await world.call(`GET ${EASEMOB_GROUP.path}/users?joined_time=true&pagesize=1`);
  expect(body?.["data"]).toEqual([{ member: "user40", joined_time: world.clock.now() }]);
  expect(body?.["params"]).toEqual({ joined_time: ["true"], pagesize: ["1"] });
});

it.each(PLACES)("$name: reading a space that is not there", async ({ vendor, kind }) => {
  await using world = await openWorld(vendor);
  const error = "404 service_resource_not_found: do not find this group:1";
  expect(said(await world.call(`GET ${kind}s/1/users`))).toBe(error);
  expect(said(await world.call(`GET ${kind}s/1`))).toBe(error);
});

it("tells whether an account is inside", async () => {
  await using world = await openWorld("agora");
  const inside = (await world.call(`GET ${AGORA_GROUP.path}/user/tommy/is_joined`)).body?.["data"];
  const outside = (await world.call(`GET ${AGORA_GROUP.path}/user/away1/is_joined`)).body?.["data"];
  expect([inside, outside]).toEqual([true, false]);
});

it.each(PLACES)("$name: a body that names nobody", async ({ vendor, path }) => {
  await using world = await openWorld(vendor);
  for (const body of [{}, { usernames: [] }, { usernames: "tommy" }, { usernames: [1] }, []]) {
    expect(said(await world.call(`POST ${path}/users`, body))).toBe(
      "400 illegal_argument: this is an invalid request.",
    );
  }
});
