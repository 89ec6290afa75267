import { describe, expect, it } from "vitest";
import { openBolt } from "./bolt-app.ts";
import { openClient, outcome } from "./web-client.ts";

/** chat.update and chat.delete, as a card that lives needs them. */

const LOBBY = "C0LOBBYMODS";
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

describe("a message", () => {
  it("keeps its place, its thread and its metadata when it is updated", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    const metadata = { event_type: "bailiff_post", event_payload: { id: "7" } };
    const { ts } = await client.chat.postMessage({ channel: LOBBY, text: "0 of 9", metadata });
    await client.chat.postMessage({ channel: LOBBY, text: "reply", thread_ts: ts! });
    const blocks = [section("9 of 9")] as never;
    const changed = await client.chat.update({ channel: LOBBY, ts: ts!, text: "9 of 9", blocks });
    expect(changed).toMatchObject({ channel: LOBBY, ts, text: "9 of 9" });
    const [card] = slack.messages("lobby-mods");
    expect(card).toMatchObject({ ts, text: "9 of 9", metadata, blocks: [{ type: "section" }] });
    expect(slack.threadOf("lobby-mods", ts!).map(({ text }) => text)).toEqual(["reply"]);
  });

  it("of somebody else, or one that is gone, is neither updated nor deleted", async () => {
    await using stage = await openBolt("http", (app) =>
      app.command("/mod", ({ ack }) => ack({ response_type: "in_channel", text: "Done." })),
    );
    const { client } = stage.app;
    await stage.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod x" });
    const [typed, answer] = stage.slack.messages("lobby-mods");
    const at = (ts: string) => ({ channel: LOBBY, ts });
    expect(typed?.user).toBe("mia");
    expect(await outcome(client.chat.update({ ...at(typed!.ts), text: "x" }))).toBe("cant_update_message");
    expect(await outcome(client.chat.delete(at(typed!.ts)))).toBe("cant_delete_message");
    expect(await outcome(client.chat.delete(at(answer!.ts)))).toBe("ok");
    expect(await outcome(client.chat.delete(at(answer!.ts)))).toBe("message_not_found");
    expect(await outcome(client.chat.update({ ...at(answer!.ts), text: "x" }))).toBe("message_not_found");
    expect(stage.slack.messages("lobby-mods")).toEqual([typed]);
  });

  it("has the same limits of blocks when it is updated, and stays as it was when they are broken", async () => {
    await using stage = await openClient();
    const { client, slack } = stage;
    const { ts } = await client.chat.postMessage({ channel: LOBBY, text: "old" });
    const update = (blocks: unknown[]) =>
      outcome(client.chat.update({ channel: LOBBY, ts: ts!, text: "new", blocks: blocks as never }));
    expect(await update(Array.from({ length: 51 }, () => ({ type: "divider" })))).toBe("invalid_blocks");
    expect(await update(Array.from({ length: 5 }, () => section("x".repeat(2900))))).toBe(
      "msg_blocks_too_long",
    );
    const form = {
      type: "input",
      label: { type: "plain_text", text: "File" },
      element: { type: "file_input" },
    };
    expect(await update([form])).toBe("invalid_blocks");
    expect(slack.messages("lobby-mods")).toMatchObject([{ text: "old", edited: false }]);
  });
});

describe("at Slack's real pace", () => {
  it("fifty updates a minute are taken, and deletions counted apart", async () => {
    await using stage = await openClient({ realPostingPace: true });
    const { client, clock } = stage;
    const { ts } = await client.chat.postMessage({ channel: LOBBY, text: "0" });
    const update = (text: string) => outcome(client.chat.update({ channel: LOBBY, ts: ts!, text }));
    for (let turn = 1; turn <= 50; turn += 1) {
      expect(await update(String(turn))).toBe("ok");
      clock.advance(100);
    }
    await expect(update("51")).rejects.toMatchObject({ retryAfter: 55 });
    clock.advance(55_000);
    expect(await update("51")).toBe("ok");
    expect(await outcome(client.chat.delete({ channel: LOBBY, ts: ts! }))).toBe("ok");
  });
});
