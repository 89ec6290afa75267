import type { Clock, Instant } from "../../clock.ts";
import type { FaultKind } from "./faults.ts";

export type EffectVerb = "mute" | "unmute" | "kick" | "add";

/** One account whose state a request changed; for a mute, whose end it set. */
export interface Effect {
  readonly at: Instant;
  readonly verb: EffectVerb;
  readonly group: string;
  readonly account: string;
  /** Number of the request that did it. */
  readonly request: number;
}

/** One request on the wire. */
export interface WireExchange {
  /** From 1, in order of arrival. */
  readonly number: number;
  readonly at: Instant;
  readonly method: string;
  /** Path and query, without `usersig`. */
  readonly path: string;
  /** The body as it came. */
  readonly body: string;
  /** What was sent back, as far as it was sent; null while nothing is. */
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
  answered(text: string): void;
}

/** Older requests are forgotten, so that a long-lived sandbox does not fill the memory. */
const KEPT_REQUESTS = 10_000;

export function recordBy(clock: Clock): WireRecord {
  let effects: Effect[] = [];
  let requests: (WireExchange & { answer: string | null })[] = [];
  let count = 0;
  return {
    arrive({ method, url, body, fault }) {
      count += 1;
      const exchange = {
        number: count,
        at: clock.now(),
        method,
        path: withoutUserSig(url),
        body,
        answer: null as string | null,
        fault,
      };
      requests.push(exchange);
      if (requests.length > KEPT_REQUESTS) requests = requests.slice(-KEPT_REQUESTS / 2);
      return {
        number: exchange.number,
        answered(text) {
          exchange.answer = text;
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

/** A usersig lets its bearer act as administrator until it expires, so it is not kept. */
function withoutUserSig(url: string): string {
  const mark = url.indexOf("?");
  if (mark < 0) return url;
  const kept = url
    .slice(mark + 1)
    .split("&")
    .filter((pair) => !/^usersig(=|$)/i.test(pair));
  return `${url.slice(0, mark)}?${kept.join("&")}`;
}
