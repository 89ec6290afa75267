import type { UsersListResponse } from "@slack/web-api";
import { WebAPIHTTPError, WebAPIRateLimitedError, WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { openSlack } from "./bolt-app.ts";
import { openClient, outcome } from "./web-client.ts";

/** The Web API, called by Slack's own client. */

const LOBBY = "C0LOBBYMODS";
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const press = (more: object) => ({ type: "button", text: { type: "plain_text", text: "Go" }, ...more });
const choice = (value: string) => ({ value, text: { type: "plain_text", text: value } });
const menu = (more: object) => ({ type: "static_select", ...more });
const post = (blocks: unknown[]) => ({ channel: LOBBY, text: "t", blocks }) as never;

describe("who asks", () => {
  it("is told which token is wrong, and how", async () => {
    await using stage = await openClient();
    const { slack } = stage;
    const as = (token: string | undefined) =>
      outcome(
        new WebClient(token, { slackApiUrl: `${slack.url}/api/`, retryConfig: { retries: 0 } }).auth.test(),
      );
    expect(await as(undefined)).toBe("not_authed");
    expect(await as(["xoxb", "nobody"].join("-"))).toBe("invalid_auth");
    expect(await as(slack.credentials.appToken)).toBe("not_allowed_token_type");
    expect(await outcome(stage.client.apps.connections.open())).toBe("not_allowed_token_type");
    slack.setToken("bot", "token_revoked");
    expect(await as(slack.credentials.botToken)).toBe("token_revoked");
    slack.setToken("bot", "account_inactive");
    expect(await as(slack.credentials.botToken)).toBe("account_inactive");
    slack.reset();
    expect(await as(slack.credentials.botToken)).toBe("ok");
  });

  it("may do what the scopes of the install allow", async () => {
    await using stage = await openClient({ botScopes: ["users:read", "channels:read"] });
    await expect(stage.client.chat.postMessage({ channel: LOBBY, text: "hi" })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "chat:write", provided: "users:read,channels:read" },
    });
    expect(await outcome(stage.client.conversations.info({ channel: LOBBY }))).toBe("ok");
    expect(await outcome(stage.client.conversations.info({ channel: "C0000MODLOG" }))).toBe("missing_scope");
    expect(await outcome(stage.client.usergroups.list())).toBe("missing_scope");
  });

  it("learns that a method does not exist, and which argument is missing", async () => {
    await using stage = await openClient();
    expect(await outcome(stage.client.apiCall("chat.shout"))).toBe("unknown_method");
    await expect(stage.client.apiCall("users.info")).rejects.toMatchObject({
      data: {
        error: "invalid_arguments",
        response_metadata: { messages: [expect.stringContaining("/user")] },
      },
    });
  });

  it("may send JSON, with the token in the header only", async () => {
    await using stage = await openSlack();
    const { url, credentials } = stage.slack;
    const call = async (headers: Record<string, string>, body: unknown) => {
      const init = { method: "POST", headers: { "content-type": "application/json", ...headers } };
      return (await fetch(`${url}/api/auth.test`, { ...init, body: JSON.stringify(body) })).json();
    };
    expect(await call({}, { token: credentials.botToken })).toEqual({ ok: false, error: "not_authed" });
    expect(await call({ authorization: `Bearer ${credentials.botToken}` }, {})).toMatchObject({
      ok: true,
      user_id: "U00BAILIFF0",
      bot_id: "B00BAILIFF0",
      team_id: "T000SANDBOX",
    });
  });
});

