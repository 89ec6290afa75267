import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { TOOLS, type Occasion, type Tool, type ToolRequest } from "../../src/sandbox/alerts/tools.ts";
import { BEFORE, NOW, openDoor, SECRET, type Door } from "./door.ts";

/** Each sender, each way to prove itself, and the answer that this sender needs. */

const ALL = {
  alertmanager: { type: "alertmanager", proof: { by: "bearer" } },
  grafana: {
    type: "grafana",
    proof: { by: "hmac", header: null, timestamp: "X-Grafana-Alerting-Timestamp" },
  },
  pagerduty: { type: "pagerduty", proof: { by: "hmac", header: null, timestamp: null } },
  events: { type: "events-v2", proof: { by: "routing_key" } },
  cloudevents: { type: "cloudevents", proof: { by: "bearer" } },
  generic: { type: "generic", proof: { by: "hmac", header: null, timestamp: null } },
} as const;

const SOURCE_OF: Readonly<Record<Tool, keyof typeof ALL>> = {
  alertmanager: "alertmanager",
  grafana: "grafana",
  pagerduty: "pagerduty",
  events: "events",
  cloudevents: "cloudevents",
  "cloudevents-batch": "cloudevents",
  "cloudevents-binary": "cloudevents",
  generic: "generic",
};

function an(tool: Tool, rest: Partial<Occasion> = {}): ToolRequest {
  return TOOLS[tool]({
    source: SOURCE_OF[tool],
    secret: SECRET,
    key: "flood",
    title: "Überflutung 洪水",
    summary: "812 Nachrichten 🌊 pro Minute",
    severity: "error",
    group: "lobby",
    account: "tommy",
    status: "firing",
    startsAt: NOW - 60_000,
    now: NOW,
    ...rest,
  });
}

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

