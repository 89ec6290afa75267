import { alertRoute, type Source } from "../../src/alerts/intake/door.ts";
import type { Proof } from "../../src/alerts/intake/authenticate.ts";
import type { Signal } from "../../src/alerts/alert.ts";
import type { Trouble } from "../../src/alerts/troubles.ts";
import { readAct } from "../../src/config/alert-settings.ts";
import type { NewJob } from "../../src/ledger/port.ts";
import { createMetrics } from "../../src/ops/metrics.ts";
import { openServer } from "../../src/ops/server.ts";
import { Secret } from "../../src/secret.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";

/** The door alone, over real HTTP, with a journal that keeps what comes and can be made to fail. */

export const NOW = Date.UTC(2026, 10, 21, 8, 30);
export const SECRET = "the-secret-of-today-1";
export const BEFORE = "the-secret-of-before-2";

export interface Door extends AsyncDisposable {
  readonly url: string;
  /** What was written down, in order. */
  readonly jobs: NewJob[];
  readonly raised: Trouble[];
  readonly clock: ReturnType<typeof createMovableClock>;
  journal: "writes" | "fails" | "hangs";
  signals(): readonly Signal[];
}

export async function openDoor(
  sources: Readonly<Record<string, { type: Source["type"]; proof: Omit<Proof, "secrets"> }>>,
): Promise<Door> {
  const clock = createMovableClock({ frozenAt: NOW });
  const jobs: NewJob[] = [];
  const raised: Trouble[] = [];
  const seen = new Set<string>();
  const secrets = [new Secret(SECRET), new Secret(BEFORE)];
  const all = new Map(
    Object.entries(sources).map(([name, { type, proof }]): [string, Source] => [
      name,
      {
        type,
        proof: { ...proof, secrets } as Proof,
        labelling: labellingOf(type),
        heartbeat: { alertname: "Watchdog" },
      },
    ]),
  );
  const route = alertRoute({
    clock,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    owner: "test",
    sources: () => all,
    count: () => {},
    troubles: { raise: async (trouble) => void raised.push(trouble) },
    ledger: {
      receive: async (job) => {
        if (door.journal === "fails") throw new Error("the disk is full");
        if (door.journal === "hangs") return new Promise(() => {});
        if (seen.has(job.id)) return { kind: "duplicate" };
        seen.add(job.id);
        jobs.push(job);
        return { kind: "new", job: { ...job, case: null, fence: 0, attempts: 0, createdAt: NOW } };
      },
    },
  });
  const server = await openServer({
    host: "127.0.0.1",
    port: 0,
    metrics: createMetrics({} as never, clock, new Map()),
    whyNotReady: async () => null,
    slack: null,
    routes: [route],
  });
  if (!server.ok) throw new Error("the door does not open");
  const door: Door = {
    url: server.value.url,
    jobs,
    raised,
    clock,
    journal: "writes",
    signals: () =>
      jobs.flatMap(({ payload }) => (JSON.parse(payload) as { sent: { signals: Signal[] } }).sent.signals),
    [Symbol.asyncDispose]: () => server.value.close(),
  };
  return door;
}

/** The sandbox's Alertmanager has names of its own for its labels. */
function labellingOf(type: Source["type"]): Source["labelling"] {
  const prefix = type === "alertmanager" ? "chat_" : "";
  const [group, account, act] = ["group", "account", "act"].map((name) => `${prefix}${name}`);
  return {
    group: group ?? "",
    account: account ?? "",
    act: act ?? "",
    severity: "severity",
    acts: [],
    readAct,
  };
}
