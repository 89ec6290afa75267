import type { WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { openClient, outcome } from "./web-client.ts";

/** Uploading, sharing and reading files, by Slack's own client and by plain HTTP. */

const LOBBY = "C0LOBBYMODS";

/** The first two steps; gives the file's id. */
async function uploaded(client: WebClient, text: string, filename = "result.csv"): Promise<string> {
  const length = Buffer.byteLength(text);
  const { upload_url, file_id } = await client.files.getUploadURLExternal({ filename, length });
  const answer = await fetch(upload_url!, { method: "POST", body: text });
  expect([answer.status, await answer.text()]).toEqual([200, `OK - ${length}`]);
  return file_id!;
}

describe("an upload", () => {
  it("shows the file as a reply in a thread, byte for byte", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    const { ts } = await client.chat.postMessage({ channel: LOBBY, text: "Batch #7" });
    const text = "account,outcome\ntömmy,done\n";
    const id = await uploaded(client, text);
    expect(slack.files()).toEqual([]);
    const done = await client.files.completeUploadExternal({
      files: [{ id, title: "Result of #7" }],
      channel_id: LOBBY,
      thread_ts: ts!,
      initial_comment: "All 1 accounts",
    });
    expect(done.files).toMatchObject([
      { id, name: "result.csv", title: "Result of #7", mimetype: "text/csv" },
    ]);
    expect(slack.threadOf("lobby-mods", ts!)).toMatchObject([
      { user: "bailiff", text: "All 1 accounts", threadTs: ts, files: [{ id, name: "result.csv" }] },
    ]);
    expect(slack.fileText(id)).toBe(text);
    const [reply] = slack.threadOf("lobby-mods", ts!);
    expect(slack.files()).toEqual([
      {
        id,
        name: "result.csv",
        title: "Result of #7",
        user: "bailiff",
        size: Buffer.byteLength(text),
        shares: [{ channel: "lobby-mods", ts: reply!.ts, threadTs: ts }],
      },
    ]);
    const { messages } = await client.conversations.replies({ channel: LOBBY, ts: ts! });
    expect(messages?.[1]).toMatchObject({ files: [{ id, size: Buffer.byteLength(text) }] });
  });

  it("works through the client's own filesUploadV2, with several files in one message", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    await client.filesUploadV2({
      channel_id: LOBBY,
      initial_comment: "both",
      file_uploads: [
        { content: "one", filename: "1.txt" },
        { file: Buffer.from([0, 255, 10]), filename: "2.bin", title: "bytes" },
      ],
    });
    const [message] = slack.messages("lobby-mods");
    expect(message).toMatchObject({ text: "both", files: [{ name: "1.txt" }, { title: "bytes" }] });
    expect(slack.fileText(message!.files[0]!.id)).toBe("one");
    expect(slack.files()[1]?.size).toBe(3);
  });

  it("without a channel is a file that nobody sees in a channel", async () => {
    await using stage = await openClient();
    const id = await uploaded(stage.client, "x");
    expect(await outcome(stage.client.files.completeUploadExternal({ files: [{ id }] }))).toBe("ok");
    expect(stage.slack.messages("lobby-mods")).toEqual([]);
    expect(stage.slack.files()).toMatchObject([{ id, title: "result.csv", shares: [] }]);
  });

  it("has to be as long as was said, and nothing else can be completed", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    const complete = (id: string) =>
      outcome(client.files.completeUploadExternal({ files: [{ id }], channel_id: LOBBY }));
    const { upload_url, file_id } = await client.files.getUploadURLExternal({ filename: "a.txt", length: 5 });
    const send = async (body: string) => (await fetch(upload_url!, { method: "POST", body })).status;
    expect(await complete(file_id!)).toBe("file_not_found");
    expect(await send("four")).toBe(400);
    expect(await complete(file_id!)).toBe("file_not_found");
    expect(await send("fives")).toBe(200);
    expect(await send("again")).toBe(404);
    expect(await complete(file_id!)).toBe("ok");
    expect(await complete(file_id!)).toBe("file_not_found");
    expect(await complete("F000NOBODY")).toBe("file_not_found");
    expect(slack.messages("lobby-mods")).toHaveLength(1);
    const nothing = client.files.getUploadURLExternal({ filename: "a.txt", length: 0 });
    expect(await outcome(nothing)).toBe("missing_argument");
  });

  it("needs the bot in the channel, whatever its scopes, and files:write", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    const share = async (channel_id: string) => {
      const id = await uploaded(client, "x");
      return outcome(client.files.completeUploadExternal({ files: [{ id }], channel_id }));
    };
    slack.setBotScopes(["files:write", "chat:write", "chat:write.public"]);
    expect(await share("C0000RANDOM")).toBe("not_in_channel");
    expect(await share("G00000VAULT")).toBe("channel_not_found");
    expect(await share("CNOWHERE")).toBe("channel_not_found");
    expect(await share(LOBBY)).toBe("ok");
    slack.setBotScopes(["chat:write"]);
    const refused = client.files.getUploadURLExternal({ filename: "a.txt", length: 1 });
    await expect(refused).rejects.toMatchObject({ data: { error: "missing_scope", needed: "files:write" } });
  });
});

