import { createHmac } from "node:crypto";
import { deflateSync } from "node:zlib";
import { Agent, request } from "undici";
import {
  ARENA,
  FANS,
  MEET,
  SANDBOX_AGORA,
  SANDBOX_EASEMOB,
  STAGE,
} from "../../../src/sandbox/hyphenate/cast.ts";
import type { HyphenateEmulator } from "../../../src/sandbox/hyphenate/emulator.ts";
import { openHyphenateEmulator } from "../../../src/sandbox/hyphenate/emulator.ts";
import type {
  AgoraApp,
  EasemobApp,
  HyphenateOptions,
  SpaceKind,
  Undocumented,
  Vendor,
} from "../../../src/sandbox/hyphenate/options.ts";
import type { HandClock } from "../tencent/vendor.ts";
import { START, handClock } from "../tencent/vendor.ts";

export { START };
export { ARENA, FANS, MEET, STAGE };

/** One of the four combinations of vendor and kind of space. */
export interface Place {
  readonly name: string;
  readonly vendor: Vendor;
  readonly kind: SpaceKind;
  readonly id: string;
  /** Path below the app: `chatrooms/66…33`. */
  readonly path: string;
  /** The key that names the space beside a member, and beside an entry of the block list. */
  readonly key: string;
  readonly blockKey: string;
}

const place = (vendor: Vendor, kind: SpaceKind, id: string): Place => ({
  name: `${vendor} ${kind}`,
  vendor,
  kind,
  id,
  path: `${kind}s/${id}`,
  key: kind === "chatgroup" ? "groupid" : "id",
  blockKey: kind === "chatgroup" ? "groupid" : "chatroomid",
});

export const EASEMOB_GROUP = place("easemob", "chatgroup", FANS);
export const EASEMOB_ROOM = place("easemob", "chatroom", STAGE);
export const AGORA_GROUP = place("agora", "chatgroup", MEET);
export const AGORA_ROOM = place("agora", "chatroom", ARENA);
export const PLACES = [EASEMOB_GROUP, EASEMOB_ROOM, AGORA_GROUP, AGORA_ROOM];

/** Builds an App Token as Agora lays it out, independently of what verifies it. */
export function appToken(
  of: {
    readonly appId?: string;
    readonly certificate?: string;
    readonly issuedAt?: number;
    readonly expire?: number;
    readonly privilege?: 1 | 2;
    readonly privilegeExpire?: number;
    readonly service?: number;
  } = {},
): string {
  const { appId = SANDBOX_AGORA.appId, certificate = SANDBOX_AGORA.appCertificate } = of;
  const { issuedAt = START / 1000, expire = 3600, privilege = 2, service = 5 } = of;
  const salt = 4711;
  const u16 = (value: number): Buffer => Buffer.from([value & 255, value >> 8]);
  const u32 = (value: number): Buffer => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32LE(value);
    return buffer;
  };
  const text = (bytes: Buffer): Buffer => Buffer.concat([u16(bytes.length), bytes]);
  const hmac = (key: Buffer, message: string | Buffer): Buffer =>
    createHmac("sha256", key).update(message).digest();
  const content = Buffer.concat([
    text(Buffer.from(appId)),
    u32(issuedAt),
    u32(expire),
    u32(salt),
    u16(1),
    u16(service),
    u16(1),
    u16(privilege),
    u32(of.privilegeExpire ?? expire),
    text(Buffer.alloc(0)),
  ]);
  const signature = hmac(hmac(u32(salt), hmac(u32(issuedAt), certificate)), content);
  return `007${deflateSync(Buffer.concat([text(signature), content])).toString("base64")}`;
}

export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** The text as JSON; null when it is none. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface Wire {
  readonly body?: unknown;
  /** Sent as it is. */
  readonly text?: string;
  /** Null: no Authorization header. Default: a token that is right. */
  readonly token?: string | null;
  readonly type?: string | null;
  readonly signal?: AbortSignal;
}

