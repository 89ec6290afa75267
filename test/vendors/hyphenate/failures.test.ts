import { describe, expect, it } from "vitest";
import type { Act } from "../../../src/vendors/port.ts";
import { deafUrl } from "../raw-server.ts";
import { failureOf, valueOf } from "../answered.ts";
import { openTalk, refusal, ROOM, type Said } from "./scripted.ts";

const unmute: Act = { verb: "unmute", accounts: ["u1", "u2"] };

/** The vendors' error catalogue: status, error, description, and what it means for whoever must go on. */
const CATALOGUE = [
  [400, "json_parse", "Unexpected character ('<' (code 60))", "rejected"],
  [400, "illegal_argument", "username [u 1] is not legal", "no_account"],
  [400, "illegal_argument", "USERNAME_TOO_LONG", "no_account"],
  [400, "illegal_argument", "this is an invalid request.", "rejected"],
  [400, "illegal_argument", "group member u1 doesn't exist", "no_account"],
  [400, "invalid_parameter", "removeMute member size more than max limit : 60", "too_many"],
  [400, "invalid_parameter", "userNames size is more than max limit : 60", "too_many"],
  [400, "invalid_parameter", "userNames is more than max limit : 60", "too_many"],
  [400, "invalid_parameter", "addMembers: addMembers number more than maxSize : 100", "too_many"],
  [400, "invalid_parameter", "some of [u1] are not valid fields", "rejected"],
  [400, "invalid_parameter", "users [u1] are not members of this group!", "no_account"],
  [400, "forbidden_op", "users [u1] are not members of this group!", "no_account"],
  [400, "required_property_not_found", "Entity user requires a property named username", "no_account"],
  [400, "duplicate_unique_property_exists", "Application null Entity user requires that", "rejected"],
  [400, "message_recall_error", "param msg_id can't be empty", "rejected"],
  [400, "anything", "too many queries", "throttled"],
  [403, "forbidden_op", "forbidden operation on group owner!", "not_permitted"],
  [403, "forbidden_op", "user: u1 doesn't exist in group: 1", "no_account"],
  [403, "forbidden_op", "new owner and old owner are the same", "rejected"],
  [403, "forbidden_op", "user:u1 is not admin of group:1", "rejected"],
  [403, "forbidden_op", "user_mute is not used for this app", "misconfigured"],
  [403, "forbidden_op", "message recall service is unopened", "misconfigured"],
  [403, "forbidden_op", "this appKey has create too many groups!", "misconfigured"],
  [403, "exceed_limit", "user u1 has joined too many groups!", "not_permitted"],
  [
    403,
    "exceeded_limit",
    "can not join this group, reason:user u1 has joined too many chatrooms!",
    "not_permitted",
  ],
  [403, "exceed_limit", "members size is greater than max user size !", "group_full"],
  [403, "message_recall_error", "exceed recall time limit", "rejected"],
  [403, "anything", "group member list is full!", "group_full"],
  [403, "anything", "can not operate this group, reason: group is disabled", "misconfigured"],
  [403, "anything", "can not join this group, reason:user: u1 is in the blacklist", "not_permitted"],
  [403, "anything", "", "rejected"],
  [404, "resource_not_found", "grpID 1 does not exist!", "no_group"],
  [404, "resource_not_found", "username u1 doesn't exist!", "no_account"],
  [404, "resource_not_found", "user: u1 doesn't exist in group: 1", "no_account"],
  [404, "service_resource_not_found", "do not find this group:1", "no_group"],
  [404, "service_resource_not_found", "Service resource not found", "no_account"],
  [
    404,
    "organization_application_not_found",
    "Could not find application for O/A from URI: O/A",
    "misconfigured",
  ],
  [405, "anything", "", "rejected"],
  [415, "web_application", "Unsupported Media Type", "rejected"],
  [408, "anything", "", "uncertain"],
  [409, "anything", "", "throttled"],
  [413, "Request Entity Too Large", "", "rejected"],
  [429, "reach_limit", "This request has reached api limit", "throttled"],
  [
    429,
    "resource_limited",
    "You have exceeded the limit of the Free edition. Please upgrade.",
    "misconfigured",
  ],
  [500, "unsupported_service_operation", "Service operation not supported", "rejected"],
  [500, "web_application", "javax.ws.rs.WebApplicationException", "rejected"],
  [500, "no_full_text_index", "", "rejected"],
  [500, "internal_error", "", "uncertain"],
  [502, "anything", "", "uncertain"],
  [503, "service_unavailable", "The request has reached the maximum limit", "throttled"],
  [504, "anything", "", "uncertain"],
  [401, "auth_bad_access_token", "Unable to authenticate due to corrupt access token", "misconfigured"],
  [401, "group_authorization", "token is blank!", "misconfigured"],
] as const;

