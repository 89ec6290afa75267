import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/secret.ts";
import { tencentCallbacks } from "../../../src/vendors/tencent/callbacks.ts";
import type { CallbackRead } from "../../../src/vendors/port.ts";

/** The example of the vendor's document (CN 269/1522), worked out again by hand. */
const TOKEN = "xxxxyyyy";
const REQUEST_TIME = 1_669_872_112;
const SIGN = "17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061";
const NOW = REQUEST_TIME * 1_000;
const APP = 1_400_000_001;

const reader = tencentCallbacks({ sdkAppId: APP, tokens: [new Secret(TOKEN)] });

function signed(token: string, requestTime = REQUEST_TIME): Record<string, string> {
  return {
    Sign: createHash("sha256").update(`${token}${requestTime}`).digest("hex"),
    RequestTime: String(requestTime),
  };
}

const EXIT = {
  CallbackCommand: "Group.CallbackAfterMemberExit",
  GroupId: "@TGS#2J4SZEAEL",
  Type: "Public",
  ExitType: "Kicked",
  Operator_Account: "leckie",
  ExitMemberList: [{ Member_Account: "jared" }, { Member_Account: "tommy" }],
  EventTime: 1_670_574_414_123,
};

function read(body: unknown, query: Record<string, string> = {}, now = NOW, by = reader): CallbackRead {
  const event = (body as { CallbackCommand?: string }).CallbackCommand;
  return by.read(
    {
      query: new URLSearchParams({
        SdkAppid: String(APP),
        ...(event === undefined ? {} : { CallbackCommand: event }),
        contenttype: "json",
        ClientIP: "127.0.0.1",
        OptPlatform: "RESTAPI",
        Sign: SIGN,
        RequestTime: String(REQUEST_TIME),
        ...query,
      }),
      body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    },
    now,
  );
}

const happening = (got: CallbackRead): unknown => (got.kind === "told" ? got.happening : got);

describe("who may call back for Tencent", () => {
  it("takes the vendor's own example of a signature, in either case of letters", () => {
    expect(read(EXIT).kind).toBe("told");
    expect(read(EXIT, { Sign: SIGN.toUpperCase() }).kind).toBe("told");
  });

  it("takes nothing without a signature, or with that of another token", () => {
    expect(read(EXIT, { Sign: "" })).toEqual({ kind: "refused", why: "unsigned" });
    expect(read(EXIT, { RequestTime: "" })).toEqual({ kind: "refused", why: "unsigned" });
    expect(read(EXIT, signed("xxxyyy"))).toEqual({ kind: "refused", why: "forged" });
    expect(read(EXIT, { Sign: SIGN.slice(1) })).toEqual({ kind: "refused", why: "forged" });
    expect(read(EXIT, { RequestTime: String(REQUEST_TIME + 1) })).toEqual({ kind: "refused", why: "forged" });
  });

  it("takes each of two tokens while one is replaced, and no third", () => {
    const both = tencentCallbacks({ sdkAppId: APP, tokens: [new Secret("new"), new Secret("old")] });
    for (const token of ["new", "old"]) expect(read(EXIT, signed(token), NOW, both).kind).toBe("told");
    expect(read(EXIT, signed(TOKEN), NOW, both)).toEqual({ kind: "refused", why: "forged" });
  });

  it("takes nothing older than a minute, or from the future", () => {
    for (const late of [61_001, 3_600_000, -62_000])
      expect(read(EXIT, {}, NOW + late)).toEqual({ kind: "refused", why: "stale" });
    expect(read(EXIT, {}, NOW + 60_000).kind).toBe("told");
    expect(read(EXIT, signed(TOKEN, Number.NaN))).toEqual({ kind: "refused", why: "stale" });
  });

  it("takes nothing meant for another app, and nothing whose query and body differ", () => {
    expect(read(EXIT, { SdkAppid: "1400000002" })).toEqual({ kind: "refused", why: "other_app" });
    expect(read(EXIT, { CallbackCommand: "Group.CallbackAfterGroupFull" })).toEqual({
      kind: "refused",
      why: "unreadable",
    });
    for (const body of ["", "{", "[]", "null", '"text"', Buffer.from([0xff, 0xfe]).toString("latin1")])
      expect(read(body)).toEqual({ kind: "refused", why: "unreadable" });
  });

  it("says what the vendor wants to hear", () => {
    expect(JSON.parse(reader.accepted.body)).toEqual({ ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 });
  });
});

