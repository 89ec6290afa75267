import { Pool, type Dispatcher } from "undici";
import { askBeforeWriting } from "../before-writing.ts";
import { fail, ok, type Result } from "../result.ts";
import { networkTrouble } from "../texts/vendor.ts";
import type { VendorFailure, WireRequest } from "./port.ts";

/** What came back, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  /** From `Retry-After` in seconds, as milliseconds; null when absent or a date. */
  readonly retryAfterMs: number | null;
  readonly text: string;
}

/** One request as it goes on the wire. Path and headers may hold credentials, so they never appear in a failure. */
export interface HttpRequest {
  readonly method: WireRequest["method"];
  readonly path: string;
  /** JSON; empty for none. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Asked when nothing but the writing is left to do. False: it comes too late, and is not sent. */
  readonly mayLeave?: () => boolean;
}

/** One vendor's origin. Each call of `exchange` is one request on the wire: nothing here repeats or follows. */
export interface HttpClient {
  /** Longest time that opening a connection takes, in milliseconds. */
  readonly connectWithinMs: number;
  /**
   * Sends one request. A failure is `unavailable` when it certainly did not leave, and `uncertain` when it may
   * have arrived.
   */
  exchange(request: HttpRequest): Promise<Result<HttpAnswer, VendorFailure>>;
  /** Lets what is under way end, then closes the connections. */
  close(): Promise<void>;
}

export interface HttpOptions {
  /** The vendor's name as people read it. */
  readonly vendor: string;
  /** A path in it stands before the path of each request. */
  readonly baseUrl: string;
  /** Longest time for a whole exchange, connecting included, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest answer that is read, in bytes. Default 4 MB. */
  readonly maxAnswerBytes?: number;
}

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** Part of the whole time that opening a connection may take. */
const CONNECT_SHARE = 0.6;

class TooLate extends Error {}

export function openHttp(options: HttpOptions): HttpClient {
  const connectWithinMs = Math.ceil(options.timeoutMs * CONNECT_SHARE);
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/$/, "");
  const pool = new Pool(base.origin, {
    // Without a cap on connections no request waits inside the pool: a mute's seconds are reckoned just before.
    connections: null,
    // An HTTP/2 session that is told to go away repeats refused requests by itself (undici 8.12,
    // client-h2.js); on HTTP/1.1 without pipelining nothing is ever sent twice.
    allowH2: false,
    pipelining: 1,
    connect: { timeout: connectWithinMs },
    maxResponseSize: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
  });

  const asking = (mayLeave: () => boolean): Dispatcher =>
    pool.compose(
      (dispatch) => (request, handler) =>
        dispatch(
          request,
          askBeforeWriting(handler, () => (mayLeave() ? null : new TooLate())),
        ),
    );

  return {
    connectWithinMs,
    async exchange({ method, path, body, headers, mayLeave }) {
      try {
        const answer = await (mayLeave ? asking(mayLeave) : pool).request({
          method,
          path: prefix + path,
          headers: {
            ...(body !== "" && { "content-type": "application/json" }),
            accept: "application/json",
            ...headers,
          },
          body: body === "" ? null : body,
          // Sockets live in real time, even where a test moves the clock.
          signal: AbortSignal.timeout(options.timeoutMs),
        });
        const text = await answer.body.text();
        return ok({
          status: answer.statusCode,
          retryAfterMs: secondsOf(answer.headers["retry-after"]),
          text,
        });
      } catch (error) {
        return fail(failureOf(options.vendor, error));
      }
    },
    close: () => pool.close(),
  };
}

function secondsOf(header: string | string[] | undefined): number | null {
  return typeof header === "string" && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : null;
}

/** Codes that are only seen before anything of the request has left this machine. */
const NEVER_LEFT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_CLOSED",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** System calls that come before a connection stands. An `EHOSTUNREACH` of `read` or `write` comes after. */
const BEFORE_CONNECTED = new Set(["connect", "getaddrinfo"]);

/** Draws the line: certainly never sent, or nobody knows. Whatever is not known to be harmless is `uncertain`. */
function failureOf(vendor: string, error: unknown): VendorFailure {
  const { code, name } = namesOf(error);
  if (error instanceof TooLate)
    return { kind: "unavailable", detail: networkTrouble.late(vendor), isOurs: true };
  if (neverLeft(error))
    return { kind: "unavailable", detail: networkTrouble.unreachable(vendor, code ?? name) };
  if (name === "TimeoutError") return { kind: "uncertain", detail: networkTrouble.noAnswer(vendor) };
  return { kind: "uncertain", detail: networkTrouble.broken(vendor, code ?? name) };
}

function neverLeft(error: unknown): boolean {
  // Node tries all addresses of a host and reports them together.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverLeft);
  const { code, syscall } = namesOf(error);
  return (code !== null && NEVER_LEFT.has(code)) || (syscall !== null && BEFORE_CONNECTED.has(syscall));
}

interface ErrorNames {
  readonly name: string;
  readonly code: string | null;
  readonly syscall: string | null;
}

function namesOf(error: unknown): ErrorNames {
  if (!(error instanceof Error)) return { name: "unknown error", code: null, syscall: null };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const syscall = "syscall" in error && typeof error.syscall === "string" ? error.syscall : null;
  return { name: error.name, code, syscall };
}

/** What a text says as JSON; `undefined`, which no schema takes, when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
