import type { z } from "zod";
import type { Clock, Instant } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { VENDOR_NAMES } from "../../texts/hyphenate.ts";
import { parseJson, type HttpClient } from "../http.ts";
import type { Pace, Urgency, VendorFailure, WireRequest } from "../port.ts";
import { takeTurn } from "../turn.ts";
import type { HyphenateVendor } from "./contract.ts";
import { ofRead, ofWrite, plainTrouble, statusTrouble, unreadable, type Trouble } from "./errors.ts";
import type { Tokens } from "./tokens.ts";

/** One request and the answer it expects. */
export interface Call<T> {
  readonly method: WireRequest["method"];
  /** What shares a rate: the space and the command. */
  readonly operation: string;
  readonly perSecond: number;
  readonly urgency: Urgency;
  /** After the app's own part, with whatever it holds already encoded. */
  readonly path: string;
  /** Made when its turn has come, because milliseconds are reckoned from then; a failure means nothing is sent. */
  readonly body?: () => Result<object | null, VendorFailure>;
  readonly answer: z.ZodType<T>;
  /** For changes only: what to know besides. */
  readonly change?: {
    /** After this moment the request is not sent any more. */
    readonly startBy: Instant;
    /** Size to go on with after "too many accounts", given the limit that the vendor names. */
    readonly nextBatch: (limit: number | null) => number | null;
  };
}

export interface Answer<T> {
  readonly value: T;
  readonly request: WireRequest;
}

export type Send = <T>(call: Call<T>) => Promise<Result<Answer<T>, Trouble>>;

export interface WireOptions {
  readonly vendor: HyphenateVendor;
  readonly connection: string;
  /** The app's own part of each path, such as `/org/app`. */
  readonly appPath: string;
  readonly http: HttpClient;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly pace: Pace;
}

/** Speaks the vendors' envelope: the token, the turn under its rate, the refusal in the body. */
export function createWire({ vendor, connection, appPath, http, tokens, clock, pace }: WireOptions): Send {
  async function sendOnce<T>(call: Call<T>, token: string): Promise<Result<Answer<T>, Trouble>> {
    const turn = await takeTurn(pace, clock, {
      vendor: VENDOR_NAMES[vendor],
      key: `${connection}:${call.operation}`,
      perSecond: call.perSecond,
      urgency: call.urgency,
      startBy: call.change?.startBy ?? null,
      connectWithinMs: http.connectWithinMs,
    });
    if (!turn.ok) return fail(plainTrouble(turn.failure));
    const made = call.body?.() ?? ok(null);
    if (!made.ok) return fail(plainTrouble(made.failure));
    const body = made.value === null ? "" : JSON.stringify(made.value);
    const request: WireRequest = { method: call.method, path: appPath + call.path, body };
    const answered = await http.exchange({
      ...request,
      ...turn.value,
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answered.ok) return fail(plainTrouble(answered.failure));
    const { status, text } = answered.value;
    if (status < 200 || status > 299) {
      return fail(statusTrouble(vendor, answered.value, request, call.change?.nextBatch ?? (() => null)));
    }
    const answer = call.answer.safeParse(parseJson(text));
    return answer.success ? ok({ value: answer.data, request }) : fail(unreadable(vendor));
  }

  async function sendWithToken<T>(call: Call<T>): Promise<Result<Answer<T>, Trouble>> {
    const token = await tokens.current();
    if (!token.ok) return fail(plainTrouble(token.failure));
    const first = await sendOnce(call, token.value);
    if (!isUnauthorized(first)) {
      if (isAnswered(first)) tokens.accept(token.value);
      return first;
    }
    // Refused at the door, so certainly not applied: the one case in which a request is sent again.
    tokens.refuse(token.value);
    const renewed = await tokens.current();
    if (!renewed.ok) return fail(plainTrouble(renewed.failure));
    const second = await sendOnce(call, renewed.value);
    if (isUnauthorized(second)) tokens.refuse(renewed.value);
    else if (isAnswered(second)) tokens.accept(renewed.value);
    return second;
  }

  return async (call) => {
    const answered = await sendWithToken(call);
    if (answered.ok) return answered;
    return fail(call.change ? ofWrite(answered.failure) : ofRead(vendor, answered.failure));
  };
}

function isUnauthorized(answered: Result<unknown, Trouble>): boolean {
  return !answered.ok && answered.failure.refusal?.means === "unauthorized";
}

/** Whether it was the vendor who answered, and not something in between. */
function isAnswered(answered: Result<unknown, Trouble>): boolean {
  return answered.ok || answered.failure.refusal !== null;
}
