import { expect, it } from "vitest";
import { SANDBOX_AGORA, SANDBOX_EASEMOB } from "../../../src/sandbox/hyphenate/cast.ts";
import { openHyphenateEmulator } from "../../../src/sandbox/hyphenate/emulator.ts";
import type { HyphenateGroup } from "../../../src/sandbox/hyphenate/options.ts";
import { handClock } from "../tencent/vendor.ts";
import {
  AGORA_ROOM,
  EASEMOB_GROUP,
  EASEMOB_ROOM,
  FANS,
  PLACES,
  START,
  STAGE,
  accounts,
  membersOf,
  openWorld,
  said,
} from "./vendor.ts";

it("keeps what was on the wire, without secrets", async () => {
  await using world = await openWorld("easemob");
  const body = { usernames: ["tommy"], mute_duration: 60_000 };
  await world.call(`POST ${EASEMOB_ROOM.path}/mute?version=v3`, body);
  world.clock.pass(1500);
  await world.call(`DELETE ${EASEMOB_GROUP.path}/users/away1`);
  expect(world.emulator.requests()).toMatchObject([
    { number: 1, method: "POST", path: "/acme/live/token", status: 200 },
    {
      number: 2,
      at: START,
      method: "POST",
      path: `/acme/live/chatrooms/${STAGE}/mute?version=v3`,
      body: JSON.stringify(body),
      status: 200,
      answer: expect.stringContaining('"user":"tommy"'),
      fault: null,
    },
    { number: 3, at: START + 1500, status: 403, answer: expect.stringContaining("forbidden_op") },
  ]);
  await world.call("POST users", { username: "new", password: "hush-hush" });
  const kept = JSON.stringify(world.emulator.requests());
  expect(kept).toContain("client_secret");
  for (const secret of [SANDBOX_EASEMOB.clientSecret, await world.token(), "hush-hush", "YWMt", "Bearer"]) {
    expect(kept).not.toContain(secret);
  }
});

it("a token cut in the middle is not kept either", async () => {
  await using world = await openWorld("easemob");
  world.emulator.fault({ kind: "truncate", times: 1, command: "token" });
  await world.token().catch(() => null);
  expect(JSON.stringify(world.emulator.requests())).not.toContain("YWMt");
});

it("the effects name the request that caused them", async () => {
  await using world = await openWorld("agora");
  await world.call(`POST ${AGORA_ROOM.path}/mute`, { usernames: ["tommy", "jared"], mute_duration: 1000 });
  world.clock.pass(500);
  await world.call(`POST ${AGORA_ROOM.path}/ban`);
  const at = START;
  const group = AGORA_ROOM.id;
  expect(world.emulator.effects()).toEqual([
    { at, verb: "mute", group, account: "tommy", request: 1 },
    { at, verb: "mute", group, account: "jared", request: 1 },
    { at: at + 500, verb: "lock", group, account: "*", request: 2 },
  ]);
});

it.each(PLACES)("$name: changes in the console are seen over the API and leave no effects", async (place) => {
  const { vendor, path, id } = place;
  await using world = await openWorld(vendor);
  const { emulator } = world;
  emulator.setMute(id, "tommy", "permanent");
  emulator.setMute(id, "jared", START + 90_500);
  emulator.setMute(id, "peter", START + 60_000);
  emulator.setMute(id, "peter", null);
  emulator.setBan(id, "user2", true);
  emulator.setBan(id, "user3", true);
  emulator.setBan(id, "user3", false);
  emulator.setLocked(id, true);
  emulator.promote(id, "tommy");
  emulator.demote(id, "marshal");
  emulator.transfer(id, "leckie");
  emulator.leave(id, "user1");
  emulator.addAccount("Fresh");
  emulator.join(id, "fresh");
  const read = async (below: string): Promise<unknown> =>
    (await world.call(`GET ${path}${below}`)).body?.["data"];
  expect(await read("/mute")).toEqual([
    { expire: 4_638_873_600_000, user: "tommy" },
    { expire: START + 90_500, user: "jared" },
  ]);
  expect(await read("/blocks/users")).toEqual(["user2"]);
  expect(await read("/admin")).toEqual(["tommy"]);
  expect(await read("")).toMatchObject([{ owner: "leckie", mute: true, affiliations_count: 44 }]);
  expect(membersOf(world, id).filter((account) => /^(user[123]|fresh)$/.test(account))).toEqual(["fresh"]);
  emulator.dissolve(id);
  expect(said(await world.call(`DELETE ${path}/users/tommy`))).toMatch(/^404 resource_not_found/);
  expect(emulator.group(id)).toBeNull();
  expect(emulator.effects()).toEqual([]);
});

it("the console refuses what does not exist", async () => {
  await using world = await openWorld("easemob");
  const { emulator } = world;
  expect(() => emulator.join(STAGE, "ghost")).toThrow("ghost");
  expect(() => emulator.setMute(STAGE, "ghost", null)).toThrow("ghost");
  expect(() => emulator.promote(STAGE, "away1")).toThrow("away1");
  expect(() => emulator.setLocked("1", true)).toThrow("1");
  expect(emulator.group("1")).toBeNull();
});

it("reset brings back the world of the start; tokens stay good", async () => {
  await using world = await openWorld("easemob");
  const before = world.emulator.group(STAGE);
  await world.call(`POST ${EASEMOB_ROOM.path}/blocks/users/tommy`);
  await world.call(`POST ${EASEMOB_ROOM.path}/ban`);
  world.emulator.dissolve(FANS);
  world.emulator.reset();
  expect(world.emulator.group(STAGE)).toEqual(before);
  expect(world.emulator.group(FANS)).not.toBeNull();
  expect([world.emulator.effects(), world.emulator.requests()]).toEqual([[], []]);
  expect((await world.call(`POST ${EASEMOB_ROOM.path}/ban`)).status).toBe(200);
  expect(world.emulator.effects()).toMatchObject([{ verb: "lock", request: 1 }]);
});

it.each(PLACES)("$name: the sandbox's spaces have the people they are said to have", async (place) => {
  await using world = await openWorld(place.vendor);
  const people = ["tommy", "jared", "peter", "leckie", ...accounts("user", 40)];
  expect(world.emulator.group(place.id)).toEqual({
    id: place.id,
    kind: place.kind,
    members: [
      { account: "administrator", role: "owner" },
      { account: "marshal", role: "admin" },
      ...people.map((account) => ({ account, role: "member" })),
    ],
    muted: [],
    banned: [],
    locked: false,
  });
  const exists = async (account: string): Promise<number> =>
    (await world.call(`GET users/${account}`)).status;
  expect(await Promise.all(["away1", "away40", "away41", "mia"].map(exists))).toEqual([200, 200, 404, 404]);
});

it("a world that contradicts itself is not opened, and a taken port is an error", async () => {
  const clock = handClock();
  const group: HyphenateGroup = { id: "1", kind: "chatroom", owner: "administrator", members: ["ghost"] };
  const apps = [{ ...SANDBOX_AGORA, groups: [group] }];
  await expect(openHyphenateEmulator({ vendor: "agora", clock, apps })).rejects.toThrow("ghost");
  const twice = [SANDBOX_AGORA, { ...SANDBOX_AGORA, app: "other" }];
  await expect(openHyphenateEmulator({ vendor: "agora", clock, apps: twice })).rejects.toThrow("same id");
  await using world = await openWorld("easemob");
  await expect(openWorld("easemob", { port: world.emulator.port })).rejects.toThrow("EADDRINUSE");
});
