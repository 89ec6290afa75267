import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

/** A request that changes something, as it was on the wire. */
export interface Heard {
  readonly method: string;
  /** Path and query, without the signature. */
  readonly path: string;
  readonly body: string;
  readonly contentType: string | null;
  /** The first word of the credential, such as `Bearer`; null when it stands elsewhere. */
  readonly scheme: string | null;
}

/** What the vendor says to the next change, word for word. */
export interface Printed {
  readonly status: number;
  readonly text: string;
  /** True: the vendor does what it was asked; false: it only says so. */
  readonly applies: boolean;
}

/** Stands before a stand-in vendor and answers changes as a document prints the answers; everything else goes through. */
export interface Printer extends AsyncDisposable {
  readonly url: string;
  target: string;
  /** Tells requests that change something from those that read. */
  isChange: (method: string, path: string) => boolean;
  printed: Printed | null;
  readonly heard: Heard[];
}

export async function openPrinter(): Promise<Printer> {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "", url = "", headers } = request;
      const body = await buffer(request);
      const isChange = printer.isChange(method, url);
      if (isChange) {
        printer.heard.push({
          method,
          path: url.replace(/usersig=[^&]*&/, ""),
          body: body.toString(),
          contentType: headers["content-type"] ?? null,
          scheme: headers.authorization?.split(" ")[0] ?? null,
        });
      }
      const printed = isChange ? printer.printed : null;
      const passed: Record<string, string> = {};
      for (const name of ["content-type", "authorization", "accept"] as const) {
        const value = headers[name];
        if (value !== undefined) passed[name] = value;
      }
      const answered =
        printed?.applies === false
          ? null
          : await fetch(printer.target + url, { method, headers: passed, ...(body.length > 0 && { body }) });
      const text = printed?.text ?? (await answered?.text()) ?? "";
      response.writeHead(printed?.status ?? answered?.status ?? 500, { "content-type": "application/json" });
      response.end(text);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const printer: Printer = {
    url: `http://127.0.0.1:${address.port}`,
    target: "",
    isChange: () => false,
    printed: null,
    heard: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return printer;
}
