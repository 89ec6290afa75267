import { expect, it } from "vitest";
import {
  AGORA_GROUP,
  EASEMOB_GROUP,
  PLACES,
  accounts,
  effectsOf,
  membersOf,
  openWorld,
  said,
  dataOf,
} from "./vendor.ts";

it.each(PLACES)("$name: blocking takes a member out and keeps it out", async (place) => {
  const { vendor, path, id, blockKey } = place;
  await using world = await openWorld(vendor);
  const answer = await world.call(`POST ${path}/blocks/users/tommy`);
  expect(answer.status).toBe(200);
  expect(answer.body?.["data"]).toEqual({
    result: true,
    action: "add_blocks",
    user: "tommy",
    [blockKey]: id,
  });
  expect(membersOf(world, id)).not.toContain("tommy");
  expect(world.emulator.group(id)?.banned).toEqual(["tommy"]);
  const kept = "403 forbidden_op: can not join this group, reason:user: tommy is in the blacklist";
  expect(said(await world.call(`POST ${path}/users/tommy`))).toBe(kept);
  expect(said(await world.call(`POST ${path}/users`, { usernames: ["tommy"] }))).toBe(kept);
  const mixed = await world.call(`POST ${path}/users`, { usernames: ["tommy", "away1"] });
  expect(mixed.body?.["data"]).toMatchObject({ newmembers: ["away1"] });

  const lifted = await world.call(`DELETE ${path}/blocks/users/tommy`);
  expect(lifted.body?.["data"]).toEqual({
    result: true,
    action: "remove_blocks",
    user: "tommy",
    [blockKey]: id,
  });
  expect(membersOf(world, id)).not.toContain("tommy");
  expect((await world.call(`POST ${path}/users/tommy`)).status).toBe(200);
  expect(effectsOf(world)).toEqual(["ban tommy", "add away1", "unban tommy", "add tommy"]);
});

it.each(PLACES)("$name: blocks many, with a row for each", async ({ vendor, path, id, blockKey }) => {
  await using world = await openWorld(vendor);
  const block = (usernames: string[]): ReturnType<typeof world.call> =>
    world.call(`POST ${path}/blocks/users`, { usernames });
  const action = "add_blocks";
  expect((await block(["tommy", "away1", "ghost", "administrator"])).body?.["data"]).toEqual([
    { result: true, action, user: "tommy", [blockKey]: id },
    {
      result: false,
      action,
      reason: `user: away1 doesn't exist in group: ${id}`,
      user: "away1",
      [blockKey]: id,
    },
    { result: false, action, reason: "user ghost doesn't exist.", user: "ghost", [blockKey]: id },
    {
      result: false,
      action,
      reason: "forbidden operation on group owner!",
      user: "administrator",
      [blockKey]: id,
    },
  ]);
  expect((await block(["tommy", "jared"])).body?.["data"]).toMatchObject([
    { result: true },
    { result: true },
  ]);
  expect(effectsOf(world)).toEqual(["ban tommy", "ban jared"]);

  const gone = await world.call(`DELETE ${path}/blocks/users/tommy,jared,peter`);
  expect(gone.body?.["data"]).toMatchObject([{ result: true }, { result: true }, { result: true }]);
  expect(effectsOf(world).slice(2)).toEqual(["unban tommy", "unban jared"]);
});

it.each(PLACES)("$name: who cannot be blocked", async ({ vendor, kind, path }) => {
  await using world = await openWorld(vendor);
  const status = kind === "chatgroup" ? 403 : 400;
  const outside = (list: string): string =>
    `${status} forbidden_op: users [${list}] are not members of this group!`;
  const one = (account: string): Promise<string> =>
    world.call(`POST ${path}/blocks/users/${account}`).then(said);
  expect(await one("away1")).toBe(outside("away1"));
  expect(await one("ghost")).toBe("404 resource_not_found: username ghost doesn't exist!");
  expect(await one("administrator")).toBe("403 forbidden_op: forbidden operation on group owner!");
  const many = await world.call(`POST ${path}/blocks/users`, { usernames: ["away1", "ghost"] });
  expect(said(many)).toBe(outside("away1, ghost"));
  const tooMany = "400 invalid_parameter: userNames is more than max limit : 60";
  const long = accounts("user", 61);
  expect(said(await world.call(`POST ${path}/blocks/users`, { usernames: long }))).toBe(tooMany);
  expect(said(await world.call(`DELETE ${path}/blocks/users/${long.join(",")}`))).toBe(tooMany);
  expect(world.emulator.effects()).toEqual([]);
});

it("other readings about blocks: rows without reasons, blocking again refused, one refuses all", async () => {
  await using world = await openWorld("easemob", {
    undocumented: {
      blockReasons: false,
      blockAgain: "not-a-member",
      blockedInBatchAdd: "whole-call",
      addBlockedStatus: 400,
    },
  });
  const { path } = EASEMOB_GROUP;
  const rows = await world.call(`POST ${path}/blocks/users`, { usernames: ["tommy", "away1"] });
  expect(dataOf<object[]>(rows)[1]).not.toHaveProperty("reason");
  expect((await world.call(`POST ${path}/blocks/users/tommy`)).status).toBe(403);
  const adding = await world.call(`POST ${path}/users`, { usernames: ["away1", "tommy"] });
  expect(adding.status).toBe(400);
  expect(effectsOf(world)).toEqual(["ban tommy"]);
});

it.each(PLACES)("$name: lists whom it blocks, the last first", async ({ vendor, kind, path, id }) => {
  await using world = await openWorld(vendor);
  for (const user of accounts("fan", 600)) {
    world.emulator.addAccount(user);
    world.emulator.setBan(id, user, true);
  }
  const all = await world.call(`GET ${path}/blocks/users`);
  const count = kind === "chatgroup" ? 500 : 600;
  expect(all.body).toMatchObject({ action: "get", count });
  expect(dataOf<string[]>(all).slice(0, 2)).toEqual(["fan600", "fan599"]);
});

it("a group's block list has pages", async () => {
  await using world = await openWorld("agora");
  for (const user of accounts("user", 40)) world.emulator.setBan(AGORA_GROUP.id, user, true);
  const first = await world.call(`GET ${AGORA_GROUP.path}/blocks/users?pageSize=25`);
  expect(first.body?.["data"]).toHaveLength(25);
  const cursor = String(first.body?.["cursor"]);
  const second = await world.call(`GET ${AGORA_GROUP.path}/blocks/users?pageSize=25&cursor=${cursor}`);
  expect(second.body?.["data"]).toEqual(accounts("user", 15).toReversed());
  expect(second.body).not.toHaveProperty("cursor");
});
