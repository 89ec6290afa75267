/**
 * How the emulator can be told to misbehave. Unless a line says so, a faulty request changes nothing.
 *
 * - `latency:<ms>` waits that long, then applies and answers, even when the caller has hung up meanwhile
 * - `hang` never answers
 * - `reset-before` cuts the connection
 * - `reset-after` applies, then cuts the connection
 * - `status:<code>` answers with this HTTP status and an HTML page, as a gateway does
 * - `error:<code>` answers HTTP 200 with this `ErrorCode`
 * - `frequency` is `error:60007`, `expired-token` is `error:70001`
 * - `truncate` applies, then cuts the connection in the middle of the answer
 * - `html` answers HTTP 200 with an HTML page, as a captive portal does
 */
export type FaultKind =
  | `latency:${number}`
  | `status:${number}`
  | `error:${number}`
  | "hang"
  | "reset-before"
  | "reset-after"
  | "frequency"
  | "truncate"
  | "html"
  | "expired-token";

export interface Fault {
  readonly kind: FaultKind;
  /** How many requests it hits, in order of arrival. */
  readonly times: number;
  /** Hits only requests for this command, or one of these; without it, any request. */
  readonly command?: string | readonly string[];
}

/** What a fault does to one request. */
export type Trouble =
  | { readonly does: "latency"; readonly ms: number }
  | { readonly does: "status"; readonly status: number }
  | { readonly does: "error"; readonly code: number }
  | { readonly does: "hang" | "reset-before" | "reset-after" | "truncate" | "html" };

function troubleOf(kind: string): Trouble | null {
  const [, name, digits] = /^(latency|status|error):(\d{1,9})$/.exec(kind) ?? [];
  const number = Number(digits);
  if (name === "latency") return { does: "latency", ms: number };
  if (name === "status") return number >= 200 && number <= 599 ? { does: "status", status: number } : null;
  if (name === "error") return { does: "error", code: number };
  switch (kind) {
    case "frequency":
      return { does: "error", code: 60007 };
    case "expired-token":
      return { does: "error", code: 70001 };
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

/** For faults that arrive as text from outside. */
export function isFaultKind(text: string): text is FaultKind {
  return troubleOf(text) !== null;
}

export interface Faults {
  /** Throws when the kind is none of those above. */
  arm(fault: Fault): void;
  /** What happens to a request for this command; uses up one time of the fault armed first. */
  take(command: string): { readonly kind: FaultKind; readonly trouble: Trouble } | null;
  clear(): void;
}

export function openFaults(): Faults {
  let armed: { readonly fault: Fault; readonly trouble: Trouble; left: number }[] = [];
  return {
    arm(fault) {
      const trouble = troubleOf(fault.kind);
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
    clear() {
      armed = [];
    },
  };
}
