import type { IncomingMessage, ServerResponse } from "node:http";
import type { Sandbox } from "../open.ts";
import { bundle, type Bundle } from "./bundle.ts";
import { DOCUMENT, ICON, POLICY } from "./document.ts";
import { openLive } from "./live.ts";
import type { PageOptions } from "./options.ts";
import type { PageLife, Told } from "./told.ts";

/** The sandbox in the browser. */
export interface Page {
  /** Answers what is asked of the page; false: it is not about the page. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  close(): void;
}

/** Longer silences are taken for a dead connection by some proxies; in milliseconds of real time. */
const HEARTBEAT_MS = 15_000;

/** Bytes that may wait for a page that does not read, such as one in a browser that was stopped. */
const MOST_WAITING = 16 * 1024 * 1024;

const HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

export function openPage(sandbox: Sandbox, life: () => PageLife, options: PageOptions): Page {
  const live = openLive(sandbox, life, options);
  // Put together when it is first asked for: a sandbox for scripts never needs it.
  let bundled: Promise<Bundle> | null = null;
  const send = (response: ServerResponse, type: string, body: string | Uint8Array, status = 200): void => {
    response.writeHead(status, { ...HEADERS, "content-type": type }).end(body);
  };

  const sendBundled = (response: ServerResponse, name: string): void => {
    bundled ??= bundle();
    bundled.then(
      (files) => {
        const file = files.get(name);
        if (file) send(response, file.type, file.bytes);
        else send(response, "text/plain; charset=utf-8", "There is no such file.", 404);
      },
      (error: unknown) => {
        bundled = null;
        send(
          response,
          "text/plain; charset=utf-8",
          `The page could not be put together: ${String(error)}`,
          500,
        );
      },
    );
  };

  const sendFile = (response: ServerResponse, id: string): void => {
    const file = sandbox.slack.files().find((one) => one.id === id);
    if (!file) return send(response, "text/plain; charset=utf-8", "There is no such file.", 404);
    const name = encodeURIComponent(file.name);
    response
      .writeHead(200, {
        ...HEADERS,
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename*=UTF-8''${name}`,
      })
      .end(sandbox.slack.fileText(id));
  };

  return {
    answer(request, response) {
      const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
      if (path === "/" && (request.headers.accept ?? "").includes("text/html")) {
        send(response, "text/html; charset=utf-8", DOCUMENT);
      } else if (path === "/page/icon.svg") send(response, "image/svg+xml", ICON);
      else if (path === "/sandbox/events") follow(response, live.follow);
      else if (path.startsWith("/page/files/")) sendFile(response, path.slice("/page/files/".length));
      else if (path.startsWith("/page/")) sendBundled(response, path.slice("/page/".length));
      else return false;
      return true;
    },
    close: () => live.close(),
  };
}

/** Server-sent events: one JSON text for each section that changed. */
function follow(response: ServerResponse, from: (tell: (told: Told) => void) => () => void): void {
  response.writeHead(200, { ...HEADERS, "content-type": "text/event-stream; charset=utf-8" });
  const end = from((told) => {
    response.write(`data: ${JSON.stringify(told)}\n\n`);
    // It comes again when it can, and is told everything.
    if (response.writableLength > MOST_WAITING) response.destroy();
  });
  const heartbeat = setInterval(() => void response.write(": still here\n\n"), HEARTBEAT_MS);
  response.on("close", () => {
    clearInterval(heartbeat);
    end();
  });
}
