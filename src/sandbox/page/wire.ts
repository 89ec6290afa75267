import { vendorOf, type VendorName } from "../control/vendors.ts";
import type { Sandbox } from "../open.ts";
import type { Call } from "../slack/api/call-log.ts";
import type { SentCallback } from "../wire/callbacks.ts";
import type { WireExchange } from "../wire/record.ts";
import type { PageExchange, Told } from "./told.ts";

/** How many requests of each service the page shows. */
const SHOWN = 60;
/** Longer bodies are cut. */
const LONGEST_BODY = 4_000;

/** The last requests to a chat service and callbacks from it. */
export function vendorWire(sandbox: Sandbox, name: VendorName): Told {
  const control = vendorOf(sandbox, name);
  const exchanges = [
    ...control.requests(SHOWN).map(requestOf),
    ...control.callbacks().map(callbackOf).slice(-SHOWN),
  ]
    .toSorted((one, other) => one.at - other.at)
    .slice(-SHOWN);
  return { section: "wire", of: name, value: { exchanges } };
}

/** Keeps the last calls that Bailiff made to Slack. */
export interface SlackWire {
  note(call: Call): void;
  readonly section: () => Told;
  forget(): void;
}

export function openSlackWire(): SlackWire {
  let count = 0;
  let last: PageExchange[] = [];
  return {
    note(call) {
      count += 1;
      last = [...last, callOf(call, count)].slice(-SHOWN);
    },
    section: () => ({ section: "wire", of: "slack", value: { exchanges: last } }),
    forget() {
      last = [];
    },
  };
}

function requestOf({ number, at, method, path, body, status, answer, fault }: WireExchange): PageExchange {
  return {
    key: `in${number}`,
    at,
    direction: "in",
    method,
    path,
    body: cut(body),
    status,
    answer: answer === null ? null : cut(answer),
    fault,
  };
}

function callbackOf({ at, event, url, body, tries, status }: SentCallback, index: number): PageExchange {
  return {
    key: `out${index}`,
    at,
    direction: "out",
    method: "POST",
    path: `${new URL(url).pathname} ${event}${tries > 1 ? ` (${tries} tries)` : ""}`,
    body: cut(body),
    status,
    answer: null,
    fault: null,
  };
}

function callOf({ method, at, arguments: values, outcome }: Call, count: number): PageExchange {
  return {
    key: `in${count}`,
    at,
    direction: "in",
    method: "POST",
    path: method,
    body: cut(JSON.stringify(values, null, 1)),
    status: outcome,
    answer: null,
    fault: null,
  };
}

function cut(text: string): string {
  return text.length <= LONGEST_BODY ? text : `${text.slice(0, LONGEST_BODY)} … (${text.length} characters)`;
}
