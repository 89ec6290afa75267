import { afterEach, describe, expect, it } from "vitest";
import type { Metrics } from "../../src/ops/metrics.ts";
import type { Delivery, Route } from "../../src/ops/routes.ts";
import { openServer, type OpenServer } from "../../src/ops/server.ts";

const LARGEST = 1_000;

describe("what others post to Bailiff", () => {
  let server: OpenServer | null = null;
  let seen: Delivery[] = [];

  afterEach(async () => {
    await server?.close();
    server = null;
    seen = [];
  });

  const open = async (routes: readonly Partial<Route>[] = [{}]): Promise<string> => {
    const opened = await openServer({
      host: "127.0.0.1",
      port: 0,
      metrics: { text: () => Promise.resolve({ type: "text/plain", body: "" }) } as unknown as Metrics,
      whyNotReady: () => Promise.resolve(null),
      slack: null,
      routes: routes.map((over) => ({
        methods: ["POST"],
        prefix: "/callbacks/",
        largest: LARGEST,
        handle(delivery) {
          seen.push(delivery);
          return Promise.resolve({
            status: 200,
            type: "application/json",
            body: "{}",
            headers: { "x-one": "1" },
          });
        },
        ...over,
      })),
    });
    if (!opened.ok) throw new Error("no port");
    server = opened.value;
    return server.url;
  };

  it("is handed on byte for byte, with what follows the prefix and the query", async () => {
    const url = await open();
    const body = Buffer.from('{ "name" : "пётр 🙂",\n"n":1.0}');
    const response = await fetch(`${url}/callbacks/ga%20me?Sign=a%2Bb&SdkAppid=1`, { method: "POST", body });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-one")).toBe("1");
    expect(seen).toHaveLength(1);
    expect(seen[0]?.rest).toBe("ga me");
    expect(seen[0]?.query.get("Sign")).toBe("a+b");
    expect(seen[0]?.body.equals(body)).toBe(true);
  });

  it("is refused when it is longer than the route takes, with or without its length said", async () => {
    const url = await open();
    const said = await fetch(`${url}/callbacks/game`, { method: "POST", body: "x".repeat(LARGEST + 1) });
    expect(said.status).toBe(413);
    const unsaid = await fetch(`${url}/callbacks/game`, {
      method: "POST",
      duplex: "half",
      body: new ReadableStream({
        start(controller) {
          for (let n = 0; n < 3; n += 1) controller.enqueue(new TextEncoder().encode("x".repeat(600)));
          controller.close();
        },
      }),
    } as RequestInit);
    expect(unsaid.status).toBe(413);
    expect(seen).toHaveLength(0);
    const fits = await fetch(`${url}/callbacks/game`, { method: "POST", body: "x".repeat(LARGEST) });
    expect(fits.status).toBe(200);
  });

  it("goes to its own route, with the methods that one takes", async () => {
    const url = await open([{}, { prefix: "/alerts/", methods: ["POST", "PUT"] }]);
    expect((await fetch(`${url}/alerts/grafana`, { method: "PUT", body: "{}" })).status).toBe(200);
    expect((await fetch(`${url}/callbacks/game`, { method: "PUT", body: "{}" })).status).toBe(405);
    expect((await fetch(`${url}/callbacks/game`)).status).toBe(405);
    expect((await fetch(`${url}/callbacks/`, { method: "POST" })).status).toBe(404);
    expect((await fetch(`${url}/elsewhere/game`, { method: "POST" })).status).toBe(404);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it("tells nothing of a fault inside", async () => {
    const url = await open([{ handle: () => Promise.reject(new Error("secret")) }]);
    const response = await fetch(`${url}/callbacks/game`, { method: "POST", body: "{}" });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe("error\n");
  });

  it("has a name that cannot be decoded: the route is told so", async () => {
    const url = await open();
    await fetch(`${url}/callbacks/%ff`, { method: "POST", body: "{}" });
    expect(seen[0]?.rest).toBeNull();
  });
});
