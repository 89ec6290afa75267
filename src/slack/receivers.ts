import type { IncomingMessage, ServerResponse } from "node:http";
import { HTTPReceiver, SocketModeReceiver, type App, type Receiver } from "@slack/bolt";
import type { Logger } from "@slack/web-api";
import type { Receiving } from "../config/environment.ts";
import type { Door } from "./door.ts";

/** How Slack's requests come in. `handle` is null when they come through a socket of our own opening. */
export interface Entrance {
  readonly receiver: Receiver;
  readonly handle: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  start(app: App): Promise<void>;
  stop(): Promise<void>;
}

export const SLACK_PATH = "/slack/events";
/** Slash commands and presses are small; a file never comes this way. In bytes. */
const LARGEST_BODY = 1024 * 1024;

export function createEntrance(receiving: Receiving, apiUrl: string, door: Door, logger: Logger): Entrance {
  switch (receiving.kind) {
    case "http":
      return overHttp(receiving, door, logger);
    case "socket":
      return overSocket(receiving, apiUrl, logger);
    default:
      return receiving satisfies never;
  }
}

function overHttp(receiving: Receiving & { kind: "http" }, door: Door, logger: Logger): Entrance {
  const receiver = new HTTPReceiver({
    signingSecret: receiving.signingSecret.reveal(),
    endpoints: [SLACK_PATH],
    bodyLimit: LARGEST_BODY,
    logger,
    // Called once the signature has been verified.
    customPropertiesExtractor: (request) => {
      door.remember(request);
      return {};
    },
  });
  return {
    receiver,
    handle: (request, response) => {
      if (door.admit(request, response)) receiver.requestListener(request, response);
    },
    start: async () => {},
    stop: async () => {},
  };
}

/**
 * Two connections: after each routine disconnect the client of socket-mode 3.1 is deaf for five seconds, and
 * meanwhile Slack hands everything to the other one. Each has client options of its own, because the socket
 * client writes its retry settings into the object it is given (measured).
 */
function overSocket(receiving: Receiving & { kind: "socket" }, apiUrl: string, logger: Logger): Entrance {
  const open = (): SocketModeReceiver =>
    new SocketModeReceiver({
      appToken: receiving.appToken.reveal(),
      logger,
      installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
    });
  const [first, second] = [open(), open()];
  return {
    receiver: first,
    handle: null,
    async start(app) {
      second.init(app);
      await Promise.all([first.start(), second.start()]);
    },
    async stop() {
      await Promise.allSettled([first.stop(), second.stop()]);
    },
  };
}
