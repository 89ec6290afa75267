import { describe, expect, it } from "vitest";
import type { Facet } from "../../../src/vendors/port.ts";
import { failureOf, valueOf } from "../answered.ts";
import { GROUP, openTalk, refusal, ROOM, type Heard, type Said } from "./scripted.ts";

const ALL: readonly Facet[] = ["standing", "existence", "mute", "ban"];
const data = (value: unknown): Said => ({ body: { data: value } });
const query = ({ url }: Heard, key: string): string =>
  new URL(url, "http://vendor").searchParams.get(key) ?? "";

/** A group as the vendor would tell of it, with pages of at most `largest`. */
function vendorOf(world: {
  readonly members: readonly string[];
  readonly admins?: readonly string[];
  readonly muted?: readonly { readonly user: string; readonly expire: number }[];
  readonly blocked?: readonly string[];
  readonly largest?: number;
}): (request: Heard) => Said {
  return (request) => {
    const path = request.url.replace(/\?.*$/, "").replace(/^\/XXXX\/XXXX|^\/app-id\/XXXX/, "");
    const rest = path.replace(/^\/chat(?:group|room)s\/[^/]+/, "");
    if (path.startsWith("/users/")) {
      const account = path.slice("/users/".length);
      return account.startsWith("away") || world.members.includes(account)
        ? { body: { entities: [{ username: account }], count: 1 } }
        : refusal(404, "service_resource_not_found", "Service resource not found");
    }
    if (rest === "/users") {
      const size = Math.min(Number(query(request, "pagesize")), world.largest ?? 1_000);
      const from = (Number(query(request, "pagenum")) - 1) * size;
      return data(
        world.members
          .slice(from, from + size)
          .map((account) => (account === "boss" ? { owner: account } : { member: account })),
      );
    }
    if (rest === "/admin") return data(world.admins ?? []);
    if (rest === "/mute") return data(world.muted ?? []);
    if (rest === "/blocks/users") {
      const blocked = world.blocked ?? [];
      const isPaged = request.url.includes("pageSize");
      const from = Number(query(request, "cursor"));
      const page = blocked.slice(from, from + (isPaged ? 50 : 500));
      const next = from + page.length;
      return { body: { data: page, ...(isPaged && next < blocked.length && { cursor: String(next) }) } };
    }
    if (rest.endsWith("/is_joined")) return data(world.members.includes(rest.split("/")[2] ?? ""));
    return data([
      { id: path.split("/")[2], owner: "boss", affiliations_count: world.members.length, mute: true },
    ]);
  };
}

const crowd = (size: number): string[] => ["boss", ...Array.from({ length: size - 1 }, (_, i) => `user${i}`)];

