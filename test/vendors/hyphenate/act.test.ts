import { describe, expect, it } from "vitest";
import type { Act, Pace } from "../../../src/vendors/port.ts";
import { failureOf, valueOf } from "../answered.ts";
import { GROUP, openTalk, refusal, type Heard, type Said } from "./scripted.ts";

const MINUTE_MS = 60_000;
const count = (word: string, to: number): string[] => Array.from({ length: to }, (_, i) => `${word}${i + 1}`);
const kick = (accounts: readonly string[], silent = false): Act => ({
  verb: "kick",
  accounts,
  silent,
  reason: null,
});
const add = (accounts: readonly string[], silent = false): Act => ({ verb: "add", accounts, silent });
const ban = (accounts: readonly string[]): Act => ({
  verb: "ban",
  accounts,
  until: "permanent",
  reason: null,
});
const bodyOf = (request: Heard | undefined): unknown => JSON.parse(request?.body ?? "null");
const rows = (...users: string[]): Said => ({
  body: { data: users.map((user) => ({ result: true, user })) },
});

describe("a mute", () => {
  const muted: Said = { body: { data: [{ result: true, expire: 1, user: "tommy" }] } };
  const mute = (until: number | "permanent"): Act => ({ verb: "mute", accounts: ["tommy"], until });

  it("is sent in milliseconds, reckoned when its turn has come", async () => {
    let move: () => Promise<void> = () => Promise.resolve();
    const slow: Pace = { turn: () => move() };
    await using talk = await openTalk({ answer: () => muted, options: { pace: slow } });
    move = () => talk.clock.advance(1_500);
    valueOf(await talk.driver.act(talk.state(), mute(talk.clock.now() + 10 * MINUTE_MS)));
    expect(bodyOf(talk.heard()[0])).toEqual({ usernames: ["tommy"], mute_duration: 598_500 });
  });

  it("for ever is -1, and one that has ended is not sent", async () => {
    await using talk = await openTalk({ answer: () => muted });
    valueOf(await talk.driver.act(talk.state(), mute("permanent")));
    expect(bodyOf(talk.heard()[0])).toEqual({ usernames: ["tommy"], mute_duration: -1 });
    expect(failureOf(await talk.driver.act(talk.state(), mute(talk.clock.now()))).kind).toBe("lapsed");
    expect(talk.heard()).toHaveLength(1);
  });

  it("of some who are not inside is refused as a whole, so nobody has an outcome yet", async () => {
    const said = refusal(400, "invalid_parameter", "users [away1] are not members of this group!");
    await using talk = await openTalk({ answer: () => said });
    const both: Act = { verb: "mute", accounts: ["tommy", "away1"], until: "permanent" };
    expect(failureOf(await talk.driver.act(talk.state(), both)).kind).toBe("no_account");
  });

  it("of nobody who is inside finds all of them absent", async () => {
    const said = refusal(403, "forbidden_op", "users [away2, away1] are not members of this group!");
    await using talk = await openTalk({ answer: () => said });
    const both: Act = { verb: "mute", accounts: ["Away1", "away2"], until: "permanent" };
    expect(valueOf(await talk.driver.act(talk.state(), both)).rows).toEqual([
      { account: "Away1", outcome: "absent", detail: null },
      { account: "away2", outcome: "absent", detail: null },
    ]);
  });
});

