import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fail, ok, type Result } from "../result.ts";
import type { Metrics } from "./metrics.ts";
import { deliver, routeOf, type Route } from "./routes.ts";

export interface ServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly metrics: Metrics;
  /** Null when ready; otherwise what is missing, in words without secrets. */
  readonly whyNotReady: () => Promise<string | null>;
  /** Slack's own requests; null in Socket Mode. */
  readonly slack: {
    readonly path: string;
    readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  } | null;
  /** What others post: alerts, callbacks of vendors. */
  readonly routes: readonly Route[];
}

export interface OpenServer {
  readonly url: string;
  close(): Promise<void>;
}

export type ListenProblem = {
  readonly kind: "port_taken" | "port_forbidden" | "no_such_address";
  readonly host: string;
  readonly port: number;
};

const SLOWEST_REQUEST_MS = 10_000;
const LAST_WORDS_MS = 2_000;

/** One small server: Slack's requests, what others post, and health and metrics for whoever operates Bailiff. */
export async function openServer(options: ServerOptions): Promise<Result<OpenServer, ListenProblem>> {
  const server = createServer((request, response) => {
    route(options, request, response).catch(() => answer(response, 500, "text/plain", "error\n"));
  });
  // Slack's requests are small and come at once; whoever takes longer has something else in mind.
  server.requestTimeout = SLOWEST_REQUEST_MS;
  server.headersTimeout = SLOWEST_REQUEST_MS;
  const listening = await listen(server, options.host, options.port);
  if (!listening.ok) return listening;
  return ok({
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${listening.value}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Whoever has not finished speaking by then does not keep the program from ending.
        setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS).unref();
      }),
  });
}

async function route(
  options: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  if (options.slack && path === options.slack.path && request.method === "POST")
    return options.slack.handle(request, response);
  const posted = routeOf(options.routes, path);
  if (posted) {
    const { status, type, body, headers } = await deliver(posted, request);
    return answer(response, status, type, body, headers);
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    return answer(response, 404, "text/plain", "not found\n");
  switch (path) {
    case "/healthz":
      return answer(response, 200, "text/plain", "ok\n");
    case "/readyz": {
      const missing = await options.whyNotReady();
      return missing === null
        ? answer(response, 200, "text/plain", "ready\n")
        : answer(response, 503, "text/plain", `not ready: ${missing}\n`);
    }
    case "/metrics": {
      const { type, body } = await options.metrics.text();
      return answer(response, 200, type, body);
    }
    default:
      return answer(response, 404, "text/plain", "not found\n");
  }
}

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) return;
  response.writeHead(status, { ...headers, "content-type": type }).end(body);
}

function listen(
  server: ReturnType<typeof createServer>,
  host: string,
  port: number,
): Promise<Result<number, ListenProblem>> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(fail({ kind: "port_taken", host, port }));
      else if (error.code === "EACCES") resolve(fail({ kind: "port_forbidden", host, port }));
      else if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
        resolve(fail({ kind: "no_such_address", host, port }));
      else reject(error);
    });
    server.listen(port, host, () => resolve(ok((server.address() as AddressInfo).port)));
  });
}
