import { randomBytes } from "node:crypto";

/** Hex of 16 bytes that nobody can guess. */
export function newSalt(): string {
  return randomBytes(16).toString("hex");
}
