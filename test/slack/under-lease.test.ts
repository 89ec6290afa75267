import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { request } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { underLease, type Lease } from "../../src/cases/lease.ts";
import { agentUnderLease, fetchUnderLease, isTakenOver } from "../../src/slack/under-lease.ts";

let server: Server;
let url: string;
let arrived = 0;
let elsewhere: Elsewhere;

/** A server in a thread of its own, which hears what leaves while this one stands still. */
interface Elsewhere {
  readonly url: string;
  /** When the next request will have come as a whole. */
  next(): Promise<{ readonly at: number }>;
  close(): Promise<unknown>;
}

async function openElsewhere(): Promise<Elsewhere> {
  const worker = new Worker(
    `const { parentPort } = require("node:worker_threads");
    const server = require("node:http").createServer(async (request, answer) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      if (text === "text") parentPort.postMessage({ at: Date.now() });
      answer.end("{}");
    });
    server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));`,
    { eval: true },
  );
  const [port] = (await once(worker, "message")) as [number];
  return {
    url: `http://127.0.0.1:${port}/`,
    next: async () => ((await once(worker, "message")) as [{ at: number }])[0],
    close: () => worker.terminate(),
  };
}

beforeAll(async () => {
  server = createServer((_, answer) => {
    arrived += 1;
    answer.end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  elsewhere = await openElsewhere();
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  server.close();
  await elsewhere.close();
});
beforeEach(() => {
  arrived = 0;
});

const HELD: Lease = { isHeld: () => true, isStillHeld: async () => true, isEnding: () => false };

/** Does `call` as the work of a job; what it failed with. */
async function working(lease: Partial<Lease>, call: () => Promise<unknown>): Promise<Error | null> {
  let failure: Error | null = null;
  await underLease({ ...HELD, ...lease }, async () => {
    await call().catch((error: unknown) => (failure = error as Error));
  });
  return failure;
}

describe("requests to Slack, in the work of a job", () => {
  const post = (to = url) => fetchUnderLease(to, { method: "POST", body: "text" });
  const dispatcher = agentUnderLease;

  it("are sent while the job is this process's own", async () => {
    expect(await working({}, post)).toBeNull();
    expect(await working({}, () => request(url, { dispatcher }))).toBeNull();
    expect(arrived).toBe(2);
  });

  it("are not sent once it is another's, which the failure tells", async () => {
    const failure = await working({ isStillHeld: async () => false }, post);
    expect(failure).toSatisfy(isTakenOver);
    expect(arrived).toBe(0);
  });

  it("are not sent either when it was lost between the decision and the sending", async () => {
    expect(await working({ isHeld: () => false }, post)).toSatisfy(isTakenOver);
    expect(await working({ isHeld: () => false }, () => request(url, { dispatcher }))).toSatisfy(isTakenOver);
    // Also over a connection that stands already.
    expect(await working({}, post)).toBeNull();
    expect(await working({ isHeld: () => false }, post)).toSatisfy(isTakenOver);
    expect(arrived).toBe(1);
  });

  it.each([
    ["a call of the client", () => post(elsewhere.url)],
    ["a reply", () => request(elsewhere.url, { dispatcher, method: "POST", body: "text" })],
  ])("leave as a whole right after the last look, so that nothing can come between: %s", async (_, send) => {
    let lookedAt = 0;
    let wokeAt = 0;
    // The process is paused as soon as whatever looked has run to its end.
    const isHeld = (): boolean => {
      lookedAt += 1;
      queueMicrotask(() => {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
        wokeAt = Date.now();
      });
      return true;
    };
    const arrived = elsewhere.next();
    expect(await working({ isHeld }, send)).toBeNull();
    expect(lookedAt).toBe(1);
    expect((await arrived).at).toBeLessThan(wokeAt);
  });

  it("are sent for what a job set off and did not wait for, and outside of any", async () => {
    let later = Promise.resolve<unknown>(null);
    const { promise: isOver, resolve: end } = Promise.withResolvers<void>();
    await working({ isHeld: () => false, isStillHeld: async () => false }, async () => {
      later = isOver.then(() => post());
    });
    end();
    await later;
    await post();
    expect(arrived).toBe(2);
  });
});
