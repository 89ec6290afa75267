import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../../src/sandbox/tencent/faults.ts";
import { TENCENT_CODES } from "../../../src/texts/tencent-codes.ts";
import { advice, type Act, type Pace, type VendorFailure } from "../../../src/vendors/port.ts";
import { httpAnswer, rawServer } from "../raw-server.ts";
import { failureOf, valueOf } from "../answered.ts";
import { openStage, type Stage } from "./stage.ts";

const KICK: Act = { verb: "kick", accounts: ["tommy", "jared"], silent: false, reason: null };

/** What a kick of two in the lobby comes to while the vendor misbehaves once. */
async function kickDuring(stage: Stage, kind: FaultKind, times = 1): Promise<VendorFailure> {
  const lobby = await stage.state("Public");
  stage.emulator.fault({ kind, times, command: "delete_group_member" });
  return failureOf(await stage.driver.act(lobby, KICK));
}

/** Every code of the vendor's documents that can meet these commands, and what follows from it. */
const MEANT: Readonly<Record<string, readonly number[]>> = {
  throttled: [10006, 60004, 60005, 60007, 60011, 60018, 60019, 70050],
  uncertain: [10002, 60008, 60013, 60014, 70169, 70202, 70500, 80003],
  no_group: [10010, 10015],
  no_account: [10019, 70107],
  group_full: [10014, 10038],
  too_many: [10005],
  misconfigured: [
    10007, 10008, 10012, 10026, 10059, 11000, 60006, 60009, 60010, 60012, 60016, 60017, 60020, 60021, 60025,
    60026, 60027, 60028, 70001, 70002, 70003, 70005, 70009, 70013, 70014, 70016, 70020, 70051, 70403, 80005,
  ],
  rejected: [
    10003, 10004, 10011, 10013, 10016, 10018, 10035, 10037, 10199, 60002, 60003, 60015, 70402, 80002, 99999,
  ],
};

describe("an error code of the vendor", () => {
  const rows = Object.entries(MEANT).flatMap(([kind, codes]) => codes.map((code) => ({ code, kind })));

  it.each(rows)("$code is $kind, and the person is shown the code", async ({ code, kind }) => {
    await using stage = await openStage();
    const failure = await kickDuring(stage, `error:${code}`, 2);
    expect(failure.kind).toBe(kind);
    expect(failure.detail).toContain(`(${code})`);
  });

  it("has its meaning checked above, whichever it is", () => {
    const checked = new Set(Object.values(MEANT).flat());
    expect(Object.keys(TENCENT_CODES).filter((code) => !checked.has(Number(code)))).toEqual([]);
  });

  it("says how long to pause where the documents do", async () => {
    await using stage = await openStage();
    expect(await kickDuring(stage, "error:60007")).toMatchObject({ retryAfterMs: 1_000 });
    expect(await kickDuring(stage, "error:70050")).toMatchObject({ retryAfterMs: 60_000 });
  });

  it("that a person can mend says what to mend", async () => {
    await using stage = await openStage();
    expect((await kickDuring(stage, "error:60026")).detail).toBe(
      "Tencent refused (60026): the region of this connection is not the app's data centre; choose the region shown in the Tencent console",
    );
  });

  it("of a read never asks to settle anything, because a read changes nothing", async () => {
    await using stage = await openStage();
    for (const code of [10002, 60008, 10005]) {
      stage.emulator.fault({ kind: `error:${code}`, times: 1, command: "get_group_info" });
      const failure = failureOf(await stage.driver.describe(stage.group("Public")));
      expect(["retry", "give_up"]).toContain(advice(failure));
    }
  });
});

