import { sha256 } from "../../audit/hash.ts";
import type { Clock } from "../../clock.ts";
import type { Ledger } from "../../ledger/port.ts";
import type { Log } from "../../log.ts";
import type { Delivery as Posted, Reply, Route } from "../../ops/routes.ts";
import { refusedTrouble } from "../../texts/alerts.ts";
import { sentJob } from "../taking.ts";
import type { Troubles } from "../troubles.ts";
import { alertmanager } from "./alertmanager.ts";
import { prove, type Proof } from "./authenticate.ts";
import { cloudEvents } from "./cloud-events.ts";
import { eventsV2 } from "./events-v2.ts";
import { signalOf, type Labelling } from "./facts.ts";
import { generic } from "./generic.ts";
import { grafana } from "./grafana.ts";
import { pagerduty } from "./pagerduty.ts";
import {
  MEBIBYTE,
  type Adapter,
  type Condition,
  type Delivery,
  type Incoming,
  type RawRequest,
} from "./port.ts";

const ADAPTERS = {
  alertmanager,
  grafana,
  pagerduty,
  "events-v2": eventsV2,
  cloudevents: cloudEvents,
  generic,
} as const satisfies Readonly<Record<string, Adapter>>;

/** A source as the configuration has it. */
export interface Source {
  readonly type: keyof typeof ADAPTERS;
  readonly proof: Proof;
  readonly labelling: Labelling;
  /** Labels of alerts that only say that the source is there; null: there are none. */
  readonly heartbeat: Readonly<Record<string, string>> | null;
}

export interface DoorOptions {
  readonly ledger: Pick<Ledger, "receive">;
  readonly clock: Clock;
  readonly log: Log;
  readonly troubles: Troubles;
  /** The sources of this moment, by name. */
  readonly sources: () => ReadonlyMap<string, Source>;
  readonly count: (source: string, condition: Condition) => void;
  /** Names this process among others that share the journal. */
  readonly owner: string;
}

/** Requests under way at a time; more are asked to come again. */
const MOST_AT_ONCE = 512;
/** PagerDuty waits five seconds; the journal is given less. In milliseconds. */
const PATIENCE_MS = 4_000;
/** The same content within this time is the same delivery, in milliseconds. */
const WINDOW_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Where alerts come in: proven, read, written down, and only then answered, with the code that their sender needs. */
export function alertRoute(options: DoorOptions): Route {
  const { ledger, clock, log, troubles, owner } = options;
  const refusedAt = new Map<string, number>();
  let underWay = 0;
  let lastAt = 0;

  /** Grows with each request, so that what came later counts as later. */
  const moment = (): number => {
    lastAt = Math.max(clock.now(), lastAt + 1);
    return lastAt;
  };

  async function store(
    name: string,
    source: Source,
    { at }: RawRequest,
    delivery: Delivery,
    alerts: readonly Incoming[],
  ): Promise<"new" | "duplicate"> {
    const signals = alerts
      .filter(({ labels }) => !isHeartbeat(source, labels))
      .map((alert) => signalOf(alert, source.labelling));
    const id = sha256(JSON.stringify([name, ...keyOf(delivery, at, owner)])).slice(0, 40);
    return (await ledger.receive(sentJob(`sent:${id}`, { source: name, at, signals }))).kind;
  }

  async function take(name: string, source: Source, request: RawRequest): Promise<Answer> {
    const adapter: Adapter = ADAPTERS[source.type];
    const proven = prove(source.proof, adapter, request);
    if (proven !== "proven") {
      refuse(name, request.at);
      return { condition: proven === "missing" ? "unauthorized" : "wrong_key" };
    }
    const read = adapter.read(request);
    switch (read.kind) {
      case "malformed":
        log.warn({ source: name, errors: read.errors }, "an alert could not be understood");
        return { condition: "malformed", errors: read.errors };
      case "unsupported":
        return { condition: "unsupported" };
      case "nothing":
        // It is a word of the source all the same, which then is not quiet.
        await store(name, source, request, { kind: "window", key: "nothing" }, []);
        return { condition: "nothing" };
      case "alerts": {
        const stored = await Promise.all(
          read.deliveries.map(({ delivery, alerts }) => store(name, source, request, delivery, alerts)),
        );
        return { condition: stored.includes("new") ? "stored" : "duplicate", said: read.say ?? {} };
      }
      default:
        return read satisfies never;
    }
  }

  /** A wrong secret silences a source, and PagerDuty for a day: people are told at once, and once an hour. */
  function refuse(source: string, at: number): void {
    const startsAt = Math.floor(at / HOUR_MS) * HOUR_MS;
    if (refusedAt.get(source) === startsAt) return;
    refusedAt.set(source, startsAt);
    log.warn({ source }, "a request to the door for alerts could not prove where it comes from");
    const trouble = { ...refusedTrouble(source), startsAt, endsAt: null };
    troubles
      .raise(trouble)
      .catch((error: unknown) => log.error({ err: error }, "a trouble could not be told"));
  }

  async function answer(name: string, source: Source, rest: string, posted: Posted): Promise<Answer> {
    const adapter: Adapter = ADAPTERS[source.type];
    const { method, headers, body } = posted;
    if (!adapter.methods.includes(method)) return { condition: "wrong_method" };
    if (!adapter.places.includes(rest)) return { condition: "no_such_place" };
    if (underWay >= MOST_AT_ONCE) return { condition: "overloaded" };
    // Signatures are over what was sent, and a small body can unpack to a large one.
    if ((headers["content-encoding"] ?? "identity") !== "identity") return { condition: "unsupported" };
    if (body.length > adapter.largestBody) return { condition: "too_large" };
    underWay += 1;
    try {
      return await inTime(clock, take(name, source, { headers, body, at: moment() }));
    } catch (error) {
      log.error({ err: error, source: name }, "an alert could not be written to the journal");
      return { condition: "overloaded" };
    } finally {
      underWay -= 1;
    }
  }

  return {
    methods: ["POST", "PUT", "OPTIONS"],
    prefix: "/alerts/",
    largest: MEBIBYTE,
    async handle(posted) {
      const [, name = "", rest = ""] = /^([a-z][a-z0-9_-]{0,31})(\/.*)?$/.exec(posted.rest ?? "") ?? [];
      const source = options.sources().get(name);
      if (!source) return replyOf(generic, { condition: "no_such_place" });
      if (source.type === "cloudevents" && posted.method === "OPTIONS") return shakeHands(posted);
      const answered = await answer(name, source, rest, posted);
      options.count(name, answered.condition);
      return replyOf(ADAPTERS[source.type], answered);
    },
  };
}

