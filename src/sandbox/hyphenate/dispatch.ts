import type { Clock } from "../../clock.ts";
import type { Result } from "../../result.ts";
import { ok } from "../../result.ts";
import type { Frequency } from "../wire/frequency.ts";
import type { EffectVerb, WireRecord } from "../wire/record.ts";
import type { WireAnswer, WireRequest } from "../wire/server.ts";
import { htmlPage } from "../wire/server.ts";
import { LONGEST_URL_BYTES, perSecond } from "./contract.ts";
import { admit, bearerOf, locate } from "./gate.ts";
import type { HyphenateCallbacks, Told } from "./callbacks.ts";
import type { IssuedTokens } from "./issued-tokens.ts";
import type { Reply } from "./operations/call.ts";
import { HANDLERS } from "./operations/table.ts";
import { giveToken } from "./operations/token.ts";
import type { Undocumented, Vendor } from "./options.ts";
import type { Refusal } from "./refusals.ts";
import { NOT_JSON, NOT_JSON_TYPE, WRONG_METHOD, WRONG_PATH, refuse, throttled } from "./refusals.ts";
import type { Split, Target } from "./route.ts";
import { splitPath, targetOf } from "./route.ts";
import type { AppState, GroupState, World } from "./world.ts";

export interface Rules {
  readonly vendor: Vendor;
  readonly clock: Clock;
  readonly undocumented: Undocumented;
  readonly tokens: IssuedTokens;
  /** Null: calls are not counted. */
  readonly frequency: Frequency | null;
  readonly record: WireRecord;
  readonly callbacks: HyphenateCallbacks;
}

/**
 * Carries out one request and writes its answer. It never waits, so a request is applied whole or not at all,
 * and no other request ever sees half of it.
 */
export function dispatch(world: World, rules: Rules, request: WireRequest): WireAnswer {
  const host = `http://${request.headers.host ?? "127.0.0.1"}`;
  if (rules.undocumented.longUrl === "refused" && Buffer.byteLength(host + request.url) > LONGEST_URL_BYTES) {
    return htmlPage(414, "Request-URI Too Large");
  }
  const [path = "", query = ""] = request.url.split("?", 2);
  const split = splitPath(rules.vendor, path);
  if (!split) return refusalAnswer(WRONG_PATH, rules.clock);
  const target = targetOf(request.method, split.rest);
  const known = typeof target === "string" ? null : target;
  const answer =
    known?.operation === "token"
      ? token(world, rules, request, split)
      : carryOut(world, rules, request, split, target, new URLSearchParams(query));
  return answer.ok ? jsonAnswer(200, answer.value) : refusalAnswer(answer.failure, rules.clock);
}

export function refusalAnswer({ status, error, exception, description }: Refusal, clock: Clock): WireAnswer {
  return jsonAnswer(status, {
    error,
    exception,
    timestamp: clock.now(),
    duration: 0,
    error_description: description,
  });
}

function jsonAnswer(status: number, body: object): WireAnswer {
  return { status, type: "application/json;charset=UTF-8", text: JSON.stringify(body) };
}

/** Looked up in the vendors' order: token, app, space, account, membership. */
function carryOut(
  world: World,
  rules: Rules,
  request: WireRequest,
  split: Split,
  target: Target | "wrong-path" | "wrong-method",
  query: URLSearchParams,
): Result<object, Refusal> {
  const { clock, tokens, undocumented } = rules;
  const now = clock.now();
  const known = typeof target === "string" ? null : target;
  const bearer = bearerOf(request.headers.authorization);
  const admitted = admit({ world, tokens, undocumented, now }, split, known, bearer);
  if (!admitted.ok) return admitted;
  if (!known) return refuse(target === "wrong-path" ? WRONG_PATH : WRONG_METHOD);
  const app = admitted.value;
  if (isTooOften(rules, app, known)) return refuse(throttled(undocumented.throttledWith));
  const body = bodyOf(request);
  if (!body.ok) return body;
  if (known.operation === "token") throw new Error("Tokens are given elsewhere.");
  const changes: Change[] = [];
  // Gone when a request has deleted it.
  const about = app.groups.get(known.id) ?? null;
  const reply = HANDLERS[known.operation]({
    app,
    target: known,
    query,
    body: body.value,
    now,
    undocumented,
    effect(verb, group, account) {
      rules.record.effect(verb, group.id, account, request.number);
      changes.push({ verb, group, account });
    },
  });
  for (const told of toldOf(changes)) rules.callbacks.tell(app, told, null);
  if (known.operation === "spaces.delete" && reply.ok && about)
    rules.callbacks.tell(app, { what: "destroyed", group: about }, null);
  return reply.ok ? ok(bodyFor(reply.value, app, request, split, now)) : reply;
}