describe("people", () => {
  it("carry the flags of their role, nested as Slack nests them", async () => {
    await using stage = await openClient();
    const flags = async (name: string) => {
      const { user = {} } = await stage.client.users.info({ user: stage.slack.workspace.named(name).id });
      return Object.entries(user)
        .filter(([key, value]) => /^is_|^deleted$/.test(key) && value === true)
        .map(([key]) => key)
        .filter((key) => key !== "is_email_confirmed");
    };
    expect(await flags("olga")).toEqual(["is_admin", "is_owner", "is_primary_owner"]);
    expect(await flags("adam")).toEqual(["is_admin"]);
    expect(await flags("mia")).toEqual([]);
    expect(await flags("gus")).toEqual(["is_restricted", "is_ultra_restricted"]);
    expect(await flags("robo")).toEqual(["is_bot"]);
    expect(await flags("dora")).toEqual(["deleted"]);
  });

  it("of other workspaces have their own team id; is_stranger is false once a channel is shared", async () => {
    await using stage = await openClient();
    const sten = async () => (await stage.client.users.info({ user: "U0000STEN" })).user;
    expect(await sten()).toMatchObject({ team_id: "T00PARTNERS", is_stranger: false });
    stage.slack.workspace.leave("partners", "sten");
    expect(await sten()).toMatchObject({ team_id: "T00PARTNERS", is_stranger: true });
    expect((await stage.client.users.info({ user: "U00000MIA" })).user).not.toHaveProperty("is_stranger");
  });

  it("that are deactivated have no role flags to read", async () => {
    await using stage = await openClient();
    const { user } = await stage.client.users.info({ user: "U0000DORA" });
    expect(user).not.toHaveProperty("is_admin");
    expect(await outcome(stage.client.users.info({ user: "UNOBODY" }))).toBe("user_not_found");
  });

  it("have the offset of their zone at the workspace's time", async () => {
    await using stage = await openClient();
    const offset = async (user: string) => (await stage.client.users.info({ user })).user?.tz_offset;
    expect(await offset("U00000MIA")).toBe(3600);
    expect(await offset("U00000MAX")).toBe(-5 * 3600);
    stage.clock.advance(200 * 24 * 3600_000);
    expect(await offset("U00000MIA")).toBe(7200);
  });

  it("are listed in pages, Slackbot (no bot by its own word) and the app's bot among them", async () => {
    await using stage = await openClient();
    const names: (string | undefined)[] = [];
    for await (const page of stage.client.paginate("users.list", { limit: 5 })) {
      names.push(...((page as UsersListResponse).members ?? []).map(({ name }) => name));
    }
    expect(names).toHaveLength(13);
    expect(new Set(names).size).toBe(13);
    expect((await stage.client.users.info({ user: "USLACKBOT" })).user?.is_bot).toBe(false);
  });
});

describe("user groups", () => {
  it("list members, vanish when disabled, and need a paid plan", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    const members = (usergroup: string) => client.usergroups.users.list({ usergroup });
    expect((await members("S0MODERATORS")).users).toEqual(["U00000MIA", "U00000MAX"]);
    slack.workspace.setUserGroupMembers("moderators", ["max"]);
    expect((await members("S0MODERATORS")).users).toEqual(["U00000MAX"]);
    slack.workspace.disableUserGroup("oncall");
    const { usergroups } = await client.usergroups.list({ include_users: true });
    expect(usergroups?.map(({ handle, users }) => [handle, users])).toEqual([
      ["moderators", ["U00000MAX"]],
      ["auditors", ["U00AUDREY"]],
    ]);
    expect(await outcome(members("SNONE"))).toBe("no_such_subteam");
    slack.workspace.setPlan("free");
    expect(await outcome(client.usergroups.list())).toBe("plan_upgrade_required");
    expect(await outcome(members("S0MODERATORS"))).toBe("plan_upgrade_required");
  });
});

