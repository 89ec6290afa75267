import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sandbox } from "../open.ts";
import type { Page } from "../page/page.ts";
import { actions } from "./actions.ts";
import type { Reply, Subject } from "./subject.ts";
import { views } from "./views.ts";

export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

const LARGEST_BODY = 1024 * 1024;

/**
 * The sandbox's own HTTP interface, for scripts, tests and the terminal. It listens on loopback only, takes
 * JSON only, and only when addressed as this machine, so that no page in a browser can reach it by accident.
 */
export async function openControl(
  sandbox: Sandbox,
  subject: Subject,
  at: { readonly host: string; readonly port: number },
  page: Page | null = null,
): Promise<Control> {
  const server = createServer((request, response) => {
    if (request.method === "GET" && isHere(request) && page?.answer(request, response)) return;
    answer(sandbox, subject, request).then(
      (reply) => send(response, reply),
      (error: unknown) =>
        send(response, {
          status: 500,
          body: { error: error instanceof Error ? error.message : "unknown error" },
        }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at.port, at.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${at.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(sandbox: Sandbox, subject: Subject, request: IncomingMessage): Promise<Reply> {
  if (!isHere(request)) return { status: 403, body: { error: "The sandbox answers only on this machine." } };
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  if (request.method === "GET") return views(sandbox, subject, path);
  if (request.method !== "POST") return { status: 405, body: { error: "Use GET or POST." } };
  if (!(request.headers["content-type"] ?? "").startsWith("application/json"))
    return { status: 415, body: { error: "Send JSON, with content-type: application/json." } };
  const body = await readJson(request);
  if (!body.ok) return { status: 400, body: { error: body.problem } };
  return actions(sandbox, subject, path, body.value);
}

/** Addressed as this machine; otherwise a name that somebody pointed at it could be read by that somebody's page. */
function isHere({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? "").replace(/:\d+$/, "");
  return ["127.0.0.1", "localhost", "[::1]"].includes(host);
}

async function readJson(
  request: IncomingMessage,
): Promise<{ ok: true; value: unknown } | { ok: false; problem: string }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > LARGEST_BODY) return { ok: false, problem: "The body is larger than 1 MB." };
    chunks.push(bytes);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    return { ok: true, value: text === "" ? {} : (JSON.parse(text) as unknown) };
  } catch {
    return { ok: false, problem: "The body is not JSON." };
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8" })
    .end(`${JSON.stringify(body)}\n`);
}