async function send(
  { url }: Door,
  {
    path,
    method,
    headers,
    body,
  }: Omit<ToolRequest, "method" | "body"> & { method: string; body?: string | ReadableStream },
): Promise<Answered> {
  const response = await fetch(`${url}/alerts/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(body instanceof ReadableStream && { duplex: "half" }),
  } as RequestInit);
  const text = await response.text();
  const isJson = text.startsWith("{");
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

/** The codes that each sender needs; facts of each are cited in its adapter. */
const CODES: Readonly<
  Record<
    Tool,
    { stored: number; duplicate: number; bad: number; none: number; malformed: number; overloaded: number }
  >
> = {
  alertmanager: { stored: 200, duplicate: 200, bad: 401, none: 401, malformed: 400, overloaded: 503 },
  grafana: { stored: 200, duplicate: 200, bad: 401, none: 401, malformed: 400, overloaded: 503 },
  pagerduty: { stored: 202, duplicate: 200, bad: 401, none: 401, malformed: 400, overloaded: 503 },
  events: { stored: 202, duplicate: 202, bad: 403, none: 400, malformed: 400, overloaded: 429 },
  cloudevents: { stored: 202, duplicate: 200, bad: 401, none: 401, malformed: 400, overloaded: 429 },
  "cloudevents-batch": { stored: 202, duplicate: 200, bad: 401, none: 401, malformed: 400, overloaded: 429 },
  "cloudevents-binary": { stored: 202, duplicate: 200, bad: 401, none: 401, malformed: 400, overloaded: 429 },
  generic: { stored: 202, duplicate: 202, bad: 401, none: 401, malformed: 400, overloaded: 503 },
};

/** What each sender proves itself with, taken away. */
const BARE = ["authorization", "x-pagerduty-signature", "x-grafana-alerting-signature", "x-signature-256"];
const without = (request: ToolRequest): ToolRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !BARE.includes(name))),
  body: request.body.replace(/"routing_key":"[^"]*",/, ""),
});

/** The same JSON with blanks in it, as a program in between would write it again. */
const rewritten = ({ body }: ToolRequest): string => JSON.stringify(JSON.parse(body), null, 1);

describe.each(Object.keys(CODES) as Tool[])("%s", (tool) => {
  const codes = CODES[tool];

  it("is understood with its own words, of several bytes each, and written down before it is answered", async () => {
    await using door = await openDoor(ALL);
    expect((await send(door, an(tool))).status).toBe(codes.stored);
    expect(door.jobs).toHaveLength(1);
    const [signal] = door.signals();
    expect(signal?.facts.title).toContain("Überflutung 洪水");
    // What the card says already.
    expect(signal?.facts.title).not.toMatch(/firing/i);
    expect(signal?.parts).toMatchObject([{ endsAt: null }]);
    if (tool !== "pagerduty")
      expect(signal?.facts).toMatchObject({ group: "lobby", account: "tommy", severity: "error" });
    door.clock.advance(1_000);
    await send(door, an(tool, { status: "resolved", now: NOW + 1_000 }));
    expect(door.signals().at(-1)).toMatchObject({
      key: signal?.key,
      parts: [{ fingerprint: signal?.parts[0]?.fingerprint }],
    });
    expect(door.signals().at(-1)?.parts[0]?.endsAt).toBeTypeOf("number");
  });

  it("may have the old secret while it is changed, and no other", async () => {
    await using door = await openDoor(ALL);
    expect((await send(door, an(tool, { secret: BEFORE }))).status).toBe(codes.stored);
    expect((await send(door, an(tool, { secret: "somebody-elses-secret" }))).status).toBe(codes.bad);
    expect((await send(door, an(tool, { secret: SECRET.slice(0, -1) }))).status).toBe(codes.bad);
    expect((await send(door, without(an(tool)))).status).toBe(codes.none);
    expect(door.jobs).toHaveLength(1);
    expect(door.raised.length).toBeGreaterThanOrEqual(1);
    expect(door.raised[0]?.title).toContain(SOURCE_OF[tool]);
  });

  it("is answered so that it sends again when the journal cannot be written or takes too long", async () => {
    await using door = await openDoor(ALL);
    door.journal = "fails";
    const failed = await send(door, an(tool));
    expect(failed.status).toBe(codes.overloaded);
    if (codes.overloaded === 429) expect(Number(failed.headers.get("retry-after"))).toBeGreaterThan(0);
    door.journal = "hangs";
    const waiting = send(door, an(tool));
    await new Promise((resolve) => setTimeout(resolve, 150));
    door.clock.advance(4_100);
    expect((await waiting).status).toBe(codes.overloaded);
    expect(door.jobs).toHaveLength(0);
    door.journal = "writes";
    expect((await send(door, an(tool))).status).toBe(codes.stored);
  });

  it("is told what is wrong with a body, and nothing of it is taken", async () => {
    await using door = await openDoor(ALL);
    const good = an(tool);
    const isSigned =
      "x-signature-256" in good.headers ||
      "x-pagerduty-signature" in good.headers ||
      "x-grafana-alerting-signature" in good.headers;
    for (const body of ["", "{", "[]", '{"some":"thing"}', "\u0000"]) {
      const headers = isSigned ? signedHeaders(tool, good, body) : good.headers;
      // Of binary events the body is data of any kind; their attributes are in headers.
      const spoilt = tool === "cloudevents-binary" ? { ...headers, "ce-specversion": "0.3" } : headers;
      const answer = await send(door, { ...good, headers: spoilt, body });
      expect(answer.status, body).toBe(body === "[]" && tool === "cloudevents-batch" ? 200 : codes.malformed);
      if (answer.status === codes.malformed && tool !== "events") expect(answer.body["errors"]).toBeTruthy();
    }
    expect(door.signals()).toHaveLength(0);
  });

  it("is taken once when it is sent again", async () => {
    await using door = await openDoor(ALL);
    const first = an(tool);
    expect((await send(door, first)).status).toBe(codes.stored);
    expect((await send(door, first)).status).toBe(codes.duplicate);
    // Without ids the alert itself tells that nothing is new.
    const keepsEach = tool === "events" || tool === "generic";
    expect(door.jobs).toHaveLength(keepsEach ? 2 : 1);
  });
});

function signedHeaders(tool: Tool, { headers }: ToolRequest, body: string): Record<string, string> {
  const prefix = tool === "grafana" ? `${headers["x-grafana-alerting-timestamp"]}:` : "";
  const hex = createHmac("sha256", SECRET).update(prefix).update(body).digest("hex");
  return {
    ...headers,
    ...(tool === "grafana" && { "x-grafana-alerting-signature": hex }),
    ...(tool === "pagerduty" && { "x-pagerduty-signature": `v1=${hex}` }),
    ...(tool === "generic" && { "x-signature-256": `sha256=${hex}` }),
  };
}

describe("signatures", () => {
  it.each(["grafana", "pagerduty", "generic"] as const)(
    "are over the bytes as they came: %s",
    async (tool) => {
      await using door = await openDoor(ALL);
      const good = an(tool);
      expect((await send(door, { ...good, body: rewritten(good) })).status).toBe(401);
      // What is signed with blanks in it is right, whatever a parser would make of it.
      const body = rewritten(good);
      const headers = signedHeaders(tool, good, body);
      expect((await send(door, { ...good, headers, body })).status).toBeLessThan(300);
      // In pieces, cut within a character of several bytes.
      const bytes = Buffer.from(good.body);
      const cut = bytes.indexOf(Buffer.from("洪")) + 1;
      const pieces = new ReadableStream({
        start(controller) {
          controller.enqueue(bytes.subarray(0, cut));
          controller.enqueue(bytes.subarray(cut));
          controller.close();
        },
      });
      expect((await send(door, { ...good, body: pieces })).status).toBeLessThan(300);
    },
  );

  it("of Grafana are too old after five minutes, and worthless without their time", async () => {
    await using door = await openDoor(ALL);
    const grafana = an("grafana");
    door.clock.advance(301_000);
    expect((await send(door, grafana)).status).toBe(401);
    expect((await send(door, an("grafana", { now: NOW + 301_000 }))).status).toBe(200);
    const { "x-grafana-alerting-timestamp": _, ...untimed } = an("grafana", { now: NOW + 301_000 }).headers;
    expect((await send(door, { ...grafana, headers: untimed })).status).toBe(401);
  });

  it("of PagerDuty are accepted if any of several is right, of at most ten", async () => {
    await using door = await openDoor(ALL);
    const good = an("pagerduty");
    const right = String(good.headers["x-pagerduty-signature"]).split(",")[1] ?? "";
    const with_ = (signature: string) => ({
      ...good,
      headers: { ...good.headers, "x-pagerduty-signature": signature },
    });
    expect((await send(door, with_(right.replace("v1=", "v0=")))).status).toBe(401);
    expect((await send(door, with_(right.slice(3)))).status).toBe(401);
    expect((await send(door, with_(`${right.slice(0, -2)}`))).status).toBe(401);
    expect((await send(door, with_(`${"v1=00,".repeat(10)}${right}`))).status).toBe(401);
    expect((await send(door, with_(`v1=${"0".repeat(64)}, ${right}`))).status).toBe(202);
  });

  it("of an old PagerDuty event prove nothing new", async () => {
    await using door = await openDoor(ALL);
    const old = an("pagerduty");
    expect((await send(door, old)).status).toBe(202);
    // The id of the delivery is not signed: whoever sends an old one again may change it.
    expect(
      (await send(door, { ...old, headers: { ...old.headers, "x-webhook-id": "another" } })).status,
    ).toBe(200);
    door.clock.advance(51 * 3_600_000);
    expect((await send(door, old)).status).toBe(400);
    expect(door.jobs).toHaveLength(1);
  });
});

describe("other proofs", () => {
  const BY = {
    basic: { type: "alertmanager", proof: { by: "basic", user: "prometheus" } },
    header: { type: "generic", proof: { by: "header", header: "X-Api-Key" } },
    grafana: { type: "grafana", proof: { by: "bearer" } },
  } as const;
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString("base64")}`;

  it("basic: user and password, both", async () => {
    await using door = await openDoor(BY);
    const { body } = an("alertmanager");
    const codes: number[] = [];
    for (const authorization of [
      basic(`prometheus:${SECRET}`),
      basic(`prometheus:${BEFORE}`),
      basic(`somebody:${SECRET}`),
      basic("prometheus:"),
      basic(SECRET),
      `Bearer ${SECRET}`,
      "Basic",
    ])
      codes.push(
        (await send(door, { path: "basic", method: "POST", headers: { authorization }, body })).status,
      );
    expect(codes).toEqual([200, 200, 401, 401, 401, 401, 401]);
  });

  it("a header of its own, once", async () => {
    await using door = await openDoor(BY);
    const { body } = an("generic");
    const at = (key: string) =>
      send(door, { path: "header", method: "POST", headers: { "x-api-key": key }, body });
    expect((await at(SECRET)).status).toBe(202);
    expect((await at(`${SECRET}, ${SECRET}`)).status).toBe(401);
    expect((await at(SECRET.toUpperCase())).status).toBe(401);
  });

  it("no secret is taken from an address", async () => {
    await using door = await openDoor(BY);
    const { body } = an("generic");
    const answer = await send(door, {
      path: `header?access_token=${SECRET}&key=${SECRET}`,
      method: "POST",
      headers: {},
      body,
    });
    expect(answer.status).toBe(401);
  });
});