describe("channels", () => {
  it("hide private ones from a bot that is not in them", async () => {
    await using stage = await openClient();
    const { client } = stage;
    const say = (channel: string) => outcome(client.chat.postMessage({ channel, text: "hi" }));
    expect(await outcome(client.conversations.info({ channel: "G00000VAULT" }))).toBe("channel_not_found");
    expect(await say("G00000VAULT")).toBe("channel_not_found");
    expect(await say("CNOWHERE")).toBe("channel_not_found");
    expect(await say("C0000RANDOM")).toBe("not_in_channel");
    expect(await say("C00000ATTIC")).toBe("is_archived");
    expect(await say("#lobby-mods")).toBe("ok");
    expect(await outcome(client.conversations.history({ channel: "C0000RANDOM" }))).toBe("not_in_channel");
    expect((await client.conversations.info({ channel: "C0000RANDOM" })).channel?.is_member).toBe(false);
    expect((await client.conversations.info({ channel: "C00PARTNERS" })).channel?.is_ext_shared).toBe(true);
    const listed = await client.conversations.list({ types: "public_channel,private_channel", limit: 100 });
    expect(listed.channels?.map(({ name }) => name)).not.toContain("vault");
    stage.slack.workspace.join("vault", "bot");
    expect(await say("G00000VAULT")).toBe("ok");
    stage.slack.setBotScopes(["chat:write", "chat:write.public"]);
    expect(await say("C0000RANDOM")).toBe("ok");
  });

  it("give back their members and messages, newest first, with metadata when asked", async () => {
    await using stage = await openClient();
    const { client } = stage;
    const metadata = { event_type: "entry", event_payload: { number: "7" } };
    const tss: string[] = [];
    for (const text of ["one", "two", "three"]) {
      tss.push((await client.chat.postMessage({ channel: LOBBY, text, metadata })).ts!);
    }
    await client.chat.postMessage({ channel: LOBBY, text: "reply", thread_ts: tss[0]! });
    expect(tss).toEqual(tss.toSorted());
    const read = (more: object) => client.conversations.history({ channel: LOBBY, ...more });
    const texts = async (more: object) => (await read(more)).messages?.map(({ text }) => text);
    expect(await texts({})).toEqual(["three", "two", "one"]);
    expect(await texts({ oldest: tss[0], latest: tss[2] })).toEqual(["two"]);
    expect(await texts({ oldest: tss[0], inclusive: true, limit: 2 })).toEqual(["three", "two"]);
    const page = await read({ limit: 2 });
    expect(page.has_more).toBe(true);
    expect(await texts({ limit: 2, cursor: page.response_metadata?.next_cursor })).toEqual(["one"]);
    expect((await read({})).messages?.[0]).not.toHaveProperty("metadata");
    expect((await read({ include_all_metadata: true })).messages?.[0]?.metadata).toEqual(metadata);
    const thread = await client.conversations.replies({ channel: LOBBY, ts: tss[0]! });
    expect(thread.messages?.map(({ text }) => text)).toEqual(["one", "reply"]);
    expect((await client.conversations.members({ channel: "C0000MODLOG" })).members).toHaveLength(6);
  });

  it("of one person are opened by conversations.open", async () => {
    await using stage = await openClient();
    const { channel } = await stage.client.conversations.open({ users: "U00000MIA" });
    await stage.client.chat.postMessage({ channel: channel!.id!, text: "hello" });
    expect(stage.slack.directMessages("mia")).toMatchObject([{ text: "hello" }]);
    expect(await outcome(stage.client.conversations.open({ users: "U0000ROBO" }))).toBe("cannot_dm_bot");
  });
});

