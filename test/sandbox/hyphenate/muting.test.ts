import { expect, it } from "vitest";
import {
  AGORA_GROUP,
  EASEMOB_GROUP,
  EASEMOB_ROOM,
  PLACES,
  START,
  accounts,
  effectsOf,
  openWorld,
  said,
} from "./vendor.ts";

const DAY_MS = 86_400_000;
const PERMANENT = 4_638_873_600_000;

it.each(PLACES)("$name: mutes for milliseconds and says until when", async ({ vendor, path, id }) => {
  await using world = await openWorld(vendor);
  const usernames = ["tommy", "jared"];
  const answer = await world.call(`POST ${path}/mute`, { usernames, mute_duration: DAY_MS });
  expect(answer.status).toBe(200);
  const expire = START + DAY_MS;
  expect(answer.body).toMatchObject({
    action: "post",
    data: [
      { result: true, expire, user: "tommy" },
      { result: true, expire, user: "jared" },
    ],
  });
  const listed = await world.call(`GET ${path}/mute`);
  // The service says so of a GET.
  expect(listed.body?.["action"]).toBe("post");
  expect(listed.body?.["data"]).toEqual([
    { expire, user: "tommy" },
    { expire, user: "jared" },
  ]);
  expect(world.emulator.group(id)?.muted).toEqual([
    { account: "tommy", until: expire },
    { account: "jared", until: expire },
  ]);

  const lifted = await world.call(`DELETE ${path}/mute/tommy,jared,peter`);
  expect(lifted.body?.["data"]).toEqual([
    { result: true, user: "tommy" },
    { result: true, user: "jared" },
    { result: true, user: "peter" },
  ]);
  expect(effectsOf(world)).toEqual(["mute tommy", "mute jared", "unmute tommy", "unmute jared"]);
});

it.each(PLACES)("$name: a mute ends by the clock", async ({ vendor, path, id }) => {
  await using world = await openWorld(vendor);
  await world.call(`POST ${path}/mute`, { usernames: ["tommy"], mute_duration: 60_000 });
  world.clock.pass(59_999);
  expect((await world.call(`GET ${path}/mute`)).body?.["data"]).toHaveLength(1);
  world.clock.pass(1);
  expect((await world.call(`GET ${path}/mute`)).body?.["data"]).toEqual([]);
  expect(world.emulator.group(id)?.muted).toEqual([]);
});

it.each(PLACES)("$name: -1 never ends, and 0 lifts", async ({ vendor, path, id }) => {
  await using world = await openWorld(vendor);
  const mute = (mute_duration: number): ReturnType<typeof world.call> =>
    world.call(`POST ${path}/mute`, { usernames: ["tommy"], mute_duration });
  expect((await mute(-1)).body?.["data"]).toEqual([{ result: true, expire: PERMANENT, user: "tommy" }]);
  world.clock.pass(10_000 * DAY_MS);
  expect(world.emulator.group(id)?.muted).toEqual([{ account: "tommy", until: "permanent" }]);
});

it.each(PLACES)("$name: 0 lifts, and what changes nothing is no effect", async ({ vendor, path }) => {
  await using world = await openWorld(vendor);
  const mute = (mute_duration: number): ReturnType<typeof world.call> =>
    world.call(`POST ${path}/mute`, { usernames: ["tommy"], mute_duration });
  for (const duration of [-1, -1, 60_000, 60_000, 90_000, 0, 0]) await mute(duration);
  await world.call(`DELETE ${path}/mute/tommy`);
  expect(effectsOf(world)).toEqual(["mute tommy", "mute tommy", "mute tommy", "unmute tommy"]);
});

it.each([
  [PLACES[0], 60],
  [PLACES[1], 100],
  [PLACES[2], 60],
  [PLACES[3], 60],
])("$name: mutes at most %s more at once, unmutes at most 60", async (place, most) => {
  const { vendor, path, id } = place ?? EASEMOB_GROUP;
  await using world = await openWorld(vendor);
  const fans = accounts("fan", most + 1);
  for (const fan of fans) {
    world.emulator.addAccount(fan);
    world.emulator.join(id, fan);
  }
  const mute = (usernames: string[]): ReturnType<typeof world.call> =>
    world.call(`POST ${path}/mute`, { usernames, mute_duration: 60_000 });
  expect(said(await mute(fans))).toBe(
    `400 invalid_parameter: userNames size is more than max limit : ${most}`,
  );
  expect((await mute(fans.slice(1))).body?.["data"]).toHaveLength(most);
  const unmute = (list: string[]): ReturnType<typeof world.call> =>
    world.call(`DELETE ${path}/mute/${list.join(",")}`);
  expect(said(await unmute(fans.slice(0, 61)))).toBe(
    "400 invalid_parameter: removeMute member size more than max limit : 60",
  );
  expect((await unmute(fans.slice(0, 60))).body?.["data"]).toHaveLength(60);
});

