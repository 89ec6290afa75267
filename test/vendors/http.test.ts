import { describe, expect, it } from "vitest";
import { openHttp, type HttpAnswer } from "../../src/vendors/http.ts";
import type { VendorFailure } from "../../src/vendors/port.ts";
import type { Result } from "../../src/result.ts";
import { deafUrl, httpAnswer, rawServer } from "./raw-server.ts";

const SECRET_PATH = "/v4/group?usersig=TOP-SECRET";

async function post(baseUrl: string, timeoutMs = 300): Promise<Result<HttpAnswer, VendorFailure>> {
  const http = openHttp({ vendor: "Tencent", baseUrl, timeoutMs, maxAnswerBytes: 2_000 });
  const answered = await http.exchange({ method: "POST", path: SECRET_PATH, body: "{}" });
  await http.close();
  return answered;
}

async function failure(baseUrl: string): Promise<VendorFailure> {
  const answered = await post(baseUrl);
  if (answered.ok) throw new Error("this should have failed");
  return answered.failure;
}

describe("where a request certainly did not leave, and where nobody knows", () => {
  it("nobody listens: not sent", async () => {
    expect(await failure(await deafUrl())).toEqual({
      kind: "unavailable",
      detail: "Tencent could not be reached (ECONNREFUSED); nothing was sent",
    });
  });

  it("nobody listens at any address of the host: not sent", async () => {
    const { port } = new URL(await deafUrl());
    expect((await failure(`http://localhost:${port}`)).kind).toBe("unavailable");
  });

  it("the host has no address: not sent", async () => {
    expect((await failure("http://host.invalid")).kind).toBe("unavailable");
  });

  it("the connection is reset after the request: nobody knows", async () => {
    await using server = await rawServer((socket) => socket.resetAndDestroy());
    expect((await failure(server.url)).kind).toBe("uncertain");
  });

  it("the connection is closed without an answer: nobody knows, and it is not sent a second time", async () => {
    await using server = await rawServer((socket) => socket.end());
    expect((await failure(server.url)).kind).toBe("uncertain");
    expect(server.connections()).toBe(1);
  });

  it("no answer comes: nobody knows", async () => {
    await using server = await rawServer(() => {});
    expect(await failure(server.url)).toEqual({
      kind: "uncertain",
      detail: "Tencent did not answer in time",
    });
  });

  it("the answer stops halfway and hangs: nobody knows", async () => {
    await using server = await rawServer((socket) => socket.write(httpAnswer(200, '{"a":1}').slice(0, -3)));
    expect((await failure(server.url)).kind).toBe("uncertain");
  });

  it("the answer is cut short: nobody knows", async () => {
    await using server = await rawServer((socket) => socket.end(httpAnswer(200, '{"a":1}').slice(0, -3)));
    expect((await failure(server.url)).kind).toBe("uncertain");
  });

  it("what answers does not speak HTTP: nobody knows", async () => {
    await using server = await rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
    expect((await failure(server.url)).kind).toBe("uncertain");
  });

  it("the answer is larger than anything the vendor sends: nobody knows", async () => {
    await using server = await rawServer((socket) => socket.end(httpAnswer(200, "x".repeat(3_000))));
    expect((await failure(server.url)).kind).toBe("uncertain");
  });
});

describe("a request that comes too late", () => {
  it("is not written, over a new connection nor over one that stands", async () => {
    const requests: string[] = [];
    await using server = await rawServer((socket, request) => {
      requests.push(request);
      socket.write(httpAnswer(200, "{}"));
    });
    const http = openHttp({ vendor: "Tencent", baseUrl: server.url, timeoutMs: 300 });
    const send = (mayLeave: () => boolean) =>
      http.exchange({ method: "POST", path: SECRET_PATH, body: "{}", mayLeave });
    const late = {
      kind: "unavailable",
      detail: "this was held up for too long on its way to Tencent; nothing was sent",
      isOurs: true,
    };
    expect(await send(() => false)).toEqual({ ok: false, failure: late });
    expect((await send(() => true)).ok).toBe(true);
    expect(await send(() => false)).toEqual({ ok: false, failure: late });
    await http.close();
    expect(requests).toHaveLength(1);
  });
});

describe("an answer", () => {
  it("is handed on with its status, and with the pause it asks for in milliseconds", async () => {
    await using server = await rawServer((socket) =>
      socket.end(httpAnswer(429, "later", ["retry-after: 7"])),
    );
    expect(await post(server.url)).toEqual({
      ok: true,
      value: { status: 429, retryAfterMs: 7_000, text: "later" },
    });
  });

  it("that points elsewhere is not followed", async () => {
    await using other = await rawServer((socket) => socket.end(httpAnswer(200, "{}")));
    await using server = await rawServer((socket) =>
      socket.end(httpAnswer(302, "", [`location: ${other.url}/`])),
    );
    const answered = await post(server.url);
    expect(answered.ok && answered.value.status).toBe(302);
    expect(other.connections()).toBe(0);
  });
});

it("no failure repeats the path, which holds the credentials", async () => {
  await using server = await rawServer((socket) => socket.resetAndDestroy());
  for (const url of [server.url, await deafUrl()]) {
    expect(JSON.stringify(await failure(url))).not.toContain("TOP-SECRET");
  }
});
