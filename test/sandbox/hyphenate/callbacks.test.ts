import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { openHearing, type Hearing } from "../hearing.ts";
import { AGORA_GROUP, EASEMOB_GROUP, EASEMOB_ROOM, FANS, openWorld, PLACES, STAGE, START } from "./vendor.ts";

const SECRET = "rule-secret";

const told = (hearing: Hearing): readonly string[] =>
  hearing.heard.map(({ body }) => {
    const payload = body["payload"] as Record<string, unknown>;
    const { operation, type = "", member, mute } = payload;
    return body["event"] === "group_op_event"
      ? `${String(body["operation"])}/${String(type)} ${JSON.stringify(member ?? mute ?? "")} ${String(body["operator"])}`
      : `${String(operation)} ${String(body["to"])}`;
  });

it.each(PLACES)("$name: signs what it tells, and gives each an id of its own", async ({ vendor, path }) => {
  await using world = await openWorld(vendor);
  await using hearing = await openHearing();
  world.emulator.callBackTo({ url: hearing.url, secret: SECRET });
  await world.call(`DELETE ${path}/users/tommy`);
  await world.call(`DELETE ${path}/users/jared`);
  await world.emulator.calledBack();
  expect(hearing.heard).toHaveLength(2);
  const ids = hearing.heard.map(({ body }) => {
    const { callId, security, timestamp, appkey } = body as Record<string, string>;
    expect(security).toBe(createHash("md5").update(`${callId}${SECRET}${timestamp}`).digest("hex"));
    expect(timestamp).toBe(START);
    expect(callId?.startsWith(`${appkey}_`)).toBe(true);
    return callId;
  });
  expect(new Set(ids).size).toBe(2);
});

it("tells in the newer style what each request has changed, and nothing where it changed nothing", async () => {
  await using world = await openWorld("easemob");
  await using hearing = await openHearing();
  world.emulator.callBackTo({ url: hearing.url, secret: SECRET });
  const { path } = EASEMOB_GROUP;
  const calls: [string, object?][] = [
    [`DELETE ${path}/users/tommy,jared,away1`],
    [`DELETE ${path}/users/away1`],
    [`POST ${path}/users`, { usernames: ["tommy"] }],
    [`POST ${path}/mute`, { usernames: ["tommy", "peter"], mute_duration: 60_000 }],
    [`DELETE ${path}/mute/tommy`],
    [`DELETE ${path}/mute/tommy`],
    [`POST ${path}/blocks/users/peter`],
    [`DELETE ${path}/blocks/users/peter`],
    [`POST ${path}/ban`],
    [`DELETE ${path}/ban`],
  ];
  for (const [call, body] of calls) {
    await world.call(call, body as never);
    await world.emulator.calledBack();
  }
  expect(told(hearing)).toEqual([
    'LEAVE/KICK ["tommy","jared"] @ppAdmin',
    'JOIN/DIRECT ["tommy"] @ppAdmin',
    'MUTE/ADD ["tommy","peter"] @ppAdmin',
    'MUTE/REMOVE ["tommy"] @ppAdmin',
    'BLOCK/ADD ["peter"] @ppAdmin',
    'LEAVE/BLOCK ["peter"] @ppAdmin',
    'BLOCK/REMOVE ["peter"] @ppAdmin',
    "UPDATE/MUTE true @ppAdmin",
    "UPDATE/MUTE false @ppAdmin",
  ]);
  expect(hearing.heard[2]?.body["payload"]).toMatchObject({ expire_timestamp: START + 60_000 });
});

it("tells in the older style, one for each account, of rooms as the documents have it", async () => {
  await using world = await openWorld("easemob");
  await using hearing = await openHearing();
  world.emulator.callBackTo({ url: hearing.url, secret: SECRET, style: "old" });
  for (const { path } of [EASEMOB_GROUP, EASEMOB_ROOM]) {
    await world.call(`DELETE ${path}/users/tommy,jared`);
    await world.call(`POST ${path}/blocks/users/peter`);
    await world.call(`DELETE ${path}/blocks/users/peter`);
    await world.call(`POST ${path}/ban`);
    await world.emulator.calledBack();
  }
  expect(told(hearing).toSorted()).toEqual(
    [
      "kick tommy",
      "kick jared",
      "ban peter",
      "allow peter",
      `ban_group ${FANS}`,
      "kick tommy",
      "kick jared",
      "kick peter",
      `ban_group ${STAGE}`,
    ].toSorted(),
  );
});

it("tells what people and the console do, with who did it", async () => {
  await using world = await openWorld("agora");
  await using hearing = await openHearing();
  const { emulator } = world;
  emulator.callBackTo({ url: hearing.url, secret: SECRET, style: "both" });
  const { id } = AGORA_GROUP;
  emulator.leave(id, "tommy");
  emulator.join(id, "tommy");
  emulator.setMute(id, "jared", "permanent", "marshal");
  emulator.setLocked(id, false);
  await emulator.calledBack();
  expect(told(hearing).toSorted()).toEqual(
    [
      'LEAVE/QUIT ["tommy"] tommy',
      `absence ${id}`,
      'JOIN/DIRECT ["tommy"] tommy',
      `presence ${id}`,
      'MUTE/ADD ["jared"] marshal',
      "add_mute jared",
    ].toSorted(),
  );
});

it("sends the same once again when it is not answered with 200, and then no more", async () => {
  await using world = await openWorld("easemob");
  await using hearing = await openHearing();
  hearing.answers(503);
  world.emulator.callBackTo({ url: hearing.url, secret: SECRET });
  world.emulator.remove(FANS, "tommy");
  await world.emulator.calledBack();
  expect(world.emulator.callbacks()).toMatchObject([{ tries: 2, status: 503 }]);
  expect(hearing.heard).toHaveLength(2);
  expect(hearing.heard[0]).toEqual(hearing.heard[1]);
});
