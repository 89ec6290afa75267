import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Step } from "../cases/steps.ts";
import type { Clock } from "../clock.ts";
import type { Ledger } from "../ledger/port.ts";

/** What became of a callback of a vendor. `ignored`: nobody would be told; `unknown`: it says something unknown. */
export type CallbackCount = "taken" | "duplicate" | "ignored" | "unknown" | "refused";

export interface Metrics {
  countRequest(what: "accepted" | "refused" | "duplicate" | "failed"): void;
  countStep(step: Step): void;
  /** A callback to the address of a connection that takes them. */
  countCallback(connection: string, what: CallbackCount): void;
  /** A request to the address of a source of alerts. */
  countAlert(source: string, what: string): void;
  /** Seconds from the opening of a case to its recorded result. */
  observeCase(seconds: number): void;
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

/** Prometheus metrics. What stands in the journal is read from it at each scrape, so it is true after a restart. */
export function createMetrics(
  ledger: Ledger,
  clock: Clock,
  vendors: ReadonlyMap<string, { readonly isDown: () => boolean }>,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: "bailiff_requests_total",
    help: "Requests from Slack, by what became of them at the door",
    labelNames: ["outcome"],
    registers,
  });
  const callbacks = new Counter({
    name: "bailiff_callbacks_total",
    help: "Callbacks of chat services, by what became of them at the door",
    labelNames: ["connection", "outcome"],
    registers,
  });
  const alerts = new Counter({
    name: "bailiff_alert_requests_total",
    help: "Requests of sources of alerts, by what became of them at the door",
    labelNames: ["source", "outcome"],
    registers,
  });
  const steps = new Counter({
    name: "bailiff_steps_total",
    help: "Durable points passed",
    labelNames: ["step"],
    registers,
  });
  const cases = new Histogram({
    name: "bailiff_case_seconds",
    help: "Seconds from the opening of a case to its recorded result",
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900],
    registers,
  });
  const jobs = new Gauge({
    name: "bailiff_jobs",
    help: "Jobs in the journal, by kind and state; state dead: dead letters",
    labelNames: ["kind", "state"],
    registers,
  });
  const open = new Gauge({ name: "bailiff_open_cases", help: "Cases being worked on", registers });
  const entries = new Gauge({ name: "bailiff_entries", help: "Entries in the audit log", registers });
  const unshown = new Gauge({
    name: "bailiff_log_waiting",
    help: "Entries that the log channel does not show yet",
    registers,
  });
  const down = new Gauge({
    name: "bailiff_vendor_down",
    help: "1 while a connection's chat service gives no answer and is left alone",
    labelNames: ["connection"],
    registers,
  });
  const scraped = new Gauge({
    name: "bailiff_scraped_at_seconds",
    help: "When these figures were read, unix time",
    registers,
  });

  return {
    countRequest: (outcome) => requests.inc({ outcome }),
    countStep: (step) => steps.inc({ step }),
    countCallback: (connection, outcome) => callbacks.inc({ connection, outcome }),
    countAlert: (source, outcome) => alerts.inc({ source, outcome }),
    observeCase: (seconds) => cases.observe(seconds),
    async text() {
      const counts = await ledger.counts();
      for (const [kind, states] of Object.entries(counts.jobs)) {
        for (const [state, count] of Object.entries(states)) jobs.set({ kind, state }, count);
      }
      for (const [connection, { isDown }] of vendors) down.set({ connection }, isDown() ? 1 : 0);
      open.set(counts.openCases);
      entries.set(counts.entries);
      unshown.set(counts.unshown);
      scraped.set(clock.now() / 1_000);
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}
