import { describe, expect, it } from "vitest";
import type { Act } from "../../../src/vendors/port.ts";
import { failureOf, valueOf } from "../answered.ts";
import { EASEMOB_TOKEN, GROUP, openTalk, refusal, ROOM, type Said } from "./scripted.ts";

/**
 * The examples of the product's own source documents, word for word: Easemob's "remove one room member" and
 * Shengwang's "add and remove group members".
 */

const kick = (accounts: readonly string[]): Act => ({ verb: "kick", accounts, silent: false, reason: null });
const add = (accounts: readonly string[]): Act => ({ verb: "add", accounts, silent: false });

describe("Easemob, remove one room member", () => {
  const SAMPLE = `{
"action": "delete",
"application": "8beXXXX02",
"uri": "https://XXXX/XXXX/XXXX/chatrooms/66XXXX33/users/user1",
"entities": [],
"data": {
"result": true,
"action": "remove_member",
"user": "user1",
"id": "66XXXX33"
},
"timestamp": 1542555744726,
"duration": 1,
"organization": "XXXX",
"applicationName": "testapp"
}`;

  it("is asked for and understood as in the example", async () => {
    await using talk = await openTalk({ answer: () => ({ body: SAMPLE }) });
    const receipt = valueOf(await talk.driver.act(talk.state("chatroom"), kick(["user1"])));
    expect(receipt).toEqual({
      rows: [{ account: "user1", outcome: "done", detail: null }],
      request: { method: "DELETE", path: "/XXXX/XXXX/chatrooms/66XXXX33/users/user1", body: "" },
    });
    const [request] = talk.heard();
    expect(request).toMatchObject({
      method: "DELETE",
      url: "/XXXX/XXXX/chatrooms/66XXXX33/users/user1",
      body: "",
      headers: { accept: "application/json", authorization: `Bearer ${EASEMOB_TOKEN}` },
    });
    expect(talk.heard()).toHaveLength(1);
  });

  it.each([
    [400, "forbidden_op", "users [user1] are not members of this group!", "absent"],
    [404, "resource_not_found", `grpID ${ROOM} does not exist!`, "no_group"],
    [404, "resource_not_found", "username user1 doesn't exist!", "no_account"],
    [401, "unauthorized", "Unable to authenticate (OAuth)", "misconfigured"],
  ])("its error %s %s %s is %s", async (status, error, description, expected) => {
    await using talk = await openTalk({ answer: () => refusal(status, error, description) });
    const answered = await talk.driver.act(talk.state("chatroom"), kick(["user1"]));
    expect(answered.ok ? answered.value.rows?.[0]?.outcome : answered.failure.kind).toBe(expected);
  });
});

