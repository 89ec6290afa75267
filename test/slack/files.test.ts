import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { LogLevel } from "@slack/web-api";
import { Secret } from "../../src/secret.ts";
import { createClient } from "../../src/slack/client.ts";
import { createFiles, type Files } from "../../src/slack/files.ts";
import type { FakeSlack } from "../../src/sandbox/slack/fake-slack.ts";
import { downloadFailureText } from "../../src/texts/batch.ts";
import { openSlack } from "../sandbox/slack/bolt-app.ts";

const LOBBY = "C0LOBBYMODS";
const MOST = 1_000;

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

async function open() {
  const { slack, ...stage } = await openSlack();
  const apiUrl = `${slack.url}/api/`;
  const token = new Secret(slack.credentials.botToken);
  return { ...stage, slack, files: createFiles(createClient(token, apiUrl, silent), token, apiUrl) };
}

const result = {
  channel: LOBBY,
  name: "result.csv",
  title: "Result of #7",
  comment: "What became of each account.",
  text: "account,outcome\ntömmy,done\n",
};

/** Uploads a file of the bot's; gives its id and address. */
async function shared(slack: FakeSlack, files: Files, text: string): Promise<{ id: string; url: string }> {
  const uploaded = await files.upload({ ...result, text, threadTs: null });
  if (!uploaded.ok) throw new Error("The file was not uploaded.");
  const { id } = uploaded.value;
  return { id, url: `${slack.url}/files-pri/T000SANDBOX-${id}/download/result.csv` };
}

describe("an upload", () => {
  it("shows the file in the channel, or in a thread", async () => {
    await using stage = await open();
    const { slack, files } = stage;
    const top = await files.upload({ ...result, threadTs: null });
    const [message] = slack.messages("lobby-mods");
    expect(message).toMatchObject({
      files: [{ id: top.ok && top.value.id, title: "Result of #7" }],
      threadTs: null,
    });
    const reply = await files.upload({ ...result, threadTs: message!.ts });
    expect(slack.threadOf("lobby-mods", message!.ts)).toMatchObject([
      { text: result.comment, files: [{ id: reply.ok && reply.value.id, name: "result.csv" }] },
    ]);
    expect(slack.fileText(reply.ok ? reply.value.id : "")).toBe(result.text);
  });

  it("says why it failed at whichever step, and then nothing is shown", async () => {
    await using stage = await open();
    const { slack, files } = stage;
    const failing = async (method: string, kind: Parameters<FakeSlack["fault"]>[0]["kind"]) => {
      slack.fault({ method, kind, retryAfterSeconds: 7 });
      const done = await files.upload({ ...result, threadTs: null });
      return done.ok ? "done" : done.failure;
    };
    expect(await failing("files.getUploadURLExternal", "error:file_uploads_disabled")).toEqual({
      kind: "refused",
      code: "file_uploads_disabled",
    });
    expect(await failing("upload_url", "ratelimited")).toEqual({ kind: "throttled", retryAfterMs: 7_000 });
    expect(await failing("upload_url", "status:503")).toMatchObject({ kind: "uncertain" });
    expect(await failing("upload_url", "reset-before")).toMatchObject({ kind: "uncertain" });
    expect(await failing("files.completeUploadExternal", "ratelimited")).toMatchObject({ kind: "throttled" });
    slack.workspace.leave("lobby-mods", "bot");
    expect(await failing("chat.postMessage", "hang")).toEqual({ kind: "refused", code: "not_in_channel" });
    slack.workspace.join("lobby-mods", "bot");
    expect(slack.messages("lobby-mods")).toEqual([]);
    // The answer was lost, the file was not.
    expect(await failing("files.completeUploadExternal", "reset-after")).toMatchObject({ kind: "uncertain" });
    expect(slack.messages("lobby-mods")).toHaveLength(1);
  });

  it("sends the bytes only to an address of Slack's", async () => {
    await using elsewhere = await listener();
    await using slack = await listener((url) =>
      url.endsWith("files.getUploadURLExternal")
        ? { ok: true, file_id: "F1", upload_url: `${elsewhere.url}/upload/v1/1` }
        : { ok: true },
    );
    const token = new Secret("token");
    const files = createFiles(createClient(token, `${slack.url}/api/`, silent), token, `${slack.url}/api/`);
    expect(await files.upload({ ...result, threadTs: null })).toMatchObject({
      failure: { kind: "uncertain" },
    });
    expect(elsewhere.heard).toEqual([]);
    expect(slack.heard.map(({ url }) => url)).toEqual(["/api/files.getUploadURLExternal"]);
  });
});