describe("what Tencent tells", () => {
  it("tells who was removed, by whom, and over which road", () => {
    expect(happening(read(EXIT))).toEqual({
      what: "removed",
      group: "@TGS#2J4SZEAEL",
      at: 1_670_574_414_123,
      by: { account: "leckie", through: "server" },
      accounts: ["jared", "tommy"],
    });
    for (const platform of ["iOS", "Android", "Web", "Windows", "macOS", "IOS"])
      expect(happening(read(EXIT, { OptPlatform: platform }))).toMatchObject({ by: { through: "app" } });
    expect(happening(read(EXIT, { OptPlatform: "Unknown" }))).toMatchObject({ by: { through: "unsaid" } });
  });

  it("takes the time as a number or as a text, and that of the signature where there is none", () => {
    expect(happening(read({ ...EXIT, EventTime: "1670574414123" }))).toMatchObject({ at: 1_670_574_414_123 });
    const { EventTime: _, ...without } = EXIT;
    expect(happening(read(without))).toMatchObject({ at: NOW });
  });

  it("tells leaving from being removed, and joining", () => {
    expect(happening(read({ ...EXIT, ExitType: "Quit" }))).toMatchObject({ what: "left" });
    const join = {
      CallbackCommand: "Group.CallbackAfterNewMemberJoin",
      GroupId: "@TGS#2J4SZEAEL",
      Type: "Public",
      JoinType: "Apply",
      Operator_Account: "leckie",
      NewMemberList: [{ Member_Account: "jared" }, { Member_Account: "tommy" }],
      EventTime: 1_670_574_414_123,
    };
    expect(happening(read(join))).toMatchObject({ what: "joined", accounts: ["jared", "tommy"] });
  });

  it("tells a full group, a group that is gone, and too many requests", () => {
    expect(
      happening(
        read({
          CallbackCommand: "Group.CallbackAfterGroupFull",
          GroupId: "@TGS#2J4SZEAEL",
          EventTime: "1670574414123",
        }),
      ),
    ).toMatchObject({ what: "group_full", group: "@TGS#2J4SZEAEL", at: 1_670_574_414_123 });
    expect(
      happening(
        read({
          CallbackCommand: "Group.CallbackAfterGroupDestroyed",
          GroupId: "@TGS#2J4SZEAEL",
          Type: "Public",
          Owner_Account: "leckie",
          Name: "MyFirstGroup",
          MemberList: [{ Member_Account: "leckie" }],
          EventTime: 1_670_574_414_123,
        }),
      ),
    ).toMatchObject({ what: "destroyed" });
    expect(
      happening(
        read({
          CallbackCommand: "Alert.RequestOverLimit",
          ServiceName: "openim",
          Command: "batchsendmsg",
          Request: 510,
          Limit: 200,
        }),
      ),
    ).toEqual({ what: "over_limit", at: NOW, command: "openim/batchsendmsg", requests: 510, limit: 200 });
  });

  it("has the same key for the same event however often it comes, and another for any other", () => {
    const keyOf = (got: CallbackRead): string => (got.kind === "told" ? got.key : got.kind);
    const again = read({ ...EXIT, Type: "Public" }, signed(TOKEN, REQUEST_TIME + 30));
    expect(keyOf(again)).toBe(keyOf(read(EXIT)));
    const keys = [
      EXIT,
      { ...EXIT, EventTime: 1_670_574_414_124 },
      { ...EXIT, GroupId: "@TGS#3" },
      { ...EXIT, ExitMemberList: [{ Member_Account: "jared" }] },
      { ...EXIT, ExitType: "Quit" },
    ].map((body) => keyOf(read(body)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("answers what is no news, what it does not know, and what has another shape, without a fuss", () => {
    const nothing = (event: string, known: boolean): CallbackRead => ({ kind: "nothing", event, known });
    const before = "Group.CallbackBeforeInviteJoinGroup";
    expect(read({ CallbackCommand: before, GroupId: "g" })).toEqual(nothing(before, true));
    expect(read({ CallbackCommand: "Group.CallbackOfTomorrow" })).toEqual(
      nothing("Group.CallbackOfTomorrow", false),
    );
    expect(read({ CallbackCommand: "constructor" })).toEqual(nothing("constructor", false));
    expect(read({ ...EXIT, ExitMemberList: "jared" })).toEqual(
      nothing("Group.CallbackAfterMemberExit", false),
    );
    expect(read({ ...EXIT, ExitMemberList: [] })).toEqual(nothing("Group.CallbackAfterMemberExit", false));
  });
});