describe("Shengwang, add and remove group members", () => {
  const envelope = (action: string, data: unknown): Said => ({
    body: {
      action,
      application: "8bXXXX02",
      uri: "https://XXXX/app-id/XXXX/chatgroups/66XXXX85/users",
      entities: [],
      data,
      timestamp: 1_542_364_958_405,
      duration: 0,
      organization: "XXXX",
      applicationName: "testapp",
    },
  });

  it("adds one", async () => {
    const data = { result: true, groupid: "66XXXX85", action: "add_member", user: "user4" };
    await using talk = await openTalk({ vendor: "agora", answer: () => envelope("post", data) });
    const receipt = valueOf(await talk.driver.act(talk.state(), add(["user4"])));
    expect(receipt.rows).toEqual([{ account: "user4", outcome: "done", detail: null }]);
    expect(talk.heard()).toHaveLength(1);
    expect(talk.heard()[0]).toMatchObject({
      method: "POST",
      url: "/app-id/XXXX/chatgroups/66XXXX85/users/user4",
      body: "",
      headers: { accept: "application/json", authorization: expect.stringMatching(/^Bearer 007/) as string },
    });
  });

  it("adds several, whatever the order of the answer", async () => {
    const data = { newmembers: ["user5", "user4"], groupid: "66XXXX85", action: "add_member" };
    await using talk = await openTalk({ vendor: "agora", answer: () => envelope("post", data) });
    const receipt = valueOf(await talk.driver.act(talk.state(), add(["user4", "user5"])));
    expect(receipt.rows).toEqual([
      { account: "user4", outcome: "done", detail: null },
      { account: "user5", outcome: "done", detail: null },
    ]);
    const [request] = talk.heard();
    expect(request).toMatchObject({
      method: "POST",
      url: "/app-id/XXXX/chatgroups/66XXXX85/users",
      headers: { "content-type": "application/json" },
    });
    expect(JSON.parse(request?.body ?? "")).toEqual({ usernames: ["user4", "user5"] });
  });

  it("removes one", async () => {
    const data = { result: true, action: "remove_member", user: "user3", groupid: "66XXXX85" };
    await using talk = await openTalk({ vendor: "agora", answer: () => envelope("delete", data) });
    const receipt = valueOf(await talk.driver.act(talk.state(), kick(["user3"])));
    expect(receipt.rows).toEqual([{ account: "user3", outcome: "done", detail: null }]);
    expect(talk.heard()[0]).toMatchObject({
      method: "DELETE",
      url: "/app-id/XXXX/chatgroups/66XXXX85/users/user3",
      body: "",
    });
  });

  it("removes several, and takes the row whose user was not asked for by the name in its reason", async () => {
    const row = (user: string, more: object): object => ({
      action: "remove_member",
      user,
      groupid: "14XXXX79",
      ...more,
    });
    const data = [
      row("user1", { result: false, reason: "user ttXXXX81 doesn't exist." }),
      row("user2", { result: true }),
      row("user3", { result: true }),
    ];
    await using talk = await openTalk({ vendor: "agora", answer: () => envelope("delete", data) });
    const receipt = valueOf(await talk.driver.act(talk.state(), kick(["ttXXXX81", "user2", "user3"])));
    expect(receipt.rows).toEqual([
      { account: "ttXXXX81", outcome: "absent", detail: "Agora Chat has no such account" },
      { account: "user2", outcome: "done", detail: null },
      { account: "user3", outcome: "done", detail: null },
    ]);
    // Names are sent as the vendor keeps them.
    expect(talk.heard()[0]?.url).toBe("/app-id/XXXX/chatgroups/66XXXX85/users/ttxxxx81,user2,user3");
  });

  it.each([
    [kick(["u1"]), 403, "forbidden_op", "users [u1] are not members of this group!", "absent"],
    [kick(["u1", "u2"]), 403, "forbidden_op", "users [u1, u2] are not members of this group!", "absent"],
    [kick(["u1"]), 403, "forbidden_op", "forbidden operation on group owner!", "not_permitted"],
    [kick(["u1"]), 404, "resource_not_found", `grpID ${GROUP} does not exist!`, "no_group"],
    [
      kick(["u1", "u2"]),
      400,
      "invalid_parameter",
      "kickMember: kickMembers number more than maxSize : 60",
      "too_many",
    ],
    [kick(["u1"]), 403, "exceed_limit", "user u1 has joined too many groups!", "not_permitted"],
    [
      add(["u1"]),
      403,
      "forbidden_op",
      `can not join this group, reason:user: u1 already in group: ${GROUP}\n`,
      "already",
    ],
    [
      add(["u1"]),
      403,
      "forbidden_op",
      `an not join this group, reason:user: u1 already in group: ${GROUP}`,
      "already",
    ],
    [add(["u1"]), 404, "resource_not_found", "username u1 doesn't exist!", "no_account"],
    [add(["u1"]), 403, "exceed_limit", "user u1 has joined too many groups!", "not_permitted"],
    [add(["u1", "u2"]), 403, "exceed_limit", "members size is greater than max user size !", "group_full"],
    [add(["u1"]), 401, "unauthorized", "Unable to authenticate (OAuth)", "misconfigured"],
  ] as const)("%o, error %s %s %j is %s", async (change, status, error, description, expected) => {
    await using talk = await openTalk({ vendor: "agora", answer: () => refusal(status, error, description) });
    const answered = await talk.driver.act(talk.state(), change);
    expect(answered.ok ? answered.value.rows?.[0]?.outcome : answered.failure.kind).toBe(expected);
  });
});

it("an owner who cannot be kicked is named, also when that is somebody else since", async () => {
  let owner = "Old";
  await using talk = await openTalk({
    answer: ({ method }) =>
      method === "GET"
        ? { body: { data: [{ id: GROUP, affiliations: [{ member: "u2" }, { owner }] }] } }
        : refusal(403, "forbidden_op", "forbidden operation on group owner!"),
  });
  const state = valueOf(await talk.driver.describe(talk.state().group));
  owner = "Boss";
  const failure = failureOf(await talk.driver.act(state, kick(["boss", "u2"])));
  expect(failure).toEqual({ kind: "not_permitted", detail: "Easemob refused: boss is the group's owner" });
});

it("Agora is reached by its older addresses as well", async () => {
  const data = { result: true, action: "remove_member", user: "user3", groupid: GROUP };
  await using talk = await openTalk({
    vendor: "agora",
    answer: () => ({ body: { data } }),
    options: { template: { org: "41117440", app: "1383526" } },
  });
  valueOf(await talk.driver.act(talk.state(), kick(["user3"])));
  expect(talk.heard()[0]?.url).toBe(`/41117440/1383526/chatgroups/${GROUP}/users/user3`);
});
