import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { findChromium, NO_CHROMIUM } from "./page/chromium.ts";
import { startPostgres, type ThrowawayServer } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the first test that needs PostgreSQL asks for it. */
    postgresDoor: string;
  }
}

/**
 * One PostgreSQL server for all test files, started only when a test asks for it: most runs need none. Test
 * files run in processes of their own, so they ask by HTTP (test/shared-postgres.ts).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (findChromium() === null) console.warn(`Tests in a browser are skipped: ${NO_CHROMIUM}.`);
  let starting: ReturnType<typeof startOnce> | null = null;
  const door = createServer((_request, response) => {
    starting ??= startOnce();
    starting.then(
      (server) => response.end(JSON.stringify("url" in server ? { url: server.url } : server)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const address = door.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  project.provide("postgresDoor", `http://127.0.0.1:${address.port}/`);

  return async () => {
    door.closeAllConnections();
    await new Promise((resolve) => door.close(resolve));
    const server = await starting?.catch(() => null);
    if (server && "stop" in server) await server.stop();
  };
}

async function startOnce(): Promise<ThrowawayServer | { readonly unavailable: string }> {
  const server = await startPostgres();
  if ("unavailable" in server) console.warn(`Tests on PostgreSQL are skipped: ${server.unavailable}.`);
  return server;
}