interface Answer {
  readonly condition: Condition;
  readonly errors?: readonly string[];
  readonly said?: Readonly<Record<string, string>>;
}

function replyOf(adapter: Adapter, { condition, errors = [], said = {} }: Answer): Reply {
  const wait = condition === "overloaded" ? adapter.retryAfter : null;
  return {
    status: adapter.codes[condition],
    type: "application/json",
    body: JSON.stringify(adapter.say(condition, errors, said)),
    headers: {
      ...(wait !== null && { "retry-after": String(wait) }),
      ...(condition === "wrong_method" && { allow: adapter.methods.join(", ") }),
    },
  };
}

/** Whoever waits too long sends again; what was stored meanwhile is a duplicate then. */
async function inTime(clock: Clock, taking: Promise<Answer>): Promise<Answer> {
  let cancel = (): void => {};
  const late = new Promise<Answer>((resolve) => {
    cancel = clock.at(clock.now() + PATIENCE_MS, () => resolve({ condition: "overloaded" }));
  });
  // Whatever becomes of it after that has been answered already.
  taking.catch(() => {});
  try {
    return await Promise.race([taking, late]);
  } finally {
    cancel();
  }
}

function keyOf(delivery: Delivery, at: number, owner: string): readonly (string | number)[] {
  switch (delivery.kind) {
    case "once":
      return ["once", delivery.key];
    case "window":
      return ["window", delivery.key, Math.floor(at / WINDOW_MS)];
    case "each":
      return ["each", owner, at];
    default:
      return delivery satisfies never;
  }
}

function isHeartbeat({ heartbeat }: Source, labels: Readonly<Record<string, string>>): boolean {
  return heartbeat !== null && Object.entries(heartbeat).every(([name, value]) => labels[name] === value);
}

/** Whoever sends CloudEvents may ask first whether it may (CloudEvents, HTTP webhook, section 4). */
function shakeHands({ headers }: Posted): Reply {
  const origin = headers["webhook-request-origin"];
  const isAsked = typeof origin === "string" && /^[A-Za-z0-9.:-]{1,253}$/.test(origin);
  return {
    status: isAsked ? 200 : 400,
    type: "text/plain",
    body: "",
    headers: {
      allow: "POST",
      ...(isAsked && { "webhook-allowed-origin": origin, "webhook-allowed-rate": "600" }),
    },
  };
}
