import { expect, it } from "vitest";
import { AGORA_ROOM, EASEMOB_GROUP, EASEMOB_ROOM, openWorld, said } from "./vendor.ts";
import type { World } from "./vendor.ts";

const REACHED = "429 reach_limit: This request has reached api limit";

/** How many of so many calls, all in the same moment, are carried out. */
async function carriedOut(world: World, line: string, calls: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: calls }, () => world.call(line)));
  return answers.filter(({ status }) => status !== 429 && status !== 503).length;
}

it("refuses what is more than 100 calls a second of one operation, and takes them again a second later", async () => {
  await using world = await openWorld("easemob");
  const line = `GET ${EASEMOB_ROOM.path}/mute`;
  expect(await carriedOut(world, line, 105)).toBe(100);
  expect(said(await world.call(line))).toBe(REACHED);
  expect(world.emulator.frequencyRefusals()).toBe(6);
  // Another operation, and the same of the other kind of space, have a second of their own.
  expect((await world.call(`DELETE ${EASEMOB_ROOM.path}/mute/tommy`)).status).toBe(200);
  expect((await world.call(`GET ${EASEMOB_GROUP.path}/mute`)).status).toBe(200);
  world.clock.pass(1000);
  expect((await world.call(line)).status).toBe(200);
});

it("a refused call changes nothing", async () => {
  await using world = await openWorld("agora");
  await carriedOut(world, `DELETE ${AGORA_ROOM.path}/users/away1`, 100);
  expect(said(await world.call(`DELETE ${AGORA_ROOM.path}/users/tommy`))).toBe(REACHED);
  expect(world.emulator.effects()).toEqual([]);
});

it.each([
  ["GET chatrooms", 50],
  ["GET users/tommy/joined_chatrooms", 50],
  ["DELETE users/ghost", 30],
  ["GET chatgroups", 100],
])("%s has %i a second", async (line, perSecond) => {
  await using world = await openWorld("easemob");
  expect(await carriedOut(world, line, perSecond + 3)).toBe(perSecond);
});

it("calls with a bad token are not counted", async () => {
  await using world = await openWorld("easemob");
  const path = `${world.base}/${EASEMOB_ROOM.path}/mute`;
  const calls = Array.from({ length: 120 }, () => world.send(`GET ${path}`, { token: "bad" }));
  expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([401]));
  expect((await world.call(`GET ${EASEMOB_ROOM.path}/mute`)).status).toBe(200);
});

it("can answer 503 as the documents of 2017 have it, or not count at all", async () => {
  await using busy = await openWorld("easemob", { undocumented: { throttledWith: 503 } });
  const line = `GET ${EASEMOB_ROOM.path}/mute`;
  await carriedOut(busy, line, 100);
  expect((await busy.call(line)).status).toBe(503);
  await using patient = await openWorld("easemob", { frequency: false });
  expect(await carriedOut(patient, line, 150)).toBe(150);
  expect(patient.emulator.frequencyRefusals()).toBe(0);
});