describe("messages", () => {
  it("are stored raw, updated, and deleted by the one who wrote them", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    const raw = "<!channel> & <@U00000MIA> *bold*";
    const { ts } = await client.chat.postMessage({
      channel: LOBBY,
      text: raw,
      blocks: [section("old")] as never,
    });
    expect(slack.messages("lobby-mods")).toMatchObject([{ ts, user: "bailiff", text: raw, edited: false }]);
    await client.chat.update({ channel: LOBBY, ts: ts!, text: "new" });
    expect(slack.messages("lobby-mods")).toMatchObject([{ ts, text: "new", blocks: [], edited: true }]);
    expect(await outcome(client.chat.update({ channel: LOBBY, ts: ts!, text: "x".repeat(4001) }))).toBe(
      "msg_too_long",
    );
    expect(await outcome(client.chat.update({ channel: LOBBY, ts: "1.1", text: "x" }))).toBe(
      "message_not_found",
    );
    const { permalink } = await client.chat.getPermalink({ channel: LOBBY, message_ts: ts! });
    expect(permalink).toBe(`https://bailiff-sandbox.slack.com/archives/${LOBBY}/p${ts!.replace(".", "")}`);
    expect(await outcome(client.chat.delete({ channel: LOBBY, ts: ts! }))).toBe("ok");
    expect(slack.messages("lobby-mods")).toEqual([]);
  });

  it("need text or blocks; text over 40,000 characters is cut", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    expect(await outcome(client.chat.postMessage({ channel: LOBBY, text: "" }))).toBe("no_text");
    await client.chat.postMessage({ channel: LOBBY, text: "x".repeat(40_001) });
    expect(slack.messages("lobby-mods")[0]?.text).toHaveLength(40_000);
  });

  it("for one person need that person in the channel, and cannot be updated", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    const tell = (user: string) => client.chat.postEphemeral({ channel: LOBBY, user, text: "psst" });
    const { message_ts } = await tell("U00000MIA");
    expect(slack.ephemeralFor("mia", "lobby-mods")).toMatchObject([{ ts: message_ts, text: "psst" }]);
    expect(slack.messages("lobby-mods")).toEqual([]);
    expect(await outcome(tell("U0000STEN"))).toBe("user_not_in_channel");
    const change = client.chat.update({ channel: LOBBY, ts: message_ts!, text: "x" });
    expect(await outcome(change)).toBe("message_not_found");
  });

  it.each<[string, unknown[]]>([
    ["51 blocks", Array.from({ length: 51 }, () => ({ type: "divider" }))],
    ["a section of 3001 characters", [section("x".repeat(3001))]],
    ["a section without text", [{ type: "section" }]],
    ["an empty text", [section("")]],
    [
      "11 fields",
      [{ type: "section", fields: Array.from({ length: 11 }, () => ({ type: "mrkdwn", text: "f" })) }],
    ],
    ["a header of 151 characters", [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }]],
    ["a header in mrkdwn", [{ type: "header", text: { type: "mrkdwn", text: "x" } }]],
    [
      "a button of 76 characters",
      [{ type: "actions", elements: [press({ text: { type: "plain_text", text: "x".repeat(76) } })] }],
    ],
    ["a value of 2001 characters", [{ type: "actions", elements: [press({ value: "x".repeat(2001) })] }]],
    [
      "an action_id twice in a block",
      [{ type: "actions", elements: [press({ action_id: "a" }), press({ action_id: "a" })] }],
    ],
    [
      "a block_id twice",
      [
        { type: "divider", block_id: "b" },
        { type: "divider", block_id: "b" },
      ],
    ],
    ["a field nobody knows", [{ type: "divider", colour: "red" }]],
    ["a type nobody knows", [{ type: "fireworks" }]],
    [
      "a menu that begins with what it does not offer",
      [{ type: "actions", elements: [menu({ options: [choice("a")], initial_option: choice("b") })] }],
    ],
    [
      "26 buttons",
      [{ type: "actions", elements: Array.from({ length: 26 }, (_, n) => press({ action_id: `${n}` })) }],
    ],
  ])("with %s are invalid_blocks", async (_, blocks) => {
    await using stage = await openClient();
    await expect(stage.client.chat.postMessage(post(blocks))).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        response_metadata: { messages: [expect.stringMatching(/^\[ERROR\] .*\[json-pointer:\/blocks/)] },
      },
    });
    expect(stage.slack.messages("lobby-mods")).toEqual([]);
  });

  it("take 50 blocks, but not more than about 13,200 characters of them", async () => {
    await using stage = await openClient();
    const dividers = Array.from({ length: 50 }, () => ({ type: "divider" }));
    expect(await outcome(stage.client.chat.postMessage(post(dividers)))).toBe("ok");
    const long = Array.from({ length: 5 }, () => section("x".repeat(2900)));
    expect(await outcome(stage.client.chat.postMessage(post(long)))).toBe("msg_blocks_too_long");
    const notJson = fetch(`${stage.slack.url}/api/chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${stage.slack.credentials.botToken}` },
      body: new URLSearchParams({ channel: LOBBY, blocks: "nonsense" }),
    });
    expect(await (await notJson).json()).toMatchObject({ error: "invalid_blocks_format" });
  });
});

