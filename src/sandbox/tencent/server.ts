import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as passWireTime } from "node:timers/promises";
import { refusalByNumber } from "./codes.ts";
import { failText } from "./dispatch.ts";
import type { WireRequest } from "./dispatch.ts";
import type { Faults, Trouble } from "./faults.ts";
import type { OpenExchange, WireRecord } from "./record.ts";

export interface Server {
  readonly port: number;
  /** Forgets every request under way and cuts its connection. */
  cutAll(): void;
  close(): Promise<void>;
}

interface Serving {
  readonly host: string;
  readonly port: number;
  readonly faults: Faults;
  readonly record: WireRecord;
  /** Carries out a request at once and says the answer's text. */
  readonly answer: (request: WireRequest) => string;
}

/** Opens the HTTP side: reads requests, lets faults happen to them, writes answers. Rejects when the port is taken. */
export async function serve(serving: Serving): Promise<Server> {
  let session = new AbortController();
  const underWay = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
    void receive(serving, session.signal, request, response);
  });
  server.listen(serving.port, serving.host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");

  // Idle connections stay: a caller that keeps them alive should not find the next request cut.
  const cutAll = (): void => {
    session.abort();
    session = new AbortController();
    for (const response of underWay) response.destroy();
  };
  return {
    port: address.port,
    cutAll,
    async close() {
      const closed = once(server, "close");
      server.close();
      cutAll();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Serves one request. Rejects only for a bug, which should be seen. */
async function receive(
  serving: Serving,
  signal: AbortSignal,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "", url = "" } = incoming;
  const body = await text(incoming).catch(() => null);
  // The caller hung up in the middle of the request: it never arrived.
  if (body === null) return;
  const fault = serving.faults.take(/([^/?]*)(\?|$)/.exec(url)?.[1] ?? "");
  const exchange = serving.record.arrive({ method, url, body, fault: fault?.kind ?? null });
  const answer = (): string => serving.answer({ number: exchange.number, method, url, body });
  if (fault) await misbehave(fault.trouble, answer, exchange, response, signal);
  else send(response, exchange, 200, JSON_TYPE, answer());
}

const JSON_TYPE = "application/json;charset=utf-8";
const HTML_TYPE = "text/html;charset=utf-8";

async function misbehave(
  trouble: Trouble,
  answer: () => string,
  exchange: OpenExchange,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  switch (trouble.does) {
    case "latency":
      // Real time, not the world's clock: the caller's own timeout, which this is meant to meet, is real as well.
      await passWireTime(trouble.ms, undefined, { signal }).catch(() => null);
      if (!signal.aborted) send(response, exchange, 200, JSON_TYPE, answer());
      return;
    case "hang":
      return;
    case "reset-before":
      return reset(response);
    case "reset-after":
      answer();
      return reset(response);
    case "status":
      return send(response, exchange, trouble.status, HTML_TYPE, htmlPage(`Status ${trouble.status}`));
    case "html":
      return send(response, exchange, 200, HTML_TYPE, htmlPage("Sign in to the network"));
    case "error":
      return send(response, exchange, 200, JSON_TYPE, failText(refusalByNumber(trouble.code)));
    case "truncate":
      return truncate(response, exchange, answer());
    default:
      return trouble satisfies never;
  }
}

function send(
  response: ServerResponse,
  exchange: OpenExchange,
  status: number,
  type: string,
  body: string,
): void {
  exchange.answered(body);
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function truncate(response: ServerResponse, exchange: OpenExchange, body: string): void {
  const half = body.slice(0, Math.ceil(body.length / 2));
  exchange.answered(half);
  response.writeHead(200, { "content-type": JSON_TYPE, "content-length": Buffer.byteLength(body) });
  response.write(half, () => response.destroy());
}

function htmlPage(title: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}
