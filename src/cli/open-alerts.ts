import { randomBytes } from "node:crypto";
import type { Proof } from "../alerts/intake/authenticate.ts";
import { alertRoute, type Source } from "../alerts/intake/door.ts";
import type { Troubles } from "../alerts/troubles.ts";
import { standingJobs } from "../alerts/working.ts";
import type { Clock } from "../clock.ts";
import { alertSettingsOf, readAct } from "../config/alert-settings.ts";
import type { SourceAuth, SourceFile } from "../config/alerts.ts";
import type { ConfigFile } from "../config/schema.ts";
import type { Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../ops/metrics.ts";
import type { Route } from "../ops/routes.ts";
import { Secret } from "../secret.ts";

export interface AlertParts {
  readonly file: Pick<ConfigFile, "alerts">;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "countAlert">;
  readonly troubles: Troubles;
}

/** Where alerts come in. */
export interface RunningAlerts {
  readonly route: Route;
  /** Writes down the moments that have to come: shifts that change, sources that may go quiet. */
  begin(): Promise<void>;
  /** The configuration file says something else from now on. */
  follow(file: Pick<ConfigFile, "alerts">): void;
}

export function openAlerts({ file, ledger, clock, log, metrics, troubles }: AlertParts): RunningAlerts {
  let sources = sourcesOf(file);
  const beginBy = async (by: Pick<ConfigFile, "alerts">): Promise<void> => {
    const settings = alertSettingsOf(by);
    const jobs = settings === null ? [] : standingJobs(settings, clock.now());
    await Promise.all(jobs.map((job) => ledger.receive(job)));
  };
  return {
    route: alertRoute({
      ledger,
      clock,
      log,
      troubles,
      sources: () => sources,
      count: (source, condition) => metrics.countAlert(source, condition),
      owner: randomBytes(8).toString("hex"),
    }),
    begin: () => beginBy(file),
    follow(next) {
      sources = sourcesOf(next);
      beginBy(next).catch((error: unknown) =>
        log.error({ err: error }, "the moments of on-call could not be written down"),
      );
    },
  };
}

function sourcesOf({ alerts }: Pick<ConfigFile, "alerts">): ReadonlyMap<string, Source> {
  return new Map(Object.entries(alerts?.sources ?? {}).map(([name, source]) => [name, sourceOf(source)]));
}

function sourceOf({ type, auth, labels, acts, heartbeat }: SourceFile): Source {
  const suggested = acts.flatMap((text) => readAct(text) ?? []);
  return {
    type,
    proof: proofOf(auth),
    labelling: { ...labels, acts: suggested, readAct },
    heartbeat: heartbeat ?? null,
  };
}

function proofOf(auth: SourceAuth): Proof {
  const secrets = auth.secrets.map((secret) => new Secret(secret));
  switch (auth.by) {
    case "bearer":
    case "routing_key":
      return { by: auth.by, secrets };
    case "basic":
      return { by: "basic", user: auth.user, secrets };
    case "header":
      return { by: "header", header: auth.header, secrets };
    case "hmac":
      return { by: "hmac", header: auth.header ?? null, timestamp: auth.timestamp ?? null, secrets };
    default:
      return auth satisfies never;
  }
}

/** Values of sources that must never be shown. */
export function alertSecretsOf({ alerts }: Partial<Pick<ConfigFile, "alerts">>): readonly string[] {
  return Object.values(alerts?.sources ?? {}).flatMap(({ auth }) => auth.secrets);
}
