import type { Clock, Instant } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { Secret } from "../../secret.ts";
import { tokenTrouble } from "../../texts/hyphenate.ts";
import { parseJson, type HttpAnswer, type HttpClient } from "../http.ts";
import type { VendorFailure } from "../port.ts";
import { errorEnvelope, tokenAnswer } from "./answers.ts";
import type { Tokens } from "./tokens.ts";

export interface EasemobCredentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/**
 * A token is not kept longer, in milliseconds, whatever `expires_in` says: on some clusters it is in milliseconds,
 * and 0 means that the token never expires.
 */
const LONGEST_KEPT_MS = 12 * 60 * 60_000;
const SHORTEST_KEPT_MS = 60_000;
/** Pauses after a failure, each twice as long as the one before. Accounts are closed for asking too often. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Tokens that are refused more often than so many times in a minute are not renewed at once any more. */
const RENEWALS_A_MINUTE = 10;

interface Kept {
  readonly token: string;
  readonly renewAt: Instant;
  /** Its forerunner was refused. */
  readonly isReplacement: boolean;
  wasAccepted: boolean;
}

export interface EasemobTokenOptions {
  readonly http: HttpClient;
  /** `/{org}/{app}/token`. */
  readonly path: string;
  readonly credentials: EasemobCredentials;
  readonly clock: Clock;
}

/** Fetches App Tokens (document easemob_app_token): one request at a time, and pauses after failures. */
export function easemobTokens({ http, path, credentials, clock }: EasemobTokenOptions): Tokens {
  let kept: Kept | null = null;
  let wasRefused = false;
  let underWay: Promise<Result<string, VendorFailure>> | null = null;
  let failures = 0;
  let refusedAt: readonly Instant[] = [];
  let resting: { readonly until: Instant; readonly why: VendorFailure } | null = null;

  function rest(why: VendorFailure): void {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    const askedForMs = why.kind === "throttled" ? (why.retryAfterMs ?? 0) : 0;
    failures += 1;
    resting = { until: clock.now() + Math.max(pauseMs, askedForMs), why };
  }

  function keep(token: string, expiresIn: number): void {
    const halfLifeMs = expiresIn > 0 ? (expiresIn * 1_000) / 2 : LONGEST_KEPT_MS;
    const keptMs = Math.min(Math.max(halfLifeMs, SHORTEST_KEPT_MS), LONGEST_KEPT_MS);
    kept = { token, renewAt: clock.now() + keptMs, isReplacement: wasRefused, wasAccepted: false };
    wasRefused = false;
    resting = null;
    // Whether a replacement is any better shows when it is used.
    if (!kept.isReplacement) failures = 0;
  }

  async function fetch(): Promise<Result<string, VendorFailure>> {
    const answered = await askForToken(http, path, credentials);
    if (!answered.ok) {
      rest(answered.failure);
      // The old token was not refused and may still be good for as long again.
      return kept === null ? answered : ok(kept.token);
    }
    keep(answered.value.access_token, answered.value.expires_in);
    return ok(answered.value.access_token);
  }

  return {
    current() {
      const now = clock.now();
      if (kept !== null && now < kept.renewAt) return Promise.resolve(ok(kept.token));
      if (underWay !== null) return underWay;
      if (resting !== null && now < resting.until) {
        return Promise.resolve(kept === null ? fail(resting.why) : ok(kept.token));
      }
      underWay = fetch().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    accept(token) {
      if (kept?.token !== token) return;
      kept.wasAccepted = true;
      failures = 0;
    },
    refuse(token) {
      if (kept?.token !== token) return;
      const now = clock.now();
      refusedAt = [...refusedAt.filter((at) => at > now - 60_000), now];
      const wasNeverGood = kept.isReplacement && !kept.wasAccepted;
      if (wasNeverGood || refusedAt.length > RENEWALS_A_MINUTE) {
        rest({ kind: "misconfigured", detail: tokenTrouble.refusedAnew("easemob") });
      }
      kept = null;
      wasRefused = true;
    },
  };
}

type TokenAnswer = { readonly access_token: string; readonly expires_in: number };

async function askForToken(
  http: HttpClient,
  path: string,
  { clientId, clientSecret }: EasemobCredentials,
): Promise<Result<TokenAnswer, VendorFailure>> {
  const answered = await http.exchange({
    method: "POST",
    path,
    body: JSON.stringify({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret.reveal(),
    }),
  });
  // Whether it arrived makes no difference: what was to be changed has not been sent.
  if (!answered.ok) return fail({ kind: "unavailable", detail: tokenTrouble.away(answered.failure.detail) });
  if (answered.value.status !== 200) return fail(refusalOf(answered.value));
  const token = tokenAnswer.safeParse(parseJson(answered.value.text)).data;
  if (token !== undefined) return ok(token);
  return fail({ kind: "unavailable", detail: tokenTrouble.away(tokenTrouble.unreadable) });
}

/** The vendor's own words are left out, because they may repeat what was sent. */
function refusalOf({ status, retryAfterMs, text }: HttpAnswer): VendorFailure {
  if (status === 429 || status === 503) return { kind: "throttled", detail: tokenTrouble.busy, retryAfterMs };
  if (status >= 500 || status === 408) {
    return { kind: "unavailable", detail: tokenTrouble.away(tokenTrouble.status(status)) };
  }
  const error = errorEnvelope.safeParse(parseJson(text)).data?.error;
  const isNoApp = status === 404 || error === "organization_application_not_found";
  return { kind: "misconfigured", detail: isNoApp ? tokenTrouble.noApp : tokenTrouble.refused(status) };
}