describe("the requests", () => {
  it.each([
    [{ verb: "unmute", accounts: ["a", "b"] }, "DELETE", "/mute/a,b", null],
    [{ verb: "lock", accounts: ["*"] }, "POST", "/ban", null],
    [{ verb: "unlock", accounts: ["*"] }, "DELETE", "/ban", null],
    [ban(["a"]), "POST", "/blocks/users/a", null],
    [ban(["a", "b"]), "POST", "/blocks/users", { usernames: ["a", "b"] }],
    [{ verb: "unban", accounts: ["a"] }, "DELETE", "/blocks/users/a", null],
    [{ verb: "unban", accounts: ["a", "b"] }, "DELETE", "/blocks/users/a,b", null],
    [kick(["a", "b"], true), "DELETE", "/users/a,b?need_notify=false", null],
    [add(["a"], true), "POST", "/users/a?need_notify=false", null],
    [add(["a", "b"], true), "POST", "/users", { usernames: ["a", "b"], need_notify: false }],
  ] as const satisfies readonly (readonly [Act, string, string, object | null])[])(
    "for %o",
    async (act, method, path, body) => {
      const sameForAll: Said = { body: { data: { mute: act.verb === "lock", newmembers: ["a", "b"] } } };
      await using talk = await openTalk({
        answer: () => (path === "/ban" || body !== null ? sameForAll : rows("a", "b")),
      });
      await talk.driver.act(talk.state(), act);
      const [request] = talk.heard();
      expect([request?.method, request?.url]).toEqual([method, `/XXXX/XXXX/chatgroups/${GROUP}${path}`]);
      expect(request?.body === "" ? null : bodyOf(request)).toEqual(body);
    },
  );

  it("are quiet only where the vendor knows how", async () => {
    await using agora = await openTalk({ vendor: "agora", answer: () => rows("a") });
    await agora.driver.act(agora.state(), kick(["a"], true));
    await using room = await openTalk({ answer: () => rows("a") });
    await room.driver.act(room.state("chatroom"), kick(["a"], true));
    expect([agora.heard()[0]?.url, room.heard()[0]?.url].join()).not.toContain("need_notify");
  });

  it("fold names to what the vendor keeps, name each once, and answer in the spelling asked", async () => {
    await using talk = await openTalk({ answer: () => rows("tommy") });
    const receipt = valueOf(await talk.driver.act(talk.state(), kick(["Tommy", "tommy", "TOMMY"])));
    expect(talk.heard()[0]?.url).toMatch(/\/users\/tommy$/);
    expect(receipt.rows?.map(({ account, outcome }) => `${account} ${outcome}`)).toEqual([
      "Tommy done",
      "tommy done",
      "TOMMY done",
    ]);
    expect(talk.driver.nameOf("Tommy")).toBe("tommy");
    // A Kelvin sign is no k.
    expect(talk.driver.nameOf("\u212Aai")).toBe("\u212Aai");
  });

  it.each(["..", ".", "a,b", "a/b", "a b", "tommy?x=1", "%2e%2e", "\u212Aai", "", "x".repeat(65), "\ud800"])(
    "never carry the impossible name %j, which could mean something else in a path",
    async (name) => {
      await using talk = await openTalk({ answer: () => rows("a") });
      for (const verb of ["unmute", "unban"] as const) {
        const act: Act = { verb, accounts: ["a", name] };
        expect(failureOf(await talk.driver.act(talk.state(), act)).kind).toBe("no_account");
      }
      expect(failureOf(await talk.driver.act(talk.state(), kick([name]))).kind).toBe("no_account");
      expect(talk.heard()).toEqual([]);
    },
  );

  it("never carry a group id that could mean something else in a path", async () => {
    await using talk = await openTalk({ answer: () => rows("a") });
    for (const id of ["..", "1,2", "", "\ud800"]) {
      const state = talk.state("chatgroup", { group: { alias: "x", connection: "live", id } });
      expect(failureOf(await talk.driver.act(state, kick(["a"]))).kind).toBe("no_group");
      expect(failureOf(await talk.driver.describe(state.group)).kind).toBe("no_group");
    }
    expect(talk.heard()).toEqual([]);
  });
});

describe("how much goes into one request", () => {
  it("is at most what is documented: nothing is sent otherwise", async () => {
    await using talk = await openTalk({ answer: () => rows("a") });
    const mute = (accounts: readonly string[]): Act => ({ verb: "mute", accounts, until: "permanent" });
    const tooMany = { kind: "too_many", batch: 60 };
    expect(failureOf(await talk.driver.act(talk.state(), kick(count("u", 61))))).toMatchObject(tooMany);
    expect(failureOf(await talk.driver.act(talk.state(), mute(count("u", 61))))).toMatchObject(tooMany);
    expect(talk.heard()).toEqual([]);
    valueOf(await talk.driver.act(talk.state("chatroom"), mute(count("u", 100))));
  });

  it("keeps the whole address within 4,096 bytes, whichever of the accounts are taken", async () => {
    const template = { org: "o".repeat(500), app: "a".repeat(500) };
    await using talk = await openTalk({ answer: () => rows("a"), options: { template } });
    const names = count("u", 60).map((name, index) => name.padEnd(index < 10 ? 5 : 64, "x"));
    const failure = failureOf(await talk.driver.act(talk.state(), kick(names)));
    expect(talk.heard()).toEqual([]);
    if (failure.kind !== "too_many") throw new Error(failure.kind);
    valueOf(await talk.driver.act(talk.state(), kick(names.toReversed().slice(0, failure.batch))));
    const bytes = `http://127.0.0.1:65535${talk.heard()[0]?.url ?? ""}`.length;
    expect(bytes).toBeLessThanOrEqual(4_096);
    expect(bytes).toBeGreaterThan(4_096 - 2 * 65);
    // The vendor has refused nothing, so nothing was learnt.
    valueOf(await talk.driver.act(talk.state(), kick(count("u", 60))));
  });
});

