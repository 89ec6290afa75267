/**
 * How an emulator can be told to misbehave. Unless a line says so, a faulty request changes nothing.
 *
 * - `latency:<ms>` waits that long, then applies and answers, even when the caller has hung up meanwhile
 * - `hang` never answers
 * - `reset-before` cuts the connection
 * - `reset-after` applies, then cuts the connection
 * - `status:<code>` answers with this HTTP status and an HTML page, as a gateway does
 * - `error:<error>` answers with this error of the vendor
 * - `frequency` and `expired-token` answer with the vendor's errors for too many calls and for an old credential
 * - `truncate` applies, then cuts the connection in the middle of the answer
 * - `html` answers HTTP 200 with an HTML page, as a captive portal does
 */
export type FaultKind<VendorError extends string | number = string | number> =
  | `latency:${number}`
  | `status:${number}`
  | `error:${VendorError}`
  | "hang"
  | "reset-before"
  | "reset-after"
  | "frequency"
  | "truncate"
  | "html"
  | "expired-token";

export interface Fault<Kind extends FaultKind = FaultKind> {
  readonly kind: Kind;
  /** How many requests it hits, in order of arrival. */
  readonly times: number;
  /** Hits only requests for this command, or one of these; without it, any request. */
  readonly command?: string | readonly string[];
}

/** What a fault does to one request; `Refusal` is the vendor's "no". */
export type Trouble<Refusal> =
  | { readonly does: "latency"; readonly ms: number }
  | { readonly does: "status"; readonly status: number }
  | { readonly does: "error"; readonly refusal: Refusal }
  | { readonly does: "hang" | "reset-before" | "reset-after" | "truncate" | "html" };

/** How one vendor says "no" when a fault asks for it. */
export interface FaultRefusals<Refusal> {
  readonly frequency: Refusal;
  readonly expiredToken: Refusal;
  /** For the text after `error:`; null when it names no error of this vendor. */
  named(error: string): Refusal | null;
}

/** Null when the text is no fault. */
export function troubleOf<Refusal>(kind: string, refusals: FaultRefusals<Refusal>): Trouble<Refusal> | null {
  const [, name, digits] = /^(latency|status):(\d{1,9})$/.exec(kind) ?? [];
  const number = Number(digits);
  if (name === "latency") return { does: "latency", ms: number };
  if (name === "status") return number >= 200 && number <= 599 ? { does: "status", status: number } : null;
  if (kind.startsWith("error:")) {
    const refusal = refusals.named(kind.slice("error:".length));
    return refusal === null ? null : { does: "error", refusal };
  }
  switch (kind) {
    case "frequency":
      return { does: "error", refusal: refusals.frequency };
    case "expired-token":
      return { does: "error", refusal: refusals.expiredToken };
    case "hang":
    case "reset-before":
    case "reset-after":
    case "truncate":
    case "html":
      return { does: kind };
    default:
      return null;
  }
}

export interface Faults<Kind extends FaultKind, Refusal> {
  /** Throws when the kind is none of those above. */
  arm(fault: Fault<Kind>): void;
  /** What happens to a request for this command; uses up one time of the fault armed first. */
  take(command: string): { readonly kind: Kind; readonly trouble: Trouble<Refusal> } | null;
  /** Those that wait for a request, in the order in which they hit. */
  armed(): readonly { readonly kind: Kind; readonly left: number }[];
  clear(): void;
}

export function openFaults<Kind extends FaultKind, Refusal>(
  refusals: FaultRefusals<Refusal>,
): Faults<Kind, Refusal> {
  let armed: { readonly fault: Fault<Kind>; readonly trouble: Trouble<Refusal>; left: number }[] = [];
  return {
    arm(fault) {
      const trouble = troubleOf(fault.kind, refusals);
      if (!trouble) throw new Error(`No such fault: ${fault.kind}`);
      if (fault.times > 0) armed.push({ fault, trouble, left: fault.times });
    },
    take(command) {
      const hit = armed.find(({ fault }) => [fault.command ?? command].flat().includes(command));
      if (!hit) return null;
      hit.left -= 1;
      armed = armed.filter(({ left }) => left > 0);
      return { kind: hit.fault.kind, trouble: hit.trouble };
    },
    armed: () => armed.map(({ fault, left }) => ({ kind: fault.kind, left })),
    clear() {
      armed = [];
    },
  };
}
