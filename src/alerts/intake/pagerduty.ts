import { z } from "zod";
import { moment, readJson } from "./json.ts";
import { linksOf } from "./links.ts";
import { COMMON_CODES, commonWords, MEBIBYTE, type Adapter, type Incoming, type Read } from "./port.ts";

/**
 * PagerDuty, v3 webhooks (developer.pagerduty.com, "Webhooks": overview, behavior, signatures). It waits five seconds,
 * sends again for 48 hours after 429 and 5xx, and turns a subscription off for a day after three other 4xx in a row.
 *
 * Signed is the body alone, without a time: the header with the delivery's id could be changed by whoever sends an old
 * one again, so deliveries are told apart by the event's own id, which is in the body.
 */
export const pagerduty: Adapter = {
  methods: ["POST"],
  places: [""],
  largestBody: MEBIBYTE,
  codes: COMMON_CODES,
  retryAfter: 30,
  signature: { header: "x-pagerduty-signature", form: "v1" },
  say: commonWords,
  read: ({ body, at }) => {
    const read = readJson(body, delivery);
    return read.ok ? alertOf(read.value.event, at) : { kind: "malformed", errors: read.failure };
  },
};

const named = z.looseObject({ summary: z.string().nullish(), html_url: z.string().nullish() });

const event = z.looseObject({
  id: z.string().min(1).max(200),
  event_type: z.string().min(1).max(200),
  occurred_at: moment,
  agent: named.nullish(),
  data: z
    .looseObject({
      id: z.string().max(200).optional(),
      title: z.string().nullish(),
      status: z.string().nullish(),
      urgency: z.string().nullish(),
      html_url: z.string().nullish(),
      created_at: moment.nullish(),
      priority: named.nullish(),
      service: named.nullish(),
      incident: z.looseObject({ id: z.string().optional() }).nullish(),
    })
    .nullish(),
});
const delivery = z.looseObject({ event });

/** It tries for 48 hours; what is older is somebody's copy. In milliseconds. */
const OLDEST_MS = 50 * 3_600_000;
const FUTURE_MS = 5 * 60_000;

function alertOf({ id, event_type, occurred_at, agent, data }: z.output<typeof event>, now: number): Read {
  // A subscription's test, and everything that is about no incident.
  if (!event_type.startsWith("incident.") || data?.id === undefined) return { kind: "nothing" };
  const at = occurred_at ?? now;
  if (now - at > OLDEST_MS || at - now > FUTURE_MS)
    return { kind: "malformed", errors: ["event.occurred_at: is too old, or in the future"] };
  const name = agent?.summary ?? "somebody at PagerDuty";
  const startsAt = event_type === "incident.reopened" ? at : (data.created_at ?? at);
  const firing = { fingerprint: data.id, startsAt, endsAt: null };
  const what = WHAT[event_type] ?? null;
  if (what === null) return { kind: "nothing" };
  const alert: Incoming = {
    key: data.id,
    title: data.title ?? `PagerDuty incident ${data.id}`,
    summary: data.service?.summary ?? null,
    severity:
      data.priority?.summary ??
      (data.urgency === "low" ? "warning" : data.urgency === "high" ? "critical" : null),
    labels: { ...(data.service?.summary && { service: data.service.summary }) },
    links: linksOf([["source", data.html_url]]),
    parts: what === "over" ? [{ ...firing, endsAt: at }] : [firing],
    atSource: what === "acked" || what === "unacked" ? { kind: what, name } : null,
    endsUnknown: true,
  };
  return { kind: "alerts", deliveries: [{ delivery: { kind: "once", key: id }, alerts: [alert] }] };
}

/** What an event means for the card; others are news that PagerDuty itself shows. */
const WHAT: Readonly<Record<string, "on" | "over" | "acked" | "unacked">> = {
  "incident.triggered": "on",
  "incident.reopened": "on",
  "incident.priority_updated": "on",
  "incident.acknowledged": "acked",
  "incident.unacknowledged": "unacked",
  "incident.escalated": "unacked",
  "incident.resolved": "over",
};
