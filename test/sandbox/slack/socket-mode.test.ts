import { SocketModeReceiver } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { openBolt, openSlack } from "./bolt-app.ts";

const typed = { as: "mia", channel: "lobby-mods", text: "/mod x" };

/** A bare Socket Mode client that notes what it hears and acknowledges every envelope. */
async function connect(slack: Awaited<ReturnType<typeof openSlack>>["slack"]) {
  const headers = { authorization: `Bearer ${slack.credentials.appToken}` };
  const opened = await fetch(`${slack.url}/api/apps.connections.open`, { method: "POST", headers });
  const { url } = (await opened.json()) as { url: string };
  const heard: Record<string, unknown>[] = [];
  const socket = new WebSocket(url);
  const first = Promise.withResolvers<void>();
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Record<string, unknown>;
    heard.push(message);
    first.resolve();
    if (message["envelope_id"]) socket.send(JSON.stringify({ envelope_id: message["envelope_id"] }));
  });
  await first.promise;
  return { socket, heard, url };
}

describe("Socket Mode", () => {
  it("greets each connection, gives each payload to one of them in turn, and repeats as a retry", async () => {
    await using stage = await openSlack();
    const { slack } = stage;
    slack.deliverTo({ kind: "socket" });
    const [one, two] = [await connect(slack), await connect(slack)];
    expect([one.heard[0], two.heard[0]]).toMatchObject([
      { type: "hello", num_connections: 1, debug_info: { approximate_connection_time: 18_060 } },
      { type: "hello", num_connections: 2 },
    ]);
    const { deliveryId } = await slack.command(typed);
    await slack.command(typed);
    expect([one.heard.length, two.heard.length]).toEqual([2, 2]);
    expect(one.heard[1]).toMatchObject({ type: "slash_commands", accepts_response_payload: true });

    await slack.replay(deliveryId!);
    expect(one.heard[2]).toEqual({ ...one.heard[1], retry_attempt: 1, retry_reason: "timeout" });
  });

  it("refuses an eleventh connection and a ticket that was used", async () => {
    await using stage = await openSlack();
    const ten = [];
    for (let n = 0; n < 10; n += 1) ten.push(await connect(stage.slack));
    const eleventh = await connect(stage.slack);
    expect(eleventh.heard[0]).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
    const again = new WebSocket(ten[0]!.url);
    const { promise, resolve } = Promise.withResolvers<string>();
    again.on("error", (error) => resolve(error.message));
    expect(await promise).toContain("401");
  });

  it("without a connection a command fails at once", async () => {
    await using stage = await openSlack();
    stage.slack.deliverTo({ kind: "socket" });
    expect(await stage.slack.command(typed)).toMatchObject({ status: "dispatch_failed" });
  });

  it("a second receiver takes over while the first is told to reconnect", async () => {
    await using stage = await openBolt("socket", (app) => app.command("/mod", ({ ack }) => ack("here")));
    const { slack, app } = stage;
    const clientOptions = { slackApiUrl: `${slack.url}/api/` };
    const second = new SocketModeReceiver({
      appToken: slack.credentials.appToken,
      installerOptions: { clientOptions },
    });
    second.init(app);
    await second.start();
    expect(slack.connections()).toBe(2);
    slack.disconnect("refresh_requested");
    expect(slack.connections()).toBe(1);
    expect(await slack.command(typed)).toMatchObject({ status: "acknowledged", shown: ["here"] });
    await second.stop();
  });

  it("a connection that is cut is noticed, and Bolt comes back", async () => {
    await using stage = await openBolt("socket", (app) => app.command("/mod", ({ ack }) => ack()));
    const { slack, receiver } = stage;
    // Bolt waits as long as its ping timeout before it reconnects: 5 s unless told.
    Object.assign((receiver as SocketModeReceiver).client, { clientPingTimeoutMS: 20 });
    slack.dropConnections();
    await slack.until(() => slack.connections() === 0);
    await slack.until(() => slack.connections() === 1);
    expect(await slack.command(typed)).toMatchObject({ status: "acknowledged" });
  });
});
