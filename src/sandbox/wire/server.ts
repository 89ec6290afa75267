import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as passWireTime } from "node:timers/promises";
import type { FaultKind, Faults, Trouble } from "./faults.ts";
import type { OpenExchange, WireRecord } from "./record.ts";

export interface Server {
  readonly port: number;
  /** Forgets every request under way and cuts its connection. */
  cutAll(): void;
  close(): Promise<void>;
}

/** A request as it came. */
export interface WireRequest {
  readonly number: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer as the vendor gives it. */
export interface WireAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

interface Serving<Refusal> {
  readonly host: string;
  readonly port: number;
  readonly faults: Pick<Faults<FaultKind, Refusal>, "take">;
  readonly record: WireRecord;
  /** The word by which a fault can name this request. */
  commandOf(method: string, url: string): string;
  /** Carries out a request at once. */
  answer(request: WireRequest): WireAnswer;
  /** The vendor's "no", for a request that a fault refuses. */
  refuse(refusal: Refusal, request: WireRequest): WireAnswer;
}

/** Opens the HTTP side: reads requests, lets faults happen to them, writes answers. Rejects when the port is taken. */
export async function serve<Refusal>(serving: Serving<Refusal>): Promise<Server> {
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
async function receive<Refusal>(
  serving: Serving<Refusal>,
  signal: AbortSignal,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "", url = "", headers } = incoming;
  const body = await text(incoming).catch(() => null);
  // The caller hung up in the middle of the request: it never arrived.
  if (body === null) return;
  const fault = serving.faults.take(serving.commandOf(method, url));
  const exchange = serving.record.arrive({ method, url, body, fault: fault?.kind ?? null });
  const request = { number: exchange.number, method, url, headers, body };
  if (fault) await misbehave(fault.trouble, serving, request, exchange, response, signal);
  else send(response, exchange, serving.answer(request));
}

async function misbehave<Refusal>(
  trouble: Trouble<Refusal>,
  serving: Serving<Refusal>,
  request: WireRequest,
  exchange: OpenExchange,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  switch (trouble.does) {
    case "latency":
      // Real time, not the world's clock: the caller's own timeout, which this is meant to meet, is real as well.
      await passWireTime(trouble.ms, undefined, { signal }).catch(() => null);
      if (!signal.aborted) send(response, exchange, serving.answer(request));
      return;
    case "hang":
      return;
    case "reset-before":
      return reset(response);
    case "reset-after":
      serving.answer(request);
      return reset(response);
    case "status":
      return send(response, exchange, htmlPage(trouble.status, `Status ${trouble.status}`));
    case "html":
      return send(response, exchange, htmlPage(200, "Sign in to the network"));
    case "error":
      return send(response, exchange, serving.refuse(trouble.refusal, request));
    case "truncate":
      return truncate(response, exchange, serving.answer(request));
    default:
      return trouble satisfies never;
  }
}

function send(response: ServerResponse, exchange: OpenExchange, answer: WireAnswer): void {
  exchange.answered(answer.status, answer.text);
  writeHead(response, answer);
  response.end(answer.text);
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function truncate(response: ServerResponse, exchange: OpenExchange, answer: WireAnswer): void {
  const half = answer.text.slice(0, Math.ceil(answer.text.length / 2));
  exchange.answered(answer.status, half);
  writeHead(response, answer);
  response.write(half, () => response.destroy());
}

function writeHead(response: ServerResponse, { status, type, text: body }: WireAnswer): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
}

/** What a gateway or a captive portal puts in the vendor's place. */
export function htmlPage(status: number, title: string): WireAnswer {
  return {
    status,
    type: "text/html;charset=utf-8",
    text: `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}