export interface World extends AsyncDisposable {
  readonly emulator: HyphenateEmulator;
  readonly clock: HandClock;
  /** What comes before the operation in a path. */
  readonly base: string;
  /** A fresh, right token. */
  token(): Promise<string>;
  /** Calls `METHOD path` below the app with a right token. */
  call(line: string, body?: unknown): Promise<Answered>;
  /** Sends `METHOD path` exactly so; the path begins with a slash. */
  send(line: string, wire?: Wire): Promise<Answered>;
}

export interface Opening {
  readonly undocumented?: Partial<Undocumented>;
  readonly frequency?: boolean;
  readonly port?: number;
  /** Changes to the app of the sandbox's cast. */
  readonly easemob?: Partial<EasemobApp>;
  readonly agora?: Partial<AgoraApp>;
  /** Agora's older form of the path. */
  readonly byNames?: boolean;
}

export async function openWorld(vendor: Vendor, opening: Opening = {}): Promise<World> {
  const { easemob, agora, byNames = false, ...options } = opening;
  const clock = handClock();
  const apps = { easemob: { ...SANDBOX_EASEMOB, ...easemob }, agora: { ...SANDBOX_AGORA, ...agora } };
  const described: HyphenateOptions =
    vendor === "easemob"
      ? { clock, vendor, apps: [apps.easemob], ...options }
      : { clock, vendor, apps: [apps.agora], ...options };
  const emulator = await openHyphenateEmulator(described);
  const agent = new Agent();
  const app = apps[vendor];
  const base = vendor === "agora" && !byNames ? `/app-id/${apps.agora.appId}` : `/${app.org}/${app.app}`;

  let kept: Promise<string> | null = null;
  const token = async (): Promise<string> => {
    if (vendor === "agora") return appToken({ issuedAt: Math.floor(clock.now() / 1000) });
    const { clientId: client_id, clientSecret: client_secret } = apps.easemob;
    const body = { grant_type: "client_credentials", client_id, client_secret, ttl: 0 };
    const answer = await send(`POST ${base}/token`, { body, token: null });
    return String(answer.body?.["access_token"]);
  };
  const send: World["send"] = async (line, wire = {}) => {
    const [method = "", path = ""] = line.split(" ");
    const bearer = wire.token === undefined ? await (kept ??= token()) : wire.token;
    const text = wire.text ?? (wire.body === undefined ? undefined : JSON.stringify(wire.body));
    const type = wire.type === undefined ? (text === undefined ? null : "application/json") : wire.type;
    const answer = await request(`${emulator.url}${path}`, {
      method: method as "GET",
      dispatcher: agent,
      headers: {
        accept: "application/json",
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(type === null ? {} : { "content-type": type }),
      },
      ...(text === undefined ? {} : { body: text }),
      ...(wire.signal ? { signal: wire.signal } : {}),
    });
    const got = await answer.body.text();
    const isJson = String(answer.headers["content-type"]).startsWith("application/json");
    return {
      status: answer.statusCode,
      type: String(answer.headers["content-type"]),
      text: got,
      body: isJson ? (JSON.parse(got) as Answered["body"]) : null,
    };
  };
  return {
    emulator,
    clock,
    base,
    token,
    send,
    async call(line, body) {
      const [method = "", path = ""] = line.split(" ");
      return send(`${method} ${base}/${path}`, body === undefined ? {} : { body });
    },
    async [Symbol.asyncDispose]() {
      await emulator.close();
      await agent.destroy();
    },
  };
}

export const accounts = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word}${index + 1}`);

/** What an answer says in `data`. */
export function dataOf<T>({ body, text }: Answered): T {
  if (body === null) throw new Error(`This is no JSON: ${text}`);
  return body["data"] as T;
}

/** An error in one line: `403 forbidden_op: users [x] are not members of this group!` */
export function said({ status, body }: Answered): string {
  return `${status} ${String(body?.["error"])}: ${String(body?.["error_description"])}`;
}

export function membersOf({ emulator }: World, id: string): string[] {
  return emulator.group(id)?.members.map(({ account }) => account) ?? [];
}

/** Effects in short: `kick tommy`. */
export function effectsOf({ emulator }: World): string[] {
  return emulator.effects().map(({ verb, account }) => `${verb} ${account}`);
}