describe("views", () => {
  it("of the Home tab are published, guarded by their hash", async () => {
    await using stage = await openClient();
    const view = { type: "home" as const, blocks: [section("Quiet today.")] as never };
    const { view: first } = await stage.client.views.publish({ user_id: "U00000MIA", view });
    expect(stage.slack.homeOf("mia")).toMatchObject({ type: "home", person: "mia" });
    expect(await outcome(stage.client.views.publish({ user_id: "U00000MIA", view, hash: "old" }))).toBe(
      "hash_conflict",
    );
    expect(
      await outcome(stage.client.views.publish({ user_id: "U00000MIA", view, hash: first!.hash! })),
    ).toBe("ok");
    const calm = { type: "home" as const, blocks: [section("All calm.")] as never };
    await stage.client.views.update({ view_id: stage.slack.homeOf("mia")!.id, view: calm });
    expect(stage.slack.homeOf("mia")?.blocks).toMatchObject([{ text: { text: "All calm." } }]);
    expect(await outcome(stage.client.views.update({ view_id: "VNONE", view }))).toBe("not_found");
  });
});

describe("faults on demand", () => {
  const say = (client: WebClient) => client.chat.postMessage({ channel: LOBBY, text: "hi" });

  it("answer 429 with Retry-After, an HTTP status, or a Slack error, as often as told", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    slack.fault({ method: "chat.postMessage", kind: "ratelimited", retryAfterSeconds: 7 });
    await expect(say(client)).rejects.toSatisfy(
      (error) => error instanceof WebAPIRateLimitedError && error.retryAfter === 7,
    );
    slack.fault({ method: "*", kind: "status:503", times: 2 });
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(say(client)).rejects.toSatisfy(
        (error) => error instanceof WebAPIHTTPError && error.statusCode === 503,
      );
    }
    slack.fault({ method: "chat.postMessage", kind: "error:restricted_action" });
    expect(await outcome(say(client))).toBe("restricted_action");
    expect(await outcome(say(client))).toBe("ok");
    expect(slack.calls().map(({ method, outcome: how }) => [method, how])).toEqual([
      ["chat.postMessage", "ratelimited"],
      ["chat.postMessage", "status:503"],
      ["chat.postMessage", "status:503"],
      ["chat.postMessage", "restricted_action"],
      ["chat.postMessage", "ok"],
    ]);
  });

  it("cut the connection before or after the effect, and the caller cannot tell which", async () => {
    await using stage = await openClient();
    for (const kind of ["reset-before", "reset-after"] as const) {
      stage.slack.fault({ method: "chat.postMessage", kind });
      await expect(say(stage.client)).rejects.toMatchObject({ code: "slack_webapi_request_error" });
    }
    expect(stage.slack.messages("lobby-mods")).toHaveLength(1);
  });

  it("can be slow, or never answer, and closing does not wait for them", async () => {
    const stage = await openClient();
    stage.slack.fault({ method: "chat.postMessage", kind: "latency:20" });
    expect(await outcome(say(stage.client))).toBe("ok");
    stage.slack.fault({ method: "chat.postMessage", kind: "hang" });
    const hung = say(stage.client).catch((error: Error) => error);
    await stage.slack.until(() => stage.slack.calls().some((call) => call.outcome === "hang"));
    await stage.slack.close();
    expect(await hung).toMatchObject({ code: "slack_webapi_request_error" });
  });

  it("hit a response_url too, which also ends after thirty minutes", async () => {
    await using stage = await openClient();
    const { slack, clock, client } = stage;
    const blocks = [{ type: "actions", elements: [press({ action_id: "go" })] }];
    const { ts } = await client.chat.postMessage(post(blocks));
    const urls: string[] = [];
    await using app = await catchDeliveries((payload) => urls.push(payload.response_url));
    slack.deliverTo({ kind: "http", url: app.url });
    await slack.click({ as: "mia", channel: "lobby-mods", ts: ts!, actionId: "go" });
    const answer = (body: object) => fetch(urls[0]!, { method: "POST", body: JSON.stringify(body) });
    slack.fault({ method: "response_url", kind: "status:500" });
    expect((await answer({ text: "one" })).status).toBe(500);
    expect(await (await answer({ text: "two" })).text()).toBe("ok");
    expect((await answer({ delete_original: true })).status).toBe(200);
    expect(slack.messages("lobby-mods")).toEqual([]);
    clock.advance(30 * 60_000 + 1);
    const late = await answer({ text: "three" });
    expect([late.status, await late.json()]).toEqual([404, { ok: false, error: "expired_url" }]);
    expect(slack.ephemeralFor("mia").map(({ text }) => text)).toEqual(["two"]);
  });

  it("hold posts to one a second and channel when the real pace is asked for", async () => {
    await using stage = await openClient({ realPostingPace: true });
    const { client, clock } = stage;
    expect(await outcome(say(client))).toBe("ok");
    await expect(say(client)).rejects.toMatchObject({ retryAfter: 1 });
    expect(await outcome(client.chat.postMessage({ channel: "C00LIVEMODS", text: "hi" }))).toBe("ok");
    clock.advance(999);
    await expect(say(client)).rejects.toMatchObject({ retryAfter: 1 });
    clock.advance(1);
    expect(await outcome(say(client))).toBe("ok");
  });
});

