import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { SANDBOX_AGORA, SANDBOX_EASEMOB } from "../../../src/sandbox/hyphenate/cast.ts";
import type { Answered, World } from "./vendor.ts";
import { AGORA_ROOM, EASEMOB_ROOM, START, appToken, openWorld, said } from "./vendor.ts";

const { ChatTokenBuilder } = createRequire(import.meta.url)("agora-token") as {
  ChatTokenBuilder: {
    buildAppToken(appId: string, certificate: string, expireSeconds: number): string;
    buildUserToken(appId: string, certificate: string, user: string, expireSeconds: number): string;
  };
};

const { clientId: client_id, clientSecret: client_secret } = SANDBOX_EASEMOB;
const RIGHT = { grant_type: "client_credentials", client_id, client_secret };

function ask(world: World, body: unknown, token: string | null = null): Promise<Answered> {
  return world.send(`POST ${world.base}/token`, { body, token });
}

/** A request of the user service, which says what is wrong with a token; groups only say that something is. */
function tried(world: World, token: string | null): Promise<string> {
  return world
    .send(`GET ${world.base}/users/tommy`, { token })
    .then((answer) => (answer.status === 200 ? "200" : said(answer)));
}

const EXPIRED = "401 unauthorized: Unable to authenticate due to expired access token";
const CORRUPT = "401 auth_bad_access_token: Unable to authenticate due to corrupt access token";
const FOREIGN = "401 auth_bad_access_token: Unable to authenticate";

it("Easemob gives a token for the time that is asked for", async () => {
  await using world = await openWorld("easemob");
  const answer = await ask(world, { ...RIGHT, ttl: 600 });
  expect(answer.body).toEqual({
    access_token: expect.stringMatching(/^YWMt/),
    expires_in: 600,
    application: SANDBOX_EASEMOB.uuid,
  });
  const token = String(answer.body?.["access_token"]);
  expect(await tried(world, token)).toBe("200");
  world.clock.pass(599_999);
  expect(await tried(world, token)).toBe("200");
  world.clock.pass(1);
  expect(await tried(world, token)).toBe(EXPIRED);
});

it("without a ttl the app's own counts, and 0 is for ever", async () => {
  await using world = await openWorld("easemob", { easemob: { tokenTtlSeconds: 100 } });
  const usual = await ask(world, RIGHT);
  const forever = await ask(world, { ...RIGHT, ttl: 0 });
  expect([usual.body?.["expires_in"], forever.body?.["expires_in"]]).toEqual([100, 0]);
  world.clock.pass(10_000_000_000);
  expect(await tried(world, String(usual.body?.["access_token"]))).toBe(EXPIRED);
  expect(await tried(world, String(forever.body?.["access_token"]))).toBe("200");
});

it("some clusters count in milliseconds", async () => {
  await using world = await openWorld("easemob", { easemob: { tokenUnit: "milliseconds" } });
  const answer = await ask(world, { ...RIGHT, ttl: 600_000 });
  expect(answer.body?.["expires_in"]).toBe(600_000);
  world.clock.pass(600_000);
  expect(await tried(world, String(answer.body?.["access_token"]))).toBe(EXPIRED);
  expect((await ask(world, RIGHT)).body?.["expires_in"]).toBe(5_184_000_000);
});

it.each([
  [{ ...RIGHT, client_id: undefined }, "400 illegal_argument: client_id must be provided."],
  [{ ...RIGHT, client_secret: undefined }, "400 illegal_argument: client_secret must be provided"],
  [{ ...RIGHT, client_id: "YXA6" }, "400 invalid_grant: client_id does not match"],
  [{ ...RIGHT, client_secret: "YXA6" }, "400 invalid_grant: client_secret does not match"],
  [{ ...RIGHT, grant_type: "agora" }, "400 invalid_grant: grant_type agora is not served"],
  [{}, "400 illegal_argument: this is an invalid request."],
])("Easemob refuses a token for %j", async (body, error) => {
  await using world = await openWorld("easemob");
  expect(said(await ask(world, body))).toBe(error);
});

it("names the app that does not exist", async () => {
  await using world = await openWorld("easemob");
  expect(said(await world.send("POST /acme/dead/token", { body: RIGHT, token: null }))).toBe(
    "404 organization_application_not_found: Could not find application for acme/dead from URI: acme/dead/token",
  );
  expect((await world.send("GET /acme/dead/users/tommy")).status).toBe(404);
});

it("counts how often somebody asks for a token, also in vain", async () => {
  await using world = await openWorld("easemob");
  await ask(world, RIGHT);
  await ask(world, {});
  world.emulator.fault({ kind: "status:503", times: 1, command: "token" });
  await ask(world, RIGHT);
  await world.send("GET /acme/live/users/tommy", { token: "x" });
  expect(world.emulator.tokenRequests()).toBe(3);
  world.emulator.reset();
  expect(world.emulator.tokenRequests()).toBe(0);
});

it("Easemob: what is said of a token that is not right", async () => {
  await using world = await openWorld("easemob");
  expect(await tried(world, null)).toBe(EXPIRED);
  expect(await tried(world, "nonsense")).toBe(CORRUPT);
  expect(await tried(world, `YWMt${"A".repeat(40)}`)).toBe(FOREIGN);
  expect(await tried(world, appToken())).toBe(FOREIGN);
  const registering = await world.send("POST /acme/live/users", {
    body: { username: "new", password: "1" },
    token: null,
  });
  expect(said(registering)).toBe("401 unauthorized: registration is not open, please contact the app admin");
});

