import { arrive } from "../cases/seen/arriving.ts";
import type { LiveRegister } from "../cases/live-register.ts";
import type { Clock } from "../clock.ts";
import { callbackSecretsOf, type Connection } from "../config/connections.ts";
import type { ConfigFile } from "../config/schema.ts";
import type { HeardCallback } from "../doctor/ports.ts";
import type { Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import type { CallbackCount, Metrics } from "../ops/metrics.ts";
import { plain, type Delivery, type Reply, type Route } from "../ops/routes.ts";
import { Secret } from "../secret.ts";
import { hyphenateCallbacks } from "../vendors/hyphenate/callbacks.ts";
import type { CallbackReader, CallbackRead, VendorDriver } from "../vendors/port.ts";
import { tencentCallbacks } from "../vendors/tencent/callbacks.ts";

export interface TakingCallbacks {
  readonly file: Pick<ConfigFile, "connections">;
  readonly drivers: ReadonlyMap<string, VendorDriver>;
  readonly register: Pick<LiveRegister, "known">;
  readonly ledger: Pick<Ledger, "receive" | "latestOn" | "attemptsBetween">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "countCallback">;
}

export const CALLBACKS_PREFIX = "/callbacks/";

/** A callback about a group of thousands, with all their names, is a tenth of this. */
const LARGEST = 1024 * 1024;
/** How often the program's log tells of the same, in milliseconds; the metrics count every one. */
const LOG_EVERY_MS = 60_000;
/** Different things remembered for that. */
const MOST_REMEMBERED = 500;

export interface Callbacks {
  readonly route: Route;
  /** The last one to a connection that takes them; null: none came yet. */
  last(connection: string): HeardCallback | null;
}

export function takesCallbacks({ connections }: Pick<ConfigFile, "connections">, name: string): boolean {
  const settings = Object.hasOwn(connections, name) ? connections[name] : undefined;
  return settings !== undefined && callbackSecretsOf(settings).length > 0;
}

/** Where the vendors call back: `POST /callbacks/<connection>`. A connection without a secret takes none. */
export function openCallbacks(at: TakingCallbacks): Callbacks {
  const heard = new Map<string, HeardCallback>();
  const readers = readersOf(at.file);
  const { metrics } = at;
  const tell = seldom(at.clock, at.log);

  const handle = async ({ rest, query, body }: Delivery): Promise<Reply> => {
    const connection = rest ?? "";
    const reader = readers.get(connection);
    // The same for a connection that does not exist: nobody learns from here which there are.
    if (!reader) {
      if (Object.hasOwn(at.file.connections, connection))
        tell("warn", { connection }, "a callback was refused: the connection has no secret to check it by");
      return plain(404, "not found\n");
    }
    const now = at.clock.now();
    const read = reader.read({ query, body }, now);
    heard.set(connection, { at: now, refused: read.kind === "refused" ? read.why : null });
    if (read.kind === "refused") {
      metrics.countCallback(connection, "refused");
      tell("warn", { connection, why: read.why }, "a callback was refused");
      return plain(read.why === "unreadable" ? 400 : 403, `${read.why}\n`);
    }
    metrics.countCallback(connection, await outcomeOf(connection, read, now));
    return { status: 200, ...reader.accepted };
  };

  const outcomeOf = async (
    connection: string,
    read: Exclude<CallbackRead, { kind: "refused" }>,
    now: number,
  ): Promise<CallbackCount> => {
    if (read.kind === "told") {
      const { ledger, register, drivers } = at;
      const driver = drivers.get(connection);
      return arrive({ ledger, register: register.known(), driver, now }, connection, read);
    }
    if (!read.known)
      tell("info", { connection, event: read.event }, "a callback tells something Bailiff does not know");
    return read.known ? "ignored" : "unknown";
  };
  return {
    route: { methods: ["POST"], prefix: CALLBACKS_PREFIX, largest: LARGEST, handle },
    last: (connection) => heard.get(connection) ?? null,
  };
}

function readersOf({ connections }: Pick<ConfigFile, "connections">): ReadonlyMap<string, CallbackReader> {
  const readers = new Map<string, CallbackReader>();
  for (const [name, settings] of Object.entries(connections)) {
    const secrets = callbackSecretsOf(settings).map((secret) => new Secret(secret));
    if (secrets.length > 0) readers.set(name, readerOf(settings, secrets));
  }
  return readers;
}

function readerOf(settings: Connection, secrets: readonly Secret[]): CallbackReader {
  switch (settings.vendor) {
    case "tencent":
      return tencentCallbacks({ sdkAppId: settings.sdkAppId, tokens: secrets });
    case "easemob":
    case "agora": {
      const { org, app } = settings;
      const appKey = org !== undefined && app !== undefined ? `${org}#${app}` : null;
      return hyphenateCallbacks({ appKey, secrets });
    }
    default:
      return settings satisfies never;
  }
}

type Telling = (level: "info" | "warn", about: Readonly<Record<string, string>>, what: string) => void;

/** Anybody can send to this address, and vendors repeat themselves: the log is not theirs to fill. */
function seldom(clock: Clock, log: Log): Telling {
  const told = new Map<string, number>();
  return (level, about, what) => {
    const now = clock.now();
    const key = JSON.stringify([what, about]);
    if (now - (told.get(key) ?? Number.NEGATIVE_INFINITY) < LOG_EVERY_MS) return;
    if (told.size >= MOST_REMEMBERED) told.clear();
    told.set(key, now);
    log[level](about, what);
  };
}
