import { describe, expect, it } from "vitest";
import { failureOf, valueOf } from "../answered.ts";
import { openStage, type Stage } from "./stage.ts";

const bodiesOf = (stage: Stage, command: string): Record<string, unknown>[] =>
  stage.emulator
    .requests()
    .filter(({ path }) => path.includes(command))
    .map(({ body }) => JSON.parse(body));

describe("the list of members", () => {
  it("is asked for by position, a hundred at a time, with roles and nothing else", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    for (let index = 1; index <= 150; index += 1) {
      stage.emulator.addAccount(`crowd${index}`);
      stage.emulator.join(lobby.group.id, `crowd${index}`);
    }
    const page = valueOf(await stage.driver.members(lobby, 20, 150));
    expect(page).toMatchObject({ total: 196, more: true });
    expect(page.rows).toHaveLength(150);
    expect(bodiesOf(stage, "get_group_member_info")).toEqual([
      { GroupId: lobby.group.id, Limit: 100, Offset: 20, MemberInfoFilter: ["Role"] },
      { GroupId: lobby.group.id, Limit: 50, Offset: 120, MemberInfoFilter: ["Role"] },
    ]);
  });

  it("of a Community is read on from where it ended, and gone through when it is entered elsewhere", async () => {
    await using stage = await openStage();
    const town = await stage.state("Community");
    const first = valueOf(await stage.driver.members(town, 0, 20));
    const second = valueOf(await stage.driver.members(town, 20, 20));
    expect(bodiesOf(stage, "get_group_member_info").map(({ Next }) => Next)).toEqual(["", "20"]);
    expect(valueOf(await stage.driver.members(town, 10, 20)).rows).toEqual([
      ...first.rows.slice(10),
      ...second.rows.slice(0, 10),
    ]);
  });

  it("of a live group cannot be had, and the reason is said", async () => {
    await using stage = await openStage();
    const failure = failureOf(await stage.driver.members(await stage.state("AVChatRoom"), 0, 20));
    expect(failure).toEqual({
      kind: "unsupported",
      detail: "a group of the kind AVChatRoom keeps no list of members, so nobody can tell who is in it",
      instead: [],
    });
  });
});

describe("whether a group is locked", () => {
  it.each(["old", "new", "both"] as const)("is seen and changed in the generation %s", async (dialect) => {
    await using stage = await openStage({ world: { dialect } });
    const lobby = await stage.state("Public");
    for (const verb of ["lock", "unlock"] as const) {
      valueOf(await stage.driver.act(lobby, { verb, accounts: ["*"] }));
      expect(stage.emulator.group(lobby.group.id)?.locked).toBe(verb === "lock");
      expect(valueOf(await stage.driver.locked(lobby))).toBe(verb === "lock");
    }
  });

  it("is not asked where there are no mutes", async () => {
    await using stage = await openStage();
    const work = await stage.state("Private");
    const before = stage.emulator.requests().length;
    expect(valueOf(await stage.driver.locked(work))).toBe(false);
    expect(stage.emulator.requests()).toHaveLength(before);
  });

  it("a lock that is not permitted points at the identifier", async () => {
    await using stage = await openStage();
    const lobby = await stage.state("Public");
    stage.emulator.fault({ kind: "error:10007", times: 1, command: "modify_group_base_info" });
    const failure = failureOf(await stage.driver.act(lobby, { verb: "lock", accounts: ["*"] }));
    expect(failure).toMatchObject({
      kind: "misconfigured",
      detail: expect.stringContaining("not an app administrator"),
    });
  });
});
