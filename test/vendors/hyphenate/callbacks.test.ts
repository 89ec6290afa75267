import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/secret.ts";
import { hyphenateCallbacks } from "../../../src/vendors/hyphenate/callbacks.ts";
import type { CallbackRead } from "../../../src/vendors/port.ts";

const SECRET = "rule-secret";
const AT = 1_729_497_896_834;
const reader = hyphenateCallbacks({ appKey: "acme#live", secrets: [new Secret(SECRET)] });

/** Samples of the vendors' documents, with ids made up and signed anew. */
const KICK = {
  callId: "acme#live_3667067f-ac06-4a3b-96aa-a9a708c3b361",
  payload: { member: ["tst01"], type: "KICK" },
  appkey: "acme#live",
  id: "254636824002561",
  type: "GROUP",
  event: "group_op_event",
  operation: "LEAVE",
  operator: "tst",
  timestamp: AT,
};

const OLD_KICK = {
  chat_type: "muc",
  callId: "acme#live_976432657191668068",
  payload: {
    muc_id: "acme#live_173548612157441@conference.easemob.com",
    reason: "",
    is_chatroom: false,
    operation: "kick",
    status: { description: "", error_code: "ok" },
  },
  group_id: "173548612157441",
  host: "msync@ebs",
  appkey: "acme#live",
  from: "acme#live_tst@easemob.com/android_8070d7b2-795eb6e63d",
  to: "tst01",
  eventType: "chat",
  msg_id: "976432657191668068",
  timestamp: AT,
};

const sign = (callId: string, timestamp: number | string, secret = SECRET): string =>
  createHash("md5").update(`${callId}${secret}${timestamp}`).digest("hex");

function read(
  body: { readonly callId: string; readonly timestamp: number | string; readonly [field: string]: unknown },
  with_: { secret?: string; now?: number; by?: typeof reader } = {},
): CallbackRead {
  const security = sign(body.callId, body.timestamp, with_.secret);
  return (with_.by ?? reader).read(
    { query: new URLSearchParams(), body: Buffer.from(JSON.stringify({ security, ...body })) },
    with_.now ?? AT,
  );
}

const happening = (got: CallbackRead): unknown => (got.kind === "told" ? got.happening : got);

const withPayload = (payload: object, rest: object = {}): typeof KICK => ({
  ...KICK,
  ...rest,
  payload: payload as typeof KICK.payload,
});

const old = (operation: string, rest: object = {}, payload: object = {}): typeof OLD_KICK => ({
  ...OLD_KICK,
  ...rest,
  payload: { ...OLD_KICK.payload, ...payload, operation },
});

describe("who may call back for Easemob and Agora", () => {
  it("takes what is signed with the rule's secret", () => {
    expect(read(KICK)).toMatchObject({ kind: "told", key: KICK.callId });
    expect(read({ ...KICK, timestamp: String(AT) }).kind).toBe("told");
  });

  it("takes nothing else", () => {
    expect(read(KICK, { secret: "another" })).toEqual({ kind: "refused", why: "forged" });
    expect(read({ ...KICK, security: undefined })).toEqual({
      kind: "refused",
      why: "unsigned",
    });
    expect(read({ ...KICK, security: sign(KICK.callId, AT + 1) })).toEqual({
      kind: "refused",
      why: "forged",
    });
    expect(read({ ...KICK, security: "" })).toEqual({ kind: "refused", why: "unreadable" });
  });

  it("takes the secret of each rule, also while one is replaced", () => {
    const several = hyphenateCallbacks({
      appKey: "acme#live",
      secrets: ["one", "two"].map((secret) => new Secret(secret)),
    });
    for (const secret of ["one", "two"]) expect(read(KICK, { secret, by: several }).kind).toBe("told");
    expect(read(KICK, { by: several })).toEqual({ kind: "refused", why: "forged" });
  });

  it("takes nothing that is older than ten minutes, or from another app", () => {
    expect(read(KICK, { now: AT + 600_001 })).toEqual({ kind: "refused", why: "stale" });
    expect(read(KICK, { now: AT - 600_001 })).toEqual({ kind: "refused", why: "stale" });
    expect(read({ ...KICK, appkey: "acme#live2" })).toEqual({ kind: "refused", why: "other_app" });
    const byId = hyphenateCallbacks({ appKey: null, secrets: [new Secret(SECRET)] });
    expect(read({ ...KICK, appkey: "acme#live2" }, { by: byId }).kind).toBe("told");
  });

  it("takes no body that is no callback", () => {
    for (const body of ["", "{", "[]", "null", '{"callId":"x"}'])
      expect(reader.read({ query: new URLSearchParams(), body: Buffer.from(body) }, AT)).toEqual({
        kind: "refused",
        why: "unreadable",
      });
  });
});

