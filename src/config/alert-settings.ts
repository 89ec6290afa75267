import type { AlertSettings, SuggestedAct } from "../alerts/port.ts";
import { lengthMs } from "../length.ts";
import { VERBS } from "../words.ts";
import type { AlertsFile, SourceFile } from "./alerts.ts";
import type { ConfigFile } from "./schema.ts";

/** How long before the end of somebody's word they are asked whether they are still on it. */
const ASK_BEFORE_MS = 5 * 60_000;

/** How on-call goes, as the rest of the house reads it. Secrets are not in it. */
export function alertSettingsOf({ alerts }: Pick<ConfigFile, "alerts">): AlertSettings | null {
  if (alerts === undefined) return null;
  const { channel, onCall, escalate, ack, handover = null, sources } = alerts;
  return {
    channel,
    clocks: {
      ackMs: {
        critical: lengthMs(ack.critical),
        error: lengthMs(ack.error),
        warning: lengthMs(ack.warning),
        info: lengthMs(ack.info),
      },
      askBeforeMs: ASK_BEFORE_MS,
      path: escalate
        .map(({ after, to }) => ({ afterMs: lengthMs(after), to }))
        .toSorted((one, other) => one.afterMs - other.afterMs),
      onCall,
    },
    handover,
    sources: new Map(
      Object.entries(sources).map(([name, source]) => [
        name,
        {
          channel: source.channel ?? channel,
          quietMs: source.quiet === undefined ? null : lengthMs(source.quiet),
        },
      ]),
    ),
  };
}

/** `mute 10m`; null: it is none. */
export function readAct(text: string): SuggestedAct | null {
  const [word = "", time, ...rest] = text.trim().split(/\s+/);
  const verb = VERBS.find((one) => one === word);
  if (verb === undefined || rest.length > 0) return null;
  if (verb !== "mute" && verb !== "ban") return time === undefined ? { verb, lasts: null } : null;
  if (time === "permanent") return { verb, lasts: "permanent" };
  const ms = time !== undefined && /^(\d+[wdhms])+$/.test(time) ? lengthMs(time) : 0;
  return ms > 0 ? { verb, lasts: ms } : null;
}

interface Misfit {
  readonly path: readonly PropertyKey[];
  readonly what: string;
}

/** What each sender can do to prove itself. */
const PROOFS: Readonly<Record<SourceFile["type"], readonly SourceFile["auth"]["by"][]>> = {
  // It signs nothing (prometheus.io/docs/alerting/latest/configuration, http_config).
  alertmanager: ["bearer", "basic", "header"],
  grafana: ["bearer", "basic", "header", "hmac"],
  // v3 webhooks are signed; custom headers can be set beside (PagerDuty, "Webhooks", Custom headers).
  pagerduty: ["hmac", "bearer", "basic", "header"],
  "events-v2": ["routing_key"],
  cloudevents: ["bearer", "basic", "header", "hmac"],
  generic: ["bearer", "basic", "header", "hmac"],
};

/** Ways of proof that a sender does not have. */
export function alertMisfits(alerts: AlertsFile | null | undefined): readonly Misfit[] {
  return Object.entries(alerts?.sources ?? {}).flatMap(([name, { type, auth }]) =>
    PROOFS[type].includes(auth.by)
      ? []
      : [
          {
            path: ["alerts", "sources", name, "auth", "by"],
            what: `is not what ${type} can do: use ${PROOFS[type].join(", ")}`,
          },
        ],
  );
}