describe("a change whose answer does not arrive", () => {
  it.each<{ fault: FaultKind; isApplied: boolean }>([
    { fault: "reset-before", isApplied: false },
    { fault: "reset-after", isApplied: true },
    { fault: "truncate", isApplied: true },
    { fault: "html", isApplied: false },
    { fault: "hang", isApplied: false },
    { fault: "latency:1600", isApplied: true },
    { fault: "status:500", isApplied: false },
    { fault: "status:502", isApplied: false },
    { fault: "status:503", isApplied: false },
    { fault: "status:504", isApplied: false },
  ])("$fault: nobody knows until the vendor is read", async ({ fault, isApplied }) => {
    await using stage = await openStage();
    expect((await kickDuring(stage, fault)).kind).toBe("uncertain");
    if (fault === "latency:1600")
      await expect.poll(() => stage.emulator.effects().length, { timeout: 5_000 }).toBe(2);
    const states = valueOf(
      await stage.driver.states(await stage.state("Public"), ["tommy"], ["standing", "existence"]),
    );
    expect(states[0]?.standing).toBe(isApplied ? "absent" : "member");
  });

  it("is sent once only", async () => {
    await using stage = await openStage();
    await kickDuring(stage, "reset-after");
    const kicks = stage.emulator.requests().filter(({ path }) => path.includes("delete_group_member"));
    expect(kicks).toHaveLength(1);
  });
});

describe("an HTTP status that is not the API's", () => {
  it.each<{ fault: FaultKind; kind: VendorFailure["kind"] }>([
    { fault: "status:429", kind: "throttled" },
    { fault: "status:302", kind: "misconfigured" },
    { fault: "status:403", kind: "misconfigured" },
    { fault: "status:404", kind: "misconfigured" },
    { fault: "status:408", kind: "uncertain" },
  ])("$fault is $kind", async ({ fault, kind }) => {
    await using stage = await openStage();
    expect((await kickDuring(stage, fault)).kind).toBe(kind);
  });
});

describe("a signature that has expired", () => {
  it("is made anew once, and the change goes through", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    stage.emulator.fault({ kind: "expired-token", times: 1 });
    expect((await stage.driver.act(lobby, KICK)).ok).toBe(true);
    expect(stage.emulator.effects().map(({ account }) => account)).toEqual(["tommy", "jared"]);
  });

  it("and is refused again points at the machine's clock", async () => {
    await using stage = await openStage();
    const failure = await kickDuring(stage, "expired-token", 9);
    expect(failure).toMatchObject({ kind: "misconfigured", detail: expect.stringContaining("clock") });
    expect(stage.emulator.requests().filter(({ path }) => path.includes("delete_group_member"))).toHaveLength(
      2,
    );
  });
});

describe("credentials that do not fit", () => {
  it.each([
    { wrong: { secretKey: "f".repeat(64) }, code: 70009 },
    { wrong: { sdkAppId: 1400000002 }, code: 70020 },
    { wrong: { admin: "tommy" }, code: 60010 },
  ])("are named ($code) without being shown", async ({ wrong, code }) => {
    await using stage = await openStage({ driver: wrong });
    const failure = failureOf(await stage.driver.describe(stage.group("Public")));
    expect(failure).toMatchObject({ kind: "misconfigured", detail: expect.stringContaining(`(${code})`) });
    expect(failure.detail).not.toMatch(/f{64}|eJ/);
  });
});

describe("why there is no permission (10007)", () => {
  it("names the owner among those to be kicked", async () => {
    await using stage = await openStage();
    const act: Act = { ...KICK, accounts: ["tommy", "administrator"] };
    expect(failureOf(await stage.driver.act(await stage.state("Public"), act))).toEqual({
      code: "10007",
      kind: "not_permitted",
      detail: "Tencent refused (10007): administrator is the group's owner",
    });
  });

  it("names the kind of group when it was not the kind it was taken for", async () => {
    await using stage = await openStage();
    const live = { ...(await stage.state("AVChatRoom")), kind: "Public" };
    const act: Act = { verb: "add", accounts: ["away1"], silent: false };
    expect(failureOf(await stage.driver.act(live, act))).toEqual({
      code: "10007",
      kind: "unsupported",
      detail:
        "Tencent refused (10007): the group is of the kind AVChatRoom, and people join a group of this kind by themselves; nobody can be added",
      instead: [],
    });
  });

  it("otherwise points at the identifier", async () => {
    await using stage = await openStage();
    expect((await kickDuring(stage, "error:10007")).detail).toContain("not an app administrator");
  });

  it("stays open when the group cannot be read either", async () => {
    await using stage = await openStage();
    stage.emulator.fault({ kind: "status:503", times: 1, command: "get_group_info" });
    const lobby = { ...(await failedThenState(stage)) };
    stage.emulator.fault({ kind: "error:10007", times: 1, command: "delete_group_member" });
    stage.emulator.fault({ kind: "status:503", times: 1, command: "get_group_info" });
    expect(failureOf(await stage.driver.act(lobby, KICK))).toMatchObject({ kind: "not_permitted" });
  });
});

