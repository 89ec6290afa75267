import { z } from "zod";
import type { Result } from "../../../result.ts";
import { ok } from "../../../result.ts";
import type { ErrorCode, Refusal } from "../codes.ts";
import { refuse } from "../codes.ts";
import type { Command } from "../contract.ts";
import { termsOf } from "../contract.ts";
import type { Dialect, GroupKind, Limits, Undocumented } from "../options.ts";
import type { EffectVerb } from "../record.ts";
import type { AppState, GroupState, World } from "../world.ts";
import { findGroup } from "../world.ts";

/** One admitted request: who calls, in which world, by whose rules. */
export interface Call {
  readonly command: Command;
  readonly world: World;
  readonly app: AppState;
  /** The JSON body, not yet looked at. */
  readonly body: unknown;
  readonly nowSeconds: number;
  readonly limits: Limits;
  readonly dialect: Dialect;
  readonly undocumented: Undocumented;
  /** Notes that the call changed the state of an account; `*` stands for everybody. */
  effect(verb: EffectVerb, group: GroupState, account: string): void;
  /** Notes that a ban took somebody out who was inside. */
  banished(group: GroupState, account: string): void;
}

/** What is answered beside ActionStatus, ErrorInfo and ErrorCode. */
export type Reply = Readonly<Record<string, unknown>>;

/** Carries out one command. Everything that can refuse is checked before anything is changed. */
export type Handler = (call: Call) => Result<Reply, Refusal>;

/** An account as it stands in a request. Whether it exists is another question. */
export const Account = z.string().min(1);

export const Switch = z.union([z.literal(0), z.literal(1)]);

export const Uint32 = z.int().min(0).max(4_294_967_295);

/** The body in the shape the command takes; 10004 otherwise, naming the first field that is wrong. */
export function bodyAs<T>(call: Call, shape: z.ZodType<T>): Result<T, Refusal> {
  const parsed = shape.safeParse(call.body);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return refuse(10004, issue ? `${issue.path.join(".") || "body"}: ${issue.message}` : undefined);
}

/** The group a request is about: 10005 for too long a list, 10010 or 10015 for the id, then what its kind refuses. */
export function groupFor(
  call: Call,
  groupId: string,
  accounts: readonly unknown[] = [],
): Result<GroupState, Refusal> {
  const most = termsOf(call.command).accounts?.[call.limits];
  if (most !== undefined && accounts.length > most) return refuse(10005, `at most ${most}`);
  const found = findGroup(call.app, groupId, call.undocumented);
  if (!found.ok) return found;
  const { kind } = found.value;
  const code = kindRefusal(call, kind);
  return code === null ? found : refuse(code, `${call.command} in a group of kind ${kind}`);
}

function kindRefusal(call: Call, kind: GroupKind): ErrorCode | null {
  if (call.command === "forbid_send_msg" && kind === "Private") return call.undocumented.muteInPrivate;
  return termsOf(call.command).refuses[kind] ?? null;
}
