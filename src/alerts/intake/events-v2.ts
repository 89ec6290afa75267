import { z } from "zod";
import { digestOf, labels, moment, readJson } from "./json.ts";
import { linksOf } from "./links.ts";
import { COMMON_CODES, type Adapter, type Incoming, type Read } from "./port.ts";

/**
 * Whatever speaks the PagerDuty Events API v2 (developer.pagerduty.com, "Events API v2"): most tools can send to another
 * address. The key is in the body. A trigger without `dedup_key` gets one in the answer; what ends an alert that nobody
 * knows is passed over.
 */
export const eventsV2: Adapter = {
  methods: ["POST"],
  places: ["", "/v2/enqueue"],
  largestBody: 512 * 1024,
  codes: {
    ...COMMON_CODES,
    duplicate: 202,
    nothing: 202,
    unauthorized: 400,
    wrong_key: 403,
    overloaded: 429,
  },
  retryAfter: 15,
  signature: { header: "x-signature-256", form: "sha256" },
  say: (condition, errors, said) => {
    const isTaken = condition === "stored" || condition === "duplicate" || condition === "nothing";
    return isTaken
      ? { status: "success", message: "Event processed", ...said }
      : { status: "invalid event", message: MESSAGES[condition] ?? "Event object is invalid", errors };
  },
  read: ({ body, at }) => {
    const read = readJson(body, event);
    if (!read.ok) return { kind: "malformed", errors: read.failure };
    const sent = read.value;
    const said = sent.dedup_key?.trim() ? sent.dedup_key : null;
    if (said === null && sent.event_action !== "trigger")
      return { kind: "malformed", errors: [`dedup_key: is needed to ${sent.event_action}`] };
    return alertOf(sent, said ?? digestOf([at, body.toString("base64")]).slice(0, 32), at);
  },
};

const MESSAGES: Readonly<Record<string, string>> = {
  unauthorized: "routing_key is missing",
  wrong_key: "routing_key is not known here",
  overloaded: "Too many events at the moment; send it again",
  too_large: "Event is too large",
};

/** The key alone, before anything else is looked at. */
export const keyed = z.looseObject({ routing_key: z.string().min(1).max(256) });

const payload = z.looseObject({
  summary: z.string().min(1).max(1_024),
  source: z.string().min(1).max(1_024),
  severity: z.enum(["critical", "error", "warning", "info"]),
  timestamp: moment.nullish(),
  component: z.string().nullish(),
  group: z.string().nullish(),
  class: z.string().nullish(),
  custom_details: z.unknown(),
});
const common = {
  routing_key: z.string(),
  dedup_key: z.string().max(255, "must be at most 255 characters").nullish(),
  client_url: z.string().nullish(),
  links: z
    .array(z.looseObject({ href: z.string() }))
    .max(20)
    .nullish(),
};
const event = z.discriminatedUnion("event_action", [
  z.looseObject({ ...common, event_action: z.literal("trigger"), payload }),
  z.looseObject({ ...common, event_action: z.literal("acknowledge"), payload: payload.partial().nullish() }),
  z.looseObject({ ...common, event_action: z.literal("resolve"), payload: payload.partial().nullish() }),
]);

/** Order of arrival is all there is: a client's own time is when it saw something, not when it sent it. */
function alertOf(sent: z.output<typeof event>, key: string, at: number): Read {
  const { event_action, payload: about, client_url, links } = sent;
  const isOver = event_action === "resolve";
  const details = labels.safeParse(about?.custom_details).data ?? {};
  const alert: Incoming = {
    key,
    title: about?.summary ?? key,
    summary: [about?.source, about?.component, about?.class].filter(Boolean).join(" · ") || null,
    severity: about?.severity ?? null,
    labels: { ...(about?.group && { group: about.group }), ...details },
    links: linksOf([["source", client_url], ...(links ?? []).map(({ href }) => ["runbook", href] as const)]),
    parts:
      event_action === "acknowledge"
        ? []
        : [{ fingerprint: key, startsAt: isOver ? null : at, endsAt: isOver ? at : null }],
    atSource: event_action === "acknowledge" ? { kind: "acked", name: "the sender" } : null,
    endsUnknown: false,
  };
  return {
    kind: "alerts",
    deliveries: [{ delivery: { kind: "each" }, alerts: [alert] }],
    say: { dedup_key: key },
  };
}
