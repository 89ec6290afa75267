import pg from "pg";
import type { Clock } from "../../clock.ts";
import { localHints, type Hints } from "../hints.ts";
import type { JobKind } from "../port.ts";
import { CONNECT_TIMEOUT_MS } from "./connect.ts";

const CHANNEL = "bailiff_due";
const KINDS = ["request", "case", "post", "log"] as const satisfies readonly JobKind[];
const RECONNECT_AFTER_MS = 2_000;

/**
 * Hints that also reach the other processes on the same database, by LISTEN and NOTIFY. They are sent after
 * the commit and apart from it: NOTIFY inside a transaction takes a lock that lets one commit through at a time
 * (PostgreSQL, src/backend/commands/async.c, PreCommit_Notify).
 */
export function postgresHints(setting: {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Unique to this process, so that it does not wake itself twice. */
  readonly owner: string;
}): Hints {
  const local = localHints();
  const sender = notifySender(setting.pool, setting.owner);
  const listener = keepListening(
    setting.url,
    setting.clock,
    (payload) => {
      const { kinds, from } = readPayload(payload);
      if (from !== setting.owner) local.announce(kinds);
    },
    () => local.announce(new Set(KINDS)),
  );
  return {
    announce(kinds) {
      local.announce(kinds);
      sender.send(kinds);
    },
    onDue: (wake) => local.onDue(wake),
    async close() {
      await Promise.all([local.close(), sender.close(), listener.close()]);
    },
  };
}

/** `case,post replica-2`. Kinds this version does not know are passed over. */
function readPayload(payload: string): { readonly kinds: ReadonlySet<JobKind>; readonly from: string } {
  const [names = "", ...from] = payload.split(" ");
  const named = names.split(",");
  return { kinds: new Set(KINDS.filter((kind) => named.includes(kind))), from: from.join(" ") };
}

/** One notification at a time; what comes up meanwhile goes together into the next. */
function notifySender(pool: pg.Pool, owner: string) {
  const pending = new Set<JobKind>();
  let sending: Promise<void> | null = null;

  async function sendAll(): Promise<void> {
    while (pending.size > 0) {
      const payload = `${[...pending].join(",")} ${owner}`;
      pending.clear();
      // A lost hint costs time, nothing else.
      await pool.query("select pg_notify($1, $2)", [CHANNEL, payload]).catch(() => {});
    }
    sending = null;
  }
  return {
    send(kinds: ReadonlySet<JobKind>): void {
      for (const kind of kinds) pending.add(kind);
      sending ??= sendAll();
    },
    async close(): Promise<void> {
      await sending;
    },
  };
}

/** Keeps one connection that listens. After each connecting, hints may have been missed: `onConnected`. */
function keepListening(
  url: string,
  clock: Clock,
  onPayload: (payload: string) => void,
  onConnected: () => void,
) {
  let client: pg.Client | null = null;
  let cancelRetry = (): void => {};
  let closed = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      application_name: "bailiff listen",
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    client = next;
    next.on("notification", ({ payload }) => onPayload(payload ?? ""));
    let lost = false;
    const lose = (): void => {
      if (lost) return;
      lost = true;
      next.end().catch(() => {});
      if (!closed) cancelRetry = clock.at(clock.now() + RECONNECT_AFTER_MS, () => void connect());
    };
    next.on("error", lose);
    next.on("end", lose);
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      onConnected();
    } catch {
      lose();
    }
  }
  const connecting = connect();

  return {
    async close(): Promise<void> {
      closed = true;
      cancelRetry();
      await connecting;
      await client?.end().catch(() => {});
    },
  };
}
