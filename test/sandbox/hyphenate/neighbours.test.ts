import { expect, it } from "vitest";
import {
  AGORA_GROUP,
  EASEMOB_GROUP,
  EASEMOB_ROOM,
  FANS,
  PLACES,
  START,
  STAGE,
  accounts,
  openWorld,
  said,
  dataOf,
} from "./vendor.ts";

it.each([
  ["PUT", "chatrooms/1/users/tommy", "500 unsupported_service_operation: Service operation not supported"],
  ["GET", "chatgroups/1/ban", "500 unsupported_service_operation: Service operation not supported"],
  ["POST", "users/tommy/disconnect", "500 unsupported_service_operation: Service operation not supported"],
  ["GET", "chatroom/1/users", "500 web_application: javax.ws.rs.WebApplicationException"],
  ["GET", "chatrooms/1/mutes", "500 web_application: javax.ws.rs.WebApplicationException"],
])("%s %s is an error of the server", async (method, path, error) => {
  await using world = await openWorld("easemob");
  expect(said(await world.call(`${method} ${path}`))).toBe(error);
});

it("what is not JSON, or not called JSON, is refused", async () => {
  await using world = await openWorld("easemob");
  const line = `POST ${world.base}/${EASEMOB_ROOM.path}/mute`;
  expect(said(await world.send(line, { text: "{" }))).toMatch(/^400 json_parse: Unexpected character/);
  const form = await world.send(line, { text: "{}", type: "application/x-www-form-urlencoded" });
  expect(said(form)).toBe("415 web_application: Unsupported Media Type");
});

it("a URL of more than 4 KB is too long", async () => {
  await using world = await openWorld("easemob");
  const list = accounts("a".repeat(70), 58).join(",");
  expect((await world.call(`DELETE ${EASEMOB_ROOM.path}/users/${list}`)).status).toBe(414);
  await using patient = await openWorld("easemob", { undocumented: { longUrl: "served" } });
  expect((await patient.call(`DELETE ${EASEMOB_ROOM.path}/users/${list}`)).status).toBe(400);
});

it.each(PLACES)("$name: admins come and go", async ({ vendor, path, id }) => {
  await using world = await openWorld(vendor);
  const add = (newadmin: string): ReturnType<typeof world.call> =>
    world.call(`POST ${path}/admin`, { newadmin });
  expect((await add("Tommy")).body?.["data"]).toEqual({ result: "success", newadmin: "tommy" });
  expect(said(await add("away1"))).toBe(`404 resource_not_found: user: away1 doesn't exist in group: ${id}`);
  expect((await world.call(`GET ${path}/admin`)).body).toMatchObject({
    data: ["marshal", "tommy"],
    count: 2,
  });
  const gone = await world.call(`DELETE ${path}/admin/tommy`);
  expect(gone.body?.["data"]).toEqual({ result: "success", oldadmin: "tommy" });
  expect(said(await world.call(`DELETE ${path}/admin/tommy`))).toBe(
    `403 forbidden_op: user:tommy is not admin of group:${id}`,
  );
});

it("a space has 99 admins at most", async () => {
  await using world = await openWorld("easemob", { frequency: false });
  for (const fan of accounts("fan", 99)) {
    world.emulator.addAccount(fan);
    world.emulator.join(FANS, fan);
    const { status } = await world.call(`POST ${EASEMOB_GROUP.path}/admin`, { newadmin: fan });
    expect(status).toBe(fan === "fan99" ? 403 : 200);
  }
});

it("rooms have super admins over all of them", async () => {
  await using world = await openWorld("agora");
  expect((await world.call("GET chatrooms/super_admin")).body).toMatchObject({ data: [], count: 0 });
  await world.call("POST chatrooms/super_admin", { superadmin: "tommy" });
  expect((await world.call("GET chatrooms/super_admin?pagenum=1&pagesize=10")).body?.["data"]).toEqual([
    "tommy",
  ]);
  const gone = await world.call("DELETE chatrooms/super_admin/tommy");
  expect(gone.body?.["data"]).toEqual({ newSuperAdmin: "tommy", resource: "" });
});

it.each(PLACES)("$name: the allow list has the owner from the beginning", async (place) => {
  const { vendor, path, id, blockKey } = place;
  await using world = await openWorld(vendor);
  const action = "add_user_whitelist";
  const one = await world.call(`POST ${path}/white/users/tommy`);
  expect(one.body?.["data"]).toEqual({ result: true, action, user: "tommy", [blockKey]: id });
  const many = await world.call(`POST ${path}/white/users`, { usernames: ["jared", "away1"] });
  expect(many.body?.["data"]).toMatchObject([{ result: true }, { result: false, user: "away1" }]);
  expect((await world.call(`GET ${path}/white/users`)).body).toMatchObject({
    data: ["administrator", "tommy", "jared"],
    count: 3,
  });
  const gone = await world.call(`DELETE ${path}/white/users/tommy`);
  expect(gone.body?.["data"]).toMatchObject({ result: true, action: "remove_user_whitelist" });
  expect((await world.call(`DELETE ${path}/white/users/jared,away1`)).body?.["data"]).toHaveLength(2);
  const long = accounts("user", 61);
  expect((await world.call(`POST ${path}/white/users`, { usernames: long })).status).toBe(400);
});