describe("where accounts stand", () => {
  const members = ["boss", "marshal", "tommy"];

  it("is read with as few requests as will do, and only what is asked", async () => {
    const answer = vendorOf({ members, admins: ["marshal"] });
    await using talk = await openTalk({ answer });
    const asked = ["tommy", "Marshal", "boss", "away1", "nobody"];
    const states = valueOf(await talk.driver.states(talk.state(), asked, ["standing", "existence"]));
    expect(states.map(({ account, standing, exists }) => [account, standing, exists])).toEqual([
      ["tommy", "member", true],
      ["Marshal", "admin", true],
      ["boss", "owner", true],
      ["away1", "absent", true],
      ["nobody", "absent", false],
    ]);
    expect(states.every(({ mutedUntil, bannedUntil }) => mutedUntil === null && bannedUntil === null)).toBe(
      true,
    );
    const paths = talk.heard().map(({ url }) => url.replace(`/XXXX/XXXX/`, ""));
    expect(paths.toSorted()).toEqual([
      `chatgroups/${GROUP}/admin`,
      `chatgroups/${GROUP}/users?pagenum=1&pagesize=1000`,
      "users/away1",
      "users/nobody",
    ]);
  });

  it("without being asked for is not read", async () => {
    const answer = vendorOf({
      members,
      muted: [{ user: "tommy", expire: 4_638_873_600_000 }],
      blocked: ["away1"],
    });
    await using talk = await openTalk({ answer });
    expect(valueOf(await talk.driver.states(talk.state(), ["tommy", "away1"], ["mute", "ban"]))).toEqual([
      { account: "tommy", standing: "unlisted", mutedUntil: "permanent", bannedUntil: null, exists: null },
      { account: "away1", standing: "unlisted", mutedUntil: null, bannedUntil: "permanent", exists: null },
    ]);
    expect(talk.heard()).toHaveLength(2);
  });

  it("of names the vendor cannot have is known without asking", async () => {
    await using talk = await openTalk({ answer: vendorOf({ members }) });
    const states = valueOf(await talk.driver.states(talk.state(), ["..", "x".repeat(65)], ALL));
    expect(states.map(({ standing, exists }) => [standing, exists])).toEqual([
      ["absent", false],
      ["absent", false],
    ]);
    expect(talk.heard()).toEqual([]);
  });

  it("is found on every page, even when the vendor cuts pages shorter than asked", async () => {
    const many = crowd(2_345);
    await using whole = await openTalk({ answer: vendorOf({ members: many }) });
    const last = many.at(-1) ?? "";
    const state = { members: many.length };
    const [seen] = valueOf(
      await whole.driver.states(whole.state("chatroom", state), [last], ["standing", "existence"]),
    );
    expect(seen?.standing).toBe("member");
    expect(whole.heard().filter(({ url }) => url.includes("pagenum"))).toHaveLength(3);

    await using short = await openTalk({ answer: vendorOf({ members: many, largest: 100 }) });
    const [found] = valueOf(
      await short.driver.states(short.state("chatroom", state), [last], ["standing", "existence"]),
    );
    expect(found?.standing).toBe("member");
  });

  it("passes nobody over who moves to an earlier page while somebody before them leaves", async () => {
    const many = crowd(250);
    const world = { members: many, largest: 100 };
    const answer = vendorOf(world);
    let isGone = false;
    await using talk = await openTalk({
      answer(request) {
        const said = answer(request);
        // As the first page is told, its first member leaves: whoever would be first on the second moves to the first.
        if (!isGone && query(request, "pagenum") === "1") {
          isGone = true;
          world.members.shift();
        }
        return said;
      },
    });
    const edge = many[100] ?? "";
    const state = talk.state("chatroom", { members: many.length });
    const [seen] = valueOf(await talk.driver.states(state, [edge], ["standing", "existence"]));
    expect(seen?.standing).toBe("member");
  });

  it("does not depend on a count that is out of date", async () => {
    const many = crowd(2_345);
    await using talk = await openTalk({ answer: vendorOf({ members: many }) });
    for (const members of [null, 1, 99_999]) {
      const [seen] = valueOf(
        await talk.driver.states(
          talk.state("chatroom", { members }),
          [many.at(-1) ?? ""],
          ["standing", "existence"],
        ),
      );
      expect(seen?.standing).toBe("member");
    }
  });

  it("of a few in a large group is asked one by one, of many by listing", async () => {
    const many = crowd(350);
    await using talk = await openTalk({ vendor: "agora", answer: vendorOf({ members: many, largest: 100 }) });
    const state = talk.state("chatgroup", { members: 350, owner: "boss" });
    const few = valueOf(
      await talk.driver.states(state, ["user7", "away1", "boss"], ["standing", "existence"]),
    );
    expect(few.map(({ standing }) => standing)).toEqual(["member", "absent", "owner"]);
    expect(talk.heard().filter(({ url }) => url.endsWith("/is_joined"))).toHaveLength(3);
    expect(talk.heard().some(({ url }) => url.includes("pagenum"))).toBe(false);
    valueOf(await talk.driver.states(state, many.slice(0, 4), ["standing", "existence"]));
    expect(talk.heard().filter(({ url }) => url.includes("pagenum"))).toHaveLength(4);
  });

  it("is listed where the vendor does not know the question about one account", async () => {
    const many = crowd(350);
    const vendor = vendorOf({ members: many, largest: 100 });
    await using talk = await openTalk({
      vendor: "agora",
      answer: (request) =>
        request.url.endsWith("/is_joined")
          ? refusal(500, "unsupported_service_operation", "Service operation not supported")
          : vendor(request),
    });
    const state = talk.state("chatgroup", { members: 350 });
    const [seen] = valueOf(await talk.driver.states(state, ["user300"], ["standing", "existence"]));
    expect(seen?.standing).toBe("member");
  });

  it("asks for at most twenty whether they exist", async () => {
    await using talk = await openTalk({ answer: vendorOf({ members }) });
    const away = Array.from({ length: 30 }, (_, index) => `away${index}`);
    const states = valueOf(await talk.driver.states(talk.state(), away, ["standing", "existence"]));
    expect(states.filter(({ exists }) => exists === true)).toHaveLength(20);
    expect(states.filter(({ exists }) => exists === null)).toHaveLength(10);
  });

  it("is not made up when the admins cannot be read", async () => {
    const vendor = vendorOf({ members });
    await using talk = await openTalk({
      answer: (request) => (request.url.endsWith("/admin") ? { status: 502, body: "" } : vendor(request)),
    });
    expect(failureOf(await talk.driver.states(talk.state(), ["tommy"], ALL)).kind).toBe("unavailable");
  });
});