it.each(PLACES)("$name: one outsider refuses the whole list and is named", async ({ vendor, path }) => {
  await using world = await openWorld(vendor);
  const mute = (usernames: string[]): ReturnType<typeof world.call> =>
    world.call(`POST ${path}/mute`, { usernames, mute_duration: 60_000 });
  expect(said(await mute(["tommy", "away1", "away2"]))).toBe(
    "400 invalid_parameter: users [away1, away2] are not members of this group!",
  );
  expect(said(await mute(["tommy", "ghost"]))).toBe("404 resource_not_found: username ghost doesn't exist!");
  expect(said(await mute(["tommy", "administrator"]))).toBe(
    "403 forbidden_op: forbidden operation on group owner!",
  );
  expect(world.emulator.effects()).toEqual([]);
});

it.each([
  [EASEMOB_GROUP, 403],
  [EASEMOB_ROOM, 400],
])("$name: by the documents an outsider is forbidden_op", async ({ vendor, path }, status) => {
  await using world = await openWorld(vendor, { undocumented: { muteNonMember: "documented" } });
  const answer = await world.call(`POST ${path}/mute`, { usernames: ["away1"], mute_duration: 1 });
  expect(said(answer)).toBe(`${status} forbidden_op: users [away1] are not members of this group!`);
});

it("a list with an outsider may also be answered row by row", async () => {
  await using world = await openWorld("easemob", { undocumented: { outsiderInBatchMute: "row" } });
  const mute = (usernames: string[]): ReturnType<typeof world.call> =>
    world.call(`POST ${EASEMOB_ROOM.path}/mute`, { usernames, mute_duration: 60_000 });
  expect((await mute(["tommy", "away1", "ghost"])).body?.["data"]).toMatchObject([
    { result: true, user: "tommy" },
    { result: false, user: "away1" },
    { result: false, user: "ghost", reason: "user ghost doesn't exist." },
  ]);
  expect((await mute(["away1", "ghost"])).status).toBe(400);
});

it.each(PLACES)("$name: a mute outlives leaving and coming back", async ({ vendor, path, id }) => {
  await using world = await openWorld(vendor);
  await world.call(`POST ${path}/mute`, { usernames: ["tommy"], mute_duration: 60_000 });
  await world.call(`DELETE ${path}/users/tommy`);
  expect((await world.call(`GET ${path}/mute`)).body?.["data"]).toMatchObject([{ user: "tommy" }]);
  await world.call(`POST ${path}/users/tommy`);
  expect(world.emulator.group(id)?.muted).toEqual([{ account: "tommy", until: START + 60_000 }]);
  await world.call(`DELETE ${path}/users/tommy`);
  expect((await world.call(`DELETE ${path}/mute/tommy`)).status).toBe(200);
  expect(effectsOf(world)).toEqual(["mute tommy", "kick tommy", "add tommy", "kick tommy", "unmute tommy"]);
});

it("unmuting somebody who has left may also be refused", async () => {
  await using world = await openWorld("agora", { undocumented: { unmuteNonMember: "refused" } });
  world.emulator.setMute(AGORA_GROUP.id, "away1", "permanent");
  expect(said(await world.call(`DELETE ${AGORA_GROUP.path}/mute/away1`))).toBe(
    "400 invalid_parameter: users [away1] are not members of this group!",
  );
});

it.each(PLACES)(
  "$name: muting all is apart from the mutes of single members",
  async ({ vendor, path, id }) => {
    await using world = await openWorld(vendor);
    await world.call(`POST ${path}/mute`, { usernames: ["tommy"], mute_duration: 60_000 });
    const on = await world.call(`POST ${path}/ban`);
    expect(on.body).toMatchObject({ action: "put", data: { mute: true } });
    await world.call(`POST ${path}/ban`);
    expect((await world.call(`GET ${path}`)).body?.["data"]).toMatchObject([{ id, mute: true }]);
    expect(world.emulator.group(id)).toMatchObject({ locked: true, muted: [{ account: "tommy" }] });
    world.clock.pass(3_000_000);
    const off = await world.call(`DELETE ${path}/ban`);
    expect(off.body).toMatchObject({ action: "put", data: { mute: false } });
    await world.call(`DELETE ${path}/ban`);
    expect(effectsOf(world)).toEqual(["mute tommy", "lock *", "unlock *"]);
  },
);

it.each([
  { mute_duration: 60_000 },
  { usernames: ["tommy"] },
  { usernames: ["tommy"], mute_duration: -2 },
  { usernames: ["tommy"], mute_duration: 1.5 },
  { usernames: ["tommy"], mute_duration: "60000" },
])("a mute needs accounts and a whole number of milliseconds: %j", async (body) => {
  await using world = await openWorld("easemob");
  const answer = await world.call(`POST ${EASEMOB_ROOM.path}/mute`, body);
  expect(said(answer)).toBe("400 illegal_argument: this is an invalid request.");
});
