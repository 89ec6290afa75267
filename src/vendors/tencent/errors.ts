import { networkTrouble, tencentSaid } from "../../texts/vendor.ts";
import { TENCENT_CODES } from "../../texts/tencent-codes.ts";
import { readFailure, writeFailure } from "../certainty.ts";
import type { HttpAnswer } from "../http.ts";
import type { VendorFailure } from "../port.ts";

export const VENDOR = "Tencent";

/** Codes the driver acts upon by itself. */
export const UNKNOWN_COMMAND = 10003;
export const ILLEGAL_PARAMETER = 10004;
export const NO_PERMISSION = 10007;
export const SIG_EXPIRED = 70001;

/** What went wrong with a request; `code` is Tencent's, null when it gave none. */
export interface Trouble {
  readonly code: number | null;
  readonly failure: VendorFailure;
}

type KnownCode = keyof typeof TENCENT_CODES;
type Kind = Exclude<VendorFailure["kind"], "unavailable" | "lapsed" | "unsupported">;

/**
 * What each code (269/1671) means for whoever must go on. The line that matters lies between `throttled`, which
 * is said before anything is done, and `uncertain`: the internal errors and timeouts may come after the change
 * was made, and "please retry" in the documents does not promise otherwise.
 */
const KIND_OF: Readonly<Record<KnownCode, Kind>> = {
  10002: "uncertain",
  10003: "rejected",
  10004: "rejected",
  10005: "too_many",
  10006: "throttled",
  10007: "not_permitted",
  10008: "misconfigured",
  10010: "no_group",
  10011: "rejected",
  10012: "misconfigured",
  10013: "rejected",
  10014: "group_full",
  10015: "no_group",
  10016: "rejected",
  10018: "rejected",
  10019: "no_account",
  10026: "misconfigured",
  10035: "rejected",
  10037: "rejected",
  10038: "group_full",
  10059: "misconfigured",
  11000: "misconfigured",
  60002: "rejected",
  60003: "rejected",
  // Newer texts say "later" instead of "wrong"; either way the request was stopped at the door.
  60004: "throttled",
  60005: "throttled",
  60006: "misconfigured",
  60007: "throttled",
  60008: "uncertain",
  60009: "misconfigured",
  60010: "misconfigured",
  60011: "throttled",
  60012: "misconfigured",
  60013: "uncertain",
  60014: "uncertain",
  60015: "rejected",
  60016: "misconfigured",
  60017: "misconfigured",
  60018: "throttled",
  60019: "throttled",
  60020: "misconfigured",
  60021: "misconfigured",
  60025: "misconfigured",
  60026: "misconfigured",
  60027: "misconfigured",
  60028: "misconfigured",
  70001: "misconfigured",
  70002: "misconfigured",
  70003: "misconfigured",
  70005: "misconfigured",
  70009: "misconfigured",
  70013: "misconfigured",
  70014: "misconfigured",
  70016: "misconfigured",
  70020: "misconfigured",
  70050: "throttled",
  70051: "misconfigured",
  70107: "no_account",
  70169: "uncertain",
  70202: "uncertain",
  70402: "rejected",
  70403: "misconfigured",
  70500: "uncertain",
  80002: "rejected",
  80003: "uncertain",
  80005: "misconfigured",
};

/** Where a pause has a documented length, in milliseconds: limits count by the second, lock-outs by the minute. */
const PAUSE_MS: Readonly<Record<number, number>> = { 60007: 1_000, 60011: 1_000, 70050: 60_000 };

/** `nextBatch`: size to go on with if there were too many accounts; null when it cannot be smaller. */
export function refusal(code: number, info: string, nextBatch: number | null): Trouble {
  return { code, failure: { ...failureOf(code, info, nextBatch), code: String(code) } };
}

function failureOf(code: number, info: string, nextBatch: number | null): VendorFailure {
  if (!isKnown(code)) {
    return {
      kind: "rejected",
      detail: tencentSaid.refused(code, tencentSaid.unknownCode, quotable(code, info)),
    };
  }
  const kind = KIND_OF[code];
  const meaning = TENCENT_CODES[code];
  switch (kind) {
    case "throttled":
      return { kind, detail: tencentSaid.pause(code, meaning), retryAfterMs: PAUSE_MS[code] ?? null };
    case "uncertain":
      return { kind, detail: tencentSaid.failed(code, meaning) };
    case "too_many": {
      const detail = tencentSaid.refused(code, meaning, "");
      return nextBatch === null ? { kind: "rejected", detail } : { kind, detail, batch: nextBatch };
    }
    case "no_group":
    case "no_account":
    case "group_full":
    case "not_permitted":
    case "misconfigured":
    case "rejected":
      return { kind, detail: tencentSaid.refused(code, meaning, quotable(code, info)) };
    default:
      return kind satisfies never;
  }
}

function isKnown(code: number): code is KnownCode {
  return Object.hasOwn(TENCENT_CODES, code);
}

/** ErrorInfo of the public codes may repeat what was in the URL, where the UserSig stands, so it is not shown. */
function quotable(code: number, info: string): string {
  return code >= 60_000 && code < 80_000 ? "" : info;
}

/**
 * Tencent answers with status 200 "except for network errors, such as 502" (269/1622), so any other status is
 * from something in between. A 5xx of a proxy can come after the request was passed on and is `uncertain`, 503
 * included; a redirect or a 4xx is from something that is not the API; 429 says by itself that nothing was done.
 */
export function statusTrouble({ status, retryAfterMs }: HttpAnswer): Trouble {
  return { code: null, failure: statusFailure(status, retryAfterMs) };
}

function statusFailure(status: number, retryAfterMs: number | null): VendorFailure {
  if (status === 429) return { kind: "throttled", detail: networkTrouble.throttled(VENDOR), retryAfterMs };
  const isFromElsewhere = status >= 300 && status < 500 && status !== 408;
  return isFromElsewhere
    ? { kind: "misconfigured", detail: networkTrouble.refused(VENDOR, status) }
    : { kind: "uncertain", detail: networkTrouble.status(VENDOR, status) };
}

/** An answer that is not what this command answers, or that contradicts itself. */
export function unreadable(cause: string = networkTrouble.unreadable(VENDOR)): Trouble {
  return { code: null, failure: { kind: "uncertain", detail: cause } };
}

export function ofRead({ code, failure }: Trouble): Trouble {
  return { code, failure: readFailure(VENDOR, failure) };
}

export function ofWrite({ code, failure }: Trouble): Trouble {
  return { code, failure: writeFailure(failure) };
}
