import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** A TCP server that does one thing with whoever sends it something: for the failures no real server has on demand. */
export async function rawServer(
  onRequest: (socket: Socket, request: string) => void,
): Promise<AsyncDisposable & { readonly url: string; readonly connections: () => number }> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", (chunk) => onRequest(socket, chunk.toString()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    connections: () => count,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A whole HTTP answer as it goes over the wire. */
export function httpAnswer(status: number, body: string, headers: readonly string[] = []): string {
  const head = [`HTTP/1.1 ${status} x`, `content-length: ${Buffer.byteLength(body)}`, ...headers];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

/** An address where nobody listens any more. */
export async function deafUrl(): Promise<string> {
  const server = await rawServer(() => {});
  await server[Symbol.asyncDispose]();
  return server.url;
}
