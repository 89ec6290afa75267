import type { Clock } from "../../clock.ts";
import type { Result } from "../../result.ts";
import { ok } from "../../result.ts";
import type { Refusal } from "./codes.ts";
import { refusal, refuse } from "./codes.ts";
import type { Reply } from "./commands/call.ts";
import { HANDLERS } from "./commands/table.ts";
import { LONGEST_ANSWER_BYTES, termsOf } from "./contract.ts";
import type { Frequency } from "./frequency.ts";
import { admit, commandOf, targetOf } from "./gate.ts";
import { secondsOf } from "./mutes.ts";
import type { Dialect, Limits, Undocumented } from "./options.ts";
import type { WireRecord } from "./record.ts";
import type { World } from "./world.ts";

export interface Rules {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly dialect: Dialect;
  readonly undocumented: Undocumented;
  /** Null: calls are not counted. */
  readonly frequency: Frequency | null;
  readonly record: WireRecord;
}

export interface WireRequest {
  readonly number: number;
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly body: string;
}

/**
 * Carries out one request and writes its answer. It never waits, so a request is applied whole or not at all,
 * and no other request ever sees half of it.
 */
export function dispatch(world: World, rules: Rules, request: WireRequest): string {
  const reply = carryOut(world, rules, request);
  if (!reply.ok) return failText(reply.failure);
  const text = JSON.stringify({ ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0, ...reply.value });
  return Buffer.byteLength(text) > LONGEST_ANSWER_BYTES ? failText(refusal(10018)) : text;
}

export function failText({ code, info }: Refusal): string {
  return JSON.stringify({ ActionStatus: "FAIL", ErrorInfo: info, ErrorCode: code });
}

function carryOut(world: World, rules: Rules, request: WireRequest): Result<Reply, Refusal> {
  if (request.method !== "POST") return refuse(60002, "only POST is served");
  const url = URL.parse(request.url, "http://vendor");
  if (!url) return refuse(60002);
  const target = targetOf(url.pathname);
  if (!target) return refuse(60009);
  const nowSeconds = secondsOf(rules.clock.now());
  const app = admit(world, url.searchParams, nowSeconds);
  if (!app.ok) return app;
  const command = commandOf(target, rules.dialect);
  if (!command.ok) return command;
  const perSecond = termsOf(command.value).perSecond[rules.limits];
  if (rules.frequency?.admits(`${app.value.sdkAppId}/${command.value}`, perSecond) === false) {
    return refuse(60007);
  }
  const body = jsonOf(request.body);
  if (!body.ok) return body;
  return HANDLERS[command.value]({
    command: command.value,
    world,
    app: app.value,
    body: body.value,
    nowSeconds,
    limits: rules.limits,
    dialect: rules.dialect,
    undocumented: rules.undocumented,
    effect: (verb, group, account) => rules.record.effect(verb, group.id, account, request.number),
  });
}

function jsonOf(text: string): Result<unknown, Refusal> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse(60003);
  }
}
