import { createRequire } from "node:module";
import type { Clock, Instant } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { Secret } from "../../secret.ts";
import { tokenTrouble } from "../../texts/hyphenate.ts";
import type { VendorFailure } from "../port.ts";
import type { Tokens } from "./tokens.ts";

/** The service takes at most 24 hours (Agora, develop/authentication); the builder itself would make any. */
const LIFE_SECONDS = 24 * 60 * 60;
/** Made anew at half its life, so that clocks an hour or a time zone apart do not matter. */
const RENEW_AFTER_MS = (LIFE_SECONDS * 1_000) / 2;

/** The part of `agora-token` that lies below its `ChatTokenBuilder`, which reads the machine's own clock. */
interface AgoraTokens {
  readonly AccessToken2: new (
    appId: string,
    appCertificate: string,
    issuedAtSeconds: number,
    expireAfterSeconds: number,
  ) => {
    add_service(service: object): void;
    /** Empty when the id or the certificate is not 32 hexadecimal digits. */
    build(): string;
  };
  readonly ServiceChat: {
    new (): { add_privilege(privilege: number, expireAfterSeconds: number): void };
    readonly kPrivilegeApp: number;
  };
}

const { AccessToken2, ServiceChat } = createRequire(import.meta.url)(
  "agora-token/src/AccessToken2.js",
) as AgoraTokens;

export interface AgoraCredentials {
  /** 32 hexadecimal digits each. */
  readonly appId: string;
  readonly appCertificate: Secret;
}

/** Makes App Tokens offline. */
export function agoraTokens({ appId, appCertificate }: AgoraCredentials, clock: Clock): Tokens {
  let kept: { readonly token: string; readonly madeAt: Instant } | null = null;

  function make(): Result<string, VendorFailure> {
    const madeAt = clock.now();
    const token = buildAppToken(appId, appCertificate.reveal(), Math.floor(madeAt / 1_000));
    if (token === "") return fail({ kind: "misconfigured", detail: tokenTrouble.badAgoraIds });
    kept = { token, madeAt };
    return ok(token);
  }

  return {
    current() {
      const isFresh = kept !== null && Math.abs(clock.now() - kept.madeAt) < RENEW_AFTER_MS;
      return Promise.resolve(isFresh && kept !== null ? ok(kept.token) : make());
    },
    // Made here at no cost, so it makes no difference whether one was ever good.
    accept: () => {},
    refuse(token) {
      if (kept?.token === token) kept = null;
    },
  };
}

function buildAppToken(appId: string, appCertificate: string, issuedAtSeconds: number): string {
  const token = new AccessToken2(appId, appCertificate, issuedAtSeconds, LIFE_SECONDS);
  const chat = new ServiceChat();
  chat.add_privilege(ServiceChat.kPrivilegeApp, LIFE_SECONDS);
  token.add_service(chat);
  return token.build();
}