/** A failed description is not kept, so the second one succeeds. */
async function failedThenState(stage: Stage) {
  expect((await stage.driver.describe(stage.group("Public"))).ok).toBe(false);
  return stage.state("Public");
}

it("a group that turns out to be gone is not described from memory any more", async () => {
  await using stage = await openStage();
  const lobby = await stage.state("Public");
  stage.emulator.dissolve(lobby.group.id);
  expect(failureOf(await stage.driver.act(lobby, KICK)).kind).toBe("no_group");
  expect(failureOf(await stage.driver.describe(lobby.group)).kind).toBe("no_group");
});

it("a group is described from memory for five minutes", async () => {
  await using stage = await openStage();
  await stage.state("Public");
  await stage.clock.advance(299_000);
  await stage.state("Public");
  expect(stage.emulator.requests()).toHaveLength(1);
  await stage.clock.advance(1_000);
  await stage.state("Public");
  expect(stage.emulator.requests()).toHaveLength(2);
});

it("the vendor's own words are quoted on one line and cut, and can be stored anywhere", async () => {
  const info = `line\n\u0000${"x".repeat(154)}😀😀😀`;
  const text = JSON.stringify({ ActionStatus: "FAIL", ErrorCode: 10016, ErrorInfo: info });
  await using server = await rawServer((socket) => socket.end(httpAnswer(200, text)));
  await using stage = await openStage();
  await using mouthy = await openStage({ driver: { baseUrl: server.url } });
  const { detail } = failureOf(await mouthy.driver.act(await stage.state("Public"), KICK));
  expect(detail).toContain('(it said "line xxx');
  expect(detail).toMatch(/^\P{Cc}{1,300}$/u);
  expect(detail.isWellFormed()).toBe(true);
});

it.each([
  ["no verdict", "{}"],
  ["a verdict that contradicts itself", '{"ActionStatus":"FAIL","ErrorCode":0}'],
  ["nothing", ""],
  ["a list", "[]"],
])("an answer with %s leaves a change open", async (_, text) => {
  await using server = await rawServer((socket) => socket.end(httpAnswer(200, text)));
  await using stage = await openStage();
  await using odd = await openStage({ driver: { baseUrl: server.url } });
  expect(failureOf(await odd.driver.act(await stage.state("Public"), KICK)).kind).toBe("uncertain");
});

describe("what Bailiff itself is to blame for", () => {
  it("is said to be its own when the shared pace cannot be asked", async () => {
    const turn = (): Promise<void> => Promise.reject(new Error("the database is away"));
    let isAway = false;
    const pace: Pace = { turn: () => (isAway ? turn() : Promise.resolve()) };
    await using stage = await openStage({ driver: { pace } });
    const lobby = await stage.state("Public");
    isAway = true;
    expect(failureOf(await stage.driver.act(lobby, KICK))).toMatchObject({
      kind: "unavailable",
      isOurs: true,
    });
    expect(failureOf(await stage.driver.muted(lobby))).toMatchObject({ kind: "unavailable", isOurs: true });
    expect(stage.emulator.effects()).toEqual([]);
  });

  it("is said to be its own when the turn came too late", async () => {
    let wait: () => Promise<void> = () => Promise.resolve();
    await using stage = await openStage({ driver: { pace: { turn: () => wait() } } });
    const lobby = await stage.state("Public");
    wait = () => stage.clock.advance(60_000);
    expect(failureOf(await stage.driver.act(lobby, KICK))).toMatchObject({ kind: "throttled", isOurs: true });
    expect(stage.emulator.effects()).toEqual([]);
  });

  it("is not said of the vendor's own pauses", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    stage.emulator.fault({ kind: "frequency", times: 1 });
    expect(failureOf(await stage.driver.act(lobby, KICK))).not.toHaveProperty("isOurs");
  });
});
