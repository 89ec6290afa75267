import { createHmac } from "node:crypto";

/**
 * Monitoring tools as the sandbox plays them: each writes and proves its requests as its own documentation says, with
 * values of the sandbox's own.
 */

/** What stands in the sandbox's configuration of every source. */
export const SANDBOX_ALERTS_SECRET = "alerts-0f2c7d95b84e4a3e9d61";

/** What an example tells. */
export interface Occasion {
  /** Name of the source in the configuration of the program under test. */
  readonly source: string;
  readonly secret: string;
  /** Tells alert groups apart. */
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  readonly severity: "critical" | "error" | "warning" | "info";
  readonly group: string;
  readonly account: string;
  /** An act that the tool suggests itself; left out when it does not. */
  readonly act?: string;
  readonly status: "firing" | "resolved";
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly now: number;
}

export interface ToolRequest {
  /** Behind `/alerts/`. */
  readonly path: string;
  readonly method: "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = { "content-type": "application/json" };
const iso = (at: number): string => new Date(at).toISOString();
/** As Go writes a moment that was never set. */
const NEVER = "0001-01-01T00:00:00Z";

function hexOf(secret: string, ...parts: readonly string[]): string {
  return parts.reduce((hash, one) => hash.update(one, "utf8"), createHmac("sha256", secret)).digest("hex");
}

/** Labels that tell what it is about. */
function aboutOf({ group, account, act }: Occasion): Record<string, string> {
  return { group, account, ...(act === undefined ? {} : { act }) };
}

/** The members that Alertmanager's and Grafana's notifications share. */
function groupOf(on: Occasion, prefix: string) {
  const about = Object.entries(aboutOf(on)).map(([name, value]) => [`${prefix}${name}`, value]);
  const labels = { alertname: on.title, severity: on.severity, ...Object.fromEntries(about) };
  const annotations = { summary: on.summary, runbook_url: "https://wiki.example.com/runbooks/room-flood" };
  const times = {
    startsAt: iso(on.startsAt),
    endsAt: on.status === "resolved" ? iso(on.now) : NEVER,
  };
  return {
    receiver: "bailiff",
    status: on.status,
    groupKey: `{}:{alertname="${on.key}"}`,
    groupLabels: { alertname: on.title },
    commonLabels: labels,
    commonAnnotations: annotations,
    truncatedAlerts: 0,
    alerts: [
      {
        status: on.status,
        labels,
        annotations,
        ...times,
        generatorURL: "https://prometheus.example.com/graph?g0.expr=room_messages",
        fingerprint: hexOf("fingerprint", on.key, on.account).slice(0, 16),
      },
    ],
  };
}

/** Each tool's request for an occasion, by the name of the example. */
export const TOOLS = {
  alertmanager: (on) => ({
    path: on.source,
    method: "POST",
    headers: { ...json, "user-agent": "Alertmanager/0.34.0", authorization: `Bearer ${on.secret}` },
    body: JSON.stringify({
      version: "4",
      externalURL: "https://alertmanager.example.com",
      notification_reason: on.status === "firing" ? "first notification" : "all alerts resolved",
      routeLabels: {},
      ...groupOf(on, "chat_"),
    }),
  }),
  grafana: (on) => {
    const sent = groupOf(on, "");
    const body = JSON.stringify({
      version: "1",
      externalURL: "https://grafana.example.com/",
      orgId: 1,
      appVersion: "12.3.1",
      title: `[${on.status.toUpperCase()}] ${on.title}`,
      state: on.status === "firing" ? "alerting" : "ok",
      message: on.summary,
      ...sent,
      alerts: sent.alerts.map((alert) => ({
        ...alert,
        dashboardURL: "https://grafana.example.com/d/rooms",
        silenceURL: "https://grafana.example.com/alerting/silence/new",
        values: { A: 812 },
        valueString: "[ var='A' value=812 ]",
      })),
    });
    const seconds = String(Math.floor(on.now / 1_000));
    return {
      path: on.source,
      method: "PUT",
      headers: {
        ...json,
        "x-grafana-alerting-timestamp": seconds,
        "x-grafana-alerting-signature": hexOf(on.secret, `${seconds}:`, body),
      },
      body,
    };
  },
  pagerduty: (on) => {
    const body = JSON.stringify({
      event: {
        id: hexOf("event", on.key, on.status, String(on.now)).slice(0, 26),
        event_type: on.status === "firing" ? "incident.triggered" : "incident.resolved",
        resource_type: "incident",
        occurred_at: iso(on.now),
        agent: on.status === "firing" ? null : { id: "PUSER01", type: "user_reference", summary: "Ann Doe" },
        client: { name: "Room monitor" },
        data: {
          id: `Q${hexOf("incident", on.key).slice(0, 13).toUpperCase()}`,
          type: "incident",
          self: "https://api.pagerduty.com/incidents/Q1",
          html_url: "https://acme.pagerduty.com/incidents/Q1",
          number: 417,
          status: on.status === "firing" ? "triggered" : "resolved",
          title: `${on.title}: ${on.summary}`,
          created_at: iso(on.startsAt),
          urgency: on.severity === "critical" ? "high" : "low",
          service: { id: "PSERV01", type: "service_reference", summary: "Chat rooms" },
        },
      },
    });
    return {
      path: on.source,
      method: "POST",
      headers: {
        ...json,
        "user-agent": "PagerDuty-Webhook/V3.0",
        "x-webhook-id": hexOf("delivery", on.key, on.status).slice(0, 36),
        // While its secret is changed it signs with both.
        "x-pagerduty-signature": `v1=${hexOf("another-secret-of-theirs", body)},v1=${hexOf(on.secret, body)}`,
      },
      body,
    };
  },
  events: (on) => ({
    path: `${on.source}/v2/enqueue`,
    method: "POST",
    headers: json,
    body: JSON.stringify({
      routing_key: on.secret,
      dedup_key: on.key,
      event_action: on.status === "firing" ? "trigger" : "resolve",
      client: "Room monitor",
      client_url: "https://monitor.example.com/rooms",
      payload: {
        summary: `${on.title}: ${on.summary}`,
        source: "chat-edge-2",
        severity: on.severity,
        custom_details: aboutOf(on),
      },
      links: [{ href: "https://wiki.example.com/runbooks/room-flood", text: "Runbook" }],
    }),
  }),
  cloudevents: (on) => ({
    path: on.source,
    method: "POST",
    headers: {
      "content-type": "application/cloudevents+json; charset=UTF-8",
      authorization: `Bearer ${on.secret}`,
    },
    body: JSON.stringify(eventOf(on)),
  }),
  "cloudevents-batch": (on) => ({
    path: on.source,
    method: "POST",
    headers: { "content-type": "application/cloudevents-batch+json", authorization: `Bearer ${on.secret}` },
    body: JSON.stringify([eventOf(on)]),
  }),
  "cloudevents-binary": (on) => {
    const { data, ...attributes } = eventOf(on);
    const headers = Object.entries(attributes).map(
      ([name, value]) => [`ce-${name}`, encodeURI(value)] as const,
    );
    return {
      path: on.source,
      method: "POST",
      headers: { ...json, ...Object.fromEntries(headers), authorization: `Bearer ${on.secret}` },
      body: JSON.stringify(data),
    };
  },
  generic: (on) => {
    const body = JSON.stringify({
      ...dataOf(on),
      runbook: "https://wiki.example.com/runbooks/room-flood",
      source: "https://monitor.example.com/rooms",
    });
    return {
      path: on.source,
      method: "POST",
      headers: { ...json, "x-signature-256": `sha256=${hexOf(on.secret, body)}` },
      body,
    };
  },
} as const satisfies Readonly<Record<string, (on: Occasion) => ToolRequest>>;

export type Tool = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as readonly Tool[];

/** The source in the sandbox's configuration that a tool sends to. */
export function sourceFor(tool: Tool): string {
  return tool.startsWith("cloudevents") ? "cloudevents" : tool;
}

function eventOf(on: Occasion) {
  return {
    specversion: "1.0",
    id: hexOf("event", on.key, on.status, String(on.now)).slice(0, 16),
    source: "/monitor/rooms",
    type: on.status === "firing" ? "com.example.room.flood.firing" : "com.example.room.flood.resolved",
    subject: on.key,
    time: iso(on.now),
    data: dataOf(on),
  };
}

/** What Bailiff's own form says, on its own and inside of an event. */
function dataOf(on: Occasion) {
  return {
    title: on.title,
    status: on.status,
    key: on.key,
    summary: on.summary,
    severity: on.severity,
    labels: aboutOf(on),
    startsAt: iso(on.startsAt),
    ...(on.status === "resolved" && { endsAt: iso(on.now) }),
  };
}
