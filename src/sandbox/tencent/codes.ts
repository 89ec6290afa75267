import { fail } from "../../result.ts";

/**
 * The error codes this emulator can answer, with a text of its own: what Tencent writes into `ErrorInfo` is
 * not documented, so nobody may depend on it. Sources: the error tables of delete_group_member,
 * add_group_member and forbid_send_msg, and CN 269/1671 (2025).
 */
export const MEANINGS = {
  10002: "internal error",
  10003: "unknown command",
  10004: "invalid parameter",
  10005: "too many accounts in one request",
  10007: "operation not permitted",
  10010: "the group does not exist or was dissolved",
  10014: "the group is full",
  10015: "invalid group id",
  10016: "refused by the app's callback before the invitation",
  10018: "the answer is too long",
  10019: "account does not exist",
  10021: "group id is taken",
  60002: "cannot read the HTTP request",
  60003: "the body is not JSON",
  60006: "sdkappid is not a number",
  60007: "REST call frequency exceeded",
  60009: "no such resource",
  60010: "identifier is not an app administrator",
  60012: "sdkappid is missing",
  60025: "identifier, random or contenttype is missing or wrong",
  60026: "the app belongs to another data centre",
  70001: "UserSig has expired",
  70002: "UserSig is empty",
  70003: "UserSig cannot be read",
  70009: "UserSig does not verify",
  70013: "UserSig is for another identifier",
  70014: "UserSig is for another sdkappid",
  70020: "no such app",
  70402: "invalid parameter",
} as const;

export type ErrorCode = keyof typeof MEANINGS;

/** The vendor's "no": HTTP 200 with this code in the body. */
export interface Refusal {
  readonly code: number;
  readonly info: string;
}

export function refusal(code: ErrorCode, detail?: string): Refusal {
  return { code, info: detail === undefined ? MEANINGS[code] : `${MEANINGS[code]}: ${detail}` };
}

export function refuse(code: ErrorCode, detail?: string): { readonly ok: false; readonly failure: Refusal } {
  return fail(refusal(code, detail));
}

/** A refusal with any code, as a fault asks for it. */
export function refusalByNumber(code: number): Refusal {
  const texts: Readonly<Record<number, string>> = MEANINGS;
  return { code, info: texts[code] ?? "no further information" };
}