describe("lists", () => {
  it("of the muted leave out what is over, and take any end beyond reason for one that never comes", async () => {
    // As text, because no double holds the longest long exactly.
    const rows = [
      '{"user":"A","expire":9223372036854775807}',
      '{"user":"b","expire":-1}',
      '{"user":"c","expire":1}',
      '{"user":"d","expire":1700000060000}',
    ];
    await using talk = await openTalk({ answer: () => ({ body: `{"data":[${rows.join()}]}` }) });
    expect(valueOf(await talk.driver.muted(talk.state()))).toEqual([
      { account: "a", until: "permanent" },
      { account: "b", until: "permanent" },
      { account: "d", until: 1_700_000_060_000 },
    ]);
  });

  it("of the banned are whole, also beyond what one answer holds", async () => {
    const blocked = Array.from({ length: 612 }, (_, index) => `bad${index}`);
    await using talk = await openTalk({ answer: vendorOf({ members: ["boss"], blocked }) });
    const banned = valueOf(await talk.driver.banned(talk.state()));
    expect(banned.map(({ account }) => account)).toEqual(blocked);
    expect(new Set(banned.map(({ until }) => until))).toEqual(new Set(["permanent"]));
  });

  it("of the banned cost one request where one will do", async () => {
    await using talk = await openTalk({ answer: vendorOf({ members: ["boss"], blocked: ["bad1"] }) });
    valueOf(await talk.driver.banned(talk.state()));
    expect(talk.heard()).toHaveLength(1);
  });

  it("of members come in pages, from any position, with how many there are", async () => {
    const many = crowd(45);
    await using talk = await openTalk({ answer: vendorOf({ members: many, admins: ["user3"] }) });
    const state = talk.state();
    const first = valueOf(await talk.driver.members(state, 0, 20));
    expect(first.rows.slice(0, 2)).toEqual([
      { account: "boss", standing: "owner" },
      { account: "user0", standing: "member" },
    ]);
    expect(first.rows.find(({ account }) => account === "user3")?.standing).toBe("admin");
    const seen = [first];
    for (const from of [20, 40]) seen.push(valueOf(await talk.driver.members(state, from, 20)));
    expect(seen.map(({ rows, total, more }) => [rows.length, total, more])).toEqual([
      [20, 45, true],
      [20, 45, true],
      [5, 45, false],
    ]);
    expect(seen.flatMap(({ rows }) => rows.map(({ account }) => account))).toEqual(many);
    const middle = valueOf(await talk.driver.members(state, 7, 20));
    expect(middle.rows.map(({ account }) => account)).toEqual(many.slice(7, 27));
    expect(valueOf(await talk.driver.members(state, 25, 20)).more).toBe(false);
  });
});

describe("a group", () => {
  it("is described by its kind from the configuration, and kept for five minutes; its lock is read anew", async () => {
    await using talk = await openTalk({ answer: vendorOf({ members: ["boss", "tommy"] }) });
    const room = { alias: "stage", connection: "live", id: ROOM };
    const state = valueOf(await talk.driver.describe(room));
    expect(state).toMatchObject({ kind: "chatroom", owner: "boss", members: 2, readAt: talk.clock.now() });
    expect(state.supports.mute).toMatchObject({
      batch: 100,
      perSecond: 100,
      endedBy: "vendor",
      isLearned: false,
    });
    expect(state.supports.ban).toMatchObject({ batch: 60, endedBy: "bailiff", perAccount: true });
    expect(talk.heard()[0]?.url).toBe(`/XXXX/XXXX/chatrooms/${ROOM}`);
    await talk.clock.advance(5 * 60_000 - 1);
    await talk.driver.describe(room);
    expect(talk.heard()).toHaveLength(1);
    expect(valueOf(await talk.driver.locked(state))).toBe(true);
    expect(talk.heard()).toHaveLength(2);
    const group = valueOf(await talk.driver.describe({ ...room, id: GROUP }));
    expect(group.kind).toBe("chatgroup");
    expect(talk.heard()[2]?.url).toBe(`/XXXX/XXXX/chatgroups/${GROUP}`);
  });

  it.each(["a read", "a change"])("that has gone is forgotten when %s finds out", async (finder) => {
    const vendor = vendorOf({ members: ["boss"] });
    let gone = false;
    await using talk = await openTalk({
      answer: (request) =>
        gone
          ? refusal(404, "service_resource_not_found", `do not find this group:${GROUP}`)
          : vendor(request),
    });
    const state = valueOf(await talk.driver.describe(talk.state().group));
    gone = true;
    const found =
      finder === "a read"
        ? await talk.driver.muted(state)
        : await talk.driver.act(state, { verb: "unmute", accounts: ["tommy"] });
    expect(failureOf<unknown>(found).kind).toBe("no_group");
    expect(failureOf(await talk.driver.describe(talk.state().group)).kind).toBe("no_group");
  });

  it("whose lock the vendor does not tell is not taken for open", async () => {
    await using talk = await openTalk({ answer: () => data([{ id: GROUP, owner: "boss" }]) });
    expect(failureOf(await talk.driver.locked(talk.state())).kind).toBe("unavailable");
  });
});