describe("a download", () => {
  it("gives the text by the file's id and by its address", async () => {
    await using stage = await open();
    const { slack, files } = stage;
    const { id, url } = await shared(slack, files, "\ufefftömmy\njared");
    for (const file of [id, url]) {
      expect(await files.download(file, MOST)).toEqual({ ok: true, value: "\ufefftömmy\njared" });
    }
  });

  it("of more bytes than wanted is refused, before it is fetched where that can be told", async () => {
    await using stage = await open();
    const { slack, files } = stage;
    const { id, url } = await shared(slack, files, "x".repeat(MOST + 1));
    const tooLarge = { ok: false, failure: { kind: "too_large", most: MOST } };
    expect(await files.download(id, MOST)).toEqual(tooLarge);
    expect(slack.calls().some(({ method }) => method === "url_private")).toBe(false);
    expect(await files.download(url, MOST)).toEqual(tooLarge);
    expect(await files.download(url, MOST + 1)).toMatchObject({ ok: true });
  });

  it("that never ends is cut off at the limit", async () => {
    await using slack = await listener(null);
    const token = new Secret("token");
    const files = createFiles(createClient(token, `${slack.url}/api/`, silent), token, `${slack.url}/api/`);
    expect(await files.download(`${slack.url}/files-pri/T-F1/x.csv`, MOST)).toMatchObject({
      failure: { kind: "too_large" },
    });
  });

  it("tells Slack's login page from a file", async () => {
    await using stage = await open();
    const { slack, files } = stage;
    const { url } = await shared(slack, files, "tommy");
    const page = await shared(slack, files, " <!DOCTYPE html><p>Sign in");
    expect(await files.download(page.url, MOST)).toEqual({ ok: false, failure: { kind: "login_page" } });
    slack.fault({ method: "url_private", kind: "status:302" });
    expect(await files.download(url, MOST)).toEqual({ ok: false, failure: { kind: "login_page" } });
    slack.setBotScopes(["files:write"]);
    expect(await files.download(url, MOST)).toEqual({ ok: false, failure: { kind: "login_page" } });
  });

  it("knows a page by its type, whatever it begins with", async () => {
    await using slack = await listener(() => "Sign in to your workspace");
    const token = new Secret("token");
    const files = createFiles(createClient(token, `${slack.url}/api/`, silent), token, `${slack.url}/api/`);
    expect(await files.download(`${slack.url}/files-pri/T-F1/x.csv`, MOST)).toMatchObject({
      failure: { kind: "login_page" },
    });
  });

  it("says why it failed", async () => {
    await using stage = await open();
    const { slack, files } = stage;
    const { id, url } = await shared(slack, files, "tommy");
    const gone = { ok: false, failure: { kind: "refused", code: "file_not_found" } };
    expect(await files.download("F0NOBODY", MOST)).toEqual(gone);
    expect(await files.download(url.replace(id, "F0NOBODY"), MOST)).toEqual(gone);
    slack.fault({ method: "url_private", kind: "ratelimited", retryAfterSeconds: 3 });
    expect(await files.download(url, MOST)).toMatchObject({ failure: { retryAfterMs: 3_000 } });
    slack.fault({ method: "url_private", kind: "reset-before" });
    expect(await files.download(url, MOST)).toMatchObject({ failure: { kind: "uncertain" } });
    slack.fault({ method: "files.info", kind: "status:500" });
    expect(await files.download(id, MOST)).toMatchObject({ failure: { kind: "uncertain" } });
  });

  it("takes the token to no other host, whatever address it is given", async () => {
    await using stage = await open();
    await using elsewhere = await listener();
    const addresses = [
      `${elsewhere.url}/files-pri/T-F1/x.csv`,
      "https://files.slack.com.example/x.csv",
      "http://files.slack.com/x.csv",
      "https://files.slack.com@127.0.0.1/x.csv",
      "x.csv",
      "",
    ];
    for (const address of addresses) {
      expect(await stage.files.download(address, MOST)).toEqual({
        ok: false,
        failure: { kind: "foreign_address" },
      });
    }
    expect(elsewhere.heard).toEqual([]);
  });
});

describe("whatever fails", () => {
  it("the person reads that nothing was done, and what to do", () => {
    const failures = [
      { kind: "foreign_address" },
      { kind: "too_large", most: 2_000_000 },
      { kind: "login_page" },
      { kind: "refused", code: "file_not_found" },
      { kind: "throttled", retryAfterMs: 1_000 },
      { kind: "uncertain", detail: "Slack did not answer" },
    ] as const;
    const texts = failures.map(downloadFailureText);
    for (const text of texts) expect(text).toContain("Nothing was done.");
    expect(new Set(texts).size).toBe(failures.length);
  });
});

/** A server that answers in JSON, with a text as a page, or, with null, with a text without end. */
async function listener(answer: ((url: string) => unknown) | null = () => ({ ok: true })) {
  const heard: { readonly url: string }[] = [];
  const server = createServer((request, response) => {
    heard.push({ url: request.url ?? "" });
    const said = answer?.(request.url ?? "");
    if (typeof said === "string") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      return void response.end(said);
    }
    if (answer) {
      response.setHeader("content-type", "application/json");
      return void response.end(JSON.stringify(said));
    }
    const more = (): void => {
      while (!response.destroyed && response.write("tommy\n".repeat(100)));
    };
    response.on("drain", more);
    return more();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
