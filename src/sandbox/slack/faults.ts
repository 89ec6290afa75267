/**
 * What goes wrong with a call. `reset-after` applies the effect and then cuts the connection, so that the
 * caller cannot know; `hang` never answers; `latency:<ms>` is real time and then answers as usual.
 */
export type FaultKind =
  | "ratelimited"
  | "hang"
  | "reset-before"
  | "reset-after"
  | `status:${number}`
  | `error:${string}`
  | `latency:${number}`;

export interface Fault {
  /** A Web API method; `response_url`, `upload_url`, `url_private` for what goes there; or `*` for all of them. */
  readonly method: string;
  readonly kind: FaultKind;
  /** How many calls it hits; 1 unless told. */
  readonly times?: number;
  /** Goes into `Retry-After` of `ratelimited` and of `status:…` when given; 1 for `ratelimited` unless told. */
  readonly retryAfterSeconds?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** The fault that hits this call, which is then used up by one. The earliest added wins. */
  take(method: string): Fault | undefined;
  forget(): void;
}

export function openFaults(): Faults {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take(method) {
      const hit = waiting.find(({ fault }) => fault.method === method || fault.method === "*");
      if (!hit) return undefined;
      hit.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return hit.fault;
    },
    forget() {
      waiting = [];
    },
  };
}
