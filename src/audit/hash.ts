import { hash } from "node:crypto";
import canonicalize from "canonicalize";

/** Hex SHA-256 of the canonical form: equal for what means the same. */
export function hashOf(value: object): string {
  return sha256(canonical(value));
}

export function sha256(text: string): string {
  return hash("sha256", text);
}

/** Hex hash of a leaf as RFC 6962, section 2.1, has it, so that a tree can stand on the same hashes as the chain. */
export function leafHash(text: string): string {
  return hash("sha256", `\0${text}`);
}

/** Stands for a body in what is hashed. Without the salt, which goes when the body goes, it tells nothing of the body. */
export function commitmentOf(salt: string, body: string): string {
  // Three bytes are the most that a UTF-16 unit takes. Most bodies are short, and an allocation costs as much as its hash.
  const most = salt.length + body.length * 3;
  const bytes = most <= ROOM.length ? ROOM : Buffer.alloc(most);
  const start = bytes.write(salt, "hex");
  return hash("sha256", bytes.subarray(0, start + bytes.write(body, start, "utf8")));
}

const ROOM = Buffer.alloc(1 << 15);

/** RFC 8785. */
export function canonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("an object always has a canonical form");
  return text;
}
