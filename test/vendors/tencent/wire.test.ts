import { describe, expect, it } from "vitest";
import type { Act, WireRequest } from "../../../src/vendors/port.ts";
import { systemClock } from "../../../src/clock.ts";
import { createPace } from "../../../src/vendors/pace.ts";
import { failureOf, valueOf } from "../answered.ts";
import { openStage, type Stage } from "./stage.ts";

const QUERY = "?sdkappid=1400000001&identifier=administrator&random=99999999&contenttype=json";
const GROUP = '"GroupId":"@TGS#2J4SZEAEL"';
const ACCOUNTS = ["tommy", "jared"];

/** What the vendor got for one act in the lobby: its path without the UserSig, and the body as it came. */
async function sent(stage: Stage, act: Act): Promise<Omit<WireRequest, "method">> {
  const lobby = await stage.state("Public");
  const receipt = valueOf(await stage.driver.act(lobby, act));
  const [request] = stage.emulator.requests(1);
  expect(receipt.request.body).toBe(request?.body);
  return { path: request?.path ?? "", body: request?.body ?? "" };
}

describe("the requests of the vendor's documents, to the letter", () => {
  it("kick", async () => {
    await using stage = await openStage();
    expect(await sent(stage, { verb: "kick", accounts: ACCOUNTS, silent: false, reason: null })).toEqual({
      path: `/v4/group_open_http_svc/delete_group_member${QUERY}`,
      body: `{${GROUP},"MemberToDel_Account":["tommy","jared"]}`,
    });
  });

  it("kick without telling anybody", async () => {
    await using stage = await openStage();
    const { body } = await sent(stage, { verb: "kick", accounts: ACCOUNTS, silent: true, reason: null });
    expect(body).toBe(`{${GROUP},"Silence":1,"MemberToDel_Account":["tommy","jared"]}`);
  });

  it("kick with a reason", async () => {
    await using stage = await openStage();
    const act: Act = { verb: "kick", accounts: ACCOUNTS, silent: false, reason: "kick reason" };
    const { body } = await sent(stage, act);
    expect(body).toBe(`{${GROUP},"Reason":"kick reason","MemberToDel_Account":["tommy","jared"]}`);
  });

  it("add", async () => {
    await using stage = await openStage();
    expect(await sent(stage, { verb: "add", accounts: ["away1", "away2"], silent: false })).toEqual({
      path: `/v4/group_open_http_svc/add_group_member${QUERY}`,
      body: `{${GROUP},"MemberList":[{"Member_Account":"away1"},{"Member_Account":"away2"}]}`,
    });
  });

  it("add without telling anybody", async () => {
    await using stage = await openStage();
    const { body } = await sent(stage, { verb: "add", accounts: ["away1"], silent: true });
    expect(body).toBe(`{${GROUP},"Silence":1,"MemberList":[{"Member_Account":"away1"}]}`);
  });

  it("mute for a minute", async () => {
    await using stage = await openStage();
    const until = stage.clock.now() + 60_000;
    expect(await sent(stage, { verb: "mute", accounts: ACCOUNTS, until })).toEqual({
      path: `/v4/group_open_http_svc/forbid_send_msg${QUERY}`,
      body: `{${GROUP},"Members_Account":["tommy","jared"],"ShutUpTime":60}`,
    });
  });

  it("mute for ever", async () => {
    await using stage = await openStage();
    const { body } = await sent(stage, { verb: "mute", accounts: ACCOUNTS, until: "permanent" });
    expect(body).toBe(`{${GROUP},"Members_Account":["tommy","jared"],"ShutUpTime":4294967295}`);
  });

  it("unmute", async () => {
    await using stage = await openStage();
    const { body } = await sent(stage, { verb: "unmute", accounts: ACCOUNTS });
    expect(body).toBe(`{${GROUP},"Members_Account":["tommy","jared"],"ShutUpTime":0}`);
  });
});

describe("the requests of documents newer than the seeds", () => {
  const until = (stage: Stage) => stage.clock.now() + 60_000;

  it("ban for a minute", async () => {
    await using stage = await openStage();
    const act: Act = { verb: "ban", accounts: ACCOUNTS, until: until(stage), reason: null };
    expect(await sent(stage, act)).toEqual({
      path: `/v4/group_open_http_svc/ban_group_member${QUERY}`,
      body: `{${GROUP},"Members_Account":["tommy","jared"],"Duration":60}`,
    });
  });

  it("ban for ever, with a reason cut to whole characters within 1000 bytes", async () => {
    await using stage = await openStage();
    const reason = `${"禁".repeat(333)}é and so on`;
    const { body } = await sent(stage, { verb: "ban", accounts: ["tommy"], until: "permanent", reason });
    expect(JSON.parse(body)).toMatchObject({ Duration: 4_294_967_295, Description: "禁".repeat(333) });
  });

  it("unban", async () => {
    await using stage = await openStage();
    expect(await sent(stage, { verb: "unban", accounts: ACCOUNTS })).toEqual({
      path: `/v4/group_open_http_svc/unban_group_member${QUERY}`,
      body: `{${GROUP},"Members_Account":["tommy","jared"]}`,
    });
  });

  it.each([
    ["auto", '"ShutUpAllMember":"On","MuteAllMember":"On"'],
    ["old", '"ShutUpAllMember":"On"'],
    ["new", '"MuteAllMember":"On"'],
  ] as const)("lock, in the dialect %s", async (dialect, names) => {
    await using stage = await openStage({ driver: { dialect } });
    expect(await sent(stage, { verb: "lock", accounts: ["*"] })).toEqual({
      path: `/v4/group_open_http_svc/modify_group_base_info${QUERY}`,
      body: `{${GROUP},${names}}`,
    });
  });

  it("unlock", async () => {
    await using stage = await openStage({ driver: { dialect: "new" } });
    const { body } = await sent(stage, { verb: "unlock", accounts: ["*"] });
    expect(body).toBe(`{${GROUP},"MuteAllMember":"Off"}`);
  });
});

