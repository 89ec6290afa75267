import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import type { Logger, Receiver } from "@slack/bolt";
import { LogLevel } from "@slack/bolt";
import { CAST } from "../../../src/sandbox/cast.ts";
import type { FakeSlack, FakeSlackOptions } from "../../../src/sandbox/slack/fake-slack.ts";
import { openFakeSlack } from "../../../src/sandbox/slack/fake-slack.ts";
import type { MovableClock } from "./movable-clock.ts";
import { movableClock } from "./movable-clock.ts";

export type Transport = "http" | "socket";

export interface Stage {
  readonly slack: FakeSlack;
  readonly app: App;
  readonly clock: MovableClock;
  readonly receiver: Receiver;
  [Symbol.asyncDispose](): Promise<void>;
}

const COMMANDS = [
  { command: "/mod", shouldEscape: true },
  { command: "/plain", shouldEscape: false },
];

const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** The fake workspace without an app. */
export async function openSlack(options: Partial<FakeSlackOptions> = {}) {
  const clock = movableClock(Date.UTC(2026, 10, 20, 9, 0, 0));
  const slack = await openFakeSlack({ clock, seed: CAST, commands: COMMANDS, ...options });
  return { slack, clock, [Symbol.asyncDispose]: () => slack.close() };
}

/** The fake workspace and a real Bolt app, joined by the transport; `register` adds the listeners. */
export async function openBolt(
  transport: Transport,
  register: (app: App) => void,
  options: Partial<FakeSlackOptions> = {},
): Promise<Stage> {
  const { slack, clock } = await openSlack(options);
  const clientOptions = { slackApiUrl: `${slack.url}/api/`, retryConfig: { retries: 0 } };
  const { signingSecret, appToken, botToken, botId, botUserId } = slack.credentials;
  const receiver =
    transport === "http"
      ? new HTTPReceiver({ signingSecret, logger: silent })
      : new SocketModeReceiver({ appToken, logger: silent, installerOptions: { clientOptions } });
  const common = {
    token: botToken,
    botId,
    botUserId,
    clientOptions,
    convoStore: false,
    logger: silent,
  } as const;
  const app = new App({ ...common, receiver });
  register(app);
  if (receiver instanceof HTTPReceiver) {
    const server = await receiver.start(0);
    if (!server.listening) await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    slack.deliverTo({ kind: "http", url: `http://127.0.0.1:${port}/slack/events` });
  } else {
    await receiver.start();
    slack.deliverTo({ kind: "socket" });
  }
  return {
    slack,
    app,
    clock,
    receiver,
    async [Symbol.asyncDispose]() {
      await app.stop();
      await slack.close();
    },
  };
}
