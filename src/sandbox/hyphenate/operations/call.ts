import { z } from "zod";
import type { Instant } from "../../../clock.ts";
import type { Result } from "../../../result.ts";
import { ok } from "../../../result.ts";
import type { EffectVerb } from "../../wire/record.ts";
import { TERMS } from "../contract.ts";
import type { SpaceKind, Undocumented } from "../options.ts";
import type { Refusal } from "../refusals.ts";
import { BAD_REQUEST, cannotFindSpace, noSpace, noUser, refuse } from "../refusals.ts";
import type { Target } from "../route.ts";
import type { AppState, GroupState } from "../world.ts";
import { folded } from "../world.ts";

/** One admitted request: for which app, about what, by whose rules. */
export interface Call {
  readonly app: AppState;
  readonly target: Target;
  readonly query: URLSearchParams;
  /** The JSON body, not yet looked at; undefined when there is none. */
  readonly body: unknown;
  readonly now: Instant;
  readonly undocumented: Undocumented;
  /** Notes that the call changed the state of an account. */
  effect(verb: EffectVerb, group: GroupState, account: string): void;
}

/** What is answered. Nothing else stands in a `brief` body than what is said here, `timestamp` and `duration`. */
export interface Reply {
  /** Default: the method in small letters. */
  readonly action?: string;
  readonly data?: unknown;
  readonly entities?: readonly unknown[];
  /** Fields at the end: `count`, `cursor`, `total`, `params`. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** `base`: the `uri` ends after the app, as Agora prints it for removing many (seed 002). */
  readonly uri?: "whole" | "base";
  readonly shape?: "envelope" | "brief";
}

export type Outcome = Result<Reply, Refusal>;

/** Carries out one operation. Everything that can refuse is checked before anything is changed. */
export type Handler = (call: Call) => Outcome;

export interface SpaceCall extends Call {
  readonly group: GroupState;
  readonly terms: (typeof TERMS)["easemob"]["chatgroup"];
}

/** An operation on one space, which has to exist. Requests that read say it is missing in words of their own. */
export function inSpace(act: (call: SpaceCall) => Outcome, missing: "act" | "read" = "act"): Handler {
  return (call) => {
    const { id } = call.target;
    const space = spaceOf(call);
    const group = call.app.groups.get(id);
    if (group?.kind !== space) return refuse(missing === "act" ? noSpace(id) : cannotFindSpace(id));
    return act({ ...call, group, terms: TERMS[call.app.vendor][space] });
  };
}

export function spaceOf({ target }: Call): SpaceKind {
  if (target.space === null) throw new Error(`${target.operation} is about no kind of space.`);
  return target.space;
}

/** The first account of the path. */
export function accountOf({ target }: Call): string {
  return target.accounts[0] ?? "";
}

/** `id` or what else names the space in rows: the vendors' rooms have two names for it. */
export function idKey(group: GroupState, roomKey: "id" | "chatroomid"): Record<string, string> {
  return group.kind === "chatgroup" ? { groupid: group.id } : { [roomKey]: group.id };
}

/** The body in the shape the operation takes. */
export function bodyAs<T>({ body }: Call, shape: z.ZodType<T>): Result<T, Refusal> {
  const parsed = shape.safeParse(body);
  return parsed.success ? ok(parsed.data) : refuse(BAD_REQUEST);
}

/** An account as it stands in a body. Whether it exists is another question. */
export const Account = z.string().min(1).transform(folded);

const Usernames = z.object({ usernames: z.array(Account).min(1) });

/** The accounts of the path or, when it names none, of `usernames` in the body; each once. */
export function accountsFor(call: Call): Result<readonly string[], Refusal> {
  if (call.target.accounts.length > 0) return ok(call.target.accounts);
  const body = bodyAs(call, Usernames);
  return body.ok ? ok([...new Set(body.value.usernames)]) : body;
}

/** Refuses with the first account that does not exist. */
export function existing({ app }: Call, accounts: readonly string[]): Result<null, Refusal> {
  const unknown = accounts.find((account) => !app.accounts.has(account));
  return unknown === undefined ? ok(null) : refuse(noUser(unknown));
}

/** Why an account cannot be acted on in this space, as rows of a batch say it; null when it is inside. */
export function outsideReason({ app, group }: SpaceCall, account: string): string | null {
  if (group.members.has(account)) return null;
  return app.accounts.has(account)
    ? `user: ${account} doesn't exist in group: ${group.id}`
    : `user ${account} doesn't exist.`;
}

/** A whole number of the query within bounds; what is beyond is cut, what is none is the usual. */
export function numberIn(
  query: URLSearchParams,
  name: string,
  { usual, least, most }: { readonly usual: number; readonly least: number; readonly most: number },
): number {
  const text = query.get(name) ?? "";
  return /^\d{1,9}$/.test(text) ? Math.min(Math.max(Number(text), least), most) : usual;
}

/** `params` of an answer to a request with a query. */
export function paramsOf(query: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  return names.length === 0
    ? {}
    : { params: Object.fromEntries(names.map((name) => [name, query.getAll(name)])) };
}
