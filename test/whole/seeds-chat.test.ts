import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SANDBOX_AGORA, SANDBOX_EASEMOB } from "../../src/sandbox/hyphenate/cast.ts";
import { openPrinter, type Printer } from "./as-printed.ts";
import { openScene, type Scene } from "./scene.ts";

/**
 * The examples of Easemob's "remove one room member" and of Shengwang's "add and remove group members", typed as
 * commands: method, path and body on the wire are the documents' own, and their printed answers lead to the books.
 * The documents mask org, app and app id; what stands for them here is the connection's.
 */
const ROOM = "66XXXX33";
const GROUP = "66XXXX85";

/** The envelope as both documents print it. */
const envelope = (action: string, uri: string, data: string): string => `{
  "action": "${action}",
  "application": "8bXXXX02",
  "uri": "${uri}",
  "entities": [],
  "data": ${data},
  "timestamp": 1542364958405,
  "duration": 0,
  "organization": "XXXX",
  "applicationName": "testapp"
}`;

interface Example {
  readonly name: string;
  readonly typed: string;
  /** Who is in the room or group before. */
  readonly inside: readonly string[];
  readonly method: "POST" | "DELETE";
  readonly path: string;
  readonly body: string;
  readonly answer: string;
  readonly outcomes: Readonly<Record<string, string>>;
}

const EXAMPLES: readonly Example[] = [
  {
    name: "Easemob, remove one room member",
    typed: "/kick user1 doc-room",
    inside: ["user1"],
    method: "DELETE",
    path: "/XXXX/XXXX/chatrooms/66XXXX33/users/user1",
    body: "",
    answer: `{
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
}`,
    outcomes: { user1: "done" },
  },
  {
    name: "Shengwang, add one group member",
    typed: "/add user4 doc-group",
    inside: [],
    method: "POST",
    path: "/app-id/0123456789abcdef0123456789abcdef/chatgroups/66XXXX85/users/user4",
    body: "",
    answer: envelope(
      "post",
      "https://XXXX/app-id/XXXX/chatgroups/66XXXX85/users/user4",
      `{ "result": true, "groupid": "66XXXX85", "action": "add_member", "user": "user4" }`,
    ),
    outcomes: { user4: "done" },
  },
  {
    name: "Shengwang, add several group members",
    typed: "/add user4,user5 doc-group",
    inside: [],
    method: "POST",
    path: "/app-id/0123456789abcdef0123456789abcdef/chatgroups/66XXXX85/users",
    body: `{"usernames":["user4","user5"]}`,
    answer: envelope(
      "post",
      "https://XXXX/app-id/XXXX/chatgroups/66XXXX85/users",
      `{ "newmembers": ["user5", "user4"], "groupid": "66XXXX85", "action": "add_member" }`,
    ),
    outcomes: { user4: "done", user5: "done" },
  },
  {
    name: "Shengwang, remove one group member",
    typed: "/kick user3 doc-group",
    inside: ["user3"],
    method: "DELETE",
    path: "/app-id/0123456789abcdef0123456789abcdef/chatgroups/66XXXX85/users/user3",
    body: "",
    answer: envelope(
      "delete",
      "https://XXXX/app-id/XXXX/chatgroups/66XXXX85/users/user3",
      `{ "result": true, "action": "remove_member", "user": "user3", "groupid": "66XXXX85" }`,
    ),
    outcomes: { user3: "done" },
  },
  {
    // The printed row names user1, whom nobody asked for; its reason names who is meant.
    name: "Shengwang, remove several group members, one of whom has gone",
    typed: "/kick ttXXXX81,user2,user3 doc-group",
    inside: ["ttxxxx81", "user2", "user3"],
    method: "DELETE",
    path: "/app-id/0123456789abcdef0123456789abcdef/chatgroups/66XXXX85/users/ttxxxx81,user2,user3",
    body: "",
    answer: envelope(
      "delete",
      "https://XXXX/XXXX/XXXX",
      `[
    { "result": false, "action": "remove_member", "reason": "user ttXXXX81 doesn't exist.", "user": "user1", "groupid": "14XXXX79" },
    { "result": true, "action": "remove_member", "user": "user2", "groupid": "14XXXX79" },
    { "result": true, "action": "remove_member", "user": "user3", "groupid": "14XXXX79" }
  ]`,
    ),
    outcomes: { ttxxxx81: "absent", user2: "done", user3: "done" },
  },
];