describe("the outcome of each account", () => {
  it("is what its row says", async () => {
    const data = [
      { result: true, user: "a" },
      { result: false, user: "b", reason: "user: b doesn't exist in group: 1" },
      { result: false, user: "c", reason: "user c doesn't exist." },
      { result: false, user: "d", reason: "forbidden operation on group owner!" },
      { result: false, user: "e" },
    ];
    await using talk = await openTalk({ answer: () => ({ body: { data } }) });
    const receipt = valueOf(await talk.driver.act(talk.state(), kick(["a", "b", "c", "d", "e", "f"])));
    expect(receipt.rows).toEqual([
      { account: "a", outcome: "done", detail: null },
      { account: "b", outcome: "absent", detail: null },
      { account: "c", outcome: "absent", detail: "Easemob has no such account" },
      {
        account: "d",
        outcome: "refused",
        detail: 'Easemob refused this account (it said "forbidden operation on group owner!")',
      },
      { account: "e", outcome: "refused", detail: "Easemob refused this account and gave no reason" },
    ]);
  });

  it("of those who were not new is found by reading who is inside", async () => {
    await using talk = await openTalk({
      answer: ({ method }) =>
        method === "POST"
          ? { body: { data: { newmembers: ["a"] } } }
          : { body: { data: [{ owner: "o" }, { member: "a" }, { member: "b" }] } },
    });
    const receipt = valueOf(await talk.driver.act(talk.state(), add(["a", "b", "banned1"])));
    expect(receipt.rows).toMatchObject([
      { account: "a", outcome: "done" },
      { account: "b", outcome: "already" },
      { account: "banned1", outcome: "refused" },
    ]);
  });

  it("of several of whom one is said to be inside is read as well", async () => {
    await using talk = await openTalk({
      answer: ({ method }) =>
        method === "POST"
          ? refusal(403, "forbidden_op", "can not join this group, reason:user: b already in group: 1\n")
          : { body: { data: [{ owner: "o" }, { member: "a" }, { member: "b" }] } },
    });
    const receipt = valueOf(await talk.driver.act(talk.state(), add(["a", "b"])));
    expect(receipt.rows?.map(({ outcome }) => outcome)).toEqual(["already", "already"]);
  });

  it("stays open where reading fails", async () => {
    await using talk = await openTalk({
      answer: ({ method }) =>
        method === "POST" ? { body: { data: { newmembers: ["a"] } } } : { status: 502, body: "" },
    });
    const receipt = valueOf(await talk.driver.act(talk.state(), add(["a", "b"])));
    expect(receipt.rows).toEqual([{ account: "a", outcome: "done", detail: null }]);
  });

  it("of a ban of somebody outside depends on whether the ban stands already", async () => {
    await using talk = await openTalk({
      answer: ({ method }) =>
        method === "POST"
          ? refusal(403, "forbidden_op", "users [a, b] are not members of this group!")
          : { body: { data: ["b"] } },
    });
    const receipt = valueOf(await talk.driver.act(talk.state(), ban(["a", "b"])));
    expect(receipt.rows?.map(({ outcome }) => outcome)).toEqual(["absent", "already"]);
  });

  it("of a lock is done when the vendor says so", async () => {
    await using talk = await openTalk({ answer: () => ({ body: { data: { mute: true } } }) });
    const lock = valueOf(await talk.driver.act(talk.state(), { verb: "lock", accounts: ["*"] }));
    expect(lock.rows).toEqual([{ account: "*", outcome: "done", detail: null }]);
    const unlock = valueOf(await talk.driver.act(talk.state(), { verb: "unlock", accounts: ["*"] }));
    expect(unlock.rows).toEqual([]);
  });
});

describe("turns", () => {
  it("are asked for by connection, kind of group and command, with the urgency given", async () => {
    const asked: unknown[] = [];
    const pace: Pace = {
      turn: (...turn) => {
        asked.push(turn);
        return Promise.resolve();
      },
    };
    await using talk = await openTalk({ answer: () => rows("a"), options: { pace } });
    await talk.driver.act(talk.state(), kick(["a"]));
    await talk.driver.act(talk.state(), kick(["a"]), "patient");
    expect(asked).toEqual([
      ["live:chatgroup:delete:users", 100, "prompt"],
      ["live:chatgroup:delete:users", 100, "patient"],
    ]);
  });

  it("that come too late send nothing", async () => {
    let move: () => Promise<void> = () => Promise.resolve();
    await using talk = await openTalk({ answer: () => rows("a"), options: { pace: { turn: () => move() } } });
    move = () => talk.clock.advance(3_001);
    const failure = failureOf(await talk.driver.act(talk.state(), kick(["a"])));
    expect(failure).toMatchObject({ kind: "throttled", isOurs: true });
    expect(talk.heard()).toEqual([]);
  });

  it("that cannot be counted send nothing", async () => {
    const pace: Pace = { turn: () => Promise.reject(new Error("the database is away")) };
    await using talk = await openTalk({ answer: () => rows("a"), options: { pace } });
    const failure = failureOf(await talk.driver.act(talk.state(), kick(["a"])));
    expect(failure).toMatchObject({ kind: "unavailable", isOurs: true });
    expect(talk.heard()).toEqual([]);
  });
});

it("a kind nobody has read about takes nothing", async () => {
  await using talk = await openTalk({ answer: () => rows("a") });
  const odd = talk.state("chatgroup", { kind: "Hologram" });
  expect(failureOf(await talk.driver.act(odd, kick(["a"]))).kind).toBe("unsupported");
  expect(failureOf(await talk.driver.muted(odd)).kind).toBe("unsupported");
  expect(talk.heard()).toEqual([]);
});
