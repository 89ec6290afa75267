/** How the app took a delivery. */
export type Ack =
  | {
      readonly status: "acknowledged";
      /** Null over Socket Mode. */
      readonly httpStatus: number | null;
      /** The body: parsed JSON, plain text, or null when it was empty. */
      readonly body: unknown;
    }
  /** No answer within three seconds; what comes later is dropped. */
  | { readonly status: "operation_timeout"; readonly httpStatus: null; readonly body: null }
  /** Nobody listens, the connection broke, or the app answered another status than 200. */
  | { readonly status: "dispatch_failed"; readonly httpStatus: number | null; readonly body: null };

export const TIMED_OUT: Ack = { status: "operation_timeout", httpStatus: null, body: null };

export function dispatchFailed(httpStatus: number | null): Ack {
  return { status: "dispatch_failed", httpStatus, body: null };
}

/** What Slack hands to an app: a slash command, or an interaction (click, modal submission). */
export interface Delivery {
  readonly kind: "slash_commands" | "interactive" | "events_api";
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Deliveries as they should not be, to try the receiver: `forged-signature`, `stale-timestamp` (six minutes old),
 * `future-timestamp` (an hour ahead) and `charset` (a content type that Bolt does not match) exist over HTTP
 * only; `other-team` claims another workspace; `twice` sends the same thing again at once.
 */
export type Misdelivery =
  | "forged-signature"
  | "stale-timestamp"
  | "future-timestamp"
  | "charset"
  | "other-team"
  | "twice";

/** A way to the app. `letter` is what went over the wire, kept so that it can go again byte for byte. */
export interface Carrier<Letter> {
  write(delivery: Delivery, misdelivery: Misdelivery | undefined): Letter;
  carry(letter: Letter): Promise<Ack>;
  /** The letter as Slack would send it once more. */
  again(letter: Letter): Letter;
}
