import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openScene, type Scene } from "./scene.ts";

/**
 * The examples of the product's source documents, typed as commands: what goes over the wire is the document's
 * own body, byte for byte apart from white space, and its own path.
 * Sources: delete_group_member (2.7.1–2.7.3), add_group_member (2.7.1–2.7.2), forbid_send_msg ("request examples").
 */
const LOBBY = "@TGS#2J4SZEAEL";
const LIVE = "@TGS#2C5SZEAEF";

/** The answers that the documents print, without their comments. */
const PLAIN_ANSWER = { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 };
const ADD_ANSWER = {
  ...PLAIN_ANSWER,
  MemberList: [
    { Member_Account: "tommy", Result: 1 },
    { Member_Account: "jared", Result: 1 },
  ],
};

const EXAMPLES = [
  [
    "kick",
    "lobby-mods",
    "/kick tommy,jared",
    "delete_group_member",
    { GroupId: LOBBY, MemberToDel_Account: ["tommy", "jared"] },
  ],
  [
    "add",
    "lobby-mods",
    "/add tommy,jared",
    "add_group_member",
    { GroupId: LOBBY, MemberList: [{ Member_Account: "tommy" }, { Member_Account: "jared" }] },
  ],
  [
    "silent kick",
    "lobby-mods",
    "/kick tommy,jared --silent",
    "delete_group_member",
    { GroupId: LOBBY, Silence: 1, MemberToDel_Account: ["tommy", "jared"] },
  ],
  [
    "silent add",
    "lobby-mods",
    "/add tommy,jared --silent",
    "add_group_member",
    { GroupId: LOBBY, Silence: 1, MemberList: [{ Member_Account: "tommy" }, { Member_Account: "jared" }] },
  ],
  [
    "kick with a reason",
    "lobby-mods",
    '/kick tommy,jared "kick reason"',
    "delete_group_member",
    { GroupId: LOBBY, Reason: "kick reason", MemberToDel_Account: ["tommy", "jared"] },
  ],
  [
    "mute for 60 seconds",
    "live-mods",
    "/mute @peter @leckie 60s",
    "forbid_send_msg",
    { GroupId: LIVE, Members_Account: ["peter", "leckie"], ShutUpTime: 60 },
  ],
  [
    "unmute",
    "live-mods",
    "/unmute @peter @leckie",
    "forbid_send_msg",
    { GroupId: LIVE, Members_Account: ["peter", "leckie"], ShutUpTime: 0 },
  ],
] as const;

describe("the seeds' examples on the wire", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  it.each(EXAMPLES)("%s", async (_, channel, typed, command, body) => {
    const before = scene.wire().length;
    const said = await scene.say("mia", channel, typed);
    expect(said.posted(channel)).toMatch(/2 done/);
    const sent = scene.wire().slice(before);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toBe(JSON.stringify(body));
    const answered = scene.sandbox.tencent.requests().find((request) => request.path === sent[0]?.path);
    expect(JSON.parse(answered?.answer ?? "")).toEqual(
      command === "add_group_member" ? ADD_ANSWER : PLAIN_ANSWER,
    );
    const url = new URL(sent[0]?.path ?? "", "https://console.tim.qq.com");
    expect(url.pathname).toBe(`/v4/group_open_http_svc/${command}`);
    expect([...url.searchParams.keys()].filter((key) => key !== "usersig").toSorted()).toEqual([
      "contenttype",
      "identifier",
      "random",
      "sdkappid",
    ]);
  });
});