describe("the call log", () => {
  it("keeps arguments and outcomes, and never a token", async () => {
    await using stage = await openSlack();
    const { slack } = stage;
    const body = new URLSearchParams({ token: slack.credentials.botToken, user: "U00000MIA" });
    await fetch(`${slack.url}/api/users.info`, { method: "POST", body });
    expect(slack.calls()).toEqual([
      { method: "users.info", at: stage.clock.now(), arguments: { user: "U00000MIA" }, outcome: "ok" },
    ]);
    expect(JSON.stringify(slack.calls())).not.toContain(slack.credentials.botToken);
  });
});

/** An app that only reads what it is sent. */
async function catchDeliveries(hear: (payload: { response_url: string }) => void) {
  const { createServer } = await import("node:http");
  const { text } = await import("node:stream/consumers");
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      hear(JSON.parse(new URLSearchParams(body).get("payload") ?? "{}") as { response_url: string });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() };
}

describe("an install", () => {
  it("is told in the headers: the granted scopes, and what time it is at Slack", async () => {
    await using stage = await openSlack({ botScopes: ["commands", "chat:write"] });
    const { url, credentials } = stage.slack;
    const { headers } = await fetch(`${url}/api/auth.test`, {
      method: "POST",
      headers: { authorization: `Bearer ${credentials.botToken}` },
    });
    expect(headers.get("x-oauth-scopes")).toBe("commands,chat:write");
    expect(Math.abs(Date.parse(headers.get("date") ?? "") - stage.clock.now())).toBeLessThan(2_000);
    stage.clock.advance(3_600_000);
    const later = await fetch(`${url}/api/auth.test`);
    expect(Math.abs(Date.parse(later.headers.get("date") ?? "") - stage.clock.now())).toBeLessThan(2_000);
  });
});

describe("a manifest", () => {
  const manifest = (commands: readonly object[], settings: object = { socket_mode_enabled: true }) => ({
    display_information: { name: "Bailiff" },
    features: { slash_commands: commands },
    settings,
  });
  const kick = { command: "/kick", description: "Remove accounts" };

  it("is checked with a configuration token, and one bad name spoils it without being named", async () => {
    await using stage = await openClient();
    const { configToken } = stage.slack.credentials;
    const validate = (what: object, token: string | undefined = configToken) =>
      stage.client.apiCall("apps.manifest.validate", {
        manifest: JSON.stringify(what),
        ...(token === undefined ? {} : { token }),
      });
    expect(await outcome(validate(manifest([kick])))).toBe("ok");
    await expect(validate(manifest([kick, { ...kick, command: "/mute" }]))).rejects.toMatchObject({
      data: {
        error: "invalid_manifest",
        errors: [{ code: "invalid_name", pointer: "/features/slash_commands" }],
      },
    });
    expect(await outcome(validate(manifest([kick, kick])))).toBe("invalid_manifest");
    expect(await outcome(validate(manifest([kick], {})))).toBe("invalid_manifest");
    expect(await outcome(validate(manifest([{ command: "/kick" }])))).toBe("invalid_manifest");
    expect(await outcome(validate(manifest([kick]), stage.slack.credentials.botToken))).toBe(
      "not_allowed_token_type",
    );
  });
});
