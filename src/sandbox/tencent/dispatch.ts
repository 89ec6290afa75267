import type { Clock } from "../../clock.ts";
import type { Result } from "../../result.ts";
import { ok } from "../../result.ts";
import type { Operator, TencentCallbacks, Told } from "./callbacks.ts";
import type { Refusal } from "./codes.ts";
import { refusal, refuse } from "./codes.ts";
import type { Reply } from "./commands/call.ts";
import { HANDLERS } from "./commands/table.ts";
import { LONGEST_ANSWER_BYTES, termsOf, type Command } from "./contract.ts";
import type { Frequency } from "./frequency.ts";
import { admit, commandOf, targetOf } from "./gate.ts";
import { secondsOf } from "./mutes.ts";
import type { Dialect, Limits, Undocumented } from "./options.ts";
import type { EffectVerb, WireRecord } from "./record.ts";
import type { AppState, GroupState, World } from "./world.ts";

export interface Rules {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly dialect: Dialect;
  readonly undocumented: Undocumented;
  /** Null: calls are not counted. */
  readonly frequency: Frequency | null;
  readonly record: WireRecord;
  readonly callbacks: TencentCallbacks;
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
  const counted = `${app.value.sdkAppId}/${command.value}`;
  if (rules.frequency?.admits(counted, perSecond) === false) return refuse(60007);
  rules.callbacks.overLimit(
    app.value.sdkAppId,
    command.value,
    rules.frequency?.used(counted) ?? 0,
    perSecond,
  );
  const body = jsonOf(request.body);
  if (!body.ok) return body;
  const changes: Change[] = [];
  // Gone when a request has dissolved it.
  const about = groupNamed(app.value, body.value);
  const reply = HANDLERS[command.value]({
    command: command.value,
    world,
    app: app.value,
    body: body.value,
    nowSeconds,
    limits: rules.limits,
    dialect: rules.dialect,
    undocumented: rules.undocumented,
    effect(verb, group, account) {
      rules.record.effect(verb, group.id, account, request.number);
      changes.push({ verb, group, account });
    },
    banished: (group, account) => changes.push({ verb: "kick", group, account }),
  });
  const operator = { account: url.searchParams.get("identifier") ?? "", platform: "RESTAPI" } as const;
  tell(rules.callbacks, app.value, operator, toldOf(command.value, changes, about, reply));
  return reply;
}

interface Change {
  readonly verb: EffectVerb;
  readonly group: GroupState;
  readonly account: string;
}

function tell(
  callbacks: TencentCallbacks,
  { sdkAppId }: AppState,
  operator: Operator,
  all: readonly Told[],
): void {
  for (const told of all) callbacks.tell(sdkAppId, told, operator);
}

/** What a request has changed, as callbacks tell it. Of mutes and bans there are none. */
function toldOf(
  command: Command,
  changes: readonly Change[],
  about: GroupState | null,
  reply: Result<Reply, Refusal>,
): readonly Told[] {
  if (about === null) return [];
  const of = (verb: Change["verb"]): readonly string[] =>
    changes.filter((change) => change.verb === verb).map(({ account }) => account);
  const joined = of("add");
  const removed = of("kick");
  const isFull = about.members.size >= about.maxMembers;
  const refusedAsFull = !reply.ok && reply.failure.code === 10014;
  return [
    ...(joined.length > 0 ? [{ what: "joined", group: about, accounts: joined } as const] : []),
    ...(removed.length > 0 ? [{ what: "removed", group: about, accounts: removed } as const] : []),
    ...((joined.length > 0 && isFull) || refusedAsFull ? [{ what: "full", group: about } as const] : []),
    ...(command === "destroy_group" && reply.ok ? [{ what: "destroyed", group: about } as const] : []),
  ];
}

function groupNamed(app: AppState, body: unknown): GroupState | null {
  const id = typeof body === "object" && body !== null && "GroupId" in body ? body.GroupId : null;
  return typeof id === "string" ? (app.groups.get(id) ?? null) : null;
}

function jsonOf(text: string): Result<unknown, Refusal> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse(60003);
  }
}
