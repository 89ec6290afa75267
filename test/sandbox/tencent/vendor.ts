import { createHmac } from "node:crypto";
import { deflateSync } from "node:zlib";
import { Agent, request } from "undici";
import type { Clock, Instant } from "../../../src/clock.ts";
import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import type { TencentEmulator } from "../../../src/sandbox/tencent/emulator.ts";
import { openTencentEmulator } from "../../../src/sandbox/tencent/emulator.ts";
import type { TencentOptions } from "../../../src/sandbox/tencent/options.ts";

/** 2023-11-14T22:13:20Z, the moment of the UserSig test vector. */
export const START: Instant = 1_700_000_000_000;
export const START_SECONDS = START / 1000;

export const LOBBY = "@TGS#2J4SZEAEL";
export const LIVE = "@TGS#2C5SZEAEF";
export const CREW = "@TGS#1PRIVATE1";
export const DEN = "@TGS#3CHATROOM";

/** A clock that stands still until it is moved. */
export interface HandClock extends Clock {
  pass(ms: number): void;
}

export function handClock(start: Instant = START): HandClock {
  let now = start;
  return {
    now: () => now,
    at: () => {
      throw new Error("The emulator takes the time and never waits for it.");
    },
    pass(ms) {
      now += ms;
    },
  };
}

/** Signs as the documents describe it, independently of what verifies it. */
export function userSig(
  of: {
    readonly identifier?: string;
    readonly sdkAppId?: number;
    readonly key?: string;
    readonly time?: number;
    readonly expire?: number;
    readonly userbuf?: string;
  } = {},
): string {
  const { identifier = "administrator", sdkAppId = SANDBOX_APP.sdkAppId, key = SANDBOX_APP.secretKey } = of;
  const { time = START_SECONDS, expire = 86_400, userbuf } = of;
  const content =
    `TLS.identifier:${identifier}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${time}\nTLS.expire:${expire}\n` +
    (userbuf === undefined ? "" : `TLS.userbuf:${userbuf}\n`);
  return packed({
    "TLS.ver": "2.0",
    "TLS.identifier": identifier,
    "TLS.sdkappid": sdkAppId,
    "TLS.time": time,
    "TLS.expire": expire,
    ...(userbuf === undefined ? {} : { "TLS.userbuf": userbuf }),
    "TLS.sig": createHmac("sha256", key).update(content).digest("base64"),
  });
}

export function packed(ticket: object): string {
  return deflateSync(JSON.stringify(ticket))
    .toString("base64")
    .replaceAll("+", "*")
    .replaceAll("/", "-")
    .replaceAll("=", "_");
}

export type Answer = Readonly<Record<string, unknown>> & { readonly ErrorCode: number };

export interface Vendor extends AsyncDisposable {
  readonly emulator: TencentEmulator;
  readonly clock: HandClock;
  /** Calls a group command as administrator and reads the JSON answer. */
  call(command: string, body: unknown): Promise<Answer>;
  /** The `ErrorCode` of the same. */
  code(command: string, body: unknown): Promise<number>;
  /** Sends exactly this. */
  send(wire: {
    readonly path?: string;
    readonly method?: "GET" | "POST" | "PUT";
    /** Replaces parameters of a right URL; null leaves one out. */
    readonly url?: Readonly<Record<string, string | null>>;
    readonly body?: string;
    readonly signal?: AbortSignal;
  }): Promise<{ readonly status: number; readonly type: string; readonly text: string }>;
}

export async function openVendor(options: Partial<TencentOptions> = {}): Promise<Vendor> {
  const clock = handClock();
  const emulator = await openTencentEmulator({ clock, apps: [SANDBOX_APP], ...options });
  const agent = new Agent();
  const send: Vendor["send"] = async ({ path, method = "POST", url = {}, body, signal }) => {
    const parameters = {
      sdkappid: String(SANDBOX_APP.sdkAppId),
      identifier: "administrator",
      usersig: userSig(),
      random: "99999999",
      contenttype: "json",
      ...url,
    };
    const query = Object.entries(parameters).flatMap(([name, value]) =>
      value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
    );
    const answer = await request(
      `${emulator.url}${path ?? "/v4/group_open_http_svc/get_group_info"}?${query.join("&")}`,
      {
        method,
        dispatcher: agent,
        ...(method === "GET" ? {} : { body: body ?? "{}" }),
        ...(signal ? { signal } : {}),
      },
    );
    return {
      status: answer.statusCode,
      type: String(answer.headers["content-type"]),
      text: await answer.body.text(),
    };
  };
  const call: Vendor["call"] = async (command, body) => {
    const service = command === "account_check" ? "im_open_login_svc" : "group_open_http_svc";
    const answer = await send({ path: `/v4/${service}/${command}`, body: JSON.stringify(body) });
    return JSON.parse(answer.text) as Answer;
  };
  return {
    emulator,
    clock,
    call,
    code: async (command, body) => (await call(command, body)).ErrorCode,
    send,
    async [Symbol.asyncDispose]() {
      await emulator.close();
      await agent.destroy();
    },
  };
}

export const accounts = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word}${index + 1}`);

export const rows = (list: readonly string[]): { Member_Account: string }[] =>
  list.map((account) => ({ Member_Account: account }));

export function deleting(members: readonly string[], group: string = LOBBY): object {
  return { GroupId: group, MemberToDel_Account: members };
}

export function adding(members: readonly string[], group: string = LOBBY): object {
  return { GroupId: group, MemberList: rows(members) };
}

export function muting(members: readonly string[], seconds: number, group: string = LOBBY): object {
  return { GroupId: group, Members_Account: members, ShutUpTime: seconds };
}

export function banning(members: readonly string[], seconds: number, group: string = LOBBY): object {
  return { GroupId: group, Members_Account: members, Duration: seconds };
}

export function unbanning(members: readonly string[], group: string = LOBBY): object {
  return { GroupId: group, Members_Account: members };
}