it.each(PLACES)("$name: tells what a space is", async ({ vendor, path, id }) => {
  await using world = await openWorld(vendor);
  const answer = await world.call(`GET ${path}`);
  expect(answer.body).toMatchObject({ action: "get", count: 1 });
  const [space] = dataOf<[Record<string, unknown>]>(answer);
  expect(space).toMatchObject({
    id,
    owner: "administrator",
    created: START,
    mute: false,
    disabled: false,
    affiliations_count: 46,
  });
  expect(space["affiliations"]).toContainEqual({ owner: "administrator" });
  expect(space["affiliations"]).toContainEqual({ member: "marshal" });
});

it("tells about several spaces what exists of them, with the owner among the affiliations only", async () => {
  await using world = await openWorld("easemob");
  const created = await world.call("POST chatgroups", { groupname: "two", public: true, owner: "tommy" });
  const { groupid } = dataOf<{ groupid: string }>(created);
  const answer = await world.call(`GET chatgroups/${FANS},${groupid},1,${STAGE}`);
  const found = dataOf<Record<string, unknown>[]>(answer);
  expect(found.map(({ id }) => id)).toEqual([FANS, groupid]);
  expect(found[1]).not.toHaveProperty("owner");
  expect(found[1]?.["affiliations"]).toEqual([{ owner: "tommy" }]);
  expect((await world.call(`GET chatgroups/1,2`)).status).toBe(404);
});

it("lists groups and rooms in pages", async () => {
  await using world = await openWorld("easemob");
  for (const name of ["two", "three"]) {
    await world.call("POST chatrooms", { name, owner: "tommy", members: ["jared"] });
  }
  const first = await world.call("GET chatrooms?limit=2");
  expect(dataOf<{ name: string }[]>(first).map(({ name }) => name)).toEqual(["stage", "two"]);
  const rest = await world.call(`GET chatrooms?limit=2&cursor=${String(first.body?.["cursor"])}`);
  expect(rest.body?.["data"]).toMatchObject([{ name: "three", owner: "tommy", affiliations_count: 2 }]);
  expect(rest.body).not.toHaveProperty("cursor");
  expect((await world.call("GET chatgroups")).body?.["data"]).toMatchObject([
    { groupid: FANS, groupname: "fans", owner: "acme#live_administrator", affiliations: 46 },
  ]);
});

it("creates and deletes", async () => {
  await using world = await openWorld("agora");
  const wanted = { groupname: "new", owner: "tommy" };
  expect(said(await world.call("POST chatgroups", wanted))).toBe(
    "400 invalid_parameter: group must contain public field!",
  );
  expect(said(await world.call("POST chatgroups", { ...wanted, public: true, owner: "ghost" }))).toBe(
    "404 resource_not_found: username ghost doesn't exist!",
  );
  const made = await world.call("POST chatgroups", { ...wanted, public: true, maxusers: 2 });
  const { groupid } = dataOf<{ groupid: string }>(made);
  expect(groupid).toMatch(/^\d{15}$/);
  expect(world.emulator.group(groupid)?.members).toEqual([{ account: "tommy", role: "owner" }]);
  const gone = await world.call(`DELETE chatgroups/${groupid}`);
  expect(gone.body?.["data"]).toEqual({ success: true, groupid });
  expect(said(await world.call(`DELETE chatgroups/${groupid}`))).toMatch(/^404 resource_not_found/);
});

it.each(PLACES)("$name: has another owner, or another name", async ({ vendor, path, id }) => {
  await using world = await openWorld(vendor);
  const put = (body: object): ReturnType<typeof world.call> => world.call(`PUT ${path}`, body);
  expect(said(await put({ newowner: "administrator" }))).toBe(
    "403 forbidden_op: new owner and old owner are the same",
  );
  expect(said(await put({ newowner: "away1" }))).toBe(
    `403 forbidden_op: user: away1 doesn't exist in group: ${id}`,
  );
  expect((await put({ newowner: "tommy" })).body?.["data"]).toEqual({ newowner: true });
  expect((await world.call(`DELETE ${path}/users/administrator`)).status).toBe(200);
  expect((await world.call(`DELETE ${path}/users/tommy`)).status).toBe(403);
  expect((await put({ description: "x", maxusers: 99 })).body?.["data"]).toEqual({
    description: true,
    maxusers: true,
  });
  expect(said(await put({ colour: "red" }))).toBe(
    "400 invalid_parameter: some of [colour] are not valid fields",
  );
});

