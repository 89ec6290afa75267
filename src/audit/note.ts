import {
  createPrivateKey,
  createPublicKey,
  hash,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { fail, ok, type Result } from "../result.ts";

/**
 * Signed notes (c2sp.org/signed-note, read 2026-11): text, a blank line, and one line for each key that signed it.
 * Ed25519 only. Keys have the text forms of Go's golang.org/x/mod/sumdb/note, so its tools read ours.
 */

export interface Signer {
  readonly name: string;
  /** The public half, to be given to whoever checks. */
  readonly verifier: string;
  /** The signature line for a note's text, without its newline. */
  sign(text: string): string;
}

export interface Verifier {
  readonly name: string;
  /** Eight hex digits that tell keys of one name apart; an address, not a proof. */
  readonly id: string;
  /** The key in its text form. */
  readonly text: string;
  verify(text: string, signature: Uint8Array): boolean;
}

/** What is wrong with the text of a key: its form, what it says it signs with, or an id that belongs to another key. */
export type KeyProblem = "malformed" | "algorithm" | "id";

/** The byte for Ed25519 in keys and in key ids. */
const ED25519 = 1;

/** PKCS #8 and SPKI around the 32 bytes of an Ed25519 key (RFC 8410 §7 and §4). */
const PRIVATE_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_HEAD = Buffer.from("302a300506032b6570032100", "hex");

/** Names of keys: not empty, without spaces, control characters and plus signs. */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Cc}\p{Cs}]+$/u.test(name);
}

/** A new key in its two text forms; `signer` is a secret. Throws for what is no name of a key. */
export function generateKey(
  name: string,
  seed: Uint8Array = randomBytes(32),
): { readonly signer: string; readonly verifier: string } {
  if (!isKeyName(name)) throw new Error("the name of a key has no spaces and no plus signs");
  const publicKey = rawPublic(privateFrom(seed));
  const id = keyId(name, publicKey);
  return {
    signer: `PRIVATE+KEY+${name}+${id}+${typed(seed)}`,
    verifier: `${name}+${id}+${typed(publicKey)}`,
  };
}

export function readSigner(text: string): Result<Signer, KeyProblem> {
  const read = readKey(/^PRIVATE\+KEY\+(.*)$/su.exec(text)?.[1] ?? "");
  if (!read.ok) return read;
  const { name, id, raw: seed } = read.value;
  const key = privateFrom(seed);
  const publicKey = rawPublic(key);
  if (keyId(name, publicKey) !== id) return fail("id");
  return ok({
    name,
    verifier: `${name}+${id}+${typed(publicKey)}`,
    sign(noteText) {
      const signature = Buffer.concat([Buffer.from(id, "hex"), sign(null, Buffer.from(noteText), key)]);
      return `— ${name} ${signature.toString("base64")}`;
    },
  });
}

export function readVerifier(text: string): Result<Verifier, KeyProblem> {
  const read = readKey(text);
  if (!read.ok) return read;
  const { name, id, raw } = read.value;
  if (keyId(name, raw) !== id) return fail("id");
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, raw]), format: "der", type: "spki" });
  return ok({
    name,
    id,
    text,
    verify: (noteText, signature) =>
      signature.length === 64 && verify(null, Buffer.from(noteText), key, signature),
  });
}

/** `<name>+<8 hex digits>+<base64 of the algorithm and 32 bytes>`. */
function readKey(
  text: string,
): Result<{ readonly name: string; readonly id: string; readonly raw: Buffer }, KeyProblem> {
  const [, name = "", id = "", encoded = ""] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/su.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length !== 33) return fail("malformed");
  return bytes[0] === ED25519 ? ok({ name, id, raw: bytes.subarray(1) }) : fail("algorithm");
}

function keyId(name: string, publicKey: Uint8Array): string {
  return hash("sha256", Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), publicKey])).slice(0, 8);
}

function typed(raw: Uint8Array): string {
  return Buffer.concat([Buffer.of(ED25519), raw]).toString("base64");
}

function privateFrom(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, seed]), format: "der", type: "pkcs8" });
}

function rawPublic(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: "der", type: "spki" }).subarray(PUBLIC_HEAD.length);
}

/** Null for all that is not exactly how an encoder writes it; Node's own decoder passes over what it does not know. */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

/** Verifiers should bound the number of signatures, and take at least 16. */
const MOST_SIGNATURES = 100;

/** A note's text ends in a newline and has no other control characters. */
function isNoteText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return text.endsWith("\n") && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}

/** The note that says `text`, signed by every signer, as while a new key takes over from an old one. */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (!isNoteText(text)) throw new Error("the text of a note is lines without control characters");
  return `${text}\n${signers.map((signer) => `${signer.sign(text)}\n`).join("")}`;
}

export type NoteProblem =
  | { readonly kind: "malformed" }
  /** Nobody vouches for any of the keys. The text may be shown as a claim, never believed. */
  | { readonly kind: "unknown_keys"; readonly text: string; readonly claimed: readonly string[] }
  /** A key that is known did not sign this. */
  | { readonly kind: "bad_signature"; readonly name: string };

/** The text of a note, once at least one of `verifiers` has signed it and no signature under their names is false. */
export function openNote(
  note: string,
  verifiers: readonly Verifier[],
): Result<{ readonly text: string; readonly signedBy: readonly string[] }, NoteProblem> {
  const split = note.lastIndexOf("\n\n");
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split("\n");
  if (split < 0 || lines.pop() !== "" || !isNoteText(text)) return fail({ kind: "malformed" });
  const signatures = lines.map(readSignature);
  if (signatures.length === 0 || signatures.length > MOST_SIGNATURES) return fail({ kind: "malformed" });
  const signedBy = new Set<string>();
  for (const signature of signatures) {
    if (signature === null) return fail({ kind: "malformed" });
    const { name, id, bytes } = signature;
    const known = verifiers.filter((verifier) => verifier.name === name && verifier.id === id);
    if (known.length === 0) continue;
    if (!known.some((verifier) => verifier.verify(text, bytes))) return fail({ kind: "bad_signature", name });
    signedBy.add(name);
  }
  if (signedBy.size > 0) return ok({ text, signedBy: [...signedBy] });
  const claimed = signatures.flatMap((signature) => (signature ? [signature.name] : []));
  return fail({ kind: "unknown_keys", text, claimed: [...new Set(claimed)] });
}

function readSignature(
  line: string,
): { readonly name: string; readonly id: string; readonly bytes: Buffer } | null {
  const [, name = "", encoded = ""] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length < 5) return null;
  return { name, id: bytes.subarray(0, 4).toString("hex"), bytes: bytes.subarray(4) };
}