describe("what the newer callbacks tell", () => {
  it("tells who was removed, and whether by a person or by the app's administrator", () => {
    expect(happening(read(KICK))).toEqual({
      what: "removed",
      group: "254636824002561",
      at: AT,
      by: { account: "tst", through: "app" },
      accounts: ["tst01"],
    });
    expect(happening(read({ ...KICK, operator: "@ppAdmin" }))).toMatchObject({
      by: { account: null, through: "server" },
    });
  });

  it.each([
    ["JOIN", { type: "DIRECT", member: ["tst01"] }, { what: "joined", accounts: ["tst01"] }],
    ["JOIN", { type: "INVITE", member: ["tst01"] }, { what: "joined" }],
    ["JOIN", { type: "APPLY", member: ["tst01"] }, { what: "joined" }],
    ["LEAVE", { type: "QUIT", member: ["tst01"] }, { what: "left" }],
    ["LEAVE", { type: "BLOCK", member: ["tst01"] }, { what: "banned", until: null }],
    [
      "MUTE",
      { type: "ADD", member: ["tst01"], expire_timestamp: 1_729_585_614_955 },
      { what: "muted", until: 1_729_585_614_955 },
    ],
    ["MUTE", { type: "REMOVE", member: ["tst01"] }, { what: "unmuted" }],
    [
      "BLOCK",
      { type: "ADD", member: ["tst02"], expire_timestamp: 4_638_873_600_000 },
      { what: "banned", accounts: ["tst02"], until: "permanent" },
    ],
    ["BLOCK", { type: "REMOVE", member: ["tst07"] }, { what: "unbanned", accounts: ["tst07"] }],
    ["UPDATE", { type: "MUTE", mute: true }, { what: "locked" }],
    ["UPDATE", { type: "MUTE", mute: "false" }, { what: "unlocked" }],
    ["DELETE", {}, { what: "destroyed" }],
  ])("reads %s %j", (operation, payload, expected) => {
    expect(happening(read(withPayload(payload, { operation })))).toMatchObject(expected);
  });

  it("answers what is no news and what it does not know", () => {
    const told = (operation: string, payload: object, rest: object = {}): unknown =>
      read(withPayload(payload, { operation, ...rest }));
    expect(told("UPDATE", { type: "ANNOUNCEMENT" })).toEqual({
      kind: "nothing",
      event: "UPDATE/ANNOUNCEMENT",
      known: true,
    });
    expect(told("LEAVE", { type: "DELETE", member: ["a"] })).toMatchObject({ kind: "nothing", known: true });
    expect(told("FREEZE", { type: "ADD" })).toEqual({ kind: "nothing", event: "FREEZE/ADD", known: false });
    expect(told("LEAVE", { type: "TELEPORT", member: ["a"] })).toMatchObject({ known: false });
    expect(told("MUTE", { type: "ADD" })).toMatchObject({ kind: "nothing", known: false });
    expect(told("ROOM_SUPER_ADMIN", { type: "ADD", admin: ["a"] }, { id: "" })).toMatchObject({
      kind: "nothing",
    });
    expect(
      read({ callId: "acme#live_1", timestamp: AT, chat_type: "groupchat", eventType: "chat" }),
    ).toMatchObject({ kind: "nothing", known: true });
  });
});

describe("what the older callbacks tell", () => {
  it("tells who was removed from a group and by whom", () => {
    expect(happening(read(OLD_KICK))).toEqual({
      what: "removed",
      group: "173548612157441",
      at: AT,
      by: { account: "tst", through: "app" },
      accounts: ["tst01"],
    });
  });

  it("takes a removal from a room for no proof that somebody did it", () => {
    expect(happening(read(old("kick", {}, { is_chatroom: true })))).toMatchObject({ what: "left" });
  });

  it.each([
    ["ban", { what: "banned", accounts: ["tst01"], until: null }],
    ["allow", { what: "unbanned", accounts: ["tst01"] }],
    ["add_mute", { what: "muted", accounts: ["tst01"] }],
    ["remove_mute", { what: "unmuted", accounts: ["tst01"] }],
    ["ban_group", { what: "locked" }],
    ["remove_ban_group", { what: "unlocked" }],
    ["destroy", { what: "destroyed" }],
  ])("reads %s", (operation, expected) => {
    expect(happening(read(old(operation)))).toMatchObject(expected);
  });

  it("tells who joined from the sender, without saying who added them", () => {
    const presence = old("presence", { from: "acme#live_1111@easemob.com", to: "173548612157441" });
    expect(happening(read(presence))).toMatchObject({
      what: "joined",
      accounts: ["1111"],
      by: { account: null, through: "unsaid" },
    });
  });

  it("takes nobody for the doer who is the one it was done to, or an app key", () => {
    expect(happening(read(old("ban", { from: "acme#live_1111@easemob.com", to: "1111" })))).toMatchObject({
      by: { account: null, through: "unsaid" },
    });
    expect(happening(read(old("ban", { from: "acme#live" })))).toMatchObject({ by: { account: null } });
    expect(happening(read(old("ban", { from: "admin" })))).toMatchObject({ by: { account: "admin" } });
  });

  it("tells nothing of what was tried and failed, of what is no news, and of what it does not know", () => {
    expect(read(old("kick", {}, { status: { description: "no", error_code: "forbidden" } }))).toMatchObject({
      kind: "nothing",
      known: true,
    });
    expect(read(old("assing_owner"))).toMatchObject({ kind: "nothing", known: true });
    expect(read(old("freeze"))).toEqual({ kind: "nothing", event: "muc:freeze", known: false });
    expect(read(old("kick", { to: "" }))).toMatchObject({ kind: "nothing", known: false });
  });
});