describe("the door", () => {
  it("knows its methods and places", async () => {
    await using door = await openDoor(ALL);
    const good = an("alertmanager");
    expect((await send(door, { ...good, method: "PUT" })).status).toBe(405);
    expect((await send(door, { ...an("grafana"), method: "POST" })).status).toBe(200);
    expect((await send(door, { ...an("grafana", { key: "b" }), method: "PUT" })).status).toBe(200);
    expect((await send(door, { ...good, path: "nobody" })).status).toBe(404);
    expect((await send(door, { ...good, path: "alertmanager/v2/enqueue" })).status).toBe(404);
    expect((await send(door, { ...an("events"), path: "events" })).status).toBe(202);
  });

  it("takes no body that is packed, too large, or of too many alerts", async () => {
    await using door = await openDoor(ALL);
    const good = an("alertmanager");
    expect(
      (await send(door, { ...good, headers: { ...good.headers, "content-encoding": "gzip" } })).status,
    ).toBe(415);
    expect((await send(door, { ...good, body: "x".repeat(1_100_000) })).status).toBe(413);
    expect((await send(door, { ...an("events"), body: "x".repeat(600_000) })).status).toBe(413);
    const sent = JSON.parse(good.body) as { alerts: unknown[] };
    const many = JSON.stringify({
      ...sent,
      alerts: Array.from({ length: 1_001 }, () => ({ ...(sent.alerts[0] as object), annotations: {} })),
    });
    expect((await send(door, { ...good, body: many })).status).toBe(400);
    expect(door.jobs).toHaveLength(0);
  });

  it("shakes hands with whoever sends CloudEvents, and tells a content that is none", async () => {
    await using door = await openDoor(ALL);
    const hands = await send(door, {
      path: "cloudevents",
      method: "OPTIONS",
      headers: { "webhook-request-origin": "events.example.com" },
    });
    expect(hands.status).toBe(200);
    expect(hands.headers.get("webhook-allowed-origin")).toBe("events.example.com");
    const good = an("cloudevents");
    expect(
      (await send(door, { ...good, headers: { ...good.headers, "content-type": "application/json" } }))
        .status,
    ).toBe(415);
  });

  it("gives a key to a trigger of the Events API that has none, and needs one to resolve", async () => {
    await using door = await openDoor(ALL);
    const good = an("events");
    const keyless = good.body.replace(/"dedup_key":"[^"]*",/, "");
    const made = await send(door, { ...good, body: keyless });
    expect(made).toMatchObject({
      status: 202,
      body: { status: "success", dedup_key: expect.stringMatching(/^\w{8,}$/) },
    });
    expect(door.signals()[0]?.key).toBe(made.body["dedup_key"]);
    const over = await send(door, { ...good, body: keyless.replace('"trigger"', '"resolve"') });
    expect(over).toMatchObject({ status: 400, body: { status: "invalid event" } });
    expect(over.body["errors"]).toHaveLength(1);
  });

  it("takes a heartbeat as a word of its source, and no more", async () => {
    await using door = await openDoor(ALL);
    expect((await send(door, an("alertmanager", { title: "Watchdog" }))).status).toBe(200);
    expect(door.jobs).toHaveLength(1);
    expect(door.signals()).toHaveLength(0);
  });

  it("tells of somebody without the secret once an hour, not at each try", async () => {
    await using door = await openDoor(ALL);
    for (let count = 0; count < 5; count += 1) await send(door, without(an("generic")));
    expect(door.raised).toHaveLength(1);
    door.clock.advance(3_600_000);
    await send(door, without(an("generic")));
    expect(door.raised).toHaveLength(2);
  });

  it("keeps nothing live of what labels and links say", async () => {
    await using door = await openDoor(ALL);
    const hostile = { account: "*", group: "../etc", title: "<!channel>\u202e\nAlert 99" } as const;
    await send(door, an("alertmanager", hostile));
    const body = JSON.stringify({
      title: "t",
      runbook: "javascript:alert(1)",
      source: "https://user:pass@evil.example.com/x",
      labels: { account: "tommy,jared", group: "lobby" },
    });
    const headers = signedHeaders("generic", an("generic"), body);
    expect((await send(door, { ...an("generic"), headers, body })).status).toBe(202);
    const [one, other] = door.signals();
    expect(one?.facts).toMatchObject({ group: null, account: null });
    expect(one?.facts.title).not.toMatch(/\n/);
    expect(other?.facts).toMatchObject({ account: null, group: "lobby", links: [] });
  });
});
