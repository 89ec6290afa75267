import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { GroupState, Pace, VendorDriver } from "../../../src/vendors/port.ts";
import { openHyphenateDriver, type HyphenateOptions } from "../../../src/vendors/hyphenate/driver.ts";
import { movableClock, type MovableClock } from "../movable-clock.ts";

/** A request as it came over the wire. */
export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Said {
  readonly status?: number;
  /** Sent as JSON; text as it is. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server that answers what a test says, and remembers what it heard. */
export interface Scripted extends AsyncDisposable {
  readonly url: string;
  readonly heard: Heard[];
}

export async function scripted(answer: (request: Heard) => Said | Promise<Said>): Promise<Scripted> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = "", url = "", headers } = request;
      const whole: Heard = { method, url, headers, body: Buffer.concat(chunks).toString() };
      heard.push(whole);
      const said = await answer(whole);
      response.writeHead(said.status ?? 200, { "content-type": "application/json", ...said.headers });
      response.end(typeof said.body === "string" ? said.body : JSON.stringify(said.body));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Lets everything go at once, for a clock that stands still. */
export const unhurried: Pace = { turn: () => Promise.resolve() };

export const EASEMOB_TOKEN = "YWMtexampletoken";
export const EASEMOB_SECRET = "YXA6example-secret";
export const AGORA_ID = "0123456789abcdef0123456789abcdef";
export const AGORA_CERTIFICATE = "fedcba9876543210fedcba9876543210";

export interface Talk extends AsyncDisposable {
  readonly clock: MovableClock;
  readonly driver: VendorDriver;
  /** What was heard besides requests for tokens. */
  readonly heard: () => readonly Heard[];
  readonly tokenRequests: () => readonly Heard[];
  state(kind?: "chatgroup" | "chatroom", changed?: Partial<GroupState>): GroupState;
}

export interface TalkOptions {
  readonly vendor?: "easemob" | "agora";
  readonly answer: (request: Heard) => Said | Promise<Said>;
  readonly token?: (request: Heard) => Said | Promise<Said>;
  readonly options?: Partial<Pick<HyphenateOptions, "pace" | "template" | "timeoutMs" | "rooms">>;
  readonly certificate?: string;
}

const XXXX = { org: "XXXX", app: "XXXX" };
export const GROUP = "66XXXX85";
export const ROOM = "66XXXX33";

/** A driver and a server that plays the vendor line by line. */
export async function openTalk({
  vendor = "easemob",
  answer,
  token = () => ({ body: { access_token: EASEMOB_TOKEN, expires_in: 5_184_000, application: "8beXXXX02" } }),
  options,
  certificate = AGORA_CERTIFICATE,
}: TalkOptions): Promise<Talk> {
  const clock = movableClock();
  const isToken = ({ url }: Heard): boolean => url.endsWith("/token");
  const server = await scripted((request) => (isToken(request) ? token(request) : answer(request)));
  const common = {
    connection: "live",
    baseUrl: server.url,
    rooms: new Set([ROOM]),
    clock,
    pace: unhurried,
    timeoutMs: 400,
  };
  const driver = openHyphenateDriver(
    vendor === "easemob"
      ? {
          ...common,
          vendor,
          template: XXXX,
          credentials: { clientId: "YXA6example-id", clientSecret: EASEMOB_SECRET },
          ...options,
        }
      : {
          ...common,
          vendor,
          template: { appId: "XXXX" },
          credentials: { appId: AGORA_ID, appCertificate: certificate },
          ...options,
        },
  );
  return {
    clock,
    driver,
    heard: () => server.heard.filter((request) => !isToken(request)),
    tokenRequests: () => server.heard.filter(isToken),
    state: (kind = "chatgroup", changed = {}) => ({
      group: { alias: "fans", connection: "live", id: kind === "chatroom" ? ROOM : GROUP },
      kind,
      owner: "administrator",
      members: 3,
      // What a driver itself goes by are its own tables.
      supports: {} as GroupState["supports"],
      readAt: clock.now(),
      ...changed,
    }),
    async [Symbol.asyncDispose]() {
      await driver.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** The vendors' error envelope. */
export function refusal(status: number, error: string, description: string): Said {
  return {
    status,
    body: {
      error,
      exception: "com.easemob.group.exception.ForbiddenOpException",
      timestamp: 1_542_555_744_726,
      duration: 1,
      error_description: description,
    },
  };
}
