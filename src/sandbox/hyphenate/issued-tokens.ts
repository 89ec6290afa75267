import { createHash } from "node:crypto";
import type { Clock, Instant } from "../../clock.ts";

export interface IssuedToken {
  /** The app's uuid. */
  readonly app: string;
  readonly until: Instant | "never";
}

/** The App Tokens that `POST …/token` gave out. */
export interface IssuedTokens {
  issue(app: string, until: Instant | "never"): string;
  find(token: string): IssuedToken | null;
}

export function issuedTokensBy(clock: Clock): IssuedTokens {
  const issued = new Map<string, IssuedToken>();
  return {
    issue(app, until) {
      const seed = `${app}/${clock.now()}/${issued.size}`;
      // What the vendor's tokens look like; nobody outside of this machine is kept out by it.
      const token = `YWMt${createHash("sha512").update(seed).digest("base64url")}`;
      issued.set(token, { app, until });
      return token;
    },
    find: (token) => issued.get(token) ?? null,
  };
}

/** Whether a text could be a token at all; otherwise it is corrupt rather than foreign. */
export function looksIssued(token: string): boolean {
  return /^YWMt[A-Za-z0-9_-]{20,}$/.test(token);
}