it("a group that is switched off takes nobody in", async () => {
  await using world = await openWorld("agora");
  const { path } = AGORA_GROUP;
  expect((await world.call(`POST ${path}/disable`)).body?.["data"]).toEqual({ disabled: true });
  expect(said(await world.call(`POST ${path}/users/away1`))).toBe(
    "403 forbidden_op: can not operate this group, reason: group is disabled",
  );
  await world.call(`POST ${path}/enable`);
  expect((await world.call(`POST ${path}/users/away1`)).status).toBe(200);
});

it("knows users, and what is made of them", async () => {
  await using world = await openWorld("easemob");
  const user = (await world.call("GET users/Tommy")).body;
  expect(user).toMatchObject({ entities: [{ type: "user", username: "tommy", activated: true }], count: 1 });
  expect(said(await world.call("GET users/ghost"))).toBe(
    "404 service_resource_not_found: Service resource not found",
  );
  const off = (await world.call("POST users/tommy/deactivate")).body;
  expect(off).toMatchObject({ action: "Deactivate user", entities: [{ activated: false }] });
  expect(off).not.toHaveProperty("data");
  const on = (await world.call("POST users/tommy/activate")).body;
  expect(on).toEqual({ action: "activate user", timestamp: START, duration: 0 });
  expect((await world.call("GET users/tommy/disconnect")).body?.["data"]).toEqual({ result: true });
});

it("registers and deletes users", async () => {
  await using world = await openWorld("easemob");
  const register = (body: unknown): ReturnType<typeof world.call> => world.call("POST users", body);
  expect((await register({ username: "Fresh", password: "1" })).body).toMatchObject({
    entities: [{ username: "fresh" }],
  });
  expect(said(await register({ username: "fresh", password: "1" }))).toMatch(
    /^400 duplicate_unique_property_exists: .* value of fresh exists$/,
  );
  expect(said(await register({ username: "no good", password: "1" }))).toBe(
    "400 illegal_argument: username [no good] is not legal",
  );
  const many = await register([
    { username: "fresh", password: "1" },
    { username: "crisp", password: "1" },
  ]);
  expect(many.body).toMatchObject({ entities: [{ username: "crisp" }], data: [{ username: "fresh" }] });
  await world.call("POST chatrooms", { name: "mine", owner: "fresh" });
  await world.call("DELETE users/fresh");
  expect((await world.call("GET users/fresh")).status).toBe(404);
  expect((await world.call("GET chatrooms")).body?.["count"]).toBe(1);
});

it("tells what an account has joined, in each of the forms", async () => {
  await using world = await openWorld("easemob");
  expect((await world.call("GET chatgroups/user/tommy?pagesize=5&pagenum=0")).body).toMatchObject({
    entities: [{ groupId: FANS, name: "fans", owner: "administrator" }],
    total: 1,
  });
  expect((await world.call("GET users/tommy/joined_chatgroups")).body?.["data"]).toEqual([
    { groupid: FANS, groupname: "fans" },
  ]);
  expect((await world.call("GET users/tommy/joined_chatrooms")).body?.["data"]).toEqual([
    { id: STAGE, name: "stage" },
  ]);
  expect((await world.call("GET users/away1/joined_chatrooms")).body?.["data"]).toEqual([]);
});

it("mutes in the whole app, in seconds", async () => {
  await using world = await openWorld("easemob");
  const set = (body: object): ReturnType<typeof world.call> => world.call("POST mutes", body);
  expect((await set({ username: "tommy", chatroom: 60, groupchat: -1, chat: -5 })).body?.["data"]).toEqual({
    result: "ok",
  });
  world.clock.pass(20_000);
  const unixtime = START / 1000 + 20;
  expect((await world.call("GET mutes/tommy")).body?.["data"]).toEqual({
    userid: "tommy",
    chat: 0,
    groupchat: -1,
    chatroom: 40,
    unixtime,
  });
  expect((await world.call("GET mutes?pageNum=1&pageSize=10")).body?.["data"]).toEqual({
    data: [
      { username: "tommy", groupchat: -1 },
      { username: "tommy", chatroom: 40 },
    ],
    unixtime,
  });
  await set({ username: "tommy", groupchat: 0 });
  world.clock.pass(40_000);
  expect((await world.call("GET mutes/tommy")).body?.["data"]).toMatchObject({ groupchat: 0, chatroom: 0 });
  expect(said(await set({ username: "ghost", chat: 1 }))).toBe(
    "400 required_property_not_found: Entity user requires a property named username",
  );
  await using off = await openWorld("easemob", { easemob: { globalMutes: false } });
  expect(said(await off.call("POST mutes", { username: "tommy", chat: 1 }))).toBe(
    "403 forbidden_op: user_mute is not used for this app",
  );
});
