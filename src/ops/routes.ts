import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { fail, ok, type Result } from "../result.ts";
import { decoded } from "../percent-decoding.ts";

/** What others post to Bailiff: alerts, and the vendors' callbacks. Each route sees the raw bytes, never a parsed body. */
export interface Route {
  readonly methods: readonly ("POST" | "PUT" | "OPTIONS")[];
  /** Everything below it is the route's: `/callbacks/`. */
  readonly prefix: string;
  /** Most bytes of a body; a longer one is answered 413 without being read to its end. */
  readonly largest: number;
  /** What it takes is stored durably before it answers. */
  handle(delivery: Delivery): Promise<Reply>;
}

export interface Delivery {
  readonly method: string;
  /** What follows the prefix, decoded; null where it cannot be decoded. */
  readonly rest: string | null;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function routeOf(routes: readonly Route[], path: string): Route | null {
  return routes.find((route) => path.startsWith(route.prefix) && path.length > route.prefix.length) ?? null;
}

/** Reads the body within its bounds and lets the route answer. */
export async function deliver(route: Route, request: IncomingMessage): Promise<Reply> {
  const method = request.method ?? "";
  if (!route.methods.some((one) => one === method))
    return plain(405, "method not allowed\n", { allow: route.methods.join(", ") });
  const url = request.url ?? "/";
  const cut = url.indexOf("?");
  const body = await readWithin(request, route.largest);
  if (!body.ok) return plain(413, "too large\n", { connection: "close" });
  return route.handle({
    method,
    rest: decoded((cut < 0 ? url : url.slice(0, cut)).slice(route.prefix.length)),
    query: new URLSearchParams(cut < 0 ? "" : url.slice(cut + 1)),
    headers: request.headers,
    body: body.value,
  });
}

export function plain(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, type: "text/plain", body, headers };
}

/** The bytes of a body; a failure once they are more than `largest`, whatever its headers promised. */
async function readWithin(request: IncomingMessage, largest: number): Promise<Result<Buffer, "too_large">> {
  if (Number(request.headers["content-length"] ?? 0) > largest) return fail("too_large");
  const parts: Buffer[] = [];
  let size = 0;
  // Not `for await`: leaving that loop early would cut the connection before the answer is out.
  return new Promise((resolve, reject) => {
    request.on("data", (part: Buffer) => {
      size += part.length;
      if (size > largest) {
        request.pause();
        return resolve(fail("too_large"));
      }
      parts.push(part);
    });
    request.once("end", () => resolve(ok(Buffer.concat(parts))));
    request.once("error", reject);
  });
}
