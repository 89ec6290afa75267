import type { IncomingHttpHeaders } from "node:http";
import type { Instant } from "../../clock.ts";
import type { AlertLink, Part, Signal } from "../alert.ts";

/** A request as it came over the wire; the bytes of the body are what signatures are about. */
export interface RawRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** When it came. Of two requests of a process the later one has the later moment. */
  readonly at: Instant;
}

/** One alert group as a sender tells of it; labels are still the sender's own. */
export interface Incoming {
  readonly key: string;
  readonly title: string;
  readonly summary: string | null;
  /** A word of the sender's; null: the label says it, or nothing does. */
  readonly severity: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly links: readonly AlertLink[];
  readonly parts: readonly Part[];
  readonly atSource: Signal["atSource"];
  readonly endsUnknown: boolean;
}

/** What a delivery is told apart by. `window`: the same again within a minute is the same delivery. */
export type Delivery =
  | { readonly kind: "once"; readonly key: string }
  | { readonly kind: "window"; readonly key: string }
  | { readonly kind: "each" };

export type Read =
  | {
      readonly kind: "alerts";
      readonly deliveries: readonly { readonly delivery: Delivery; readonly alerts: readonly Incoming[] }[];
      /** What the sender is answered with beside the code. */
      readonly say?: Readonly<Record<string, string>>;
    }
  /** Understood, and there is nothing to do: a test, or news that is of no use here. */
  | { readonly kind: "nothing" }
  | { readonly kind: "malformed"; readonly errors: readonly string[] }
  | { readonly kind: "unsupported" };

/** What becomes of a request; which code says it differs from sender to sender. */
export type Condition =
  | "stored"
  | "duplicate"
  | "nothing"
  | "unauthorized"
  | "wrong_key"
  | "malformed"
  | "unsupported"
  | "too_large"
  | "overloaded"
  | "wrong_method"
  | "no_such_place";

/** One kind of sender: pure, from bytes to alerts. */
export interface Adapter {
  readonly methods: readonly string[];
  /** What may stand after `/alerts/<source>`. */
  readonly places: readonly string[];
  /** In bytes. */
  readonly largestBody: number;
  readonly codes: Readonly<Record<Condition, number>>;
  /** Seconds that a sender is asked to wait when there is too much to do; null: it would not look. */
  readonly retryAfter: number | null;
  /** The header with a signature over the body, and how it is written. */
  readonly signature: { readonly header: string; readonly form: "hex" | "v1" | "sha256" };
  readonly read: (request: RawRequest) => Read;
  /** The answer's body; null: none. */
  readonly say: (
    condition: Condition,
    errors: readonly string[],
    said: Readonly<Record<string, string>>,
  ) => object;
}

export const MEBIBYTE = 1024 * 1024;
/** Alerts in one body. */
export const MOST_ALERTS = 1_000;

/** What most senders are answered with. */
export const COMMON_CODES = {
  stored: 202,
  duplicate: 200,
  nothing: 200,
  unauthorized: 401,
  wrong_key: 401,
  malformed: 400,
  unsupported: 415,
  too_large: 413,
  overloaded: 503,
  wrong_method: 405,
  no_such_place: 404,
} as const satisfies Readonly<Record<Condition, number>>;

export function commonWords(condition: Condition, errors: readonly string[]): object {
  return { status: condition, ...(errors.length > 0 && { errors }) };
}