describe("the vendor's error", () => {
  it.each(CATALOGUE)("%s %s %j is %s", async (status, error, description, kind) => {
    await using talk = await openTalk({ answer: () => refusal(status, error, description) });
    const failure = failureOf(await talk.driver.act(talk.state("chatroom"), unmute));
    expect(failure.kind).toBe(kind);
    expect(failure.detail).toMatch(/Easemob/);
  });
});

describe("an answer from something in between", () => {
  const page = (status: number): Said => ({ status, body: "<html>sorry</html>" });

  it.each([
    [301, "misconfigured"],
    [401, "misconfigured"],
    [403, "misconfigured"],
    [404, "misconfigured"],
    [405, "rejected"],
    [408, "uncertain"],
    [429, "throttled"],
    [500, "uncertain"],
    [502, "uncertain"],
    [503, "uncertain"],
    [504, "uncertain"],
    [200, "uncertain"],
  ] as const)("with status %s is %s", async (status, kind) => {
    await using talk = await openTalk({ answer: () => page(status) });
    expect(failureOf(await talk.driver.act(talk.state(), unmute)).kind).toBe(kind);
  });

  it("leaves a read simply undone", async () => {
    await using talk = await openTalk({ answer: () => page(503) });
    expect(failureOf(await talk.driver.muted(talk.state())).kind).toBe("unavailable");
    expect(failureOf(await talk.driver.describe(talk.state().group)).kind).toBe("unavailable");
  });
});

it("a pause that the vendor asks for is told", async () => {
  const pause = { ...refusal(429, "reach_limit", "API limit."), headers: { "retry-after": "7" } };
  await using talk = await openTalk({ answer: () => pause });
  const failure = failureOf(await talk.driver.act(talk.state(), unmute));
  expect(failure).toMatchObject({ kind: "throttled", retryAfterMs: 7_000 });
});

it("the vendor's words are shown on one line, cut, and without what looks like a token", async () => {
  const words = `first\nline Bearer YWMtAAAAAAAAAAAAAAAAAAAA ${"x".repeat(500)}`;
  await using talk = await openTalk({ answer: () => refusal(400, "forbidden_op", words) });
  const { detail } = failureOf(await talk.driver.act(talk.state(), unmute));
  expect(detail).toContain("first line Bearer [secret]");
  expect(detail).not.toMatch(/YWMt|\n/);
  expect(detail.length).toBeLessThan(300);
});

it("a request that never left is unavailable, and one without an answer uncertain", async () => {
  await using talk = await openTalk({ answer: () => new Promise<Said>(() => {}) });
  const silent = failureOf(await talk.driver.act(talk.state(), unmute));
  expect(silent.kind).toBe("uncertain");
  expect(silent.detail).toContain("may have been applied");
  await using deaf = await openTalk({
    vendor: "agora",
    answer: () => ({ body: {} }),
    options: { baseUrl: await deafUrl() } as object,
  });
  expect(failureOf(await deaf.driver.act(deaf.state(), unmute)).kind).toBe("unavailable");
});

it("a size the vendor refuses is learnt for this verb and kind of group alone, and kept", async () => {
  const tooMany = refusal(400, "invalid_parameter", "userNames size is more than max limit : 60");
  await using talk = await openTalk({
    answer: ({ method }) =>
      method === "GET" ? { body: { data: [{ id: ROOM, owner: "administrator" }] } } : tooMany,
  });
  const accounts = Array.from({ length: 90 }, (_, index) => `u${index}`);
  const mute: Act = { verb: "mute", accounts, until: "permanent" };
  const failure = failureOf(await talk.driver.act(talk.state("chatroom"), mute));
  expect(failure).toMatchObject({ kind: "too_many", batch: 60 });
  const { supports } = valueOf(await talk.driver.describe(talk.state("chatroom").group));
  expect(supports.mute).toMatchObject({ batch: 60, isLearned: true });
  expect(supports.add).toMatchObject({ batch: 100, isLearned: false });
  const before = talk.heard().length;
  expect(failureOf(await talk.driver.act(talk.state("chatroom"), mute)).kind).toBe("too_many");
  expect(talk.heard()).toHaveLength(before);
});

it("a single account is never too many", async () => {
  const tooMany = refusal(400, "invalid_parameter", "userNames size is more than max limit : 60");
  await using talk = await openTalk({ answer: () => tooMany });
  const one: Act = { verb: "unmute", accounts: ["u1"] };
  expect(failureOf(await talk.driver.act(talk.state(), one)).kind).toBe("rejected");
});