/** Errors of both documents' tables: what was typed, status, error, description, and what becomes of each account. */
const ERRORS = [
  ["/kick user1 doc-room", 401, "unauthorized", "Unable to authenticate (OAuth)", "refused"],
  ["/kick user1 doc-room", 400, "forbidden_op", "users [user1] are not members of this group!", "absent"],
  ["/kick user1 doc-room", 404, "resource_not_found", "grpID 66XXXX33 does not exist!", "refused"],
  ["/kick user1 doc-room", 404, "resource_not_found", "username user1 doesn't exist!", "refused"],
  [
    "/add user4 doc-group",
    403,
    "forbidden_op",
    "can not join this group, reason:user: user4 already in group: 66XXXX85\n",
    "already",
  ],
  ["/add user4 doc-group", 404, "resource_not_found", "username user4 doesn't exist!", "refused"],
  ["/add user4 doc-group", 403, "exceed_limit", "user user4 has joined too many groups!", "refused"],
  [
    "/add user4,user5 doc-group",
    403,
    "exceed_limit",
    "members size is greater than max user size !",
    "refused",
  ],
  ["/kick user3 doc-group", 403, "forbidden_op", "users [user3] are not members of this group!", "absent"],
  ["/kick user3 doc-group", 403, "forbidden_op", "forbidden operation on group owner!", "refused"],
  ["/kick user3 doc-group", 404, "resource_not_found", "grpID 66XXXX85 does not exist!", "refused"],
  [
    "/kick user2,user3 doc-group",
    403,
    "forbidden_op",
    "users [user2, user3] are not members of this group!",
    "absent",
  ],
] as const;

describe("the documents of Easemob and Shengwang, typed as commands", () => {
  let easemob: Printer;
  let agora: Printer;
  let scene: Scene;
  beforeAll(async () => {
    [easemob, agora] = await Promise.all([openPrinter(), openPrinter()]);
    const people = { owner: "administrator", members: ["jared"] } as const;
    const accounts = ["administrator", "jared", "user1", "user2", "user3", "user4", "user5", "ttxxxx81"];
    scene = await openScene({
      easemob: {
        apps: [
          {
            ...SANDBOX_EASEMOB,
            org: "XXXX",
            app: "XXXX",
            accounts,
            groups: [{ id: ROOM, kind: "chatroom", ...people }],
          },
        ],
      },
      agora: {
        apps: [{ ...SANDBOX_AGORA, accounts, groups: [{ id: GROUP, kind: "chatgroup", ...people }] }],
      },
      config: (file) => {
        const live = file.connections["live"]!;
        const meet = file.connections["meet"]!;
        easemob.target = live.url ?? "";
        agora.target = meet.url ?? "";
        if (live.vendor !== "easemob" || meet.vendor !== "agora")
          throw new Error("not the sandbox's connections");
        return {
          ...file,
          connections: {
            ...file.connections,
            live: { ...live, org: "XXXX", app: "XXXX", url: easemob.url },
            meet: { ...meet, appId: "0123456789abcdef0123456789abcdef", url: agora.url },
          },
          groups: {
            ...file.groups,
            "doc-room": { connection: "live", kind: "room", id: ROOM },
            "doc-group": { connection: "meet", kind: "group", id: GROUP },
          },
        };
      },
    });
    for (const printer of [easemob, agora])
      printer.isChange = (method, path) => method !== "GET" && !path.endsWith("/token");
  });
  afterAll(async () => {
    await scene[Symbol.asyncDispose]();
    await Promise.all([easemob, agora].map((printer) => printer[Symbol.asyncDispose]()));
  });
  beforeEach(() => {
    for (const printer of [easemob, agora]) printer.heard.length = 0;
    // Commands of the same words are asked about for two minutes; tokens that were refused rest for one.
    scene.sandbox.clock.advance(10 * 60_000);
  });

  const put = (id: string, inside: readonly string[]): void => {
    const vendor = scene.sandbox[id === ROOM ? "easemob" : "agora"];
    for (const account of ["user1", "user2", "user3", "user4", "user5", "ttxxxx81"])
      vendor.leave(id, account);
    for (const account of inside) vendor.join(id, account);
  };
  const booksOfNewest = async (): Promise<Record<string, string | null>> => {
    const [kase] = await scene.bailiff.ledger.casesOf({ limit: 1 });
    return Object.fromEntries(kase?.targets.map(({ account, outcome }) => [account, outcome]) ?? []);
  };

  it.each(EXAMPLES)("$name", async ({ typed, inside, method, path, body, answer, outcomes }) => {
    const [printer, id] = typed.endsWith("doc-room") ? [easemob, ROOM] : [agora, GROUP];
    put(id, inside);
    printer.printed = { status: 200, text: answer, applies: true };
    await scene.say("adam", "lobby-mods", typed);
    expect(printer.heard).toEqual([
      { method, path, body, contentType: body === "" ? null : "application/json", scheme: "Bearer" },
    ]);
    expect(await booksOfNewest()).toEqual(outcomes);
  });

  it.each(ERRORS)("%s answered with %i %s %j", async (typed, status, error, description, expected) => {
    const [printer, id] = typed.endsWith("doc-room") ? [easemob, ROOM] : [agora, GROUP];
    put(id, typed.startsWith("/add") ? [] : ["user1", "user2", "user3"]);
    const text = JSON.stringify({
      error,
      exception: "x",
      timestamp: 1,
      duration: 0,
      error_description: description,
    });
    printer.printed = { status, text, applies: false };
    await scene.say("adam", "lobby-mods", typed);
    expect(printer.heard.length).toBeGreaterThan(0);
    expect([...new Set(Object.values(await booksOfNewest()))]).toEqual([expected]);
    expect(
      scene.sandbox[id === ROOM ? "easemob" : "agora"]
        .effects()
        .filter(({ at }) => at >= scene.sandbox.clock.now() - 60_000),
    ).toEqual([]);
  });
});
