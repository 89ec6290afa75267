import { z } from "zod";
import { digestOf, labels, manyAlerts, moment, readJson } from "./json.ts";
import { linksOf } from "./links.ts";
import { COMMON_CODES, commonWords, MEBIBYTE, type Adapter, type Delivery, type Incoming } from "./port.ts";

/** A small JSON of our own, for scripts: one alert, or several under `alerts`. README.md describes it. */
export const generic: Adapter = {
  methods: ["POST", "PUT"],
  places: [""],
  largestBody: MEBIBYTE,
  codes: COMMON_CODES,
  retryAfter: 15,
  signature: { header: "x-signature-256", form: "sha256" },
  say: commonWords,
  read: ({ body, at }) => {
    const read = readJson(
      body,
      z.union([z.strictObject({ alerts: manyAlerts(genericAlert).min(1) }), genericAlert]),
    );
    if (!read.ok) {
      // Of a union nothing useful is said: what is wrong is told as of one alert.
      const one = readJson(body, genericAlert);
      return { kind: "malformed", errors: one.ok ? read.failure : one.failure };
    }
    const all = "alerts" in read.value ? read.value.alerts : [read.value];
    return {
      kind: "alerts",
      deliveries: all.map((one) => ({ delivery: deliveryOf(one), alerts: [genericIncoming(one, at, null)] })),
    };
  },
};

export const genericAlert = z.strictObject({
  title: z.string().min(1).max(1_000),
  status: z.enum(["firing", "resolved"]).default("firing"),
  key: z.string().min(1).max(500).optional(),
  id: z.string().min(1).max(500).optional(),
  summary: z.string().max(10_000).optional(),
  severity: z.string().max(100).optional(),
  labels: labels.default({}),
  startsAt: moment.optional(),
  endsAt: moment.optional(),
  runbook: z.string().max(2_000).optional(),
  source: z.string().max(2_000).optional(),
});
export type GenericAlert = z.output<typeof genericAlert>;

/** Without an id, a sender that tries again sends another delivery; it says nothing new then. */
function deliveryOf({ id }: GenericAlert): Delivery {
  return id === undefined ? { kind: "each" } : { kind: "once", key: id };
}

/** `key`: what tells groups apart where the alert itself does not say. */
export function genericIncoming(one: GenericAlert, at: number, key: string | null): Incoming {
  const { title, status, summary = null, severity = null, labels: all, runbook, source } = one;
  const groupKey = one.key ?? key ?? digestOf([title, all]).slice(0, 32);
  const isOver = status === "resolved";
  return {
    key: groupKey,
    title,
    summary,
    severity,
    labels: all,
    links: linksOf([
      ["runbook", runbook],
      ["source", source],
    ]),
    parts: [
      {
        fingerprint: groupKey,
        startsAt: one.startsAt ?? (isOver ? null : at),
        endsAt: isOver ? (one.endsAt ?? at) : null,
      },
    ],
    atSource: null,
    endsUnknown: one.startsAt !== undefined,
  };
}
