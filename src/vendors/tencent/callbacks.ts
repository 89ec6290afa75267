import { createHash } from "node:crypto";
import type { Instant } from "../../clock.ts";
import type { Secret } from "../../secret.ts";
import { isSignedByAny, jsonIn } from "../callback-proof.ts";
import type { CallbackPost, CallbackRead, CallbackReader } from "../port.ts";
import { readEvent } from "./callback-events.ts";

export interface TencentCallbacks {
  readonly sdkAppId: number;
  /** The token that the console signs with; several while it is changed. At least one. */
  readonly tokens: readonly Secret[];
}

/** The vendor's own advice is to refuse what is older than a minute (CN 269/117703). */
const FRESH_MS = 60_000;

/** The answer to every callback, of which those after the fact ignore the codes (CN 269/1522). */
const ACCEPTED = {
  type: "application/json",
  body: JSON.stringify({ ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 }),
} as const;

/**
 * `Sign` is hex SHA-256 over the token and `RequestTime`, both in the query (CN 269/1522). It covers neither body nor
 * query, so whoever has seen one could say something else for a minute: what is told by callbacks is shown, never
 * acted on.
 */
export function tencentCallbacks(setting: TencentCallbacks): CallbackReader {
  return { accepted: ACCEPTED, read: (post, now) => read(setting, post, now) };
}

function read({ sdkAppId, tokens }: TencentCallbacks, post: CallbackPost, now: Instant): CallbackRead {
  const { query, body } = post;
  const sign = query.get("Sign");
  const requestTime = query.get("RequestTime");
  if (!sign || !requestTime) return { kind: "refused", why: "unsigned" };
  const isGenuine = isSignedByAny(tokens, sign, (token) => sha256(token + requestTime));
  if (!isGenuine) return { kind: "refused", why: "forged" };
  const sentAt = Number(requestTime) * 1_000;
  // The vendor counts whole seconds, so up to one more is not older.
  if (!(Math.abs(now - sentAt) < FRESH_MS + 1_000)) return { kind: "refused", why: "stale" };
  if (query.get("SdkAppid") !== String(sdkAppId)) return { kind: "refused", why: "other_app" };
  const told = readEvent(jsonIn(body), { platform: query.get("OptPlatform"), sentAt });
  if (told === null) return { kind: "refused", why: "unreadable" };
  const { event, known, happening } = told;
  if ((query.get("CallbackCommand") ?? event) !== event) return { kind: "refused", why: "unreadable" };
  if (happening === null) return { kind: "nothing", event, known };
  // An event has no id. Older documents show no EventTime either; then what is told twice a second counts once.
  return { kind: "told", key: sha256(JSON.stringify([event, happening])), event, happening };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
