import { z } from "zod";
import { genericAlert, genericIncoming } from "./generic.ts";
import { digestOf, moment, readJson } from "./json.ts";
import {
  COMMON_CODES,
  commonWords,
  MEBIBYTE,
  MOST_ALERTS,
  type Adapter,
  type RawRequest,
  type Read,
} from "./port.ts";
import { decoded } from "../../percent-decoding.ts";

/**
 * CloudEvents 1.0 over HTTP (github.com/cloudevents/spec: spec, HTTP protocol binding, HTTP webhook): structured, binary
 * and batched. An event is told apart by `source` and `id` together. Its data is the same small JSON as that of generic
 * sources; what that does not say, the event's own attributes do.
 */
export const cloudEvents: Adapter = {
  methods: ["POST"],
  places: [""],
  largestBody: MEBIBYTE,
  codes: { ...COMMON_CODES, overloaded: 429 },
  retryAfter: 15,
  signature: { header: "x-signature-256", form: "sha256" },
  say: commonWords,
  read: (request) => {
    const type = (request.headers["content-type"] ?? "").toLowerCase();
    if (type.startsWith("application/cloudevents-batch+json")) return batch(request);
    if (type.startsWith("application/cloudevents+json")) return structured(request);
    if (type.startsWith("application/cloudevents")) return { kind: "unsupported" };
    return request.headers["ce-specversion"] === undefined ? { kind: "unsupported" } : binary(request);
  },
};

const attributes = z.looseObject({
  specversion: z.literal("1.0"),
  id: z.string().min(1).max(500),
  source: z.string().min(1).max(1_000),
  type: z.string().min(1).max(500),
  subject: z.string().max(1_000).nullish(),
  time: moment.nullish(),
  severity: z.string().max(100).nullish(),
});
const event = attributes
  .extend({ data: z.unknown(), data_base64: z.string().optional() })
  .refine(
    ({ data, data_base64 }) => data === undefined || data_base64 === undefined,
    "has both data and data_base64",
  );
type Event = z.output<typeof event>;

function structured({ body, at }: RawRequest): Read {
  const read = readJson(body, event);
  return read.ok ? alertsOf([read.value], at) : { kind: "malformed", errors: read.failure };
}

function batch({ body, at }: RawRequest): Read {
  const read = readJson(body, z.array(event).max(MOST_ALERTS));
  if (!read.ok) return { kind: "malformed", errors: read.failure };
  return read.value.length === 0 ? { kind: "nothing" } : alertsOf(read.value, at);
}

/** Attributes are in headers, where what is not plain ASCII is written with percent signs; the body is the data. */
function binary({ headers, body, at }: RawRequest): Read {
  const named = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith("ce-") && typeof value === "string"
      ? [[name.slice(3), decoded(value) ?? value] as const]
      : [],
  );
  const read = attributes.safeParse(Object.fromEntries(named));
  if (!read.success)
    return {
      kind: "malformed",
      errors: read.error.issues.map(({ path, message }) => `ce-${path.join(".")}: ${message}`),
    };
  if (body.length === 0) return alertsOf([{ ...read.data, data: undefined }], at);
  const data = readJson(body, z.unknown());
  return data.ok
    ? alertsOf([{ ...read.data, data: data.value }], at)
    : { kind: "malformed", errors: data.failure };
}

function alertsOf(events: readonly Event[], at: number): Read {
  const read = events.map((one) => ({ one, alert: genericOf(one) }));
  const errors = read.flatMap(({ alert }) => (Array.isArray(alert) ? alert : []));
  if (errors.length > 0) return { kind: "malformed", errors: errors.slice(0, 10) };
  return {
    kind: "alerts",
    deliveries: read.flatMap(({ one, alert }) =>
      Array.isArray(alert)
        ? []
        : [
            {
              delivery: { kind: "once" as const, key: digestOf([one.source, one.id]) },
              alerts: [genericIncoming(alert, one.time ?? at, `${one.source} ${one.subject ?? one.type}`)],
            },
          ],
    ),
  };
}

type Generic = z.output<typeof genericAlert>;

function genericOf({ data, data_base64, type, subject, severity }: Event): Generic | string[] {
  const given = data_base64 === undefined ? data : fromBase64(data_base64);
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
  const base = { title: subject ? `${type}: ${subject}` : type, ...(severity && { severity }) };
  // Ends of words as monitoring tools use them in the type of an event.
  const status = /\.(resolved|closed|recovered|ok)$/.test(type) ? "resolved" : "firing";
  const known = Object.keys(genericAlert.shape);
  const kept = isObject
    ? Object.fromEntries(Object.entries(given).filter(([name]) => known.includes(name)))
    : {};
  const read = genericAlert.safeParse({ ...base, status, ...kept });
  if (read.success) return read.data;
  return read.error.issues.map(({ path, message }) => `data.${path.join(".")}: ${message}`);
}

function fromBase64(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64").toString("utf8"));
  } catch {
    return null;
  }
}
