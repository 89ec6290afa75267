import { expect, it } from "vitest";
import { GROUP_KINDS } from "../../../src/sandbox/tencent/options.ts";
import { conforms } from "../conformance.ts";
import { tencentScenes } from "./harness.ts";
import { valueOf } from "../answered.ts";
import { openStage } from "./stage.ts";

// What a kind does not take has no case; the test below says which that is.
for (const scene of tencentScenes) conforms(scene);

it("each kind takes what the vendor's documents say, and names what serves instead", async () => {
  await using stage = await openStage();
  const taken: Record<string, string> = {};
  for (const kind of GROUP_KINDS) {
    const { supports } = await stage.state(kind);
    taken[kind] = Object.entries(supports)
      .map(([verb, support]) => (support.supported ? verb : `no ${verb} (${support.instead.join()})`))
      .join(", ");
  }
  expect(taken).toEqual({
    Private: "no mute (kick), no unmute (), kick, add, ban, unban, no lock (), no unlock ()",
    Public: "mute, unmute, kick, add, ban, unban, lock, unlock",
    ChatRoom: "mute, unmute, kick, add, ban, unban, lock, unlock",
    AVChatRoom: "mute, unmute, no kick (mute,ban), no add (), ban, unban, lock, unlock",
    BChatRoom:
      "no mute (), no unmute (), no kick (), no add (), no ban (), no unban (), no lock (), no unlock ()",
    Community: "mute, unmute, kick, add, ban, unban, lock, unlock",
  });
});

it("a kind nobody has read about takes nothing", async () => {
  await using stage = await openStage();
  const odd = { ...(await stage.state("Public")), kind: "HologramRoom" };
  const answered = await stage.driver.act(odd, { verb: "unmute", accounts: ["tommy"] });
  expect(answered).toMatchObject({ ok: false, failure: { kind: "unsupported" } });
});

it("in a group whose invitations need consent, an added account waits and is not counted as in", async () => {
  await using stage = await openStage();
  const lobby = await stage.state("Public");
  stage.emulator.setInviteNeedsConsent(lobby.group.id, true);
  const receipt = valueOf(await stage.driver.act(lobby, { verb: "add", accounts: ["away1"], silent: false }));
  expect(receipt.rows).toEqual([
    { account: "away1", outcome: "refused", detail: "waiting for the invitee's consent" },
  ]);
});

it("more accounts than one read takes are read in several, each once", async () => {
  await using stage = await openStage();
  const lobby = await stage.state("Public");
  const accounts = ["tommy", ...Array.from({ length: 620 }, (_, index) => `nobody${index}`)];
  const states = valueOf(await stage.driver.states(lobby, accounts, ["standing", "existence"]));
  expect(states.map(({ account }) => account)).toEqual(accounts);
  expect(states.filter(({ exists }) => exists === false)).toHaveLength(620);
  const roleReads = stage.emulator.requests().filter(({ path }) => path.includes("get_role_in_group"));
  expect(roleReads).toHaveLength(2);
});

it("not knowing whether absent accounts exist is no reason to know nothing", async () => {
  await using stage = await openStage();
  const lobby = await stage.state("Public");
  stage.emulator.fault({ kind: "error:70500", times: 1, command: "account_check" });
  expect(valueOf(await stage.driver.states(lobby, ["away1"], ["standing", "existence"]))).toEqual([
    { account: "away1", standing: "absent", mutedUntil: null, bannedUntil: null, exists: null },
  ]);
});
