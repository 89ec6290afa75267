import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/**
 * Stands before the vendor's stand-in and passes every byte on, so that cut connections stay cut. It can answer the
 * next request in the vendor's place, with what the stand-in says only by its own rules.
 */
export interface Turnstile extends AsyncDisposable {
  readonly url: string;
  /** Requests that were answered here. */
  readonly answered: () => number;
  /** A whole HTTP answer for the next request; nothing of that request is passed on. */
  answerNext(answer: string): void;
}

export async function openTurnstile(port: number): Promise<Turnstile> {
  const sockets = new Set<Socket>();
  const waiting: string[] = [];
  let answered = 0;
  const server = createServer((client) => {
    const vendor = connect(port, "127.0.0.1");
    for (const [socket, other] of [
      [client, vendor],
      [vendor, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on("data", (bytes) => {
      const answer = waiting.shift();
      if (answer === undefined) return void vendor.write(bytes);
      answered += 1;
      client.end(answer);
    });
    vendor.on("data", (bytes) => void client.write(bytes));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    answered: () => answered,
    answerNext: (answer) => void waiting.push(answer),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
