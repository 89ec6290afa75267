import { createRequire } from "node:module";
import { deflateSync, inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { systemClock } from "../../../src/clock.ts";
import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import type { Answer, Vendor } from "./vendor.ts";
import { LOBBY, START_SECONDS, openVendor, packed, userSig } from "./vendor.ts";

const BODY = JSON.stringify({ GroupIdList: [LOBBY] });

async function codeOf(vendor: Vendor, wire: Parameters<Vendor["send"]>[0]): Promise<number> {
  const answer = await vendor.send({ body: BODY, ...wire });
  expect(answer.status).toBe(200);
  const read = JSON.parse(answer.text) as Answer;
  expect(read["ActionStatus"]).toBe(read.ErrorCode === 0 ? "OK" : "FAIL");
  return read.ErrorCode;
}

const OTHER_APP = { ...SANDBOX_APP, sdkAppId: 1400000002, secretKey: "f".repeat(64), groups: [] };

it.each([
  ["a right request", {}, 0],
  ["no random: an old official SDK sends none", { random: null }, 0],
  ["the largest random", { random: "4294967295" }, 0],
  ["a random beyond 32 bits", { random: "4294967296" }, 60025],
  ["a random that is no number", { random: "abc" }, 60025],
  ["no sdkappid", { sdkappid: null }, 60012],
  ["SdkAppid in other letters", { sdkappid: null, SdkAppid: "1400000001" }, 60012],
  ["an sdkappid that is no number", { sdkappid: "game" }, 60006],
  ["an app that does not exist", { sdkappid: "1400009999" }, 70020],
  ["no identifier", { identifier: null }, 60025],
  ["no contenttype", { contenttype: null }, 60025],
  ["contenttype in other letters", { contenttype: "JSON" }, 60025],
  ["no usersig", { usersig: null }, 70002],
  ["an empty usersig", { usersig: "" }, 70002],
  ["a usersig that is no base64 of theirs", { usersig: "a+b/c=" }, 70003],
  ["a usersig that does not inflate", { usersig: "eJyrVgrxCdYr" }, 70003],
  ["a usersig cut short", { usersig: userSig().slice(0, -20) }, 70003],
  ["a usersig that is no ticket", { usersig: packed({ "TLS.ver": "2.0" }) }, 70003],
  ["a usersig of plain base64", { usersig: deflateSync("{}").toString("base64url") }, 70003],
  ["a usersig that inflates to a flood", { usersig: packed({ flood: "0".repeat(200_000) }) }, 70003],
  ["a usersig for another app", { usersig: userSig({ sdkAppId: OTHER_APP.sdkAppId }) }, 70014],
  ["a usersig for another identifier", { usersig: userSig({ identifier: "tommy" }) }, 70013],
  ["an expired usersig", { usersig: userSig({ time: START_SECONDS - 101, expire: 100 }) }, 70001],
  ["a usersig in its last second", { usersig: userSig({ time: START_SECONDS - 100, expire: 100 }) }, 0],
  ["a usersig signed with another key", { usersig: userSig({ key: OTHER_APP.secretKey }) }, 70009],
  ["a usersig with a userbuf", { usersig: userSig({ userbuf: "AAEC" }) }, 0],
  [
    "expiry is looked at before the signature",
    { usersig: userSig({ key: OTHER_APP.secretKey, time: START_SECONDS - 101, expire: 100 }) },
    70001,
  ],
  [
    "an identifier that is no administrator",
    { identifier: "tommy", usersig: userSig({ identifier: "tommy" }) },
    60010,
  ],
])("$0 is answered $2", async (_what, url, code) => {
  await using vendor = await openVendor({ apps: [SANDBOX_APP, OTHER_APP] });
  expect(await codeOf(vendor, { url })).toBe(code);
});

it("an app of another data centre is refused with 60026", async () => {
  await using vendor = await openVendor({ apps: [{ ...SANDBOX_APP, dataCentre: "elsewhere" }] });
  expect(await codeOf(vendor, {})).toBe(60026);
});

it.each([
  ["GET", { method: "GET" } as const, 60002],
  ["PUT", { method: "PUT" } as const, 60002],
  ["a path outside /v4", { path: "/group_open_http_svc/get_group_info" }, 60009],
  ["a service that does not exist", { path: "/v4/groups/get_group_info" }, 60009],
  ["a path deeper than a command", { path: "/v4/group_open_http_svc/get_group_info/x" }, 60009],
  ["a command that does not exist", { path: "/v4/group_open_http_svc/kick_member" }, 10003],
  ["a command in other letters", { path: "/v4/group_open_http_svc/Get_Group_Info" }, 10003],
  ["a word every object knows", { path: "/v4/group_open_http_svc/constructor" }, 10003],
  ["a command of the other service", { path: "/v4/im_open_login_svc/get_group_info" }, 60009],
  ["an empty body", { body: "" }, 60003],
  ["a body that is no JSON", { body: "GroupId=1" }, 60003],
  ["a body with a comment in it", { body: `{"GroupIdList":["${LOBBY}"]} // mine` }, 60003],
  ["a body that is no object", { body: "[]" }, 10004],
  ["an empty object", { body: "{}" }, 10004],
])("$0 is answered $2", async (_what, wire, code) => {
  await using vendor = await openVendor();
  expect(await codeOf(vendor, wire)).toBe(code);
});

it("a usersig runs out as the clock moves on", async () => {
  await using vendor = await openVendor();
  vendor.clock.pass(86_400_000);
  expect(await codeOf(vendor, {})).toBe(0);
  vendor.clock.pass(1000);
  expect(await codeOf(vendor, {})).toBe(70001);
});

it("accepts what Tencent's own package signs, and only with the right key", async () => {
  // CommonJS without types; it takes the time from the system's clock.
  const { Api } = createRequire(import.meta.url)("tls-sig-api-v2") as {
    Api: new (sdkAppId: number, key: string) => { genUserSig(identifier: string, expire: number): string };
  };
  const right = new Api(SANDBOX_APP.sdkAppId, SANDBOX_APP.secretKey).genUserSig("administrator", 3600);
  const wrong = new Api(SANDBOX_APP.sdkAppId, "0".repeat(64)).genUserSig("administrator", 3600);
  await using vendor = await openVendor({ clock: systemClock });
  expect(await codeOf(vendor, { url: { usersig: right } })).toBe(0);
  expect(await codeOf(vendor, { url: { usersig: wrong } })).toBe(70009);
});

it("accepts the known test vector, whatever the order of its fields", async () => {
  const sig = "UQsxgFcjt6F0GDhE80028yjWl0uoj5X0cNHs1UdRqlc=";
  const vector = packed({
    "TLS.sig": sig,
    "TLS.expire": 86_400,
    "TLS.time": 1_700_000_000,
    "TLS.sdkappid": 1_400_000_001,
    "TLS.identifier": "administrator",
    "TLS.ver": "2.0",
  });
  await using vendor = await openVendor();
  expect(await codeOf(vendor, { url: { usersig: vector } })).toBe(0);
  const own = userSig().replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  expect(inflateSync(Buffer.from(own, "base64")).toString()).toContain(sig);
});