describe("the seconds of a mute", () => {
  it("are what is left when the request leaves, not what was left when it was asked for", async () => {
    let turn = (): void => {};
    const pace = { turn: () => new Promise<void>((resolve) => (turn = resolve)) };
    await using stage = await openStage({ driver: { pace } });
    const description = stage.state("Public");
    turn();
    const muting = stage.driver.act(await description, {
      verb: "mute",
      accounts: ["tommy"],
      until: stage.clock.now() + 60_000,
    });
    await stage.clock.advance(2_001);
    turn();
    valueOf(await muting);
    expect(stage.emulator.requests(1)[0]?.body).toContain('"ShutUpTime":58');
  });

  it("and so are those of a ban", async () => {
    let turn = (): void => {};
    const pace = { turn: () => new Promise<void>((resolve) => (turn = resolve)) };
    await using stage = await openStage({ driver: { pace } });
    const description = stage.state("Public");
    turn();
    const until = stage.clock.now() + 60_000;
    const act: Act = { verb: "ban", accounts: ["tommy"], until, reason: null };
    const banning = stage.driver.act(await description, act);
    await stage.clock.advance(2_001);
    turn();
    valueOf(await banning);
    expect(stage.emulator.requests(1)[0]?.body).toContain('"Duration":58');
  });

  it("never reach the number that means for ever", async () => {
    await using stage = await openStage();
    const until = stage.clock.now() + 2 ** 43;
    const { body } = await sent(stage, { verb: "mute", accounts: ["tommy"], until });
    expect(body).toContain('"ShutUpTime":4294967294');
  });

  it("are never zero, which would lift the mute: an end that has passed is not sent", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    const before = stage.emulator.requests().length;
    const act: Act = { verb: "mute", accounts: ["tommy"], until: stage.clock.now() };
    expect(failureOf(await stage.driver.act(lobby, act)).kind).toBe("lapsed");
    expect(stage.emulator.requests()).toHaveLength(before);
  });
});

it("a change that had to wait too long for its turn is not sent any more", async () => {
  let turn = (): void => {};
  const pace = { turn: () => new Promise<void>((resolve) => (turn = resolve)) };
  await using stage = await openStage({ driver: { pace } });
  const description = stage.state("Public");
  turn();
  const kicking = stage.driver.act(await description, {
    verb: "kick",
    accounts: ["tommy"],
    silent: false,
    reason: null,
  });
  await stage.clock.advance(3_001);
  turn();
  expect(failureOf(await kicking).kind).toBe("throttled");
  expect(stage.emulator.effects()).toEqual([]);
});

it("a change whose turn cannot be had is not sent", async () => {
  await using stage = await openStage({
    driver: { pace: { turn: () => Promise.reject(new Error("database is away")) } },
  });
  const lobby = { ...stage.group("Public") };
  expect(failureOf(await stage.driver.describe(lobby)).kind).toBe("unavailable");
  expect(stage.emulator.requests()).toEqual([]);
});

it("a burst of changes is spread out, so that the vendor never has to refuse one for its frequency", async () => {
  const timed = { clock: systemClock, pace: createPace(systemClock), timeoutMs: 2_000 };
  await using stage = await openStage({ world: { clock: systemClock, frequency: true }, driver: timed });
  const lobby = await stage.state("Public");
  const kicks = Array.from({ length: 130 }, (_, index) =>
    stage.driver.act(lobby, { verb: "kick", accounts: [`user${index + 1}`], silent: true, reason: null }),
  );
  expect((await Promise.all(kicks)).filter(({ ok }) => !ok)).toEqual([]);
  expect(stage.emulator.frequencyRefusals()).toBe(0);
});

it("a path in the address stands before the vendor's own", async () => {
  await using stage = await openStage();
  await using proxied = await openStage({ driver: { baseUrl: `${stage.emulator.url}/chat/` } });
  await proxied.driver.describe(proxied.group("Public"));
  expect(stage.emulator.requests(1)[0]?.path).toMatch(/^\/chat\/v4\/group_open_http_svc\/get_group_info\?/);
});
