import { z } from "zod";
import type { Part } from "../alert.ts";
import { digestOf, labels, manyAlerts, moment, readJson } from "./json.ts";
import { linksOf } from "./links.ts";
import { COMMON_CODES, commonWords, MEBIBYTE, type Adapter, type Incoming, type Read } from "./port.ts";

/**
 * Prometheus Alertmanager, webhook version 4 (github.com/prometheus/alertmanager, notify/webhook and template, 0.34).
 * It sends again only after a 5xx, so 429 or 4xx would lose a notification. Pairs of it send everything twice.
 */
export const alertmanager: Adapter = {
  methods: ["POST"],
  places: [""],
  largestBody: MEBIBYTE,
  codes: { ...COMMON_CODES, stored: 200 },
  retryAfter: null,
  // It signs nothing; the configuration refuses to ask it for that.
  signature: { header: "x-signature-256", form: "sha256" },
  say: commonWords,
  read: ({ body }) => {
    const read = readJson(body, shape.extend({ version: z.literal("4") }));
    if (!read.ok) return { kind: "malformed", errors: read.failure };
    const { externalURL, groupLabels } = read.value;
    return alertsOf(read.value, {
      title: null,
      summary: null,
      links: [["silence", silenceAt(externalURL, groupLabels)]],
    });
  },
};

export const part = z.looseObject({
  status: z.enum(["firing", "resolved"]),
  labels,
  annotations: labels.default({}),
  startsAt: moment,
  endsAt: moment.nullish(),
  generatorURL: z.string().default(""),
  fingerprint: z.string().min(1).max(128),
});

export const shape = z.looseObject({
  groupKey: z.string().min(1).max(4_096),
  status: z.enum(["firing", "resolved"]),
  groupLabels: labels.default({}),
  commonLabels: labels.default({}),
  commonAnnotations: labels.default({}),
  externalURL: z.string().default(""),
  alerts: manyAlerts(part),
});

export type Notification = z.output<typeof shape>;

/** What one dialect says better than the labels do. */
export interface Told {
  readonly title: string | null;
  readonly summary: string | null;
  readonly links: Parameters<typeof linksOf>[0];
}

export function alertsOf(sent: Notification, told: Told): Read {
  if (sent.alerts.length === 0) return { kind: "nothing" };
  const [first] = sent.alerts;
  const { groupKey, commonLabels, commonAnnotations, groupLabels } = sent;
  const annotations = { ...first?.annotations, ...commonAnnotations };
  const parts = sent.alerts.map(partOf);
  const alert: Incoming = {
    key: groupKey,
    title: told.title ?? commonLabels["alertname"] ?? groupLabels["alertname"] ?? wordsOf(groupLabels),
    summary:
      told.summary ?? annotations["summary"] ?? annotations["description"] ?? annotations["message"] ?? null,
    severity: null,
    // What some alerts of a group differ in says nothing about the group; who stands alone says it all.
    labels:
      sent.alerts.length === 1 ? { ...commonLabels, ...first?.labels } : { ...groupLabels, ...commonLabels },
    links: linksOf([["runbook", annotations["runbook_url"]], ["source", first?.generatorURL], ...told.links]),
    parts,
    atSource: null,
    endsUnknown: true,
  };
  const key = digestOf([
    groupKey,
    parts.map(({ fingerprint, startsAt, endsAt }) => [fingerprint, startsAt, endsAt]),
  ]);
  return { kind: "alerts", deliveries: [{ delivery: { kind: "window", key }, alerts: [alert] }] };
}

function partOf({ status, startsAt, endsAt, fingerprint }: z.output<typeof part>): Part {
  // A firing alert may carry the moment at which it would count as over if nothing more were heard of it.
  return { fingerprint, startsAt, endsAt: status === "firing" ? null : (endsAt ?? startsAt ?? 0) };
}

function wordsOf(all: Readonly<Record<string, string>>): string {
  const words = Object.entries(all).map(([name, value]) => `${name}=${value}`);
  return words.length === 0 ? "alert without a name" : words.join(", ");
}

/** The page of Alertmanager on which such alerts can be silenced, filled in. */
function silenceAt(externalURL: string, groupLabels: Readonly<Record<string, string>>): string | null {
  if (externalURL === "" || Object.keys(groupLabels).length === 0) return null;
  const filter = Object.entries(groupLabels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${externalURL.replace(/\/+$/, "")}/#/silences/new?filter=${encodeURIComponent(`{${filter.join(",")}}`)}`;
}
