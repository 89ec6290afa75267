import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A server that callbacks are sent to, which answers as it is told. */
export interface Hearing extends AsyncDisposable {
  readonly url: string;
  /** What came, oldest first. */
  readonly heard: readonly { readonly query: URLSearchParams; readonly body: Record<string, unknown> }[];
  /** Status of the next answers; `silent`: none is given. */
  answers(status: number | "silent"): void;
}

export async function openHearing(): Promise<Hearing> {
  const heard: { query: URLSearchParams; body: Record<string, unknown> }[] = [];
  let status: number | "silent" = 200;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? "/", "http://hearing");
      heard.push({ query: url.searchParams, body: JSON.parse(body) as Record<string, unknown> });
      if (status !== "silent") response.writeHead(status).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/game`,
    heard,
    answers(next) {
      status = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
