import { createHash } from "node:crypto";
import { z } from "zod";
import type { Instant } from "../../clock.ts";
import type { Secret } from "../../secret.ts";
import { isSignedByAny, jsonIn } from "../callback-proof.ts";
import type { CallbackPost, CallbackRead, CallbackReader } from "../port.ts";
import { readGroupEvent } from "./callback-events.ts";
import { readOldEvent } from "./callback-old-events.ts";

export interface HyphenateCallbacks {
  /** `org#app`; null where the configuration does not say it (Agora apps that are named by their id). */
  readonly appKey: string | null;
  /** The secrets of the callback rules in the console, one for each. At least one. */
  readonly secrets: readonly Secret[];
}

/** The vendors send within 30 seconds, and once again at once (E callback_postsending). What a store sends later is no news. */
const FRESH_MS = 10 * 60_000;

/** Any body will do, up to 1,000 characters (E callback_postsending). */
const ACCEPTED = { type: "application/json", body: "{}" } as const;

/** What every callback carries, of either style. */
const Envelope = z.object({
  callId: z.string().min(1).max(512),
  timestamp: z.union([z.int(), z.string().regex(/^\d{1,16}$/)]),
  security: z.string().min(1).max(128).optional(),
  appkey: z.string().optional(),
});

/**
 * `security` is hex MD5 over `callId`, the secret of the rule and `timestamp`, one after the other. It does not cover
 * what is told, so whoever has seen a callback could say something else with it until it has been taken once, or is
 * old: what is told by callbacks is shown, never acted on.
 */
export function hyphenateCallbacks(setting: HyphenateCallbacks): CallbackReader {
  return { accepted: ACCEPTED, read: (post, now) => read(setting, post, now) };
}

function read({ appKey, secrets }: HyphenateCallbacks, { body }: CallbackPost, now: Instant): CallbackRead {
  const json = jsonIn(body);
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return { kind: "refused", why: "unreadable" };
  const { callId, timestamp, security, appkey } = envelope.data;
  if (security === undefined) return { kind: "refused", why: "unsigned" };
  const isGenuine = isSignedByAny(secrets, security, (secret) => md5(`${callId}${secret}${timestamp}`));
  if (!isGenuine) return { kind: "refused", why: "forged" };
  const at = Number(timestamp);
  if (Math.abs(now - at) > FRESH_MS) return { kind: "refused", why: "stale" };
  if (appKey !== null && appkey !== undefined && !isSameApp(appKey, appkey))
    return { kind: "refused", why: "other_app" };
  const { event, known, happening } = readGroupEvent(json, at) ??
    readOldEvent(json, at) ?? { event: "message or other", known: true, happening: null };
  return happening === null
    ? { kind: "nothing", event, known }
    : { kind: "told", key: callId, event, happening };
}

/** One page of the documents prints the key with a uuid behind it (E callback_group_room_leave, on dissolved groups). */
function isSameApp(ours: string, theirs: string): boolean {
  const one = ours.toLowerCase();
  const other = theirs.toLowerCase();
  return other === one || other.startsWith(`${one}_`);
}

/** The vendors' choice, not ours. */
function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