it("a token of one app opens no other", async () => {
  await using world = await openWorld("easemob");
  const other = { ...SANDBOX_EASEMOB, app: "other", uuid: "other", groups: [] };
  const { openHyphenateEmulator } = await import("../../../src/sandbox/hyphenate/emulator.ts");
  const both = await openHyphenateEmulator({
    vendor: "easemob",
    clock: world.clock,
    apps: [SANDBOX_EASEMOB, other],
  });
  try {
    const post = (path: string, body: unknown, token = ""): Promise<Response> =>
      fetch(`${both.url}${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      });
    const { access_token } = (await (await post("/acme/other/token", RIGHT)).json()) as {
      access_token: string;
    };
    const path = `/chatrooms/${EASEMOB_ROOM.id}/users/away1`;
    expect((await post(`/acme/live${path}`, undefined, access_token)).status).toBe(401);
    expect((await post(`/acme/other${path}`, undefined, access_token)).status).toBe(404);
  } finally {
    await both.close();
  }
});

it("groups may also say in detail what is wrong, or as in 2019 that a token is blank", async () => {
  const path = `/acme/live/chatrooms/${EASEMOB_ROOM.id}/mute`;
  await using detailed = await openWorld("easemob", { undocumented: { authTexts: "detailed" } });
  expect(said(await detailed.send(`GET ${path}`, { token: "nonsense" }))).toBe(CORRUPT);
  await using blank = await openWorld("easemob", { undocumented: { missingToken: "token-is-blank" } });
  expect(said(await blank.send(`GET ${path}`, { token: null }))).toBe(
    "401 group_authorization: token is blank!",
  );
});

it("Agora reads what its own package writes", async () => {
  const clock = Date.now();
  await using world = await openWorld("agora");
  world.clock.pass(clock - START);
  const { appId, appCertificate } = SANDBOX_AGORA;
  const right = ChatTokenBuilder.buildAppToken(appId, appCertificate, 3600);
  expect(await tried(world, right)).toBe("200");
  const wrong = ChatTokenBuilder.buildAppToken(appId, "0".repeat(32), 3600);
  expect(await tried(world, wrong)).toBe(FOREIGN);
  const otherApp = ChatTokenBuilder.buildAppToken("f".repeat(32), appCertificate, 3600);
  expect(await tried(world, otherApp)).toBe(FOREIGN);
  const ofUser = ChatTokenBuilder.buildUserToken(appId, appCertificate, "tommy", 3600);
  expect(await tried(world, ofUser)).toBe(FOREIGN);
  world.clock.pass(3_601_000);
  expect(await tried(world, right)).toBe(EXPIRED);
});

it.each([
  ["lives until it ends", {}, 3_599_999, "200"],
  ["ends", {}, 3_600_000, EXPIRED],
  ["lives a day at most, whatever it says", { expire: 2_592_000 }, 86_400_000, EXPIRED],
  ["lives nearly a day", { expire: 2_592_000 }, 86_399_999, "200"],
  ["ends with its right", { privilegeExpire: 60 }, 60_000, EXPIRED],
  ["of no length is over at once", { expire: 0 }, 0, EXPIRED],
  ["of a user", { privilege: 1 as const }, 0, FOREIGN],
  ["for another service", { service: 1 }, 0, FOREIGN],
  ["signed by somebody else", { certificate: "0".repeat(32) }, 0, FOREIGN],
  ["for another app", { appId: "f".repeat(32) }, 0, FOREIGN],
])("Agora: a token that %s", async (_name, of, passMs, expected) => {
  await using world = await openWorld("agora");
  const token = appToken(of);
  world.clock.pass(passMs);
  expect(await tried(world, token)).toBe(expected);
});

it("Agora: what cannot be read is corrupt", async () => {
  await using world = await openWorld("agora");
  const whole = appToken();
  for (const token of ["007", "007AAAA", whole.slice(0, 60), `006${whole.slice(3)}`, "x"]) {
    expect(await tried(world, token)).toBe(CORRUPT);
  }
});

it("Agora: the token works on both forms of the path", async () => {
  await using world = await openWorld("agora");
  const names = `/${SANDBOX_AGORA.org}/${SANDBOX_AGORA.app}`;
  for (const base of [names, `/app-id/${SANDBOX_AGORA.appId}`]) {
    const answer = await world.send(`GET ${base}/chatrooms/${AGORA_ROOM.id}/mute`, { token: appToken() });
    expect(answer.status).toBe(200);
    expect(answer.body?.["uri"]).toContain(names);
  }
  expect((await world.send(`GET /app-id/${"f".repeat(32)}/users/tommy`)).status).toBe(404);
});

it("Agora: the older road exchanges the token for one of the service", async () => {
  await using world = await openWorld("agora");
  const answer = await ask(world, { grant_type: "agora" }, appToken());
  expect(answer.body).toEqual({
    access_token: expect.stringMatching(/^YWMt/),
    expire_timestamp: START + 3_600_000,
  });
  const token = String(answer.body?.["access_token"]);
  expect(await tried(world, token)).toBe("200");
  world.clock.pass(3_600_000);
  expect(await tried(world, token)).toBe(EXPIRED);
  expect(said(await ask(world, { grant_type: "agora" }, appToken()))).toBe(EXPIRED);
  expect(said(await ask(world, { grant_type: "agora" }, null))).toBe(EXPIRED);
  expect(said(await ask(world, { grant_type: "agora" }, appToken({ privilege: 1 })))).toBe(FOREIGN);
});
