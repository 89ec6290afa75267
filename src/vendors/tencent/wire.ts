import type { z } from "zod";
import type { Clock, Instant } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { tencentSaid } from "../../texts/vendor.ts";
import { parseJson, type HttpClient } from "../http.ts";
import type { Pace, Urgency, VendorFailure, WireRequest } from "../port.ts";
import { takeTurn } from "../turn.ts";
import { verdictAnswer, type Verdict } from "./answers.ts";
import {
  ofRead,
  ofWrite,
  refusal,
  SIG_EXPIRED,
  statusTrouble,
  unreadable,
  VENDOR,
  type Trouble,
} from "./errors.ts";
import type { Signer } from "./usersig.ts";

/** One request to Tencent and the answer it expects. */
export interface Call<T> {
  /** Service and command, as in the path after `/v4/`. */
  readonly service: "group_open_http_svc" | "im_open_login_svc";
  readonly command: string;
  readonly perSecond: number;
  /** Default `prompt`. */
  readonly urgency?: Urgency;
  /** Made when its turn has come, because seconds are reckoned from then; a failure means nothing is sent. */
  readonly body: () => Result<object, VendorFailure>;
  readonly answer: z.ZodType<T>;
  /** Where this answer keeps its verdict, if not at the top. */
  readonly verdictOf?: (answer: unknown) => Verdict | null;
  /** For changes only: what to know besides. */
  readonly change?: {
    /** After this moment the request is not sent any more. */
    readonly startBy: Instant;
    /** Size to go on with after "too many accounts"; null when it cannot be smaller. */
    readonly nextBatch: number | null;
  };
}

export interface Answer<T> {
  readonly value: T;
  readonly request: WireRequest;
}

export type Send = <T>(call: Call<T>) => Promise<Result<Answer<T>, Trouble>>;

/** The same, but everything waits with this urgency. */
export function urged(send: Send, urgency: Urgency): Send {
  return (call) => send({ ...call, urgency });
}

export interface WireOptions {
  readonly connection: string;
  readonly sdkAppId: number;
  readonly admin: string;
  readonly http: HttpClient;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly pace: Pace;
  /** A whole number from 0 to 4294967295. */
  readonly random: () => number;
}

/** Speaks Tencent's envelope: the signed URL, the turn under its rate, the verdict in the body. */
export function createWire(options: WireOptions): Send {
  const { connection, http, signer, clock, pace } = options;

  function signed(path: string): string {
    const query = new URLSearchParams({
      sdkappid: String(options.sdkAppId),
      identifier: options.admin,
      usersig: signer.current(),
      random: String(options.random()),
      contenttype: "json",
    });
    return `${path}?${query.toString()}`;
  }

  async function sendOnce<T>(call: Call<T>): Promise<Result<Answer<T>, Trouble>> {
    const turn = await takeTurn(pace, clock, {
      vendor: VENDOR,
      key: `${connection}:${call.command}`,
      perSecond: call.perSecond,
      urgency: call.urgency ?? "prompt",
      startBy: call.change?.startBy ?? null,
      connectWithinMs: http.connectWithinMs,
    });
    if (!turn.ok) return fail({ code: null, failure: turn.failure });
    const made = call.body();
    if (!made.ok) return fail({ code: null, failure: made.failure });
    const request: WireRequest = {
      method: "POST",
      path: `/v4/${call.service}/${call.command}`,
      body: JSON.stringify(made.value),
    };
    const answered = await http.exchange({
      ...request,
      ...turn.value,
      path: signed(request.path),
    });
    if (!answered.ok) return fail({ code: null, failure: answered.failure });
    if (answered.value.status !== 200) return fail(statusTrouble(answered.value));
    const value = readAnswer(call, answered.value.text);
    return value.ok ? ok({ value: value.value, request }) : value;
  }

  return async (call) => {
    let answered = await sendOnce(call);
    if (!answered.ok && answered.failure.code === SIG_EXPIRED) {
      // Refused at the door, so certainly not applied: the one case in which a request is sent again.
      signer.renew();
      answered = await sendOnce(call);
    }
    if (answered.ok) return answered;
    return fail(call.change ? ofWrite(answered.failure) : ofRead(answered.failure));
  };
}

function readAnswer<T>(call: Call<T>, text: string): Result<T, Trouble> {
  const json = parseJson(text);
  const verdict = call.verdictOf?.(json) ?? topVerdict(json);
  if (verdict === null) return fail(unreadable());
  if (verdict.ErrorCode !== 0) {
    return fail(refusal(verdict.ErrorCode, verdict.ErrorInfo, call.change?.nextBatch ?? null));
  }
  if (verdict.ActionStatus === "FAIL") return fail(unreadable(tencentSaid.contradiction));
  const answer = call.answer.safeParse(json);
  return answer.success ? ok(answer.data) : fail(unreadable());
}

function topVerdict(json: unknown): Verdict | null {
  return verdictAnswer.safeParse(json).data ?? null;
}
