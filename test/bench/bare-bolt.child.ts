import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import type { AddressInfo } from "node:net";

/** The baseline: Bolt with its signature check and a listener that does nothing but acknowledge. */
const { signingSecret, botToken } = JSON.parse(process.argv[2] ?? "{}") as {
  signingSecret: string;
  botToken: string;
};
const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  convoStore: false,
  logLevel: LogLevel.ERROR,
  authorize: async () => ({ botToken, botId: "B1", botUserId: "U1" }),
});
app.command(/.*/, async ({ ack }) => ack({ response_type: "ephemeral", text: "ok" }));
const server = await app.start(0);
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
process.on("message", (message) => message === "memory" && process.send?.(process.memoryUsage()));
process.on("disconnect", () => process.exit(0));
