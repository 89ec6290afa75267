import { createHmac } from "node:crypto";
import { deflateSync } from "node:zlib";
import type { Clock, Instant } from "../../clock.ts";
import type { Secret } from "../../secret.ts";

/** Tencent advises at least 24 hours (document 269/32688). No longer, because a UserSig cannot be called back. */
const LIFE_SECONDS = 24 * 60 * 60;
/** Re-signed at half its life, so that clocks an hour or a time zone apart do not matter. */
const RENEW_AFTER_MS = (LIFE_SECONDS * 1_000) / 2;

export interface SigningOptions {
  readonly sdkAppId: number;
  /** The app administrator in whose name requests are made. */
  readonly admin: string;
  readonly secretKey: Secret;
  readonly clock: Clock;
}

/** Keeps a valid UserSig at hand. */
export interface Signer {
  current(): string;
  /** Signs anew even if the kept one still looks good: Tencent said that it has expired. */
  renew(): string;
}

export function createSigner({ sdkAppId, admin, secretKey, clock }: SigningOptions): Signer {
  let kept: { readonly sig: string; readonly signedAt: Instant } | null = null;

  function renew(): string {
    const signedAt = clock.now();
    const sig = signUserSig({
      sdkAppId,
      account: admin,
      secretKey: secretKey.reveal(),
      timeSeconds: Math.floor(signedAt / 1_000),
      expireSeconds: LIFE_SECONDS,
    });
    kept = { sig, signedAt };
    return sig;
  }

  return {
    current() {
      if (kept === null || Math.abs(clock.now() - kept.signedAt) >= RENEW_AFTER_MS) return renew();
      return kept.sig;
    },
    renew,
  };
}

/**
 * Tencent's ticket for an account (TLSSigAPIv2 with HMAC-SHA256, document 269/32688): a signed JSON text,
 * deflated with a zlib header and put into an alphabet that needs no escaping in a URL.
 */
export function signUserSig(ticket: {
  readonly sdkAppId: number;
  readonly account: string;
  readonly secretKey: string;
  readonly timeSeconds: number;
  readonly expireSeconds: number;
}): string {
  const { account, sdkAppId, timeSeconds, expireSeconds } = ticket;
  const signed = [
    `TLS.identifier:${account}`,
    `TLS.sdkappid:${sdkAppId}`,
    `TLS.time:${timeSeconds}`,
    `TLS.expire:${expireSeconds}`,
    "",
  ].join("\n");
  const claims = {
    "TLS.ver": "2.0",
    "TLS.identifier": account,
    "TLS.sdkappid": sdkAppId,
    "TLS.time": timeSeconds,
    "TLS.expire": expireSeconds,
    "TLS.sig": createHmac("sha256", ticket.secretKey).update(signed).digest("base64"),
  };
  const packed = deflateSync(JSON.stringify(claims)).toString("base64");
  return packed.replaceAll("+", "*").replaceAll("/", "-").replaceAll("=", "_");
}
