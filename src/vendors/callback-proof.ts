import { timingSafeEqual } from "node:crypto";
import type { Secret } from "../secret.ts";

/** Whether a signature fits one of several secrets, as during a change; how long it takes says nothing about them. */
export function isSignedByAny(
  secrets: readonly Secret[],
  signature: string,
  sign: (secret: string) => string,
): boolean {
  const given = Buffer.from(signature.toLowerCase());
  // Every secret is tried: which one fits must not show either.
  return secrets.map((secret) => isSame(Buffer.from(sign(secret.reveal())), given)).includes(true);
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** JSON as it came, or undefined where it is none. */
export function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