describe("a private file", () => {
  it("is given to who may read files; everyone else gets the login page, with status 200", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    const id = await uploaded(client, "secret,list\n");
    await client.files.completeUploadExternal({ files: [{ id }], channel_id: LOBBY });
    const { file } = await client.files.info({ file: id });
    expect(file).toMatchObject({ id, shares: { public: { [LOBBY]: [{ ts: expect.any(String) }] } } });
    const get = async (headers: Record<string, string>, url = file!.url_private_download!) => {
      const answer = await fetch(url, { headers });
      const isHtml = answer.headers.get("content-type")?.startsWith("text/html");
      return [answer.status, isHtml ? "html" : await answer.text()];
    };
    const authorization = `Bearer ${slack.credentials.botToken}`;
    expect(await get({ authorization })).toEqual([200, "secret,list\n"]);
    expect(await get({ authorization }, file!.url_private)).toEqual([200, "secret,list\n"]);
    expect(await get({})).toEqual([200, "html"]);
    expect(await get({ authorization: `Bearer ${slack.credentials.appToken}` })).toEqual([200, "html"]);
    expect(await get({ authorization }, file!.url_private!.replace(id, "F000NOBODY"))).toEqual([404, "html"]);
    slack.setBotScopes(["files:write"]);
    expect(await get({ authorization })).toEqual([200, "html"]);
    expect(await outcome(client.files.info({ file: id }))).toBe("missing_scope");
    slack.reset();
    expect(slack.files()).toEqual([]);
    expect(await outcome(client.files.info({ file: id }))).toBe("file_not_found");
    expect(JSON.stringify(slack.calls())).not.toContain(slack.credentials.botToken);
  });
});

describe("faults", () => {
  it("hit the bytes on their way up and down as well", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    slack.fault({ method: "upload_url", kind: "status:503" });
    const { upload_url } = await client.files.getUploadURLExternal({ filename: "a.txt", length: 1 });
    const send = async () => (await fetch(upload_url!, { method: "POST", body: "x" })).status;
    expect([await send(), await send()]).toEqual([503, 200]);
    slack.fault({ method: "url_private", kind: "reset-before" });
    await expect(fetch(`${slack.url}/files-pri/T-F1/download/a.txt`)).rejects.toThrow();
    expect(slack.calls().map(({ method, outcome: how }) => [method, how])).toEqual([
      ["files.getUploadURLExternal", "ok"],
      ["upload_url", "status:503"],
      ["upload_url", "ok"],
      ["url_private", "reset-before"],
    ]);
  });
});
