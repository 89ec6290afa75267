import type { Clock, Instant } from "../../clock.ts";
import type { FaultKind } from "./faults.ts";

export type EffectVerb = "mute" | "unmute" | "kick" | "add" | "ban" | "unban" | "lock" | "unlock";

/** One account whose state a request changed; for a mute, whose end it set. */
export interface Effect {
  readonly at: Instant;
  readonly verb: EffectVerb;
  readonly group: string;
  /** `*` for `lock` and `unlock`, which are about everybody. */
  readonly account: string;
  /** Number of the request that did it. */
  readonly request: number;
}

/** One request on the wire. Its headers are not kept, because credentials stand in them. */
export interface WireExchange {
  /** From 1, in order of arrival. */
  readonly number: number;
  readonly at: Instant;
  readonly method: string;
  /** Path and query, without credentials. */
  readonly path: string;
  /** The body as it came, without credentials. */
  readonly body: string;
  /** HTTP status of the answer; null while nothing is sent back. */
  readonly status: number | null;
  /** What was sent back, as far as it was sent and without credentials; null while nothing is. */
  readonly answer: string | null;
  /** The fault that hit the request. */
  readonly fault: FaultKind | null;
}

/** What happened: requests as they came, and what they really changed. */
export interface WireRecord {
  arrive(request: {
    readonly method: string;
    readonly url: string;
    readonly body: string;
    readonly fault: FaultKind | null;
  }): OpenExchange;
  /** Notes one effect of a request. */
  effect(verb: EffectVerb, group: string, account: string, request: number): void;
  effects(): readonly Effect[];
  requests(last?: number): readonly WireExchange[];
  clear(): void;
}

export interface OpenExchange {
  readonly number: number;
  answered(status: number, text: string): void;
}

/** Where a vendor's credentials stand, each as a function that leaves them out. */
export interface Striking {
  /** Of path and query. */
  path(url: string): string;
  /** Of the body of a request or an answer. Default: nothing is left out. */
  text?(text: string): string;
}

/** Older requests are forgotten, so that a long-lived sandbox does not fill the memory. */
const KEPT_REQUESTS = 10_000;

export function recordBy(clock: Clock, striking: Striking): WireRecord {
  let effects: Effect[] = [];
  let requests: (WireExchange & { status: number | null; answer: string | null })[] = [];
  let count = 0;
  const struck = (text: string): string => striking.text?.(text) ?? text;
  return {
    arrive({ method, url, body, fault }) {
      count += 1;
      const exchange = {
        number: count,
        at: clock.now(),
        method,
        path: striking.path(url),
        body: struck(body),
        status: null as number | null,
        answer: null as string | null,
        fault,
      };
      requests.push(exchange);
      if (requests.length > KEPT_REQUESTS) requests = requests.slice(-KEPT_REQUESTS / 2);
      return {
        number: exchange.number,
        answered(status, text) {
          exchange.status = status;
          exchange.answer = struck(text);
        },
      };
    },
    effect(verb, group, account, request) {
      effects.push({ at: clock.now(), verb, group, account, request });
    },
    effects: () => [...effects],
    requests: (last = KEPT_REQUESTS) => requests.slice(-last).map((exchange) => ({ ...exchange })),
    clear() {
      effects = [];
      requests = [];
      count = 0;
    },
  };
}
