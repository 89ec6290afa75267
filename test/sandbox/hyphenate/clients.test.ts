import { expect, it } from "vitest";
import { SANDBOX_AGORA, SANDBOX_EASEMOB } from "../../../src/sandbox/hyphenate/cast.ts";
import type { Place, World } from "./vendor.ts";
import { AGORA_GROUP, AGORA_ROOM, PLACES, effectsOf, membersOf, openWorld } from "./vendor.ts";
import type { SdkCall } from "./web-sdk.ts";
import { openSdk } from "./web-sdk.ts";

interface Driven extends AsyncDisposable {
  readonly world: World;
  readonly sdk: SdkCall;
}

/** The vendor's own client at the emulator; for Agora also with the newer form of the path. */
async function drive({ vendor }: Pick<Place, "vendor">, byAppId = false): Promise<Driven> {
  const world = await openWorld(vendor);
  const names = vendor === "easemob" ? SANDBOX_EASEMOB : SANDBOX_AGORA;
  const { org, app } = byAppId ? { org: "app-id", app: SANDBOX_AGORA.appId } : names;
  const sdk = openSdk(vendor, { url: world.emulator.url, org, app, token: await world.token() });
  return { world, sdk, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

/** How the clients call a thing in groups and in rooms. */
function words({ kind, id }: Place): { it: object; Noun: string } {
  return kind === "chatgroup"
    ? { it: { groupId: id }, Noun: "Group" }
    : { it: { chatRoomId: id }, Noun: "ChatRoom" };
}

it.each(PLACES)("$name: the vendor's client mutes, lists and unmutes", async (place) => {
  await using driven = await drive(place);
  const { world, sdk } = driven;
  const { it: space, Noun } = words(place);
  const muted = await sdk(`mute${Noun}Member`, { ...space, username: "tommy", muteDuration: 60_000 });
  expect(muted).toMatchObject({ data: [{ result: true, user: "tommy" }] });
  const until = world.clock.now() + 60_000;
  expect(world.emulator.group(place.id)?.muted).toEqual([{ account: "tommy", until }]);
  expect(await sdk(`get${Noun}Mutelist`, space)).toMatchObject({ data: [{ user: "tommy", expire: until }] });
  await sdk(`unmute${Noun}Member`, { ...space, username: "tommy" });
  expect(effectsOf(world)).toEqual(["mute tommy", "unmute tommy"]);
});

it.each(PLACES)("$name: the vendor's client removes one and many", async (place) => {
  await using driven = await drive(place);
  const { world, sdk } = driven;
  const { it: space, Noun } = words(place);
  const one = await sdk(`remove${Noun}Member`, { ...space, username: "tommy" });
  expect(one).toMatchObject({ data: { result: true, user: "tommy" } });
  const many = await sdk(`remove${Noun}Members`, { ...space, users: ["jared", "away1", "peter"] });
  expect(many).toMatchObject({
    data: [
      { result: true, user: "jared" },
      { result: false, user: "away1" },
      { result: true, user: "peter" },
    ],
  });
  expect(effectsOf(world)).toEqual(["kick tommy", "kick jared", "kick peter"]);
});

it.each(PLACES)("$name: the vendor's client blocks, lists and unblocks", async (place) => {
  await using driven = await drive(place);
  const { world, sdk } = driven;
  const { it: space, Noun } = words(place);
  await sdk(`block${Noun}Member`, { ...space, username: "tommy" });
  await sdk(`block${Noun}Members`, { ...space, usernames: ["jared", "peter"] });
  expect(await sdk(`get${Noun}Blocklist`, space)).toMatchObject({ data: ["peter", "jared", "tommy"] });
  await sdk(`unblock${Noun}Member`, { ...space, username: "tommy" });
  await sdk(`unblock${Noun}Members`, { ...space, usernames: ["jared", "peter"] });
  expect(world.emulator.group(place.id)?.banned).toEqual([]);
  expect(effectsOf(world).map((effect) => effect.split(" ")[0])).toEqual([
    "ban",
    "ban",
    "ban",
    "unban",
    "unban",
    "unban",
  ]);
});

it.each(PLACES)("$name: the vendor's client mutes all and lists the members", async (place) => {
  await using driven = await drive(place);
  const { world, sdk } = driven;
  const { it: space, Noun } = words(place);
  await sdk(`disableSend${Noun}Msg`, space);
  expect(world.emulator.group(place.id)?.locked).toBe(true);
  await sdk(`enableSend${Noun}Msg`, space);
  expect(effectsOf(world)).toEqual(["lock *", "unlock *"]);
  const members = await sdk(`list${Noun}Members`, { ...space, pageNum: 1, pageSize: 100 });
  expect((members as { data: unknown[] }).data).toHaveLength(46);
  await sdk(`set${Noun}Admin`, { ...space, username: "tommy" });
  expect(await sdk(`get${Noun}Admin`, space)).toMatchObject({ data: ["marshal", "tommy"] });
});

it.each(PLACES)("$name: the vendor's client understands why something is refused", async (place) => {
  await using driven = await drive(place);
  const { world, sdk } = driven;
  const { it: space, Noun } = words(place);
  const group = place.kind === "chatgroup";
  const failed = (parameters: object): Promise<unknown> =>
    sdk(`remove${Noun}Member`, parameters).then(
      () => "done",
      (error: { type: number }) => error.type,
    );
  expect(await failed({ ...space, username: "away1" })).toBe(group ? 602 : 702);
  const nowhere = group ? { groupId: "1" } : { chatRoomId: "1" };
  expect(await failed({ ...nowhere, username: "tommy" })).toBe(group ? 605 : 705);
  world.emulator.fault({ kind: "frequency", times: 1 });
  expect(await failed({ ...space, username: "tommy" })).toBe(500);
  expect(world.emulator.effects()).toEqual([]);
});

it("Agora's client adds members to a room and invites them to a group", async () => {
  await using driven = await drive({ vendor: "agora" });
  const { world, sdk } = driven;
  await sdk("addUsersToChatRoom", { chatRoomId: AGORA_ROOM.id, users: ["away1"] });
  await sdk("inviteUsersToGroup", { groupId: AGORA_GROUP.id, users: ["away2"] });
  expect(membersOf(world, AGORA_ROOM.id)).toContain("away1");
  expect(membersOf(world, AGORA_GROUP.id)).toContain("away2");
});

it("Agora's client also comes by the newer form of the path", async () => {
  await using driven = await drive({ vendor: "agora" }, true);
  const { world, sdk } = driven;
  await sdk("removeChatRoomMember", { chatRoomId: AGORA_ROOM.id, username: "tommy" });
  expect(world.emulator.requests(1)[0]?.path).toContain(`/app-id/${SANDBOX_AGORA.appId}/chatrooms/`);
  expect(effectsOf(world)).toEqual(["kick tommy"]);
});
