import type { Entry } from "../ledger/port.ts";
import { fail, ok, type Result } from "../result.ts";
import { canonical } from "./hash.ts";
import { signNote, type Signer } from "./note.ts";
import { isFrontier, type Frontier } from "./tree.ts";

/**
 * An export is a file of lines, one for each entry, and a manifest beside it. A line is canonical JSON (RFC 8785) of
 * `{"body","entry","hash","salt"}`, where `entry` is what is hashed; so whoever reads it needs no more than SHA-256.
 */
export function exportLine({ body, text, hash, salt }: Entry): string {
  return `{"body":${body ?? "null"},"entry":${text},"hash":"${hash}","salt":${salt === null ? "null" : `"${salt}"`}}`;
}

const LINE =
  /^\{"body":(.+),"entry":(\{"at":(-?\d{1,16}),"body":"[0-9a-f]{64}","case":(null|\d{1,16}),"kind":"([a-z_]+)","prev":"([0-9a-f]{64})","seq":(\d{1,16}),"v":2\}),"hash":"([0-9a-f]{64})","salt":(null|"[0-9a-f]{32}")\}$/s;

/**
 * The entry of a line, character by character as it was written: what happened is taken as text, so that the
 * commitment is held against it and not against another way to write the same. Null: no such line.
 */
export function readExportLine(line: string): Entry | null {
  const [, body, text, at, caseNumber, kind, prev, seq, hash, salt] = LINE.exec(line) ?? [];
  if (!body || !text || !kind || !prev || !hash || !salt) return null;
  return {
    seq: Number(seq),
    at: Number(at),
    // A later version may have kinds that this one does not know; they are hashed like all others.
    kind: kind as Entry["kind"],
    case: caseNumber === "null" ? null : Number(caseNumber),
    text,
    prev,
    hash,
    body: body === "null" ? null : body,
    salt: salt === "null" ? null : salt.slice(1, -1),
  };
}

/** What is said of a file of entries. */
export interface Manifest {
  /** Which log: as in its checkpoints. */
  readonly origin: string;
  /** When it was made: RFC 3339. */
  readonly made: string;
  /** Hex SHA-256 of the file. */
  readonly sha256: string;
  readonly count: number;
  /** The numbers that were asked for: in a selection fewer are there. */
  readonly first: number;
  readonly last: number;
  /** Hash of the entry before `first`; 64 zeros before 1. */
  readonly prev: string;
  /** Hash of entry `last`. */
  readonly head: string;
  /** The tree over all entries before `first`, from which its roots further on can be computed. */
  readonly frontier: Frontier;
  /** What entries had to be like to be in the file, in words; null: all of them. */
  readonly selection: string | null;
  /** Entries without their bodies, and the numbers of the entries that say so, which may stand after `last`. */
  readonly redactions: readonly { readonly entry: number; readonly by: number }[];
  /** Signed checkpoints from the one before `first` to the newest there is. */
  readonly checkpoints: readonly string[];
  /** The keys of the signatures, in their text form. */
  readonly verifiers: readonly string[];
}

/** What is signed is more than JSON, so that the signature cannot be taken for one of a checkpoint. */
const TITLE = "bailiff export";

/** The text of a manifest's file: the manifest with the signature lines of a note over it. */
export function manifestText(manifest: Manifest, signers: readonly Signer[]): string {
  const signed = signNote(signedText(manifest), signers);
  const signatures = signed.slice(signedText(manifest).length).trim().split("\n");
  return `${canonical({ ...manifest, signatures: signatures.filter((line) => line !== "") })}\n`;
}

function signedText(manifest: Manifest): string {
  return `${TITLE}\n${canonical(manifest)}\n`;
}

/** A manifest from the text of its file, and the note that its signatures make of it. */
export function readManifest(
  text: string,
): Result<{ readonly manifest: Manifest; readonly note: string }, "unreadable"> {
  const told = parsed(text);
  // One way to write it only: whoever compares two copies of a file finds them equal.
  if (!isManifest(told) || `${canonical(told)}\n` !== text) return fail("unreadable");
  const { signatures, ...manifest } = told;
  return ok({ manifest, note: `${signedText(manifest)}\n${signatures.map((line) => `${line}\n`).join("")}` });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isManifest(told: unknown): told is Manifest & { readonly signatures: readonly string[] } {
  if (typeof told !== "object" || told === null) return false;
  const members = told as Readonly<Record<string, unknown>>;
  const isText = (name: string, form: RegExp): boolean => {
    const value = members[name];
    return typeof value === "string" && form.test(value);
  };
  const isCount = (name: string): boolean =>
    Number.isSafeInteger(members[name]) && Number(members[name]) >= 0;
  return (
    ["sha256", "prev", "head"].every((name) => isText(name, /^[0-9a-f]{64}$/)) &&
    ["origin", "made"].every((name) => isText(name, /^./)) &&
    ["count", "first", "last"].every(isCount) &&
    isFrontier(members["frontier"]) &&
    (members["selection"] === null || typeof members["selection"] === "string") &&
    isRedactions(members["redactions"]) &&
    ["checkpoints", "verifiers", "signatures"].every((name) => isTexts(members[name]))
  );
}

function isRedactions(value: unknown): value is Manifest["redactions"] {
  const isOne = (one: Partial<Record<"entry" | "by", unknown>> | null): boolean =>
    Number.isSafeInteger(one?.entry) && Number.isSafeInteger(one?.by) && Number(one?.by) > Number(one?.entry);
  return Array.isArray(value) && value.every(isOne);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}
