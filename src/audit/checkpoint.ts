import type { Instant } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import { fromBase64 } from "./note.ts";

/**
 * What a checkpoint says of the log (c2sp.org/tlog-checkpoint, read 2026-11): the text of a signed note. The two lines
 * after the root are ours: the time, because a note has none, and the hash of the last entry, with which a copy of
 * the log that does not begin at 1 can be held against it too.
 */
export interface Checkpoint {
  /** Which log: the name of its key, such as `bailiff.example.com/acme`. */
  readonly origin: string;
  /** Entries in the log, and so the number of the last one. */
  readonly size: number;
  /** Hex root of the RFC 6962 tree over the hashes of these entries. */
  readonly root: string;
  readonly at: Instant;
  /** Hex hash of entry `size`; 64 zeros where there is none yet. */
  readonly head: string;
}

export function checkpointText({ origin, size, root, at, head }: Checkpoint): string {
  const encoded = Buffer.from(root, "hex").toString("base64");
  return `${origin}\n${size}\n${encoded}\ntime ${new Date(at).toISOString()}\nhead ${head}\n`;
}

/** Lines after these are passed over: a later version may add some. */
const FORM =
  /^(?<origin>[^\n]+)\n(?<size>0|[1-9]\d{0,15})\n(?<root>[A-Za-z0-9+/]{43}=)\ntime (?<time>[^\n]+)\nhead (?<head>[0-9a-f]{64})\n(?:[^\n]+\n)*$/u;

export function readCheckpoint(text: string): Result<Checkpoint, "malformed"> {
  const { origin = "", size = "", root = "", time = "", head = "" } = FORM.exec(text)?.groups ?? {};
  const bytes = fromBase64(root);
  const at = Date.parse(time);
  const isCheckpoint = bytes?.length === 32 && Number.isSafeInteger(Number(size)) && isSameTime(at, time);
  if (!isCheckpoint) return fail("malformed");
  return ok({ origin, size: Number(size), root: bytes.toString("hex"), at, head });
}

/** Dates that Node reads in other forms than ours would have more than one text for one checkpoint. */
function isSameTime(at: Instant, time: string): boolean {
  return !Number.isNaN(at) && new Date(at).toISOString() === time;
}
