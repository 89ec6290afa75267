import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import type { Ack, Carrier, Misdelivery } from "./ack.ts";
import { dispatchFailed, TIMED_OUT } from "./ack.ts";

export interface Envelope {
  readonly envelope_id: string;
  readonly type: string;
  readonly payload: unknown;
  readonly accepts_response_payload: boolean;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
}

export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled";

/** Connections an app may hold (docs.slack.dev/apis/events-api/using-socket-mode); each payload goes to one. */
const MOST_CONNECTIONS = 10;
/** How long a connection lives at Slack, as hello announces it. */
const CONNECTION_SECONDS = 18_060;
/** After a `disconnect` Slack hangs up by itself when the client does not. */
const HANG_UP_AFTER_MS = 10_000;

export interface SocketHouse extends Carrier<Envelope> {
  /** Path and query of one new connection. It works once. */
  openTicket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** Tells the oldest connection, or `all`, that it ends; the client is expected to come back by itself. */
  disconnect(reason: DisconnectReason, which: "oldest" | "all"): void;
  /** Cuts every connection without a word, as a broken network does. */
  drop(): void;
  close(): void;
}

/** An envelope has no signature and no content type that could be wrong. */
const HTTP_ONLY: readonly Misdelivery[] = [
  "forged-signature",
  "stale-timestamp",
  "future-timestamp",
  "charset",
];

const answer = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });

export function openSocketHouse(options: {
  readonly appId: string;
  readonly newId: () => string;
  readonly ackTimeoutMs: number;
  readonly pingEveryMs: number;
  onConnections(open: number): void;
}): SocketHouse {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  /** In the order of connecting; those told to disconnect get nothing new. */
  let connections: WebSocket[] = [];
  const waiting = new Map<string, (ack: Ack) => void>();
  let turn = 0;

  const remove = (socket: WebSocket): void => {
    if (!connections.includes(socket)) return;
    connections = connections.filter((one) => one !== socket);
    options.onConnections(connections.length);
  };
  const greet = (socket: WebSocket): void => {
    const host = "sandbox";
    if (connections.length >= MOST_CONNECTIONS) {
      send(socket, { type: "disconnect", reason: "too_many_websockets", debug_info: { host } });
      return socket.close();
    }
    connections.push(socket);
    send(socket, {
      type: "hello",
      num_connections: connections.length,
      debug_info: { host, build_number: 1, approximate_connection_time: CONNECTION_SECONDS },
      connection_info: { app_id: options.appId },
    });
    return options.onConnections(connections.length);
  };
  const hear = (raw: string): void => {
    const heard = answer.safeParse(parsed(raw));
    if (!heard.success) return;
    const { envelope_id, payload } = heard.data;
    waiting.get(envelope_id)?.({ status: "acknowledged", httpStatus: null, body: emptyToNull(payload) });
  };
  const welcome = (socket: WebSocket): void => {
    const ping = setInterval(() => socket.ping(), options.pingEveryMs);
    socket.on("message", (data: Buffer) => hear(data.toString("utf8")));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(ping);
      remove(socket);
    });
    greet(socket);
  };

  return {
    openTicket() {
      const ticket = options.newId();
      tickets.add(ticket);
      return `/link/?ticket=${ticket}&app_id=${options.appId}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? "/", "http://slack.invalid");
      const ticket = url.searchParams.get("ticket") ?? "";
      if (url.pathname !== "/link/" || !tickets.delete(ticket)) {
        return void socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n");
      }
      return server.handleUpgrade(request, socket, head, welcome);
    },
    connections: () => connections.length,
    write({ kind, payload }, misdelivery) {
      if (misdelivery !== undefined && HTTP_ONLY.includes(misdelivery)) {
        throw new Error(`${misdelivery} exists over HTTP only.`);
      }
      const accepts_response_payload = kind !== "events_api";
      return { envelope_id: options.newId(), type: kind, payload, accepts_response_payload };
    },
    again: (letter) => ({
      ...letter,
      retry_attempt: (letter.retry_attempt ?? 0) + 1,
      retry_reason: "timeout",
    }),
    carry(letter) {
      const live = connections.filter((socket) => socket.readyState === WebSocket.OPEN);
      const socket = live[turn++ % Math.max(live.length, 1)];
      if (!socket) return Promise.resolve(dispatchFailed(null));
      return new Promise((resolve) => {
        const settle = (ack: Ack): void => {
          clearTimeout(timer);
          waiting.delete(letter.envelope_id);
          resolve(ack);
        };
        const timer = setTimeout(() => settle(TIMED_OUT), options.ackTimeoutMs);
        waiting.set(letter.envelope_id, settle);
        send(socket, letter);
      });
    },
    disconnect(reason, which) {
      for (const socket of which === "all" ? connections : connections.slice(0, 1)) {
        send(socket, { type: "disconnect", reason, debug_info: { host: "sandbox" } });
        const hangUp = setTimeout(() => socket.terminate(), HANG_UP_AFTER_MS);
        socket.once("close", () => clearTimeout(hangUp));
        remove(socket);
      }
    },
    drop() {
      for (const socket of connections) socket.terminate();
    },
    close() {
      for (const settle of waiting.values()) settle(dispatchFailed(null));
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

function send(socket: WebSocket, message: unknown): void {
  socket.send(JSON.stringify(message));
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function emptyToNull(payload: unknown): unknown {
  const isEmpty = typeof payload === "object" && payload !== null && Object.keys(payload).length === 0;
  return payload === undefined || isEmpty ? null : payload;
}
