import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** Hex SHA-256 of the canonical form: equal for what means the same. */
export function hashOf(value: object): string {
  return sha256(canonical(value));
}

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

const LEAF = Buffer.of(0);

/** Hex hash of a leaf as RFC 6962, section 2.1, has it, so that a tree can stand on the same hashes as the chain. */
export function leafHash(text: string): string {
  return createHash("sha256").update(LEAF).update(text, "utf8").digest("hex");
}

/** Stands for a body in what is hashed. Without the salt, which goes when the body goes, it tells nothing of the body. */
export function commitmentOf(salt: string, body: string): string {
  return createHash("sha256").update(salt, "hex").update(body, "utf8").digest("hex");
}

/** RFC 8785. */
export function canonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("an object always has a canonical form");
  return text;
}
