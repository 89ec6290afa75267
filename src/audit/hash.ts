import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** Hex SHA-256 of the canonical form: equal for what means the same. */
export function hashOf(value: object): string {
  return sha256(canonical(value));
}

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** RFC 8785. */
export function canonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("an object always has a canonical form");
  return text;
}
