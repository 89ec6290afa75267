import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Secret } from "../../secret.ts";
import { keyed } from "./events-v2.ts";
import { readJson } from "./json.ts";
import type { Adapter, RawRequest } from "./port.ts";

/** How a sender proves that it is the sender. While a secret is changed, the old one counts too. */
export type Proof = { readonly secrets: readonly Secret[] } & (
  | { readonly by: "bearer" }
  | { readonly by: "basic"; readonly user: string }
  | { readonly by: "header"; readonly header: string }
  | { readonly by: "hmac"; readonly header: string | null; readonly timestamp: string | null }
  | { readonly by: "routing_key" }
);

/** `missing`: it did not try; `wrong`: it tried. */
export type Proven = "proven" | "missing" | "wrong";

/** Clocks may differ so much, and a request may be under way so long, in seconds. */
const MOST_SECONDS_APART = 300;
const MOST_SIGNATURES = 10;

/** Over the bytes as they came, before anything of them is read; in a time that tells nothing about the secret. */
export function prove(proof: Proof, { signature }: Pick<Adapter, "signature">, request: RawRequest): Proven {
  switch (proof.by) {
    case "bearer": {
      const given = headerOf(request, "authorization");
      const [, token] = /^bearer +(\S+) *$/i.exec(given ?? "") ?? [];
      return answer(given, token !== undefined && isOneOf(proof.secrets, token));
    }
    case "basic": {
      const given = headerOf(request, "authorization");
      const [, encoded] = /^basic +(\S+) *$/i.exec(given ?? "") ?? [];
      const pair = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
      const colon = pair.indexOf(":");
      const isUser = isSame(pair.slice(0, Math.max(colon, 0)), proof.user);
      const isSecret = isOneOf(proof.secrets, pair.slice(colon + 1));
      return answer(given, colon > 0 && isUser && isSecret);
    }
    case "header": {
      const given = headerOf(request, proof.header);
      return answer(given, given !== null && isOneOf(proof.secrets, given));
    }
    case "hmac":
      return signed(proof, signature, request);
    case "routing_key": {
      const read = readJson(request.body, keyed);
      if (!read.ok) return "missing";
      return isOneOf(proof.secrets, read.value.routing_key) ? "proven" : "wrong";
    }
    default:
      return proof satisfies never;
  }
}

function signed(
  proof: Proof & { readonly by: "hmac" },
  { header, form }: Adapter["signature"],
  request: RawRequest,
): Proven {
  const given = headerOf(request, proof.header ?? header);
  if (given === null) return "missing";
  const prefix = prefixOf(proof, request);
  if (prefix === null) return "wrong";
  const wanted = proof.secrets.map((secret) =>
    createHmac("sha256", secret.reveal()).update(prefix).update(request.body).digest(),
  );
  // All of them are compared, so that the time it takes does not tell which one it was.
  const found = signaturesIn(given, form).flatMap((one) =>
    wanted.map((other) => timingSafeEqual(one, other)),
  );
  return found.includes(true) ? "proven" : "wrong";
}

/** What is signed before the body: Grafana's seconds and a colon, when it is set so. Null: too old, or none. */
function prefixOf({ timestamp }: { readonly timestamp: string | null }, request: RawRequest): string | null {
  if (timestamp === null) return "";
  const seconds = headerOf(request, timestamp);
  if (seconds === null || !/^\d{1,12}$/.test(seconds)) return null;
  return Math.abs(Number(seconds) - request.at / 1_000) <= MOST_SECONDS_APART ? `${seconds}:` : null;
}

/** Each of 32 bytes; whatever is not written as it should be is no signature. */
function signaturesIn(given: string, form: Adapter["signature"]["form"]): readonly Buffer[] {
  const written = form === "v1" ? given.split(",").map((one) => one.trim()) : [given.trim()];
  if (written.length > MOST_SIGNATURES) return [];
  const start = { hex: "", v1: "v1=", sha256: "sha256=" }[form];
  return written.flatMap((one) => {
    const hex = one.startsWith(start) ? one.slice(start.length) : "";
    return /^[0-9a-f]{64}$/i.test(hex) ? [Buffer.from(hex, "hex")] : [];
  });
}

/** Node joins headers of one name with a comma, which is then no secret and no signature of anybody. */
function headerOf({ headers }: RawRequest, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return typeof value === "string" && value !== "" ? value : null;
}

function answer(given: string | null, isRight: boolean): Proven {
  if (given === null) return "missing";
  return isRight ? "proven" : "wrong";
}

function isOneOf(secrets: readonly Secret[], given: string): boolean {
  return secrets.map((secret) => isSame(given, secret.reveal())).includes(true);
}

/** Digests are compared, because they are of one length whatever was given. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