interface Change {
  readonly verb: EffectVerb;
  readonly group: GroupState;
  readonly account: string;
}

const TOLD_AS = {
  add: "joined",
  kick: "removed",
  mute: "muted",
  unmute: "unmuted",
  ban: "banned",
  unban: "unbanned",
  lock: "locked",
  unlock: "unlocked",
} as const satisfies Record<EffectVerb, Told["what"]>;

/** What a request has changed, as callbacks tell it: all accounts of one change together. */
function toldOf(changes: readonly Change[]): readonly Told[] {
  return [...Map.groupBy(changes, ({ verb }) => verb)].flatMap(([verb, same]): readonly Told[] => {
    const [{ group }] = same as [Change, ...Change[]];
    const what = TOLD_AS[verb];
    return what === "locked" || what === "unlocked"
      ? [{ what, group }]
      : [{ what, group, accounts: same.map(({ account }) => account) }];
  });
}

function token(world: World, rules: Rules, request: WireRequest, split: Split): Result<object, Refusal> {
  const app = locate(world, split);
  if (!app.ok) return app;
  if (rules.frequency?.admits(`${app.value.uuid}/token`, perSecond("token", null)) === false) {
    return refuse(throttled(rules.undocumented.throttledWith));
  }
  const body = bodyOf(request);
  if (!body.ok) return body;
  return giveToken({
    world,
    tokens: rules.tokens,
    app: app.value,
    bearer: bearerOf(request.headers.authorization),
    body: body.value,
    now: rules.clock.now(),
    undocumented: rules.undocumented,
  });
}

function isTooOften({ frequency }: Rules, app: AppState, { operation, space }: Target): boolean {
  const key = `${app.uuid}/${space ?? ""}/${operation}`;
  return frequency?.admits(key, perSecond(operation, space)) === false;
}

/** Undefined when there is none. A body without a type is taken as JSON. */
function bodyOf({ headers, body }: WireRequest): Result<unknown, Refusal> {
  if (body === "") return ok(undefined);
  const type = headers["content-type"];
  if (type !== undefined && !/^application\/json\b/i.test(type)) return refuse(NOT_JSON_TYPE);
  try {
    return ok(JSON.parse(body));
  } catch {
    return refuse(NOT_JSON);
  }
}

/** The envelope, with its fields in the order of seeds 001 and 002. */
function bodyFor(reply: Reply, app: AppState, request: WireRequest, split: Split, now: number): object {
  const action = reply.action ?? request.method.toLowerCase();
  const entities = reply.entities ?? [];
  const time = { timestamp: now, duration: 0 };
  if (reply.shape === "brief") return { action, ...(reply.entities ? { entities } : {}), ...time };
  // Also for a request by app id the answer names org and app (seed 002).
  const base = `http://${request.headers.host ?? "127.0.0.1"}/${app.org}/${app.app}`;
  return {
    action,
    application: app.uuid,
    uri: reply.uri === "base" ? base : [base, ...split.rest].join("/"),
    entities,
    ...("data" in reply ? { data: reply.data } : {}),
    ...time,
    organization: app.org,
    applicationName: app.app,
    ...reply.more,
  };
}
